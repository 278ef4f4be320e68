import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { presetSchema } from '../../src/preset/schema/schema.js';
import { withKeyTables } from '../support/preset/key-tables.js';

it('docs/presets.md has the keys, ranges and defaults of the schema', async () => {
  const page = readFileSync('docs/presets.md', 'utf8');
  await expect(withKeyTables(page, presetSchema())).toMatchFileSnapshot('../../docs/presets.md');
});
