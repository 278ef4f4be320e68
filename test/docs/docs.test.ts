import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { parseArguments } from '../../src/cli/arguments.js';
import type { Command } from '../../src/cli/command.js';
import { check } from '../../src/cli/commands/check.js';
import { grid } from '../../src/cli/commands/grid.js';
import { grow } from '../../src/cli/commands/grow.js';
import { image } from '../../src/cli/commands/image.js';
import { layers } from '../../src/cli/commands/layers.js';
import { render } from '../../src/cli/commands/render.js';
import { rerender } from '../../src/cli/commands/rerender.js';
import { loadFilm } from '../../src/cli/input/film-request.js';
import { pictureSettings, readSubject } from '../../src/cli/input/picture-request.js';
import { loadCommands } from '../../src/cli/main.js';
import { parsePreset } from '../../src/preset/load.js';
import { parseSubject } from '../../src/preset/picture/subject.js';
import type { TrackTimes } from '../../src/preset/schema/beat-times.js';
import { blocks, commandsOf, PAGES } from '../support/web/pages.js';

const PICTURES: readonly Command[] = [image, grid, layers, grow, rerender];

const presets = PAGES.flatMap((page) =>
  blocks(page, 'yaml').map((text, i) => ({ name: `${page}, preset ${i + 1}`, text })),
);
/** The track that their sound files stand for. */
const TRACK: TrackTimes = {
  seconds: 60,
  beats: { tempo: 120, times: Array.from({ length: 120 }, (_, i) => i / 2), beatsPerBar: 4, firstBar: 0 },
};
const commands = PAGES.flatMap(commandsOf);

describe('the examples of the documentation', () => {
  it('are there', () => {
    expect(presets.length).toBeGreaterThan(2);
    expect(commands.length).toBeGreaterThan(5);
  });

  it.each(presets)('$name is a preset', ({ name, text }) => {
    expect(() => parsePreset(text, { name, track: TRACK })).not.toThrow();
  });

  it('set up with npm ci and then call a script that there is', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
    for (const command of commands) {
      const script = /^(?:npm ci && )?npm (?:run )?(start|test|run \w+)/.exec(command)?.[1];
      expect(script, command).toBeDefined();
      expect(scripts).toHaveProperty(script!);
    }
  });

  // Understood with all of their options, up to the settings of each film; films are rendered for real in test/e2e,
  // and networks handled in docs-networks.test.ts.
  const calls = commands.map((command) => /-- (.*)$/.exec(command)?.[1]?.trim()).filter((words) => words !== undefined);
  it.each(calls)('%s', async (words) => {
    const request = await parseArguments(await loadCommands(), wordsOf(words), {
      version: '',
      columns: 80,
    });
    if ('text' in request) throw new Error(`help instead of a command: ${request.text}`);
    const { command, call } = request;
    if (PICTURES.includes(command)) {
      const show = command === image ? await Promise.all(call.words.map(readSubject)) : [parseSubject('a:0')];
      const kind = command === image ? 'image' : 'sheet';
      if (command !== grow && command !== rerender) pictureSettings(call, { kind, show: [show.slice(0, 1)] });
      return;
    }
    for (const word of command === render || command === check ? call.words : []) {
      expect((await loadFilm(word, call)).settings.cycle.items.length).toBeGreaterThan(0);
    }
  });

  it('show an error as it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'neurozoom-docs-'));
    writeFileSync(join(folder, 'film.yaml'), 'cycle: { neurons: [block8:2] }\ncamera:\n  zom: 3\n');
    const failure = await neurozoom(['check', 'film.yaml'], folder).catch((error: unknown) => error);
    rmSync(folder, { recursive: true });
    expect(failure).toMatchObject({ code: 2, stderr: blocks('README.md', 'text')[0] });
  });
});

/** Split as a shell does. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '');
}

function neurozoom(words: readonly string[], cwd = process.cwd()) {
  return promisify(execFile)(process.execPath, [resolve('dist/cli/bin.js'), ...words], { cwd });
}
