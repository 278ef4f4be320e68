// The page of an atlas: one HTML file with everything in it, for a browser and no server. What it is made of lies in `page/`, as a browser reads it.

import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Atlas, Sheet } from './atlas.js';

/** From the compiled file as from the source: both lie two folders down. */
const PARTS = new URL('../../src/atlas/page/', import.meta.url);

/**
 * Writes the page.
 *
 * @param readSheet - Gives the WebP of a sheet.
 * @returns The text in parts, to be written one after the other: together they may be longer than a string can be.
 */
export async function pageOf(
  atlas: Atlas,
  readSheet: (sheet: Sheet) => Uint8Array | Promise<Uint8Array>,
): Promise<readonly string[]> {
  const [template, style, script] = await Promise.all([
    readFile(new URL('page.html', PARTS), 'utf8'),
    readFile(new URL('page.css', PARTS), 'utf8'),
    scriptOf(),
  ]);
  const values: Readonly<Record<string, string>> = {
    title: escaped(`Atlas of ${atlas.network.name}`),
    policy: escaped(policyOf(style, script)),
    style: `<style>${style}</style>`,
    data: `<script id="atlas" type="application/json">${inScript(dataOf(atlas))}</script>`,
    script: `<script type="module">${script}</script>`,
  };
  // In one pass: what is put in is never looked through for places again.
  const [head, tail] = template.split('<!-- {{sheets}} -->');
  const filled = (text: string) =>
    text.replace(/<!-- \{\{(\w+)\}\} -->|\{\{(\w+)\}\}/g, (_, a?: string, b?: string) => values[a ?? b!]!);
  const parts = [filled(head!)];
  for (const [layer, { sheets }] of atlas.layers.entries()) {
    for (const [i, sheet] of sheets.entries()) {
      const text = Buffer.from(await readSheet(sheet)).toString('base64');
      parts.push(`<script id="sheet-${layer}-${i}" type="text/plain">${text}</script>\n`);
    }
  }
  return [...parts, filled(tail!)];
}

async function scriptOf(): Promise<string> {
  const files = (await readdir(fileURLToPath(PARTS))).filter((name) => name.endsWith('.js')).sort();
  const texts = await Promise.all(files.map((name) => readFile(new URL(name, PARTS), 'utf8')));
  return texts.join('\n');
}

/** What a browser may do with the page: run and style what was put in, and nothing that anybody else might have got into it; no request at all. */
function policyOf(style: string, script: string): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return [
    "default-src 'none'",
    `script-src ${hash(script)}`,
    `style-src ${hash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

function dataOf({ network, madeBy, plan, layers }: Atlas): string {
  return JSON.stringify({
    network: { name: network.name },
    madeBy,
    plan,
    layers: layers.map(({ name, sheets, neurons }) => ({
      name,
      sheets: sheets.map(({ columns, count }) => ({ columns, count })),
      neurons: neurons.map(({ descriptor: _, ...shown }) => shown),
    })),
  });
}

/** JSON that cannot end the script that it stands in. */
function inScript(json: string): string {
  return json.replaceAll('<', '\\u003c');
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);
}
