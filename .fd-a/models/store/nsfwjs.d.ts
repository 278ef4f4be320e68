import type { WeightEntry } from '../tfjs/weights.js';
interface LayersModelJson {
    readonly modelTopology: {
        readonly model_config: unknown;
    };
    readonly weightsManifest: readonly {
        readonly weights: readonly WeightEntry[];
    }[];
}
/** The name that opens it. */
export declare const NSFWJS_INCEPTION = "inception-v3";
/** All of its data, for its fingerprint. @throws UserError as `readNsfwjs`. */
export declare function nsfwjsParts(): Promise<readonly string[]>;
/** The file of the package to read: beside neurozoom, or in the working folder. Undefined when it is not installed. */
export declare function findNsfwjs(places?: readonly string[]): string | undefined;
/** Layers have these names in InceptionV3 alone: `mixed4`, `conv2d_12`, ... */
export declare function isInceptionLayer(name: string): boolean;
/**
 * Reads the package.
 *
 * @param from - Paths or URLs of files; the package is looked for in their folders and above. @default beside
 *   neurozoom, then the working folder
 * @throws UserError NETWORK_NOT_PULLED with what to do when the package is not installed; NETWORK_UNREADABLE when it is
 *   not as expected.
 */
export declare function readNsfwjs(from?: readonly string[]): Promise<{
    readonly json: LayersModelJson;
    readonly bundles: readonly string[];
}>;
export {};
