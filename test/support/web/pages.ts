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

/** The lines of a page's shell examples, without their comments. */
export function commandsOf(page: string): string[] {
  return blocks(page, 'sh')
    .flatMap((block) => block.split('\n'))
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '');
}
