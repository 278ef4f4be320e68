// Chooses the neurons to show and their order, by pure functions.

import { CELLS } from './neurons.js';

/** @import { Cell } from './neurons.js' */

/**
 * @typedef {object} Choice
 * @property {string} search
 * @property {ReadonlySet<string>} layers Names of layers; all layers if empty.
 * @property {string} sort A key of `ORDERS`.
 * @property {boolean} turned
 * @property {boolean} withDead
 */

/**
 * Ways to sort, by `value`, the largest first unless `rising`.
 *
 * @type {Readonly<Record<string, { name: string, about: string, rising?: true, value: (cell: Cell) => number }>>}
 */
export const ORDERS = {
  network: { name: 'Position in the network', about: '', rising: true, value: ({ order }) => order },
  colourfulness: {
    name: 'Colourfulness',
    about: '0 is grey, 45 average, 109 extreme',
    value: ({ measured }) => measured.colourfulness,
  },
  contrast: {
    name: 'Contrast',
    about: 'Standard deviation of brightness, where 1 is white',
    value: ({ measured }) => measured.contrast,
  },
  score: { name: 'Score', about: 'Mean activation at the end', value: ({ measured }) => measured.scoreEnd },
  gain: {
    name: 'Gain',
    about: 'Score at the end minus score on noise',
    value: ({ measured }) => measured.scoreEnd - measured.scoreStart,
  },
  convergence: {
    name: 'Convergence',
    about: 'Share of the ascent that remained when half of the gain was reached',
    value: ({ measured }) => measured.convergence,
  },
  hue: { name: 'Hue', about: '', rising: true, value: hueOf },
};

/**
 * @param {Choice} choice
 * @returns {readonly Cell[]}
 */
export function chosen({ search, layers, sort, turned, withDead }) {
  const terms = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = CELLS.filter(
    ({ layer, measured, words }) =>
      (layers.size === 0 || layers.has(layer.name)) &&
      (withDead || !measured.dead) &&
      terms.every((term) => (/^\d+$/.test(term) ? measured.neuron === Number(term) : words.includes(term))),
  );
  const { rising = false, value } = /** @type {typeof ORDERS[string]} */ (ORDERS[sort]);
  const sign = rising === turned ? -1 : 1;
  const values = new Map(found.map((cell) => [cell, value(cell)]));
  const of = (/** @type {Cell} */ cell) => /** @type {number} */ (values.get(cell));
  return found.sort((one, other) => sign * (of(one) - of(other)) || one.order - other.order);
}

/**
 * The share of all neurons with a smaller value, from 0 to 1.
 *
 * @param {string} sort
 * @param {Cell} cell
 * @returns {number}
 */
export function standing(sort, cell) {
  const { value } = /** @type {typeof ORDERS[string]} */ (ORDERS[sort]);
  const own = value(cell);
  return CELLS.filter((other) => value(other) < own).length / Math.max(1, CELLS.length - 1);
}

/**
 * The mean hue of the picture's colours, in turns from red. Nearly grey pictures come last.
 *
 * @param {Cell} cell
 * @returns {number}
 */
function hueOf({ measured }) {
  let [x, y] = [0, 0];
  for (const { colour, share } of measured.colours) {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
    // The plane of hues: red, green and blue are a third of a turn apart.
    x += share * (r - (g + b) / 2);
    y += share * (Math.sqrt(3) / 2) * (g - b);
  }
  const turn = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1;
  return Math.hypot(x, y) < 0.03 ? 2 + turn : turn;
}
