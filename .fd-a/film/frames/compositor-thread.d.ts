import { type ComposedFrame, type Composition } from './composition.js';
/** A composition to make. */
export type CompositorRequest = Composition;
/** A frame of it. The bytes are transferred. */
export interface CompositorReply {
    readonly data: Uint8Array;
    readonly times: ComposedFrame['times'];
}
