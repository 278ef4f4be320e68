// An atlas: the measures of every neuron of some layers of a network, each with a thumbnail of what the neuron sees.
// Plain data. `document.ts` reads and writes it, `measure.ts` measures it.

/** Which network. Two files of the same name are two networks. */
export interface AtlasNetwork {
  readonly name: string;
  /** SHA-256 of its files, in hexadecimal. */
  readonly hash: string;
}

/** A colour that covers much of a thumbnail. */
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

/** What the pixels of a thumbnail alone give. */
export interface PictureMeasures {
  /** As people judge it: 0 is grey, 15 slight, 45 average, 109 extreme. */
  readonly colourfulness: number;
  /** Standard deviation of brightness, where 1 is white: 0 (one grey) to 0.5 (black and white). */
  readonly contrast: number;
  /** One to five, the largest share first. */
  readonly colours: readonly DominantColour[];
  /** The bytes of `descriptor.ts` in Base64: structure and colours, for finding similar neurons. */
  readonly descriptor: string;
}

/** What the ascent of a neuron gives. */
export interface ClimbMeasures {
  /** The neuron's mean over all positions, before its ReLU, on the first noise at the final size. */
  readonly scoreStart: number;
  /** The same at the end of the ascent. */
  readonly scoreEnd: number;
  /** Share of the ascent that was still to come when half of the gain was reached, 0 to 1. */
  readonly convergence: number;
  /** Whether its ReLU is 0 everywhere on the finished thumbnail. */
  readonly dead: boolean;
  /**
   * What a classifier sees in the thumbnail, the most probable first; empty when the names of the network's classes are
   * not known.
   */
  readonly classes: readonly SeenClass[];
}

/** All measures of one neuron by itself. */
export interface MeasuredNeuron extends PictureMeasures, ClimbMeasures {
  /** Channel, from 0. */
  readonly neuron: number;
}

/** A neuron of an atlas, with its relation to the others. */
export interface AtlasNeuron extends MeasuredNeuron {
  /** Up to eight neurons of its layer that look most like it, the most similar first. */
  readonly similar: readonly number[];
}

/** A picture with the thumbnails of consecutive neurons, row by row. */
export interface Sheet {
  /** In the folder of the atlas. */
  readonly file: string;
  readonly columns: number;
  /** Thumbnails. */
  readonly count: number;
}

/** A layer whose neurons are all measured. */
export interface AtlasLayer {
  readonly name: string;
  /** All of the layer's, in order. */
  readonly neurons: readonly AtlasNeuron[];
  /** In order; together they hold one thumbnail per neuron. */
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

/** What thumbnails depend on besides the network. Thumbnails of two plans cannot be compared. */
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

/** What neurons can be ranked by. The largest value ranks first. */
export const MEASURES = ['colourfulness', 'contrast', 'score', 'gain', 'convergence'] as const;

/** One of them. */
export type Measure = (typeof MEASURES)[number];

/** The value of a measure. */
export function measureOf(neuron: MeasuredNeuron, measure: Measure): number {
  if (measure === 'score') return neuron.scoreEnd;
  if (measure === 'gain') return neuron.scoreEnd - neuron.scoreStart;
  return neuron[measure];
}
