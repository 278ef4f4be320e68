// Connects the controls of the page.

import { chosen, ORDERS } from './choice.js';
import { showDetails } from './details.js';
import { openGrid } from './grid.js';
import { ATLAS, byId, CELLS, element } from './neurons.js';
import { copyPicks, MAX_PICKS, picks, showPicks } from './picks.js';

/** @import { Cell } from './neurons.js' */

/** @type {{ search: string, layers: Set<string>, sort: string, turned: boolean, withDead: boolean }} */
const choice = { search: '', layers: new Set(), sort: 'network', turned: false, withDead: true };
/** Side of a thumbnail when the page opens, in pixels. */
const FIRST_SIZE = 96;

/** The index at which a range of picks begins. */
let anchor = 0;

const grid = openGrid({
  isPicked: ({ key }) => picks.has(key),
  onPick(index, extend) {
    const cells = grid.cells();
    if (extend) {
      const [first, last] = [Math.min(anchor, index), Math.max(anchor, index)];
      for (const cell of cells.slice(first, last + 1)) add(cell);
    } else {
      const cell = cells[index];
      if (cell !== undefined) toggle(cell);
      anchor = index;
    }
    showNewPicks();
  },
  onMove: () => detail(),
  onSize(cssPixels) {
    input('size').value = String(cssPixels);
  },
});

/** @param {string} id */
function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/** @param {Cell} cell */
function add(cell) {
  if (picks.size < MAX_PICKS) picks.set(cell.key, cell);
}

/** @param {Cell} cell */
function toggle(cell) {
  if (!picks.delete(cell.key)) add(cell);
}

function showNewPicks() {
  grid.refresh();
  showPicks((cell) => {
    picks.delete(cell.key);
    showNewPicks();
  });
  detail();
}

function detail(cell = grid.cursor()) {
  if (byId('details').hidden || cell === undefined) return;
  showDetails(cell, picks.has(cell.key), {
    onPick(one) {
      toggle(one);
      showNewPicks();
    },
    onGo(one) {
      const index = grid.cells().indexOf(one);
      // The neuron may be filtered out.
      if (index >= 0) grid.moveTo(index);
      else detail(one);
    },
  });
}

function showChosen() {
  const cells = chosen(choice);
  anchor = 0;
  grid.show(cells);
  const dead = cells.filter(({ measured }) => measured.dead).length;
  const all = cells.length === CELLS.length ? '' : ` of ${CELLS.length.toLocaleString('en')}`;
  byId('summary').textContent = `${cells.length.toLocaleString('en')}${all} neurons${dead > 0 ? `, ${dead} dead` : ''}`;
  const { rising = false } = /** @type {typeof ORDERS[string]} */ (ORDERS[choice.sort]);
  byId('direction').textContent = rising === choice.turned ? '↓' : '↑';
  detail();
}

/** @param {boolean} isOpen */
function openDetails(isOpen) {
  byId('details').hidden = !isOpen;
  byId('details-toggle').setAttribute('aria-expanded', String(isOpen));
  detail();
}

/** @param {string} text */
function say(text) {
  byId('said').textContent = text;
  byId('copy').textContent = text;
  setTimeout(() => {
    byId('copy').textContent = 'Copy YAML';
  }, 1600);
}

for (const { name, neurons } of ATLAS.layers) {
  const chip = element('button', { type: 'button', 'aria-pressed': 'false', title: `${neurons.length} neurons` }, name);
  chip.addEventListener('click', () => {
    if (!choice.layers.delete(name)) choice.layers.add(name);
    chip.setAttribute('aria-pressed', String(choice.layers.has(name)));
    showChosen();
  });
  byId('layers').append(chip);
}
byId('layers').hidden = ATLAS.layers.length < 2;

for (const [key, { name, about }] of Object.entries(ORDERS)) {
  byId('sort').append(element('option', { value: key, title: about }, name));
}
byId('sort').addEventListener('change', () => {
  choice.sort = /** @type {HTMLSelectElement} */ (byId('sort')).value;
  choice.turned = false;
  showChosen();
});
byId('direction').addEventListener('click', () => {
  choice.turned = !choice.turned;
  showChosen();
});
byId('search').addEventListener('input', () => {
  choice.search = input('search').value;
  showChosen();
});
byId('dead').addEventListener('change', () => {
  choice.withDead = input('dead').checked;
  showChosen();
});
byId('size').addEventListener('input', () => grid.resize(Number(input('size').value)));
byId('details-toggle').addEventListener('click', () => openDetails(byId('details').hidden === true));
byId('clear').addEventListener('click', () => {
  picks.clear();
  showNewPicks();
  byId('scroller').focus();
});
byId('copy').addEventListener('click', async () => {
  const isCopied = await copyPicks();
  say(isCopied ? `Copied ${picks.size}` : 'Press Ctrl+C to copy');
});
document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement)
    return;
  event.preventDefault();
  byId('search').focus();
});

// Browsers keep the contents of fields when a page is reloaded.
input('search').value = '';
input('dead').checked = true;
input('size').value = String(FIRST_SIZE);
grid.resize(FIRST_SIZE);
showChosen();
openDetails(matchMedia('(min-width: 900px)').matches);
