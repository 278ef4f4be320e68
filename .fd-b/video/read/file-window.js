// Reads a file of any size through one window, for the readers that count frames.
import { open } from 'node:fs/promises';
/** Opens a file for as long as `use` runs. */
export async function withFileWindow(path, use) {
    const handle = await open(path, 'r');
    try {
        const { size } = await handle.stat();
        return await use(windowOver(handle, size));
    }
    finally {
        await handle.close();
    }
}
/**
 * Size of the window in bytes: large enough that small steps through a GIF rarely read from disk, small enough that a
 * jump from frame to frame reads little.
 */
const WINDOW_BYTES = 1 << 16;
function windowOver(handle, size) {
    const scratch = Buffer.alloc(WINDOW_BYTES);
    let start = 0;
    let end = 0;
    return {
        size,
        async bytes(position, length, what) {
            if (position + length > size)
                throw new Error(`it ends inside ${what}`);
            if (length > WINDOW_BYTES)
                return readFully(handle, Buffer.alloc(length), position, what);
            if (position < start || position + length > end) {
                const filled = await readFully(handle, scratch.subarray(0, Math.min(WINDOW_BYTES, size - position)), position, what);
                start = position;
                end = position + filled.length;
            }
            return scratch.subarray(position - start, position - start + length);
        },
    };
}
async function readFully(handle, into, position, what) {
    for (let done = 0; done < into.length;) {
        const { bytesRead } = await handle.read(into, done, into.length - done, position + done);
        if (bytesRead === 0)
            throw new Error(`it ends inside ${what}`);
        done += bytesRead;
    }
    return into;
}
//# sourceMappingURL=file-window.js.map