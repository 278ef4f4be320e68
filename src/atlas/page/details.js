// The panel with all measures of one neuron.

import { ORDERS, standing } from './choice.js';
import { byId, CELL_BY_KEY, element } from './neurons.js';
import { thumbnail } from './thumbnails.js';

/** @import { Cell, Layer, Measured } from './neurons.js' */

/**
 * @param {Cell} cell
 * @param {boolean} isPicked
 * @param {{ onPick: (cell: Cell) => void, onGo: (cell: Cell) => void }} events
 */
export function showDetails(cell, isPicked, { onPick, onGo }) {
  const { measured, layer, key } = cell;
  const portrait = thumbnail(cell, 276);
  portrait.classList.add('portrait');
  const pick = element('button', { type: 'button', class: isPicked ? 'pick' : 'pick primary' });
  pick.textContent = isPicked ? 'Remove from the picks' : 'Pick';
  pick.addEventListener('click', () => onPick(cell));
  byId('details').replaceChildren(
    portrait,
    element('h2', {}, key),
    element('p', { class: 'quiet' }, measured.dead ? 'Dead: no activation anywhere on its picture' : 'Active'),
    pick,
    measures(cell),
    ...seenClasses(measured),
    element('h3', {}, 'Colours'),
    swatches(measured),
    ...similarNeurons(layer, measured, onGo),
  );
}

/** @param {Cell} cell */
function measures(cell) {
  const { measured } = cell;
  const rows = [
    { sort: 'score', text: `${short(measured.scoreStart)} → ${short(measured.scoreEnd)}` },
    { sort: 'convergence', text: short(measured.convergence) },
    { sort: 'colourfulness', text: short(measured.colourfulness) },
    { sort: 'contrast', text: short(measured.contrast) },
  ];
  return element(
    'dl',
    {},
    ...rows.flatMap(({ sort, text }) => {
      const { name, about } = /** @type {typeof ORDERS[string]} */ (ORDERS[sort]);
      const share = standing(sort, cell);
      const filled = element('span', {});
      filled.style.width = `${100 * share}%`;
      const said = `more than ${Math.round(100 * share)} % of the neurons of this atlas`;
      return [
        element('dt', { title: about }, name),
        element('dd', { class: 'bar', role: 'img', 'aria-label': said, title: said }, filled),
        element('dd', {}, text),
      ];
    }),
  );
}

/** @param {Measured} measured */
function seenClasses({ classes: seen }) {
  if (seen.length === 0) return [];
  const rows = seen.flatMap(({ name, share }) => [
    element('dt', {}, name),
    element('dd', {}),
    element('dd', {}, `${Math.round(100 * share)} %`),
  ]);
  return [element('h3', {}, 'The network sees'), element('dl', {}, ...rows)];
}

/** @param {Measured} measured */
function swatches({ colours }) {
  const bar = element('div', { class: 'swatches', role: 'img', 'aria-label': inWords(colours) });
  for (const { colour, share } of colours) {
    const swatch = element('span', { title: `${colour}, ${Math.round(100 * share)} %` });
    swatch.style.background = colour;
    swatch.style.flexGrow = String(share);
    bar.append(swatch);
  }
  return bar;
}

/** @param {Measured['colours']} colours */
function inWords(colours) {
  return colours.map(({ colour, share }) => `${colour} ${Math.round(100 * share)} %`).join(', ');
}

/**
 * @param {Layer} layer
 * @param {Measured} measured
 * @param {(cell: Cell) => void} onGo
 */
function similarNeurons(layer, { similar: neurons }, onGo) {
  if (neurons.length === 0) return [];
  const strip = element('div', { class: 'similar' });
  for (const neuron of neurons) {
    const other = CELL_BY_KEY.get(`${layer.name}:${neuron}`);
    if (other === undefined) continue;
    const button = element('button', { type: 'button', title: other.key, 'aria-label': `Go to ${other.key}` });
    button.append(thumbnail(other, 65));
    button.addEventListener('click', () => onGo(other));
    strip.append(button);
  }
  return [element('h3', {}, `Similar in ${layer.name}`), strip];
}

/**
 * @param {number} value
 * @returns {string} With three significant digits.
 */
function short(value) {
  return String(Number(value.toPrecision(3)));
}
