// Seeded, named random streams. A stream is a function of (seed, name, indices) alone, so the noise of frame 500 is the
// same in one run, after a resume and on another machine, and no state of a generator is ever stored.
// The key is hashed with MurmurHash3 (Appleby 2011) into the state of sfc32 (Doty-Humphrey, PractRand).
import { BLOCK } from './blocks.js';
/**
 * Opens the stream of a key. Streams of different keys are independent; the same key opens the same stream again.
 *
 * @param seed - Any safe integer (up to 2^53 - 1 either side of 0); all of its bits matter.
 * @param name - What the numbers are for: 'jitter', 'noise', ...
 * @param indices - Any safe integers: the frame, the step, ... Their number and order matter.
 * @throws RangeError when the seed or an index is not a safe integer.
 */
export function openStream(seed, name, ...indices) {
    const key = keyWords(seed, name, indices);
    return new Sfc32(Int32Array.from(LANES, (lane) => hash(key, lane)));
}
/** Hash seeds of the four state words: the first 128 bits of the fraction of pi, an arbitrary constant. */
const LANES = [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344];
/** Rounds after which every bit of sfc32's state has affected every other; PractRand's author discards 12 to 15. */
const WARM_UP_ROUNDS = 15;
const TWO_POW_32 = 2 ** 32;
const HIGHEST_BIT = 1 << 31;
class Sfc32 {
    /**
     * a, b, c and the counter, in an array of integers: V8 would take fields for any number, and the loops would be slow.
     */
    #state;
    constructor(state) {
        this.#state = state;
        for (let round = 0; round < WARM_UP_ROUNDS; round++)
            this.#next();
    }
    uniform() {
        return (this.#next() >>> 0) / TWO_POW_32;
    }
    integer(n) {
        if (!Number.isInteger(n) || n < 1 || n > TWO_POW_32) {
            throw new RangeError(`Expected \`n\` to be an integer from 1 to 2^32, got \`${n}\`.`);
        }
        // Draws past the last whole multiple of n would favour small results; draw again (at most every second one).
        const limit = TWO_POW_32 - (TWO_POW_32 % n);
        let draw = this.#next() >>> 0;
        while (draw >= limit)
            draw = this.#next() >>> 0;
        return draw % n;
    }
    normal() {
        const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
        return radius * Math.cos(2 * Math.PI * this.uniform());
    }
    shuffle(items) {
        const shuffled = [...items];
        for (let i = shuffled.length - 1; i > 0; i--) {
            const j = this.integer(i + 1);
            const item = shuffled[i];
            shuffled[i] = shuffled[j];
            shuffled[j] = item;
        }
        return shuffled;
    }
    fillUniform(out, low, high) {
        const scale = (high - low) / TWO_POW_32;
        const middle = low + (TWO_POW_32 / 2) * scale;
        for (let from = 0; from < out.length; from += BLOCK) {
            fillBlock(out, from, Math.min(from + BLOCK, out.length), scale, middle, this.#state);
        }
    }
    #next() {
        const state = this.#state;
        const b = state[1];
        const c = state[2];
        const sum = (state[0] + b + state[3]) | 0;
        state[0] = b ^ (b >>> 9);
        state[1] = c + (c << 3);
        state[2] = ((c << 21) | (c >>> 11)) + sum;
        state[3] = state[3] + 1;
        return sum;
    }
}
/** Sfc32's rounds over local variables; `scale` and `middle` take draws from -2^31 to 2^31 to the range asked for. */
function fillBlock(out, from, end, scale, middle, state) {
    let a = state[0];
    let b = state[1];
    let c = state[2];
    let counter = state[3];
    for (let i = from; i < end; i++) {
        const sum = (a + b + counter) | 0;
        counter = (counter + 1) | 0;
        a = b ^ (b >>> 9);
        b = (c + (c << 3)) | 0;
        c = (((c << 21) | (c >>> 11)) + sum) | 0;
        // The flipped highest bit turns a draw from 0..2^32 into -2^31..2^31: signed integers become floats much faster.
        out[i] = middle + (sum ^ HIGHEST_BIT) * scale;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
}
/** The key as 32-bit words. Lengths go in too, so that ('a', 1) and ('a1') differ, and (1, 2) and (1, 2, 0). */
function keyWords(seed, name, indices) {
    const words = new Int32Array(4 + name.length + 2 * indices.length);
    let at = putInteger(words, 0, seed, 'seed');
    words[at++] = name.length;
    for (let i = 0; i < name.length; i++)
        words[at++] = name.charCodeAt(i);
    words[at++] = indices.length;
    for (const index of indices)
        at = putInteger(words, at, index, 'index');
    return words;
}
function putInteger(words, at, value, what) {
    if (!Number.isSafeInteger(value)) {
        throw new RangeError(`Expected \`${what}\` to be a safe integer, got \`${value}\`.`);
    }
    words[at] = value | 0;
    words[at + 1] = Math.floor(value / TWO_POW_32);
    return at + 2;
}
/** MurmurHash3 (x86, 32 bits) of whole words. */
function hash(words, lane) {
    let h = lane | 0;
    for (const word of words) {
        let k = Math.imul(word, 0xcc9e2d51);
        k = (k << 15) | (k >>> 17);
        h ^= Math.imul(k, 0x1b873593);
        h = (h << 13) | (h >>> 19);
        h = (Math.imul(h, 5) + 0xe6546b64) | 0;
    }
    h ^= words.length * 4;
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return h ^ (h >>> 16);
}
//# sourceMappingURL=random.js.map