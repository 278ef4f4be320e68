// Thumbnails: parts of sheets. A sheet is decoded when the first of its thumbnails comes into view. Decoded sheets are
// large, so only some are kept; drawn thumbnails stay.

import { byId, element, SIDE } from './neurons.js';

/** @import { Cell } from './neurons.js' */

/** The most decoded sheets that are kept, about 16 MB each. */
const MAX_SHEETS = 12;

/** @type {Map<string, Promise<ImageBitmap>>} Ordered by last use. */
const decodedSheets = new Map();

/**
 * @param {string} id
 * @returns {Promise<ImageBitmap>}
 */
function sheetOf(id) {
  const known = decodedSheets.get(id);
  const sheet = known ?? decode(id);
  decodedSheets.delete(id);
  decodedSheets.set(id, sheet);
  if (decodedSheets.size > MAX_SHEETS) {
    const [[oldest, leaving]] = /** @type {[[string, Promise<ImageBitmap>]]} */ ([...decodedSheets]);
    decodedSheets.delete(oldest);
    // Callers that wait for it run before this callback.
    void leaving.then((bitmap) => bitmap.close());
  }
  return sheet;
}

/**
 * @param {string} id
 * @returns {Promise<ImageBitmap>}
 */
async function decode(id) {
  await whenPresent(id);
  return createImageBitmap(new Blob([fromBase64(byId(id).textContent ?? '')], { type: 'image/webp' }));
}

/**
 * @param {string} text
 * @returns {Uint8Array<ArrayBuffer>}
 */
function fromBase64(text) {
  // Built into browsers since 2025, and fast enough not to delay a frame.
  if ('fromBase64' in Uint8Array) {
    return /** @type {{ fromBase64(text: string): Uint8Array<ArrayBuffer> }} */ (Uint8Array).fromBase64(text);
  }
  const characters = atob(text);
  const bytes = new Uint8Array(characters.length);
  for (let i = 0; i < characters.length; i++) bytes[i] = characters.charCodeAt(i);
  return bytes;
}

/**
 * The sheets follow this script in the page, so that the page can be used while they are still loading.
 *
 * @param {string} id
 * @returns {Promise<void>}
 */
async function whenPresent(id) {
  // An element exists before its text is complete. It is complete when another follows it, or when the page has loaded.
  while (document.readyState === 'loading' && !(document.getElementById(id)?.nextElementSibling ?? false)) {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/**
 * Draws a thumbnail into a square canvas at the resolution of the screen, but at most at its own.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Cell} cell
 * @param {number} cssPixels
 */
function drawThumbnail(canvas, cell, cssPixels) {
  const side = Math.max(1, Math.min(SIDE, Math.round(cssPixels * devicePixelRatio)));
  if (canvas.width !== side) {
    canvas.width = side;
    canvas.height = side;
  }
  canvas.dataset.shows = cell.key;
  const draw = (/** @type {ImageBitmap} */ sheet) => {
    if (canvas.dataset.shows !== cell.key || canvas.width !== side) return; // the canvas shows another thumbnail by now
    const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
    if (context === null) return;
    context.imageSmoothingQuality = 'high';
    context.drawImage(sheet, cell.x, cell.y, SIDE, SIDE, 0, 0, side, side);
    canvas.dataset.drawn = cell.key;
  };
  void sheetOf(cell.sheet).then(draw);
}

/**
 * @param {Cell} cell
 * @param {number} cssPixels
 * @returns {HTMLCanvasElement}
 */
export function thumbnail(cell, cssPixels) {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  drawThumbnail(canvas, cell, cssPixels);
  return canvas;
}
