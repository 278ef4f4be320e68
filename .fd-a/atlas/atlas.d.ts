/** Identifies a network. Different files with the same name are different networks. */
export interface AtlasNetwork {
    readonly name: string;
    /** SHA-256 of its files, in hexadecimal. */
    readonly hash: string;
}
/** A colour that covers much of a thumbnail. */
export interface DominantColour {
    /** `#rrggbb`, sRGB. */
    readonly colour: string;
    /** Share of the pixels, above 0 and at most 1. */
    readonly share: number;
}
/** A class that the whole network recognises in a thumbnail. */
export interface SeenClass {
    readonly name: string;
    /** The network's probability, 0 to 1. */
    readonly share: number;
}
/** The measures that depend only on the pixels of a thumbnail. */
export interface PictureMeasures {
    /** On a scale of human judgement: 0 is grey, 15 slight, 45 average, 109 extreme. */
    readonly colourfulness: number;
    /** Standard deviation of brightness, where 1 is white: 0 (one grey) to 0.5 (black and white). */
    readonly contrast: number;
    /** One to five colours, the largest share first. */
    readonly colours: readonly DominantColour[];
    /** The bytes of `descriptor.ts` in Base64: structure and colours, by which similar neurons are found. */
    readonly descriptor: string;
}
/** The measures of a neuron's ascent. */
export interface ClimbMeasures {
    /** The neuron's mean over all positions, before its ReLU, on the first noise at the final size. */
    readonly scoreStart: number;
    /** The same mean at the end of the ascent. */
    readonly scoreEnd: number;
    /** Share of the ascent that remained when half of the gain was reached, 0 to 1. */
    readonly convergence: number;
    /** Whether the neuron's ReLU is 0 everywhere on the finished thumbnail. */
    readonly dead: boolean;
    /**
     * The classes that the network recognises in the thumbnail, the most probable first; empty if the names of its
     * classes are unknown.
     */
    readonly classes: readonly SeenClass[];
}
/** The measures of a neuron that do not depend on other neurons. */
export interface MeasuredNeuron extends PictureMeasures, ClimbMeasures {
    /** Channel, from 0. */
    readonly neuron: number;
}
/** A neuron of an atlas, with its relation to the others. */
export interface AtlasNeuron extends MeasuredNeuron {
    /** Up to eight neurons of its layer that look most similar, the most similar first. */
    readonly similar: readonly number[];
}
/** A picture with the thumbnails of consecutive neurons, row by row. */
export interface Sheet {
    /** Name of the file in the folder of the atlas. */
    readonly file: string;
    readonly columns: number;
    /** Number of thumbnails. */
    readonly count: number;
}
/** A layer whose neurons are all measured. */
export interface AtlasLayer {
    readonly name: string;
    /** All neurons of the layer, in order. */
    readonly neurons: readonly AtlasNeuron[];
    /** The sheets in order; together they hold one thumbnail per neuron. */
    readonly sheets: readonly Sheet[];
}
/** An atlas. */
export interface Atlas {
    readonly network: AtlasNetwork;
    /** The program and the engine that made it, for people. */
    readonly madeBy: string;
    readonly plan: AtlasPlan;
    /** In the order of the network. */
    readonly layers: readonly AtlasLayer[];
}
/** What thumbnails depend on besides the network. Thumbnails of different plans cannot be compared. */
export interface AtlasPlan {
    /** Side of a thumbnail, in pixels. */
    readonly cell: number;
    readonly seed: number;
    /** Number of gradient steps. */
    readonly steps: number;
}
/** A neuron by name. */
export interface NeuronRef {
    readonly layer: string;
    readonly neuron: number;
}
/** The measures by which neurons can be ranked. The largest value ranks first. */
export declare const MEASURES: readonly ['colourfulness', 'contrast', 'score', 'gain', 'convergence'];
/** A measure by which neurons can be ranked. */
export type Measure = (typeof MEASURES)[number];
/** The value of a measure. */
export declare function measureOf(neuron: MeasuredNeuron, measure: Measure): number;
