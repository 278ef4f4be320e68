import { describe, expect, it } from 'vitest';
import { operationsPage } from '../support/graph/operations-table.js';

describe('docs/operations.md', () => {
  it('agrees with the code', async () => {
    await expect(await operationsPage()).toMatchFileSnapshot('../../docs/operations.md');
  });
});
