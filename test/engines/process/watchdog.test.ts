import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openWatchdog, StalledError } from '../../../src/engines/process/watchdog.js';

const LIMIT = 60_000;
const never = new Promise<never>(() => undefined);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** The outcome of guarded work, `null` while it runs. */
function outcomeOf(guarded: Promise<unknown>): () => unknown {
  let outcome: unknown = null;
  guarded.then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = error),
  );
  return () => outcome;
}

/** Work that takes this long on the fake clock. */
const lasting = (milliseconds: number) => new Promise<string>((resolve) => setTimeout(resolve, milliseconds, 'done'));

/** Moves the clock while nothing runs, as in a stopped process. */
function jump(milliseconds: number): void {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => now() + milliseconds);
}

it('passes on what work returns or throws', async () => {
  const watchdog = openWatchdog(LIMIT);
  expect(await watchdog.guard(Promise.resolve(7))).toBe(7);
  await expect(watchdog.guard(Promise.reject(new Error('its own')))).rejects.toThrow('its own');
});

it('gives up work without progress after the limit', async () => {
  const outcome = outcomeOf(openWatchdog(LIMIT).guard(never));
  await vi.advanceTimersByTimeAsync(LIMIT - 1);
  expect(outcome()).toBe(null);
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome()).toBeInstanceOf(StalledError);
  expect(outcome()).toMatchObject({ seconds: LIMIT / 1000 });
});

it('waits as long as there is progress', async () => {
  const watchdog = openWatchdog(LIMIT);
  const outcome = outcomeOf(watchdog.guard(lasting(10 * LIMIT)));
  for (let i = 0; i < 20; i++) {
    await vi.advanceTimersByTimeAsync(LIMIT / 2);
    watchdog.heartbeat();
  }
  expect(outcome()).toBe('done');
});

it('allows ten times the time of the slowest piece before', async () => {
  const watchdog = openWatchdog(LIMIT);
  const slow = outcomeOf(watchdog.guard(lasting(LIMIT - 1_000)));
  await vi.advanceTimersByTimeAsync(LIMIT);
  expect(slow()).toBe('done');
  const outcome = outcomeOf(watchdog.guard(never));
  await vi.advanceTimersByTimeAsync(9 * LIMIT);
  expect(outcome()).toBe(null);
  await vi.advanceTimersByTimeAsync(LIMIT);
  expect(outcome()).toBeInstanceOf(StalledError);
});

it('does not count time in which the process was stopped', async () => {
  const outcome = outcomeOf(openWatchdog(LIMIT).guard(never));
  await vi.advanceTimersByTimeAsync(LIMIT / 2);
  jump(10 * LIMIT);
  await vi.advanceTimersByTimeAsync(LIMIT - 2_000);
  expect(outcome()).toBe(null);
  await vi.advanceTimersByTimeAsync(3_000);
  expect(outcome()).toBeInstanceOf(StalledError);
});

it('does not mistake time in which the process was stopped for slow work', async () => {
  const watchdog = openWatchdog(LIMIT);
  let finish: (value: string) => void = () => undefined;
  const first = watchdog.guard(new Promise<string>((resolve) => (finish = resolve)));
  await vi.advanceTimersByTimeAsync(500);
  jump(10 * LIMIT);
  finish('done');
  expect(await first).toBe('done');
  const outcome = outcomeOf(watchdog.guard(never));
  await vi.advanceTimersByTimeAsync(LIMIT);
  expect(outcome()).toBeInstanceOf(StalledError);
});
