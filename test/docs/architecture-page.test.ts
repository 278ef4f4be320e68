// What ARCHITECTURE.md says of files and names, against the code. The import tables are read by test/architecture.test.ts.

import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableRows } from '../support/web/pages.js';

const PAGE = 'ARCHITECTURE.md';

/** A path of a file or folder in `src` or beside it. */
const isPath = (word: string): boolean => /^[\w-]+(?:\/[\w./-]*|\.ts)$/.test(word);

const pathOf = (word: string): string | undefined =>
  ['src', '.'].map((root) => join(root, word)).find((path) => existsSync(path));

/** The text of a file, or of all files in a folder. */
function textOf(path: string): string {
  if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8');
  const files = readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name));
  return files
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
}

/** The names of a cell in backticks that no file in it holds. */
function missingNames(words: readonly string[]): readonly string[] {
  const paths = words.filter(isPath);
  const texts = paths.map((path) => textOf(pathOf(path) ?? path)).join('\n');
  return words
    .filter((word) => !isPath(word))
    .filter((word) => !new RegExp(String.raw`\b\w*${word.replace(/^\.+/, '')}\b`).test(texts));
}

describe(PAGE, () => {
  it('names files that are there', () => {
    const words = [...readFileSync(PAGE, 'utf8').matchAll(/`([^`\n]+)`/g)].map(([, word]) => word!);
    const paths = words.filter(isPath).filter((word) => !['live/', 'farm/', 'studio/'].includes(word));
    expect(paths.length).toBeGreaterThan(30);
    expect(paths.filter((word) => pathOf(word) === undefined && pathOf(`${word}.ts`) === undefined)).toEqual([]);
  });

  it('tells the way of a film in at most 20 steps, each in the file that it names', () => {
    const steps = tableRows(PAGE, '| step | file | what it does |');
    expect(steps.length).toBeGreaterThan(10);
    expect(steps.length).toBeLessThanOrEqual(20);
    for (const [step, file] of steps.map((row) => row.slice(0, 2).flat() as [string, string])) {
      expect(missingNames([step.split('.').at(-1)!, file]), `${step} in ${file}`).toEqual([]);
    }
  });

  it('names, for everything that can be added, names that are in the files', () => {
    const rows = tableRows(PAGE, '| to add | begin in |');
    expect(rows.length).toBeGreaterThanOrEqual(12);
    for (const words of rows.map((row) => row.at(-1)!)) {
      expect(words.some(isPath), words.join(' ')).toBe(true);
      expect(missingNames(words), words.join(' ')).toEqual([]);
    }
  });
});
