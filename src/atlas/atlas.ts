// An atlas: what is known of every neuron of some layers of a network, each with a thumbnail of what it sees. Plain data; how it lies on disk is known to
// `document`, how it is measured to `measure`.

/** Which network: two files of the same name are two networks. */
export interface AtlasNetwork {
  readonly name: string;
  /** SHA-256 of its files, in hexadecimal. */
  readonly hash: string;
}

/** A colour that much of a thumbnail has. */
export interface DominantColour {
  /** `#rrggbb`, sRGB. */
  readonly colour: string;
  /** Of the pixels, above 0 and at most 1. */
  readonly share: number;
}

/** A class that the whole network sees in a thumbnail. */
export interface SeenClass {
  readonly name: string;
  /** The network's probability, 0 to 1. */
  readonly share: number;
}

/** What is measured of a thumbnail's pixels, and nothing else. */
export interface PictureMeasures {
  /** As people judge it: 0 is grey, 15 slight, 45 average, 109 extreme. */
  readonly colourfulness: number;
  /** Standard deviation of brightness, of 1: 0 (one grey) to 0.5 (black and white). */
  readonly contrast: number;
  /** One to five, the largest share first. */
  readonly colours: readonly DominantColour[];
  /** Of `descriptor`: what it looks like, for finding others that look alike. Base64 of its bytes. */
  readonly descriptor: string;
}

/** What is measured of a neuron's climb. */
export interface ClimbMeasures {
  /** The neuron's mean over all places, before its ReLU, on the first noise at the final size. */
  readonly scoreStart: number;
  /** The same, at the end of the climb. */
  readonly scoreEnd: number;
  /** How early it takes off: the share of the climb that was still to come when half of the gain was made, 0 to 1. */
  readonly convergence: number;
  /** Whether it lights nowhere on the finished thumbnail: a ReLU lets nothing of it through. */
  readonly dead: boolean;
  /** What a classifier sees in the thumbnail, the likeliest first; empty where the network's classes are not known. */
  readonly classes: readonly SeenClass[];
}

/** All that is measured of one neuron, by itself. */
export interface MeasuredNeuron extends PictureMeasures, ClimbMeasures {
  /** Channel, from 0. */
  readonly neuron: number;
}

/** A neuron of an atlas, with its place among the others. */
export interface AtlasNeuron extends MeasuredNeuron {
  /** Up to eight neurons of its layer that look most like it, the most alike first. */
  readonly alike: readonly number[];
}

/** A picture with the thumbnails of neurons that follow each other, row by row. */
export interface Sheet {
  /** In the atlas' folder. */
  readonly file: string;
  readonly columns: number;
  /** How many thumbnails it holds. */
  readonly count: number;
}

/** A layer of which every neuron is known. */
export interface AtlasLayer {
  readonly name: string;
  /** All of the layer's, in order. */
  readonly neurons: readonly AtlasNeuron[];
  /** In order; together they hold one thumbnail a neuron. */
  readonly sheets: readonly Sheet[];
}

/** An atlas. */
export interface Atlas {
  readonly network: AtlasNetwork;
  /** Program and engine that made it, for people. */
  readonly madeBy: string;
  readonly plan: AtlasPlan;
  /** In the order of the network. */
  readonly layers: readonly AtlasLayer[];
}

/** What thumbnails depend on besides the network: pictures of two plans cannot be compared. */
export interface AtlasPlan {
  /** Side of a thumbnail, in pixels. */
  readonly cell: number;
  readonly seed: number;
  /** Gradient steps from first to last. */
  readonly steps: number;
}

/** A neuron by name. */
export interface NeuronRef {
  readonly layer: string;
  readonly neuron: number;
}

/** What neurons can be ranked by; of each, more comes first. */
export const MEASURES = ['colourfulness', 'contrast', 'score', 'gain', 'convergence'] as const;

/** One of them. */
export type Measure = (typeof MEASURES)[number];

/** The value of a measure. */
export function measureOf(neuron: MeasuredNeuron, measure: Measure): number {
  if (measure === 'score') return neuron.scoreEnd;
  if (measure === 'gain') return neuron.scoreEnd - neuron.scoreStart;
  return neuron[measure];
}
