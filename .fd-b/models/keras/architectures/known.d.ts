import { type Topology } from '../topology.js';
import type { WeightPaths } from '../weights.js';
import type { Architecture } from './architecture.js';
/** In the order in which they are tried. */
export declare const ARCHITECTURES: readonly Architecture[];
/** A file's weights as those of one architecture. */
export interface Recognised {
    readonly architecture: Architecture;
    readonly topology: Topology;
    readonly paths: WeightPaths;
}
/**
 * Finds the architectures, with or without their classifiers, whose weights are all in a file, with none left over. If
 * a file has numbers of layers instead of names, weights may have the paths of one architecture and the shapes of
 * another. Building the network shows which.
 *
 * @param pathsIn - The paths of a topology's weights in the file.
 * @param shapeAt - The shape of the weight at such a path.
 * @param count - The number of weights in the file.
 * @param among - Architectures to try.
 */
export declare function recognise(pathsIn: (topology: Topology) => WeightPaths, shapeAt: (path: string) => readonly number[], count: number, among: readonly Architecture[]): readonly Recognised[];
