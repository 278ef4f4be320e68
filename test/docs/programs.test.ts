// The programs of the documentation: type-checked, and run.

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Outcome, openWorkshop } from '../support/docs/programs.js';
import { blocks } from '../support/web/pages.js';

const PAGES = ['README.md'];

const programs = PAGES.flatMap((page) =>
  blocks(page, 'ts').map((text, i) => ({ name: `${page.replace(/\W+/g, '-').toLowerCase()}-${i + 1}`, text })),
);

const workshop = openWorkshop();
afterAll(workshop.remove);

let complaints: string;
let outcomes: readonly Outcome[];

beforeAll(async () => {
  const small =
    'size: 48x48\nduration: 200ms\ncycle: { neurons: [block1:1] }\nopening: { enlargements: 2, steps: 1 }\n';
  writeFileSync(join(workshop.folder, 'deep-sea.yaml'), small);
  complaints = await workshop.compile(programs);
  outcomes = complaints === '' ? await workshop.run(programs) : [];
});

describe('the programs of the documentation', () => {
  it('are there', () => {
    expect(programs.length).toBeGreaterThan(1);
  });

  it('compile', () => {
    expect(complaints).toBe('');
  });

  it.each(programs)('$name runs', ({ name }) => {
    expect(outcomes.find((one) => one.name === name)).toMatchObject({ error: null });
  });

  it('make what they say', () => {
    for (const file of ['output/deep-sea.mp4', 'block8-40.png']) {
      expect(existsSync(join(workshop.folder, file)), file).toBe(true);
    }
  });
});
