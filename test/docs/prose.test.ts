// How the project writes: lines that fit a screen, and none of the words that it used to translate its thoughts with.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES } from '../support/web/pages.js';

const WIDTH = 120;

/** Words that have plain ones: "as a rule" is "by default", "is told" is "is reported", a crew is a worker pool. */
const OLD_WORDS = [
  'as a rule',
  'comes along',
  'companions',
  'crew',
  'gone on with',
  'go on with',
  'goes on with',
  'hand-over',
  'is told',
  'are told',
  'itinerary',
  'of late',
  'otherwise than',
  'whoever',
];

const OLD = new RegExp(String.raw`\b(?:${OLD_WORDS.join('|')})\b`, 'i');

interface Line {
  readonly number: number;
  readonly text: string;
}

/** The lines of a page without its code blocks. */
function linesOf(page: string): readonly Line[] {
  let isCode = false;
  return readFileSync(page, 'utf8')
    .split('\n')
    .map((text, i) => ({ number: i + 1, text }))
    .filter(({ text }) => {
      const isFence = text.startsWith('```');
      if (isFence) isCode = !isCode;
      return !isCode && !isFence;
    });
}

describe('the documents', () => {
  it('are found', () => {
    expect(PAGES).toEqual(expect.arrayContaining(['README.md', 'ARCHITECTURE.md', 'CHANGELOG.md']));
    expect(PAGES.length).toBeGreaterThan(6);
  });

  it.each(PAGES)(`%s has no line of prose above ${WIDTH} columns`, (page) => {
    const long = linesOf(page).filter(({ text }) => text.length > WIDTH && !text.startsWith('|'));
    expect(long.map(({ number, text }) => `${page}:${number} ${text}`)).toEqual([]);
  });

  it.each(PAGES)('%s holds none of the old words', (page) => {
    const found = linesOf(page).filter(({ text }) => OLD.test(text));
    expect(found.map(({ number, text }) => `${page}:${number} ${text}`)).toEqual([]);
  });
});

/** Comments, and strings so that what looks like a comment in one is none. */
const COMMENT_OR_STRING = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;

describe('the code', () => {
  it('holds none of the old words, in comments and in what it says', () => {
    const files = readdirSync('src', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[jt]s$/.test(name) && !name.startsWith(join('onnx-format', 'gen')))
      .map((name) => join('src', name));
    expect(files.length).toBeGreaterThan(100);
    const found = files.flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(COMMENT_OR_STRING)]
        .map(([text]) => text.replace(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' '))
        .filter((text) => OLD.test(text))
        .map((text) => `${file}: ${text}`),
    );
    expect(found).toEqual([]);
  });
});
