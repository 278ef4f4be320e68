import type { Model } from '../model.js';
/**
 * The network of an architecture without its classifier, with weights of 0. Its layers, shapes, parameters and
 * receptive fields are those of the trained network.
 *
 * @param name - The network's name.
 * @param architecture - The name of a known architecture.
 */
export declare function outlineOf(name: string, architecture: string): Model;
