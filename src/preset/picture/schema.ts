// What a picture's settings may say: every key with its range and its default. A picture may come from anyone, and so may the settings in its metadata.

import { check, either, type Field, field, isMap, list, type Problem, refine, section } from '../schema/fields.js';
import { choice, flag, fraction, number, type Reader, size, text, whole, wholePixels } from '../schema/reader.js';
import { LOOKS } from '../settings.js';
import { PICTURE_FORMATS, type PictureFormat, type PictureSettings } from './picture.js';
import { MOST_TERMS, type Position, parseSubject, type Subject, type SubjectTerm } from './subject.js';

/** Checks a picture's settings, as YAML or JSON gives them. */
export function checkPicture(
  value: unknown,
): { readonly value: PictureSettings } | { readonly problems: readonly Problem[] } {
  return check(PICTURE, value);
}

/** What a picture's settings begin with, and no preset of a film does. */
export const PICTURE_KINDS = ['image', 'sheet'] as const;

/** Beyond this no memory is sure to follow: 16384 px square are 3.2 GB of floats. */
const SIDE = { min: 16, max: 16_384 };
/** Cells of a sheet. */
const MOST_CELLS = 1_000;
/** More channels than any layer has. */
const MOST_CHANNELS = 20_000;
const NAME = text({ max: 200 });
const SHARE = fraction({ min: 0, max: 1 });

const place: Field<Position> = section({ y: field(SHARE), x: field(SHARE) });

const neuron: Reader<string> = (value) =>
  (typeof value === 'number' && Number.isInteger(value) && value >= 0) || (typeof value === 'string' && value !== '')
    ? { value: String(value) }
    : { expected: 'the number or the class of a neuron' };

const term: Field<SubjectTerm> = refine(
  section({
    layer: field(NAME),
    neuron: field(neuron).optional(),
    direction: list(field(number({ min: -1e6, max: 1e6 })), { min: 1, max: MOST_CHANNELS }, 'numbers').optional(),
    at: place.optional(),
    weight: field(number({ min: -1000, max: 1000 })).default(1),
  }),
  ({ layer, neuron: word, direction, at, weight }, refuse) => {
    if (weight === 0) return refuse('a weight other than 0', '0', ['weight']);
    if (word !== undefined && direction !== undefined) return refuse('either neuron or direction', 'both');
    const what = word ?? direction ?? null;
    if (what === null && at !== undefined) return refuse('a neuron or a direction at a place', 'a whole layer');
    return { weight, layer, neuron: what, at: at ?? null };
  },
);

const written: Field<Subject> = field<Subject>((value) => {
  if (typeof value !== 'string' || value.length > 2000) return { expected: 'neurons such as mixed4:40' };
  try {
    return { value: parseSubject(value) };
  } catch (error) {
    return { expected: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'neurons such as mixed4:40' };
  }
});
const terms: Field<Subject> = list(term, { min: 1, max: MOST_TERMS }, 'neurons such as { layer: mixed4, neuron: 40 }');
const subject = either<Subject>((given) => (Array.isArray(given) ? terms : written));
const row: Field<readonly Subject[]> = list(subject, { min: 1, max: MOST_CELLS }, 'neurons such as mixed4:40');

const init: Field<NonNullable<PictureSettings['init']>> = section({
  file: field(text({ max: 1000 })),
  sha256: field(text({ max: 64 }))
    .nullable()
    .default(null),
});

const output: Field<PictureSettings['output']> = refine(
  section({
    format: field(choice(Object.keys(PICTURE_FORMATS) as PictureFormat[])).default('png'),
    quality: field(whole({ min: 1, max: 100 }))
      .nullable()
      .default(null),
  }),
  ({ format, quality }, refuse) => {
    const takes = PICTURE_FORMATS[format].quality;
    if (takes === null && quality !== null)
      return refuse(`no quality for ${format}, which loses nothing`, `${quality}`);
    return { format, quality: quality ?? takes?.default ?? null };
  },
);

/** The defaults were chosen by looking at sheets of mixed3, mixed4 and mixed5: see docs/pictures.md. */
const PICTURE: Field<PictureSettings> = refine(
  section({
    picture: field(choice(PICTURE_KINDS)),
    network: field(text({ max: 1000 })).default('inception-v3'),
    look: field(choice(LOOKS)).default('natural'),
    size: field(size(SIDE)).default({ width: 512, height: 512 }),
    seed: field(whole({ min: 0, max: 2 ** 32 - 1 })).default(7),
    show: list(row, { min: 1, max: MOST_CELLS }, 'rows of neurons'),
    captions: field(flag()).default(true),
    gap: field(wholePixels({ min: 0, max: 256 })).default(6),
    variations: section({
      count: field(whole({ min: 1, max: 64 })).default(1),
      number: field(whole({ min: 0, max: 63 })).default(0),
      diversity: field(number({ min: 0, max: 10 })).default(0),
    }).prefault({}),
    init: init.nullable().default(null),
    growth: section({
      from: field(wholePixels(SIDE)).default(64),
      enlargements: field(whole({ min: 0, max: 200 })).default(16),
      steps: field(whole({ min: 1, max: 500 })).default(3),
      finish: field(whole({ min: 0, max: 1000 })).default(12),
    }).prefault({}),
    ascent: section({
      rate: field(number({ min: 0, max: 1 })).default(0.045),
      jitter: field(wholePixels({ min: 0, max: 256 })).default(16),
      noise: field(number({ min: 0, max: 1 })).default(0.01),
      margin: field(wholePixels({ min: 0, max: 256 })).default(12),
      bands: list(
        field(number({ min: 0, max: 10 })),
        { min: 1, max: 8 },
        'weights of bands, from fine to coarse',
      ).default([0.2, 0.55, 1, 0.9, 0.6]),
      color: field(number({ min: 0, max: 10 })).default(3),
      smooth: field(number({ min: 0, max: 16 })).default(0),
    }).prefault({}),
    grade: section({
      servo: field(SHARE).default(0.25),
      contrast: field(fraction({ min: 0, max: 0.5 })).default(0.18),
      brightness: field(SHARE).default(0.5),
      saturation: field(fraction({ min: 0, max: 4 })).default(1),
    }).prefault({}),
    output: output.prefault({}),
  }),
  ({ picture, size: { width, height }, captions, gap, growth: { from, ...growth }, ...rest }, refuse) => {
    const { show, variations, init: first } = rest;
    const cells = show.reduce((sum, each) => sum + each.length, 0);
    if (picture === 'image' && cells > 1) return refuse('one subject for an image', `${cells}`, ['show']);
    if (cells > MOST_CELLS) return refuse(`at most ${MOST_CELLS} subjects`, `${cells}`, ['show']);
    if (picture === 'sheet' && (variations.count > 1 || first !== null)) {
      return refuse('variations and a first picture for an image only', 'a sheet');
    }
    if (variations.number >= variations.count) {
      return refuse(`a number below ${variations.count}`, `${variations.number}`, ['variations', 'number']);
    }
    return {
      ...rest,
      ...{ width, height },
      sheet: picture === 'image' ? null : { captions, gap },
      growth: { ...growth, fromPixels: from },
    };
  },
);

/** Whether settings in a file's metadata are a picture's rather than a film's. */
export function isPicture(value: unknown): boolean {
  return isMap(value) && Object.hasOwn(value, 'picture');
}
