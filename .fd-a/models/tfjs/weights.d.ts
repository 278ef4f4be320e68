import { type Tensor } from '../../tensor/tensor.js';
/** An entry of a `weightsManifest` group, as in the JSON. */
export interface WeightEntry {
    readonly name: string;
    readonly shape: readonly number[];
    readonly dtype: string;
    /** value = min + scale * stored; float16 has neither. */
    readonly quantization?: {
        readonly dtype: string;
        readonly scale?: number;
        readonly min?: number;
    };
}
/**
 * Decodes the weights of one manifest group.
 *
 * @param entries - From the manifest, in the order of the bytes.
 * @param bytes - All shards of the group, joined.
 * @returns tensors by name, with the shapes of the manifest.
 * @throws UserError NETWORK_UNREADABLE when the bytes are too few or too many, or stored in an unknown way.
 */
export declare function decodeWeights(entries: readonly WeightEntry[], bytes: Uint8Array): Map<string, Tensor>;
