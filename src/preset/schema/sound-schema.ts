// The schema of a preset's sound: a file in one text, or a map with where it begins, its fades and its loudness.

import type { SoundSettings } from '../settings.js';
import { either, type Field, field, isMap, refine, section } from './fields.js';
import { choice, decibels, hexDigits, number, type Range, text, time } from './reader.js';

/** Times within a track: two hours are the longest. */
const IN_TRACK: Range = { min: 0, max: 7200 };
const FADE: Range = { min: 0, max: 600 };

const FILE = text({ max: 1000 });
/** What people publish: -14 LUFS is the level of the large platforms. */
const LOUDNESS = -14;
const DEFAULT_FADE = { in: '0s', out: '500ms' } as const;

const fadeTime = field(time(FADE));
const fadeMap = section({
  in: fadeTime.prefault(DEFAULT_FADE.in).describe("How long the sound fades in at the film's beginning."),
  out: fadeTime.prefault(DEFAULT_FADE.out).describe("How long it fades out before the film's end, or its own."),
});
const fadeBoth = refine(fadeTime, (seconds) => ({ in: seconds, out: seconds }));
const fade = either<{ readonly in: number; readonly out: number }>([fadeBoth, fadeMap], (given) =>
  isMap(given) ? fadeMap : fadeBoth,
).meta({ title: 'a time for both ends, or { in, out }' });

const loudnessValue = field(number({ min: -70, max: -5 }));
const loudnessOff = field(choice(['off'] as const));
const loudness = either<number | 'off'>([loudnessValue, loudnessOff], (given) =>
  typeof given === 'string' ? loudnessOff : loudnessValue,
).meta({ title: 'loudness in LUFS from -70 to -5, or off' });

const soundMap: Field<SoundSettings> = refine(
  section(
    {
      file: field(FILE).describe('The sound file, relative to the folder of the preset.'),
      sha256: field(hexDigits(64))
        .nullable()
        .prefault(null)
        .describe('SHA-256 of the file. If it is given, another file is refused.'),
      start: field(time(IN_TRACK, { isMoment: true }))
        .prefault('0s')
        .describe('Where in the track the film begins.'),
      fade: fade.prefault(DEFAULT_FADE).describe('How long the sound fades in and out.'),
      gain: field(decibels({ min: -60, max: 30 }))
        .optional()
        .describe('How much louder or softer the track is made, in decibels, instead of a loudness.'),
      loudness: loudness
        .optional()
        .describe(
          'Integrated loudness to which the sound is brought, in LUFS, at most -1.5 dB true peak: -14 by default; ' +
            'off leaves it as it is.',
        ),
    },
    { expected: 'a sound file, or a map such as { file: song.flac, start: 30s }' },
  ),
  ({ file, sha256, start, fade: { in: fadeInSeconds, out: fadeOutSeconds }, gain, loudness: wanted }, refuse) => {
    if (gain !== undefined && wanted !== undefined && wanted !== 'off') {
      return refuse('`loudness` or `gain`, one of them', 'both', ['gain']);
    }
    const level = wanted ?? (gain === undefined ? LOUDNESS : 'off');
    return {
      ...{ file, sha256 },
      startSeconds: start,
      ...{ fadeInSeconds, fadeOutSeconds },
      gain: gain ?? 0,
      loudness: level === 'off' ? null : level,
    };
  },
);
const soundText: Field<SoundSettings> = refine(field(FILE), (file) => soundMap.parse({ file }));

/** The sound of a film. */
export const sound = either<SoundSettings>([soundText, soundMap], (given) =>
  isMap(given) ? soundMap : soundText,
).meta({
  title: 'a sound file; or a map { file, start, fade, gain, loudness }',
});
