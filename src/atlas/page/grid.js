// The grid: thousands of thumbnails, of which only the rows in view have elements. It is a list box that has the focus
// itself, so that rows can be added and removed.

import { byId, element } from './neurons.js';
import { thumbnail } from './thumbnails.js';

/** @import { Cell } from './neurons.js' */

const GAP = 4;
/** Rows beyond each edge that have elements too, so that slow scrolling shows only finished thumbnails. */
const SPARE_ROWS = 3;
/** Thumbnails of at least this size, in pixels, show their names. */
const NAMED_FROM = 110;

/**
 * @param {object} events
 * @param {(cell: Cell) => boolean} events.isPicked
 * @param {(index: number, extend: boolean) => void} events.onPick On a click or a space; `extend` with shift.
 * @param {(index: number) => void} events.onMove When the cursor moves to another neuron.
 * @param {(cssPixels: number) => void} events.onSize
 */
export function openGrid({ isPicked, onPick, onMove, onSize }) {
  const scroller = byId('scroller');
  const plane = byId('plane');
  /** @type {readonly Cell[]} */
  let cells = [];
  /** @type {Map<number, HTMLElement>} By index in `cells`. */
  let shown = new Map();
  let size = 96;
  /** The actual size of a thumbnail: a little larger, to fill the row. */
  let side = size;
  let cursor = 0;
  let columns = 1;
  let wanted = false;

  const pitch = () => side + GAP;
  const rows = () => Math.ceil(cells.length / columns);

  function layOut() {
    const style = getComputedStyle(scroller);
    const width = scroller.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
    columns = Math.max(1, Math.floor((width + GAP) / (size + GAP)));
    side = Math.max(size / 2, (width + GAP) / columns - GAP);
    plane.style.height = `${Math.max(0, rows() * pitch() - GAP)}px`;
    plane.classList.toggle('named', size >= NAMED_FROM);
    byId('nothing').hidden = cells.length > 0;
    for (const each of shown.values()) each.remove();
    shown = new Map();
    draw();
  }

  function draw() {
    const top = scroller.scrollTop - plane.offsetTop;
    const first = Math.max(0, Math.floor(top / pitch()) - SPARE_ROWS) * columns;
    const end = Math.min(cells.length, (Math.ceil((top + scroller.clientHeight) / pitch()) + SPARE_ROWS) * columns);
    for (const [index, each] of shown) {
      if (index >= first && index < end) continue;
      each.remove();
      shown.delete(index);
    }
    const fresh = document.createDocumentFragment();
    for (let index = first; index < end; index++) {
      if (shown.has(index)) continue;
      const made = cellElement(index);
      shown.set(index, made);
      fresh.append(made);
    }
    plane.append(fresh);
  }

  /** @param {number} index */
  function cellElement(index) {
    const cell = /** @type {Cell} */ (cells[index]);
    const { measured } = cell;
    const made = element(
      'div',
      {
        id: `cell-${index}`,
        role: 'option',
        class: measured.dead ? 'cell dead' : 'cell',
        'aria-label': described(cell),
        'aria-setsize': String(cells.length),
        'aria-posinset': String(index + 1),
        'aria-selected': String(isPicked(cell)),
        'data-index': String(index),
      },
      thumbnail(cell, side),
      element('span', { class: 'name', 'aria-hidden': 'true' }, cell.key),
    );
    made.classList.toggle('here', index === cursor);
    made.style.width = `${side}px`;
    made.style.height = `${side}px`;
    made.style.transform = `translate(${(index % columns) * pitch()}px, ${Math.floor(index / columns) * pitch()}px)`;
    return made;
  }

  /** @param {number} index */
  function moveTo(index) {
    if (cells.length === 0) return;
    shown.get(cursor)?.classList.remove('here');
    cursor = Math.max(0, Math.min(cells.length - 1, index));
    const top = Math.floor(cursor / columns) * pitch() + plane.offsetTop;
    if (top < scroller.scrollTop + GAP) scroller.scrollTop = top - 2 * GAP;
    const below = top + side - scroller.clientHeight;
    if (below > scroller.scrollTop - GAP) scroller.scrollTop = below + 2 * GAP;
    draw();
    shown.get(cursor)?.classList.add('here');
    scroller.setAttribute('aria-activedescendant', `cell-${cursor}`);
    onMove(cursor);
  }

  /**
   * Changes the size and keeps the row at the anchor in place.
   *
   * @param {number} next
   * @param {number} [anchor] In pixels from the top of the grid.
   */
  function resize(next, anchor = scroller.clientHeight / 2) {
    const before = { pitch: pitch(), columns };
    size = next;
    const row = (scroller.scrollTop - plane.offsetTop + anchor) / before.pitch;
    const index = row * before.columns;
    layOut();
    scroller.scrollTop = (index / columns) * pitch() - anchor + plane.offsetTop;
    draw();
  }

  scroller.addEventListener('scroll', () => {
    if (wanted) return;
    wanted = true;
    requestAnimationFrame(() => {
      wanted = false;
      draw();
    });
  });
  scroller.addEventListener('click', (event) => {
    const hit = /** @type {Element} */ (event.target).closest('.cell');
    if (!(hit instanceof HTMLElement)) return;
    const index = Number(hit.dataset.index);
    onPick(index, event.shiftKey);
    moveTo(index);
  });
  scroller.addEventListener('mousedown', (event) => {
    if (event.shiftKey) event.preventDefault(); // selects a range of neurons instead of text
  });
  scroller.addEventListener('keydown', (event) => {
    const page = Math.max(1, Math.floor(scroller.clientHeight / pitch())) * columns;
    const steps = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns,
      ArrowDown: columns,
      PageUp: -page,
      PageDown: page,
      Home: -cells.length,
      End: cells.length,
    };
    const step = Object.entries(steps).find(([key]) => key === event.key)?.[1];
    if (event.key === ' ' || event.key === 'Enter') onPick(cursor, event.shiftKey);
    else if (step !== undefined) moveTo(cursor + step);
    else return;
    event.preventDefault();
  });
  scroller.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      const next = Math.round(Math.max(28, Math.min(288, size * Math.exp(-event.deltaY / 500))));
      resize(next, event.clientY - scroller.getBoundingClientRect().top);
      onSize(next);
    },
    { passive: false },
  );
  new ResizeObserver(layOut).observe(scroller);

  return {
    /** @param {readonly Cell[]} next */
    show(next) {
      cells = next;
      cursor = 0;
      scroller.scrollTop = 0;
      layOut();
    },
    resize,
    moveTo,
    cells: () => cells,
    cursor: () => cells[cursor],
    /** Shows the current picks. */
    refresh() {
      for (const [index, each] of shown) {
        each.setAttribute('aria-selected', String(isPicked(/** @type {Cell} */ (cells[index]))));
      }
    },
  };
}

/**
 * Describes a neuron for screen readers.
 *
 * @param {Cell} cell
 * @returns {string}
 */
function described({ key, measured }) {
  const { dead, colourfulness, colours, classes } = measured;
  return [
    key,
    ...(dead ? ['dead'] : []),
    `colourfulness ${Math.round(colourfulness)}`,
    `mostly ${colours[0]?.colour ?? 'nothing'}`,
    ...classes.slice(0, 1).map(({ name }) => `looks like ${name}`),
  ].join(', ');
}
