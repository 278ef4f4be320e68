import type { Node } from '../graph/graph.js';
/** Per channel, R, G, B: x * scale + offset for x in [0, 1]; then the channels are put into this order. */
export interface ExplicitPreprocessing {
    readonly scale: readonly [red: number, green: number, blue: number];
    readonly offset: readonly [red: number, green: number, blue: number];
    readonly order: 'rgb' | 'bgr';
}
/**
 * 'caffe': BGR in 0..255 minus the channel means (Keras' VGG and ResNet). 'tf': from -1 to 1 (Keras' Inception,
 * Xception, MobileNet). 'torch': minus the means and divided by the deviations of ImageNet's channels (torchvision,
 * Keras' DenseNet).
 */
export type NamedPreprocessing = 'caffe' | 'tf' | 'torch';
/** The range and order of channels that a network was trained on. */
export type Preprocessing = NamedPreprocessing | ExplicitPreprocessing;
/** The names of all named ones. */
export declare const PREPROCESSINGS: readonly NamedPreprocessing[];
/** From RGB `[1, 3, height, width]` in [0, 1] to the network's own range and order of channels. */
export declare function preprocess(image: Node, preprocessing: Preprocessing): Node;
/**
 * The preprocessing that the user stated, for a file that does not state it.
 *
 * @param file - For the message.
 * @throws UserError PREPROCESSING_UNKNOWN with the choices.
 */
export declare function requirePreprocessing(preprocessing: Preprocessing | undefined, file: string): Preprocessing;
