// The settings of a film: a checked preset with every default filled in and every unit removed (seconds, pixels,
// ratios). They are plain data and survive JSON unchanged. `schema` makes them; `write` turns them back into a preset.

import type { Measure } from '../atlas/atlas.js';
import type { CameraSpec } from '../timeline/camera.js';
import type { ORDERS, SNAPS } from '../timeline/cycle.js';
import type { OctavePlan } from '../timeline/octaves.js';
import type { ScheduleSpec } from '../timeline/schedule-kinds.js';
import type { AscentPlan, GradePlan, OpeningPlan } from '../timeline/timeline.js';

/** 'natural': gradients split into bands, in decorrelated colours. 'raw': plain normalised gradients, nothing else. */
export const LOOKS = ['natural', 'raw'] as const;

/**
 * What happens with flashes that are not safe: a warning, an error at the first of them, or they are damped in what is
 * shown.
 */
export const FLASH_MODES = ['warn', 'fail', 'limit'] as const;

/** The names of the output formats; `video/encode/formats.ts` defines them. */
export const OUTPUT_FORMATS = ['mp4', 'webm', 'gif', 'prores', 'png'] as const;

/** A choice of neurons from an atlas. */
export interface AtlasChoice {
  /** Layers to choose from. Empty: the neuron's layer for 'like', all layers of the atlas for 'ranked'. */
  readonly among: readonly string[];
  /** Folder of the atlas; null for the one that belongs to the network. */
  readonly atlas: string | null;
  /** 1 to 1000. */
  readonly count: number;
  readonly holdSeconds: number;
  readonly blendSeconds: number;
}

/**
 * One item of the cycle: a neuron by its number or by its class; `count` random ones of a layer, still to be drawn; or
 * a choice from an atlas, still to be looked up.
 */
export type CycleItem =
  | (AtlasChoice & {
      /** A neuron and those that look most like it. */
      readonly kind: 'like';
      readonly layer: string;
      /** Channel, from 0. */
      readonly neuron: number;
    })
  | (AtlasChoice & {
      /** The neurons with the highest or lowest values of a measure. */
      readonly kind: 'ranked';
      readonly measure: Measure;
      readonly end: 'best' | 'least';
    })
  | {
      readonly kind: 'neuron';
      readonly layer: string;
      /** Channel, from 0. */
      readonly neuron: number;
      readonly holdSeconds: number;
      readonly blendSeconds: number;
    }
  | {
      readonly kind: 'class';
      readonly layer: string;
      /** Name of a class, if the network's classes are known. */
      readonly className: string;
      readonly holdSeconds: number;
      readonly blendSeconds: number;
    }
  | {
      readonly kind: 'random';
      readonly layer: string;
      /** 1 to 1000. */
      readonly count: number;
      readonly holdSeconds: number;
      readonly blendSeconds: number;
    };

/** Which neurons are active, in what order and for how long. */
export interface CycleSettings {
  /** @default 'forward' */
  readonly order: (typeof ORDERS)[number];
  /** How long an item without its own time is held, 0 s to 1 day. @default 2 */
  readonly holdSeconds: number;
  /** How long the crossfade after an item without its own time takes, 0 s to 1 day. @default 1 */
  readonly blendSeconds: number;
  /** To what in the track the crossfades are moved. @default null: nothing */
  readonly snap: (typeof SNAPS)[number] | null;
  /**
   * 'time': the items in turn. 'chroma': twelve items for the pitches from C up, mixed by how strong each pitch is; a
   * pitch takes `blendSeconds` to replace another. @default 'time'
   */
  readonly by: 'time' | 'chroma';
  /** 1 to 1000; each has its own times filled in. */
  readonly items: readonly CycleItem[];
}

/**
 * The path of a cycle's item in a preset: among its neurons, or the cycle itself for a lone choice from an atlas.
 */
export function pathOfItem({ items, by }: CycleSettings, index: number): readonly (string | number)[] {
  const { kind } = items[index]!;
  if (by === 'chroma') return ['cycle', 'chroma', index];
  const mayBeCycle = items.length === 1 && (kind === 'like' || kind === 'ranked');
  return mayBeCycle ? ['cycle'] : ['cycle', 'neurons', index];
}

/** How the picture climbs, and the size of the margin, which is never shown. */
export interface AscentSettings extends Omit<AscentPlan, 'octaves'> {
  /** How many scales, or each of them; 'auto': by `form`. @default 'auto' */
  readonly octaves: 'auto' | number | readonly OctavePlan[];
  /** Size of the forms as a share of the frame's short side, 0.01 to 1, for 'auto' octaves. @default null: 0.3 */
  readonly form: ScheduleSpec | null;
  /**
   * Whole pixels around the frame that are climbed and cropped, since networks see artefacts at borders. 0 to 256.
   *
   * @default 16
   */
  readonly margin: number;
}

/** The sound of a film, and how it is put under it. */
export interface SoundSettings {
  /** Path of the sound file. */
  readonly file: string;
  /** SHA-256 of the file, in hexadecimal digits: another file is refused. @default null: any */
  readonly sha256: string | null;
  /** Where in the track the film begins, 0 s to 2 h. @default 0 */
  readonly startSeconds: number;
  /** @default 0 */
  readonly fadeInSeconds: number;
  /** Before the end of the film, or of the track if that comes first. @default 0.5 */
  readonly fadeOutSeconds: number;
  /** In decibels; 0 where a loudness is given. @default 0 */
  readonly gain: number;
  /** Integrated loudness in LUFS; null leaves the track as loud as it is. @default -14, or null with a gain */
  readonly loudness: number | null;
}

/** The film's file, as far as the preset names it. */
export interface OutputSettings {
  /** Name or path of the film. @default null: named after the preset */
  readonly file: string | null;
  /** @default null: by the file's extension, or MP4 */
  readonly format: (typeof OUTPUT_FORMATS)[number] | null;
  /** Constant rate factor, 0 (best) to 63. @default null: the format's own */
  readonly quality: number | null;
}

/**
 * The settings of a film. The defaults that depend on the network gave steady films of InceptionV3's mixed4.
 * Schedules count their seconds from the end of a shown opening.
 */
export interface Settings {
  /** One line. @default null */
  readonly title: string | null;
  /** One line for the list of presets. @default null */
  readonly description: string | null;
  /** Name of a known network or path of a model file. @default 'efficientnet-lite0' */
  readonly network: string;
  /** @default 'natural' */
  readonly look: (typeof LOOKS)[number];
  /** In pixels, 16 to 4096. @default 512 */
  readonly width: number;
  /** In pixels, 16 to 4096. @default 512 */
  readonly height: number;
  /** Frames per second in lowest terms, 1 to 120. @default 25/1 */
  readonly fps: { readonly numerator: number; readonly denominator: number };
  /** Up to 1,000,000 frames. @default 20 */
  readonly durationSeconds: number;
  /** 0 to 2^32 - 1. @default 7 */
  readonly seed: number;
  /** @default 64 px, 20 enlargements of 4 steps, not shown, 3 s */
  readonly opening: OpeningPlan;
  /** @default null: silent */
  readonly sound: SoundSettings | null;
  readonly cycle: CycleSettings;
  /** @default doubles in 2.5 s; swings between -6 and 6 degrees a second in 24 s; no pan; drifts 0.15 in 12 s */
  readonly camera: CameraSpec;
  /**
   * @default cadence and octaves auto, 5 steps, rate 0.04, jitter 16, noise 0.02, blendNoise 1,
   *   bands 0.5 0.8 1 0.9 0.6, color 2, smooth 0
   */
  readonly ascent: AscentSettings;
  /** @default servo 0.25, contrast 0.19, brightness 0.5, saturation 1 */
  readonly grade: GradePlan;
  /** @default 'warn' */
  readonly flash: (typeof FLASH_MODES)[number];
  readonly output: OutputSettings;
}
