import { expect, it } from 'vitest';
import { prepareFilm } from '../../src/film/prepare.js';
import { parsePreset } from '../../src/preset/load.js';

/** Opens a film of 96x64 px with this ascent and camera, and closes it. */
async function prepare(ascent: string, camera = '{}'): Promise<void> {
  const text = `size: 96x64\nfps: 24\nduration: 2s\ncamera: ${camera}\nascent: ${ascent}\ncycle: { neurons: [block3:1] }`;
  const film = await prepareFilm(parsePreset(text, { name: 'film' }), { threads: 1 });
  await film.close();
}

it.each([
  ['{ octaves: 4, margin: 4 }', /coarsest octave has 9 px .* fewer than 32/, /at most 2 octaves/],
  [
    '{ octaves: [{ scale: 0.1, steps: 1 }, { scale: 1, steps: 1 }] }',
    /has 10 px .* fewer than 32/,
    /scales of at least 0.334/,
  ],
])('an octave too small for the layer is refused, with what fits: %s', async (ascent, message, hint) => {
  await expect(prepare(ascent)).rejects.toMatchObject({
    code: 'SIZE_TOO_SMALL',
    exitCode: 2,
    message: expect.stringMatching(message),
    hint: expect.stringMatching(hint),
    problems: [{ path: ['ascent', 'octaves'] }],
  });
});

it('a cadence too slow for the camera is refused, with the bound', async () => {
  await expect(prepare('{ cadence: 12 }', '{ zoom: { doubles: 400ms } }')).rejects.toMatchObject({
    code: 'PRESET_INVALID',
    exitCode: 2,
    message: expect.stringContaining('after frame 0'),
    hint: expect.stringContaining('at most 3'),
    problems: [{ path: ['ascent', 'cadence'] }],
  });
  await prepare('{ cadence: 3 }', '{ zoom: { doubles: 400ms }, rotate: 0, drift: { amount: 0 } }');
});

it.each([
  ['{ cadence: 12 }', '{ zoom: { doubles: 10s } }'],
  ['{}', '{ zoom: { perFrame: 1.9 } }'], // auto climbs every frame
  ['{ form: 60% }', '{}'], // auto stops at the smallest octave that fits
])('%s with the camera %s is not', async (ascent, camera) => {
  await prepare(ascent, camera);
});
