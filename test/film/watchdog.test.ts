import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openWatchdog, StalledError } from '../../src/film/watchdog.js';

const never = new Promise<never>(() => undefined);

it('notices what gives no sign of life, and lets pass what does', async () => {
  const watch = openWatchdog(60);
  expect(await watch.guard(Promise.resolve(7))).toBe(7);
  await expect(watch.guard(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
  const slow = (async () => {
    for (let i = 0; i < 10; i++) {
      await sleep(20);
      watch.heartbeat();
    }
    return 'alive';
  })();
  expect(await watch.guard(slow)).toBe('alive');
  await expect(watch.guard(never)).rejects.toThrow(StalledError);
});

it('gives what was slow before ten times its time', async () => {
  const watch = openWatchdog(10);
  const slow = sleep(8);
  await watch.guard(slow);
  const began = performance.now();
  await expect(watch.guard(never)).rejects.toThrow(StalledError);
  expect(performance.now() - began).toBeGreaterThan(50);
});
