// Memory for the kernels: pictures of one shape, and some rows.
import { KERNELS } from './kernels.js';
const { Memory, Module, Instance } = globalThis.WebAssembly;
/** Of WebAssembly. */
const PAGE_BYTES = 65_536;
/** Kernels load groups of four values, one pixel before a row and up to one group beyond it. */
const SLACK_BYTES = 64;
/** @param shape - `[n, channels, height, width]`. */
export function openArena(shape, pictureCount, rowCount) {
    const length = shape.reduce((product, size) => product * size, 1);
    const width = shape.at(-1);
    const pictureBytes = align(4 * length) + SLACK_BYTES;
    const rowBytes = align(4 * width) + SLACK_BYTES;
    const bytes = SLACK_BYTES + pictureCount * pictureBytes + rowCount * rowBytes;
    const memory = new Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
    const { exports } = new Instance(new Module(Buffer.from(KERNELS, 'base64')), { env: { memory } });
    const rowsAt = SLACK_BYTES + pictureCount * pictureBytes;
    return {
        kernels: exports,
        pictures: Array.from({ length: pictureCount }, (_, i) => ({
            shape,
            data: new Float32Array(memory.buffer, SLACK_BYTES + i * pictureBytes, length),
        })),
        rows: Array.from({ length: rowCount }, (_, i) => new Float32Array(memory.buffer, rowsAt + i * rowBytes, width)),
    };
}
function align(bytes) {
    return Math.ceil(bytes / 16) * 16;
}
//# sourceMappingURL=arena.js.map