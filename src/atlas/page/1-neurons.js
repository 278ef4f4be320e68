// What the page knows: every neuron with its thumbnail's place, read from the JSON that stands in the page. The files of this folder are put together in
// the order of their names, into one script: there is nothing to load, so that the page works from a file.

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
 * @property {readonly number[]} alike
 *
 * @typedef {{ name: string, neurons: readonly Measured[], sheets: readonly { columns: number, count: number }[] }} Layer
 * @typedef {{ network: { name: string }, madeBy: string, plan: { cell: number, steps: number }, layers: readonly Layer[] }} AtlasData
 *
 * @typedef {object} Cell A neuron, and where its thumbnail is.
 * @property {number} order In the order of the network.
 * @property {string} key `mixed4:40`
 * @property {Layer} layer
 * @property {Measured} measured
 * @property {string} words What a search looks in.
 * @property {string} sheet
 * @property {number} x In pixels of the sheet.
 * @property {number} y
 */

/** @type {AtlasData} */
const ATLAS = JSON.parse(byId('atlas').textContent ?? '');

/** Side of a thumbnail, in pixels. */
const SIDE = ATLAS.plan.cell;

const CELLS = ATLAS.layers.flatMap(cellsOf).map((cell, order) => ({ ...cell, order }));

const CELL_BY_KEY = new Map(CELLS.map((cell) => [cell.key, cell]));

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
function byId(id) {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page lacks #${id}`);
  return found;
}

/**
 * Makes an element. Text is never read as HTML: names of layers and classes may be anything.
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Readonly<Record<string, string>>} attributes
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
function element(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}
