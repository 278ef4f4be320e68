// The examples of the documentation, as they stand on its pages.

import { readFileSync } from 'node:fs';

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
