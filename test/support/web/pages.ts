// The examples of the documentation, as they stand on its pages.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** All pages, README first. */
export const PAGES: readonly string[] = [
  'README.md',
  ...readdirSync('.').filter((name) => name.endsWith('.md') && name !== 'README.md'),
  ...readdirSync('docs')
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

/** The fenced blocks of a page in one language. */
export function blocks(page: string, language: string): string[] {
  const text = readFileSync(page, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1]!);
}

/** The commands of a page's shell examples, without their comments; a backslash at the end continues a line. */
export function commandsOf(page: string): string[] {
  return blocks(page, 'sh')
    .flatMap((block) => block.replace(/ \\\n\s*/g, ' ').split('\n'))
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '');
}

/** The rows of a page's table under this head; of each cell the words in backticks. */
export function tableRows(page: string, head: string): readonly (readonly (readonly string[])[])[] {
  const [, body] = readFileSync(page, 'utf8').split(`\n${head}\n`);
  if (body === undefined) throw new Error(`Expected ${page} to have a table with the head ${head}`);
  const [table] = /^(?:\|.*\n)*/.exec(body)!;
  const rows = table.trimEnd().split('\n').slice(1);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, word]) => word!)),
  );
}
