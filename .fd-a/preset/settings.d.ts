import type { Measure } from '../atlas/atlas.js';
import type { CameraSpec } from '../timeline/camera.js';
import type { ORDERS } from '../timeline/cycle.js';
import type { OctavePlan } from '../timeline/octaves.js';
import type { ScheduleSpec } from '../timeline/schedule-kinds.js';
import type { AscentPlan, GradePlan, OpeningPlan } from '../timeline/timeline.js';
/** 'natural': gradients split into bands, in decorrelated colours. 'raw': plain normalised gradients, nothing else. */
export declare const LOOKS: readonly ['natural', 'raw'];
/** The names of the output formats; `video/encode/formats.ts` defines them. */
export declare const OUTPUT_FORMATS: readonly ['mp4', 'webm', 'gif', 'prores', 'png'];
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
export type CycleItem = (AtlasChoice & {
    /** A neuron and those that look most like it. */
    readonly kind: 'like';
    readonly layer: string;
    /** Channel, from 0. */
    readonly neuron: number;
}) | (AtlasChoice & {
    /** The neurons with the highest or lowest values of a measure. */
    readonly kind: 'ranked';
    readonly measure: Measure;
    readonly end: 'best' | 'least';
}) | {
    readonly kind: 'neuron';
    readonly layer: string;
    /** Channel, from 0. */
    readonly neuron: number;
    readonly holdSeconds: number;
    readonly blendSeconds: number;
} | {
    readonly kind: 'class';
    readonly layer: string;
    /** Name of a class, if the network's classes are known. */
    readonly className: string;
    readonly holdSeconds: number;
    readonly blendSeconds: number;
} | {
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
    /** 1 to 1000; each has its own times filled in. */
    readonly items: readonly CycleItem[];
}
/**
 * The path of a cycle's item in a preset: among its neurons, or the cycle itself for a lone choice from an atlas.
 */
export declare function pathOfItem({ items }: CycleSettings, index: number): readonly (string | number)[];
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
    readonly fps: {
        readonly numerator: number;
        readonly denominator: number;
    };
    /** Up to 1,000,000 frames. @default 20 */
    readonly durationSeconds: number;
    /** 0 to 2^32 - 1. @default 7 */
    readonly seed: number;
    /** @default 64 px, 20 enlargements of 4 steps, not shown, 3 s */
    readonly opening: OpeningPlan;
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
    readonly output: OutputSettings;
}
