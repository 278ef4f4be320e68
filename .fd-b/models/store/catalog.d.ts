import type { Preprocessing } from '../preprocessing.js';
/** A known network. */
export interface CatalogEntry {
    /** The name that opens it. */
    readonly name: string;
    /** Name of the architecture whose weights the file holds. */
    readonly architecture: string;
    readonly preprocessing: Preprocessing;
    readonly url: string;
    readonly bytes: number;
    /**
     * Hexadecimal, in small letters. Undefined where Keras publishes none: then the size and the kind of file must be
     * right.
     */
    readonly md5: string | undefined;
    /** Of the weights, and who trained them. */
    readonly licence: string;
}
/** All known networks, in the order in which they are listed. */
export declare const CATALOG: readonly CatalogEntry[];
/** The known network of this name. Spellings such as `VGG16`, `MobileNetV2` and `mobilenet_v2` work too. */
export declare function inCatalog(name: string): CatalogEntry | undefined;
/** The name that the file has everywhere: the last part of its address. */
export declare function fileNameOf({ url }: CatalogEntry): string;
