import { expect, it } from 'vitest';
import { openNetwork } from '../../src/models/load.js';
import { openSessionCache } from '../../src/network/session-cache.js';
import { fakeEngine } from '../support/fakes.js';

it('opens a layer once, keeps the two last used and closes the rest before it opens another', async () => {
  const log: string[] = [];
  const sessions = openSessionCache(await openNetwork('inception-v3'), fakeEngine(log));
  const [one, two] = await Promise.all([sessions.of('conv2d_1'), sessions.of('conv2d_1')]);
  expect(one).toBe(two);
  expect(one.channels).toBe(32);
  await sessions.of('conv2d_2');
  await sessions.of('conv2d_1');
  await sessions.of('conv2d_3');
  expect(log).toEqual(['open conv2d_1', 'open conv2d_2', 'close conv2d_2', 'open conv2d_3']);
  await sessions.close();
  expect(log.slice(4).sort()).toEqual(['close conv2d_1', 'close conv2d_3']);
});
