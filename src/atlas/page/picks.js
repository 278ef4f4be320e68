// The picked neurons, in the order of picking, and the cycle of a preset with them (see docs/presets.md).

import { ATLAS, byId, element } from './neurons.js';
import { thumbnail } from './thumbnails.js';

/** @import { Cell } from './neurons.js' */

/** The most neurons that a preset may have. */
export const MAX_PICKS = 1000;

/** @type {Map<string, Cell>} */
export const picks = new Map();

/**
 * @param {Iterable<Cell>} cells
 * @returns {string}
 */
function toYaml(cells) {
  const { name } = ATLAS.network;
  return [
    `# neurons of the network ${JSON.stringify(name)}`,
    'cycle:',
    '  neurons:',
    ...[...cells].map(({ key, layer, measured }) => {
      if (/^[A-Za-z][\w./-]*$/.test(layer.name)) return `    - ${key}`;
      return `    - { layer: ${JSON.stringify(layer.name)}, neuron: ${measured.neuron} }`;
    }),
    '',
  ].join('\n');
}

/** @param {(cell: Cell) => void} onRemove */
export function showPicks(onRemove) {
  byId('tray').hidden = picks.size === 0;
  byId('count').textContent =
    picks.size === MAX_PICKS ? `${picks.size} picked, the most that a preset may have` : `${picks.size} picked`;
  const list = byId('picked');
  const kept = new Map([...list.children].map((child) => [/** @type {HTMLElement} */ (child).dataset.key, child]));
  for (const [key, child] of kept) if (!picks.has(key ?? '')) child.remove();
  for (const cell of picks.values()) {
    if (kept.has(cell.key)) continue;
    const button = element('button', { type: 'button', title: cell.key, 'aria-label': `Remove ${cell.key}` });
    button.append(thumbnail(cell, 44));
    button.addEventListener('click', () => onRemove(cell));
    list.append(element('li', { 'data-key': cell.key }, button));
  }
  /** @type {HTMLTextAreaElement} */ (byId('yaml')).value = toYaml(picks.values());
}

/**
 * Copies the picks.
 *
 * @returns {Promise<boolean>} False if the browser does not let pages copy. Then the text is selected, so that the user
 *   can copy it.
 */
export async function copyPicks() {
  const text = toYaml(picks.values());
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = /** @type {HTMLTextAreaElement} */ (byId('yaml'));
    field.closest('details')?.setAttribute('open', '');
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}
