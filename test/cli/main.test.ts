import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { openInterrupts, STOPPED } from '../../src/cli/input/interrupts.js';
import { recordingTerminal, runInProcess } from '../support/in-process.js';

describe('the program', () => {
  it('prints the help to stdout, at the width of the terminal', async () => {
    const wide = await runInProcess(['--help'], { columns: 110 });
    const narrow = await runInProcess(['--help'], { columns: 60 });
    expect(wide).toMatchObject({ code: 0, stderr: '' });
    expect(wide.stdout).toContain('neurozoom render');
    expect(narrow.stdout.split('\n').length).toBeGreaterThan(wide.stdout.split('\n').length);
    expect((await runInProcess(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('prints errors to stderr, and also to stdout with --json', async () => {
    const plain = await runInProcess(['rendr']);
    expect(plain).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^error: 'rendr'.*\n.*render/) });
    const { code, events } = await runInProcess(['render', '--json', '--nowhere']);
    expect(code).toBe(2);
    expect(events).toMatchObject([{ kind: 'error', code: 'ARGUMENT_INVALID', exitCode: 2 }]);
  });

  it('accepts the old name of a command', async () => {
    for (const name of ['rerender', 'again']) {
      expect((await runInProcess([name, '--help'])).stdout).toContain('neurozoom rerender FILE');
      expect((await runInProcess([name, 'nowhere.png'])).stderr).toMatch(/^error: there is no file nowhere\.png/);
    }
  });
});

describe('signals', () => {
  it('end the process at the third', async () => {
    const exits: number[] = [];
    const counts: number[] = [];
    const interrupts = openInterrupts({ ...recordingTerminal().terminal, exit: (code) => exits.push(code) });
    try {
      expect(interrupts.exitCode()).toBeNull();
      interrupts.onSignal((count) => counts.push(count));
      for (let sent = 0; sent < 3; sent++) {
        const received = once(process, 'SIGHUP');
        process.kill(process.pid, 'SIGHUP');
        await received;
      }
      expect([counts, exits, interrupts.exitCode()]).toEqual([[1, 2], [STOPPED], STOPPED]);
    } finally {
      interrupts.close();
    }
    expect(process.listenerCount('SIGHUP')).toBe(0);
  });
});
