import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UserError } from '../../src/errors.js';
import { listPresets, loadPreset, locateProblems, parsePicture, parsePreset } from '../../src/preset/load.js';
import { parseOverride } from '../../src/preset/yaml/override.js';
import { constant } from '../../src/timeline/schedule.js';

const NEURONS = 'cycle: { neurons: [block8:40] }\n';

function parse(text: string, sets: readonly string[] = []) {
  return parsePreset(text, { name: 'presets/cathedral.yaml', overrides: sets.map(parseOverride) });
}

/** The message of the error that a preset gives. */
function refusal(text: string, sets: readonly string[] = []): string {
  try {
    parse(text, sets);
  } catch (error) {
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).code).toBe('PRESET_INVALID');
    return (error as UserError).message;
  }
  throw new Error('the preset was taken');
}

describe('a wrong preset', () => {
  it('is reported with every problem, its location and its line', () => {
    const text = `title: Cathedral
seed: .inf
sead: 3
fps: 1e400
duration: 2
cycle:
  neurons: [block8:40, block8, { layer: block9, random: 2, neuron: 3 }]
camera:
  zom: 3
  zoom:
    perSecond:
      - { at: 4s, value: 1.02 }
      - { at: 3s, value: 1.04, eas: in }
  drift: 200%
title: Again
`;
    expect(
      refusal(text),
    ).toBe(`presets/cathedral.yaml:2:7  seed: expected a whole number from 0 to 4294967295, got Infinity
  2 | seed: .inf
    |       ^^^^
presets/cathedral.yaml:3:1  sead: expected a known key (nearest: seed), got "sead"
  3 | sead: 3
    | ^^^^
presets/cathedral.yaml:4:6  fps: expected frames per second from 1 to 120, such as 25, 29.97 or 30000/1001, got Infinity
  4 | fps: 1e400
    |      ^^^^^
presets/cathedral.yaml:5:11  duration: expected a time such as 2s, from 0.001s to 1000000s, or sound, got 2
  5 | duration: 2
    |           ^
presets/cathedral.yaml:7:24  cycle.neurons[1]: expected a neuron such as block8:40 or predictions:tabby, got "block8"
  7 |   neurons: [block8:40, block8, { layer: block9, random: 2, neuron: 3 }]
    |                        ^^^^^^
presets/cathedral.yaml:7:32  cycle.neurons[2]: expected { layer, neuron }, { layer, class }, { layer, random }, { like, count }, { sort, best } or { sort, least }, got { layer, neuron, random }
  7 |   neurons: [block8:40, block8, { layer: block9, random: 2, neuron: 3 }]
    |                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
presets/cathedral.yaml:9:3  camera.zom: expected a known key (nearest: zoom), got "zom"
  9 |   zom: 3
    |   ^^^
presets/cathedral.yaml:13:15  camera.zoom.perSecond[1].at: expected a time after 4s (the keyframe before it), got 3s
  13 |       - { at: 3s, value: 1.04, eas: in }
     |               ^^
presets/cathedral.yaml:13:32  camera.zoom.perSecond[1].eas: expected a known key (nearest: ease), got "eas"
  13 |       - { at: 3s, value: 1.04, eas: in }
     |                                ^^^
presets/cathedral.yaml:14:10  camera.drift: expected a number from 0 to 0.5, or a percentage, got "200%"
  14 |   drift: 200%
     |          ^^^^
presets/cathedral.yaml:15:1  expected each key once, got "title" again (first on line 1)
  15 | title: Again
     | ^^^^^`);
  });

  it('points at the keyframe that comes too early', () => {
    expect(
      refusal(`${NEURONS}camera:
  zoom:
    perSecond:
    - { at: 4s, value: 1.02 }
    - { at: 3.5s, value: 1.04 }
`),
    ).toBe(`presets/cathedral.yaml:6:13  camera.zoom.perSecond[1].at: expected a time after 4s (the keyframe before it), got 3.5s
  6 |     - { at: 3.5s, value: 1.04 }
    |             ^^^^`);
  });

  it('points at the closest value above a missing one', () => {
    expect(refusal('cycle:\n  hold: 2s\n')).toBe(
      `presets/cathedral.yaml:1:1  cycle: expected { neurons }, { chroma }, { like, count }, { sort, best } or { sort, least }, got none of these keys
  1 | cycle:
    | ^^^^^`,
    );
    expect(refusal('# all defaults\nseed: 1\n')).toBe(
      `presets/cathedral.yaml:1:1  cycle: expected { neurons }, { chroma }, { like, count }, { sort, best } or { sort, least }, got none of these keys
  1 | # all defaults
    | ^`,
    );
  });

  it('points through an alias', () => {
    expect(
      refusal(`cycle: { neurons: [{ layer: a, neuron: 1, hold: &h 3 }, { layer: b, neuron: 2, hold: *h }] }\n`),
    ).toContain(
      'presets/cathedral.yaml:1:86  cycle.neurons[1].hold: expected a time such as 2s, from 0s to 24h, got 3',
    );
  });

  it.each([
    ['cycle: [1', 1, 'expected plain YAML'],
    ['a: 1\n b: 2', 1, 'expected plain YAML'],
    ['title: !!js/function x', 1, 'expected plain YAML: Unresolved tag'],
    ['a: *b', 1, 'expected an alias of an anchor above, got "b"'],
    [`${NEURONS}---\nseed: 2`, 2, 'expected one document, got another'],
    ['hello', 1, 'expected a map, got "hello"'],
    ['- 1', 1, 'expected a map, got a list of 1'],
  ])('that is not the YAML of a preset is refused: %j', (text, line, message) => {
    expect(refusal(text)).toMatch(new RegExp(`^presets/cathedral\\.yaml:${line}:\\d+ {2}`));
    expect(refusal(text)).toContain(message);
  });

  it('is empty if it has no content', () => {
    for (const text of ['', ' \n\n', '\uFEFF']) expect(refusal(text)).toBe('presets/cathedral.yaml is empty');
  });

  it('has no NaN, infinite or huge numbers', () => {
    for (const number of ['.nan', '.inf', '-.inf', '1e400', '1e99', '-1e99']) {
      for (const key of ['ascent: { rate: X }', 'grade: { contrast: X }', 'camera: { rotate: X }', 'seed: X']) {
        expect(refusal(NEURONS + key.replace('X', number))).toContain('got ');
      }
    }
  });

  it('shows no control characters, and only the relevant part of a long line', () => {
    const message = refusal(`${NEURONS}output: { file: "${'x'.repeat(300)}", format: "m\u009b2Jp4" }\n`);
    expect(message).not.toContain('\u009b');
    const [, shown, carets] = message.split('\n');
    expect(shown!.length).toBeLessThan(120);
    expect(shown!.slice(carets!.indexOf('^'))).toMatch(/^"m/);
  });
});

describe('a hostile preset', () => {
  it('that bombs with aliases is refused', () => {
    const levels = 'abcdefghi'.split('').map((name, i, all) => {
      const inner = i === 0 ? 'x' : `*${all[i - 1]}`;
      return `${name}: &${name} [${Array(9).fill(inner).join(', ')}]`;
    });
    expect(refusal(levels.join('\n'))).toContain('presets/cathedral.yaml:4:16  expected at most 20 aliases, got more');
  });

  it('with a flood of keys, different or repeated, gets a few of them reported', () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`);
    expect(refusal(NEURONS + keys.join('\n'))).toMatch(/k19: .*\n.*\n.*\n\.\.\. and 19980 more$/);
    expect(refusal(NEURONS + 'seed: 1\n'.repeat(20_000))).toMatch(/\.\.\. and 19979 more$/);
  });

  it('with very deep nesting is refused before it is composed', () => {
    for (const text of [`a: ${'['.repeat(100_000)}`, '- '.repeat(100_000), '{a: '.repeat(50_000)]) {
      expect(refusal(text)).toContain('expected at most 32 levels, got more');
    }
  });

  it('that contains itself is refused', () => {
    expect(refusal('cycle: &c\n  neurons: [*c]')).toContain('cycle.neurons[0].neurons: expected a known key');
  });

  it('cannot change any prototype', () => {
    expect(refusal(`${NEURONS}__proto__: { seed: 1 }\n`)).toContain('__proto__: expected a known key');
    expect(refusal('cycle: { neurons: [{ __proto__: { layer: a, neuron: 1 } }] }')).toContain(
      '[0].__proto__: expected a known key',
    );
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

describe('overrides', () => {
  it('replace values, and make the maps on the way', () => {
    const settings = parse(`seed: 3\n${NEURONS}`, ['seed=4', 'camera.zoom.doubles=3s', 'size=64x64', 'seed=5']);
    expect(settings).toMatchObject({ seed: 5, width: 64, camera: { zoom: { doubles: constant(3) } } });
    expect(parse('camera:\ncycle: { neurons: [a:1] }', ['camera.pan.x=0.1']).camera.pan.x).toEqual(constant(0.1));
    expect(parse('# nothing yet', ['cycle.neurons=[a:1]']).cycle.items).toHaveLength(1);
  });

  it('reach into lists', () => {
    const { items } = parse('cycle: { neurons: [a:1, b:2] }', [
      'cycle.neurons[1]=c:3',
      'cycle.neurons[2]={layer: d, random: 2}',
    ]).cycle;
    expect(items).toMatchObject([{ layer: 'a' }, { layer: 'c' }, { layer: 'd' }]);
  });

  it('of the zoom replace a zoom given in another way', () => {
    const text = `${NEURONS}camera: { zoom: { perFrame: 1.05 } }`;
    expect(parse(text, ['camera.zoom.doubles=3s']).camera.zoom).toEqual({ doubles: constant(3) });
    expect(parse(text, ['camera.zoom.doubles=3s', 'camera.zoom.halves=4s']).camera.zoom).toEqual({
      halves: constant(4),
    });
  });

  it('do not change other uses of an anchor', () => {
    const text = 'cycle: { neurons: [&n { layer: a, neuron: 1 }, *n] }';
    expect(parse(text, ['cycle.neurons[1].neuron=2']).cycle.items).toMatchObject([{ neuron: 1 }, { neuron: 2 }]);
  });

  it('are named in errors that they cause', () => {
    expect(
      refusal(`${NEURONS}camera: { drift: 0.1 }\nseed: -1\n`, [
        'camera.drift.period=3s',
        'camera.zom.doubles=3s',
        'duration=3',
        'ascent.rate=.nan',
        'cycle.neurons[4]=a:2',
        'cycle.neurons.hold=2s',
        'opening[0]=x',
        'output.x[1]=x',
        'cycle[0]=x',
      ]),
    ).toBe(`--set camera.drift.period=3s  camera.drift: expected a map to set period in, got 0.1
--set cycle.neurons[4]=a:2  cycle.neurons: expected an index from [0] to [1], got [4]
--set cycle.neurons.hold=2s  cycle.neurons: expected an index from [0] to [1], got "hold"
--set output.x[1]=x  output.x: expected an index from [0] to [0], got [1]
--set cycle[0]=x  cycle: expected a list to set [0] in, got a map
--set duration=3  duration: expected a time such as 2s, from 0.001s to 1000000s, or sound, got 3
--set opening[0]=x  opening: expected a map, got a list of 1
--set camera.zom.doubles=3s  camera.zom: expected a known key (nearest: zoom), got "zom"
--set ascent.rate=.nan  ascent.rate: expected a number from 0 to 1, got NaN
presets/cathedral.yaml:3:7  seed: expected a whole number from 0 to 4294967295, got -1
  3 | seed: -1
    |       ^^`);
  });

  it('may come as values from other options', () => {
    const file = 'it: is #1 "best".mp4';
    const overrides = [{ path: ['output', 'file'], value: file, origin: '--out' }];
    expect(parsePreset(NEURONS, { name: 'p', overrides }).output.file).toBe(file);
    const wrong = [{ path: ['output', 'file'], value: '', origin: '--out' }];
    expect(() => parsePreset(NEURONS, { name: 'p', overrides: wrong })).toThrow(
      '--out  output.file: expected a name inside the output folder (--out takes any path), got ""',
    );
  });

  it.each(['seed', '=3', '.seed=3', 'a..b=3', 'a[x]=3', '[0]=3', 'a b=3'])(
    'of another form are refused: %s',
    (text) => {
      expect(() => parseOverride(text)).toThrow(
        `Expected \`--set\` to be a path and a value such as camera.zoom.doubles=3s, got \`${text}\`.`,
      );
    },
  );

  it('must be YAML', () => {
    expect(() => parseOverride('title=[a')).toThrow('--set title=[a: expected plain YAML');
    expect(() => parseOverride('camera={zoom: 1, zoom: 2}')).toThrow('expected each key once');
  });
});

describe('files', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'neurozoom-preset-'));
    await writeFile(join(folder, 'good.yaml'), NEURONS);
    await writeFile(join(folder, 'bad.yml'), 'seed: x\n');
    await writeFile(join(folder, 'empty.yaml'), '');
    await writeFile(join(folder, 'large.yaml'), `${NEURONS}${'#'.repeat(256 * 1024)}`);
    await writeFile(join(folder, 'latin.yaml'), Buffer.from([0x61, 0xff, 0x0a]));
    await writeFile(join(folder, 'notes.txt'), 'x');
    await mkdir(join(folder, 'sub'));
    await symlink(join(folder, 'loop'), join(folder, 'loop'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  const failure = async (name: string): Promise<UserError> => {
    const error: unknown = await loadPreset(join(folder, name)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    return error as UserError;
  };

  it('are loaded with overrides', async () => {
    const overrides = [parseOverride('seed=9')];
    expect(await loadPreset(join(folder, 'good.yaml'), { overrides })).toMatchObject({ seed: 9, width: 512 });
  });

  it('that are invalid are named as the user typed them', async () => {
    expect((await failure('bad.yml')).message.split('\n')[0]).toMatch(/^\/.*bad\.yml:1:1 {2}cycle: /);
  });

  it('that are empty, too large or not text are invalid', async () => {
    expect(await failure('empty.yaml')).toMatchObject({
      code: 'PRESET_INVALID',
      message: `${join(folder, 'empty.yaml')} is empty`,
    });
    expect(await failure('large.yaml')).toMatchObject({
      code: 'PRESET_INVALID',
      message: `${join(folder, 'large.yaml')} is larger than 256 kB, too large for a preset`,
    });
    expect(await failure('latin.yaml')).toMatchObject({
      code: 'PRESET_INVALID',
      message: `${join(folder, 'latin.yaml')} is not a text in UTF-8`,
    });
  });

  it('that are missing, folders or devices are unreadable', async () => {
    expect(await failure('god.yaml')).toMatchObject({
      code: 'PRESET_UNREADABLE',
      message: `${join(folder, 'god.yaml')} does not exist`,
      hint: `closest: ${join(folder, 'good.yaml')}, ${join(folder, 'bad.yml')}, ${join(folder, 'empty.yaml')}`,
    });
    expect(await failure('sub')).toMatchObject({
      code: 'PRESET_UNREADABLE',
      message: `${join(folder, 'sub')} is a folder, not a preset file`,
      hint: undefined,
    });
    expect((await failure('.')).hint).toBe('presets in it: bad.yml, empty.yaml, good.yaml, large.yaml, latin.yaml');
    expect(await failure('loop')).toMatchObject({
      code: 'PRESET_UNREADABLE',
      message: `${join(folder, 'loop')} cannot be read (ELOOP)`,
    });
    expect(await failure('good.yaml/x')).toMatchObject({ code: 'PRESET_UNREADABLE' });
    const device: unknown = await loadPreset('/dev/zero').catch((reason: unknown) => reason);
    expect(device).toMatchObject({ code: 'PRESET_UNREADABLE', message: '/dev/zero is not a regular file' });
  });

  it('of a folder are listed by name, the wrong ones with their errors', async () => {
    const listed = await listPresets(folder);
    expect(listed.map(({ name }) => name)).toEqual(['bad', 'empty', 'good', 'large', 'latin']);
    expect(listed.filter((preset) => 'settings' in preset).map(({ path }) => path)).toEqual([
      join(folder, 'good.yaml'),
    ]);
    await expect(listPresets(join(folder, 'none'))).rejects.toMatchObject({ code: 'PRESET_UNREADABLE' });
  });
});

describe('an object', () => {
  const preset = {
    title: 'Cathedral',
    duration: '10s',
    cycle: { neurons: ['mixed4:40', { layer: 'mixed5', random: 2 }] },
    camera: { zoom: { doubles: [{ at: '0s', value: '2s' }] } },
  };

  it('gives the same settings as its YAML', () => {
    expect(parsePreset(preset)).toEqual(parsePreset(JSON.stringify(preset)));
    expect(parsePreset(preset, { overrides: [parseOverride('seed=9')] })).toMatchObject({ seed: 9 });
    expect(parsePicture({ picture: 'image', show: [['a:1']] })).toEqual(
      parsePicture('picture: image\nshow: [[a:1]]\n'),
    );
  });

  it('is not changed by overrides', () => {
    const before = structuredClone(preset);
    parsePreset(preset, { overrides: [parseOverride('camera.zoom.halves=3s'), parseOverride('cycle.neurons[0]=a:1')] });
    expect(preset).toEqual(before);
  });

  const errorOf = (given: object, options: Parameters<typeof parsePreset>[1] = {}): UserError => {
    try {
      parsePreset(given, options);
    } catch (error) {
      if (error instanceof UserError) return error;
    }
    throw new Error('the preset was taken');
  };

  it('that is wrong is refused with the same problems, by path', () => {
    const wrong = { ...preset, seed: -1, camera: { zom: 3 } };
    expect(errorOf(wrong)).toMatchObject({
      code: 'PRESET_INVALID',
      message: [
        'the preset  seed: expected a whole number from 0 to 4294967295, got -1',
        'the preset  camera.zom: expected a known key (nearest: zoom), got "zom"',
      ].join('\n'),
    });
    const paths = [['seed'], ['camera', 'zom']];
    expect(errorOf(wrong).problems.map(({ path }) => path)).toEqual(paths);
    expect(errorOf(wrong, { name: 'job 7' }).message).toMatch(/^job 7 {2}seed: /);
    const text = JSON.stringify(wrong, null, 2);
    const fromText = () => parsePreset(text, { name: 'film.yaml' });
    expect(fromText).toThrow(/^film\.yaml:/);
    expect(fromText).toThrow(
      expect.objectContaining({
        problems: [
          { path: paths[0], message: expect.any(String), location: { line: 16, column: 11 } },
          { path: paths[1], message: expect.any(String), location: { line: 14, column: 5 } },
        ],
      }),
    );
  });

  it('names the override that set a wrong value', () => {
    const overrides = [{ path: ['size'], value: 3, origin: '--size 3' }];
    expect(errorOf(preset, { overrides }).message).toMatch(/^--size 3 {2}size: /);
  });

  it.each([[[]], [new Date(0)], [{ cycle: () => 1 }], [Object.create(null)]])(
    'that is not a preset is refused: %j',
    (given) => {
      expect(errorOf(given).code).toBe('PRESET_INVALID');
    },
  );

  it('may refer to itself', () => {
    const cycle: Record<string, unknown> = { neurons: ['a:1'] };
    cycle.self = cycle;
    expect(errorOf({ cycle }).message).toContain('cycle.self: expected a known key');
  });
});

describe('problems that show later', () => {
  const source = {
    name: 'film.yaml',
    text: 'seed: 1\ncycle:\n  like: mixed4:1\n  count: 3\n',
    overrides: [parseOverride('network=vgg16')],
  };

  it('are located by their paths', () => {
    const problems = [
      { path: ['cycle'], message: 'there is no atlas' },
      { path: ['network'], message: 'there is no such network' },
    ];
    const error = new UserError('ATLAS_MISSING', 'there is no atlas', { hint: 'make one', problems });
    expect(locateProblems(error, source)).toMatchObject({
      code: 'ATLAS_MISSING',
      message: [
        '--set network=vgg16  network: there is no such network',
        'film.yaml:3:3  cycle: there is no atlas',
        '  3 |   like: mixed4:1',
        '    |   ^^^^^^^^^^^^^^',
      ].join('\n'),
      hint: 'make one',
      problems: [{ ...problems[0], location: { line: 3, column: 3 } }, problems[1]],
    });
  });

  it('leave other errors unchanged', () => {
    const located = new UserError('PRESET_INVALID', 'x', {
      problems: [{ path: [], message: 'x', location: { line: 1, column: 1 } }],
    });
    for (const error of [new Error('x'), new UserError('DISK_FULL', 'x'), located, 'x']) {
      expect(locateProblems(error, source)).toBe(error);
    }
    expect(locateProblems(located, undefined)).toBe(located);
  });
});
