import { describe, expect, it } from 'vitest';
import { isPictureText, parsePicture } from '../../../src/preset/load.js';
import { checkPicture } from '../../../src/preset/picture/schema.js';
import { pictureToYaml } from '../../../src/preset/picture/write.js';
import { REFUSED_PICTURES } from '../../support/preset/refused.js';

const parse = (text: string) => parsePicture(text, { name: 'a.png' });

describe('a picture’s settings', () => {
  it.each([
    'picture: image\nshow: [[block8:40]]\n',
    'picture: image\nshow: [["0.7*block8:40 - block9:2@center"]]\nsize: 640x480\noutput: { format: jpeg, quality: 80 }\n',
    'picture: image\nshow: [[[{ layer: block8, direction: [0.5, -1], at: { y: 0, x: 1 }, weight: -2 }]]]\n',
    'picture: image\nshow: [[block8]]\nvariations: { count: 4, number: 2, diversity: 1 }\ninit: { file: a.jpg }\n',
    'picture: sheet\nshow: [[a:1, b:2], [c:3]]\ncaptions: false\ngap: 2px\nlook: raw\n',
  ])('are the same when they are written and read again: %j', (text) => {
    const settings = parse(text);
    expect(parse(pictureToYaml(settings))).toEqual(settings);
  });

  it.each(REFUSED_PICTURES.map((one) => [JSON.stringify(one.given), one] as const))(
    'are refused with all their problems: %s',
    (_, { given, problems }) => {
      const checked = checkPicture(given);
      const found = 'problems' in checked ? checked.problems : [];
      expect(found.map(({ path, message }) => `${path.join('.')}: ${message}`)).toEqual(problems);
    },
  );

  it.each([
    ['picture: image\nshow: [["a: "]]', /missing after the colon/],
    ['picture: image\nshow: [[a:1]]\n__proto__: 1', /a known key/],
    [`picture: image\nshow: ${'['.repeat(5000)}`, /at most 32 levels/],
    ['x'.repeat(300_000), /longer than 256 kB/],
  ])('refuse the text %j', (text, message) => {
    expect(() => parse(text)).toThrow(message);
  });

  it('are recognised among those of films', () => {
    expect(isPictureText('# neurozoom\npicture: image\nshow: 3')).toBe(true);
    expect(isPictureText('cycle: { neurons: [block8:2] }')).toBe(false);
    expect(isPictureText('{')).toBe(false);
  });
});
