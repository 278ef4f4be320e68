// The data of the page: every neuron and the position of its thumbnail, read from the JSON in the page. `page.ts` joins
// the modules of this folder into one script.

/**
 * @typedef {object} Measured As `AtlasNeuron` in src/atlas/atlas.ts, without the descriptor.
 * @property {number} neuron
 * @property {number} scoreStart
 * @property {number} scoreEnd
 * @property {number} convergence
 * @property {boolean} dead
 * @property {number} colourfulness
 * @property {number} contrast
 * @property {readonly { colour: string, share: number }[]} colours
 * @property {readonly { name: string, share: number }[]} classes
 * @property {readonly number[]} similar
 *
 * @typedef {{ name: string, neurons: readonly Measured[], sheets: readonly { columns: number, count: number }[] }}
 *   Layer
 * @typedef {{ network: { name: string }, madeBy: string, plan: { cell: number, steps: number }, layers: readonly
 *   Layer[] }} AtlasData
 *
 * @typedef {object} Cell A neuron and the position of its thumbnail.
 * @property {number} order Index in the order of the network.
 * @property {string} key `block8:40`
 * @property {Layer} layer
 * @property {Measured} measured
 * @property {string} words The text that is searched.
 * @property {string} sheet
 * @property {number} x In pixels of the sheet.
 * @property {number} y
 */

/** @type {AtlasData} */
export const ATLAS = JSON.parse(byId('atlas').textContent ?? '');

/** Side of a thumbnail, in pixels. */
export const SIDE = ATLAS.plan.cell;

export const CELLS = ATLAS.layers.flatMap(cellsOf).map((cell, order) => ({ ...cell, order }));

export const CELL_BY_KEY = new Map(CELLS.map((cell) => [cell.key, cell]));

/**
 * @param {Layer} layer
 * @param {number} layerIndex
 * @returns {Cell[]}
 */
function cellsOf(layer, layerIndex) {
  const places = layer.sheets.flatMap(({ columns, count }, sheet) =>
    Array.from({ length: count }, (_, i) => ({
      sheet: `sheet-${layerIndex}-${sheet}`,
      x: (i % columns) * SIDE,
      y: Math.floor(i / columns) * SIDE,
    })),
  );
  return layer.neurons.map((measured, i) => {
    const key = `${layer.name}:${measured.neuron}`;
    const words = [key, ...measured.classes.map(({ name }) => name)].join('\n').toLowerCase();
    return { order: 0, key, layer, measured, words, .../** @type {typeof places[number]} */ (places[i]) };
  });
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page lacks #${id}`);
  return found;
}

/**
 * Creates an element. Text is never parsed as HTML, since names of layers and classes may contain any characters.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
