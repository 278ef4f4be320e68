import type { GraphProto } from '../../onnx-format/read.js';
import type { Layer } from '../model.js';
import { type ImportContext } from './evaluator.js';
/**
 * The layers of a graph: one per node that depends on the picture.
 *
 * @returns Layers whose `node` is translated on first access, which throws UserError OP_UNSUPPORTED or
 *   NETWORK_UNREADABLE when that is impossible.
 * @throws UserError NETWORK_UNREADABLE at once for duplicate names or cyclic nodes.
 */
export declare function onnxLayers(graph: GraphProto, reading: ImportContext): readonly Layer[];
