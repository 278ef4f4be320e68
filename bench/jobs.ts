// Measures resumable renders: npx tsx bench/jobs.ts [PRESET] [SECONDS]. Compares segments, raw frames and checkpoints
// with one uninterrupted ffmpeg, as shares of the time and of the film's size. Needs only ffmpeg.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outlineTimeline } from '../src/film/estimate/workload.js';
import type { FilmEvent } from '../src/film/events.js';
import { segmentLength } from '../src/film/job/segment-plan.js';
import { renderFilm } from '../src/film/render.js';
import { renderFrames } from '../src/film/render-frames.js';
import { loadPreset } from '../src/preset/load.js';
import { parseOverride } from '../src/preset/yaml/override.js';
import { findFfmpeg } from '../src/video/encode/ffmpeg.js';
import { FORMATS } from '../src/video/encode/formats.js';
import { openEncoder } from '../src/video/encode/stream.js';
import { table } from './table.js';

const [preset = 'first-light', seconds = '12'] = process.argv.slice(2);
const settings = await loadPreset(`presets/${preset}.yaml`, { overrides: [parseOverride(`duration=${seconds}s`)] });
const folder = await mkdtemp(join(tmpdir(), 'neurozoom-bench-'));

/** One ffmpeg for the whole film, frame by frame. */
async function plain() {
  const encoder = openEncoder({ ffmpeg: await findFfmpeg(), format: FORMATS.mp4, path: join(folder, 'plain.mp4') });
  await encoder.start({ ...settings, metadata: {} });
  let writing = 0;
  for await (const { width, height, bytes: data } of renderFrames(settings)) {
    const before = performance.now();
    await encoder.write({ width, height, data });
    writing += performance.now() - before;
  }
  const before = performance.now();
  const { bytes, frames } = await encoder.finish();
  return { bytes, frames, writing: writing + performance.now() - before };
}

/** The film as `render` makes it. */
async function kept() {
  const sum = { keep: 0, rest: 0, finish: 0 };
  let last = performance.now();
  const made = await renderFilm(settings, {
    ...{ name: 'kept', out: join(folder, 'kept.mp4'), details: true, fresh: true },
    onEvent(event: FilmEvent) {
      if (event.kind === 'frame') {
        const { keep, ...parts } = event.details!.milliseconds;
        sum.keep += keep;
        sum.rest += Object.values(parts).reduce((all, part) => all + part, 0);
      }
      if (event.kind === 'done') sum.finish = performance.now() - last;
      last = performance.now();
    },
  });
  if (made.kind !== 'done') throw new Error('The film was not finished.');
  return { ...sum, bytes: made.bytes };
}

try {
  const one = await plain();
  const many = await kept();
  const time = (many.keep - one.writing) / (many.rest + one.writing);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  const size = `${settings.width}x${settings.height}`;
  console.log(
    `${preset}, ${size}, ${one.frames} frames in segments of ${segmentLength(settings, outlineTimeline(settings))}\n`,
  );
  console.log(
    table(
      ['what', 'measured', 'wanted'],
      [
        ['time of segments, raw frames and checkpoints, relative to the frames', percent(time), 'at most 2 %'],
        ['  frames', `${(many.rest / one.frames).toFixed(1)} ms each`, ''],
        ['  written to one ffmpeg', `${(one.writing / one.frames).toFixed(2)} ms each`, ''],
        ['  kept', `${(many.keep / one.frames).toFixed(2)} ms each`, ''],
        ['  joined at the end, with poster and sheet', `${(many.finish / 1000).toFixed(1)} s`, ''],
        ['size of the film', percent(many.bytes / one.bytes - 1), 'at most 15 % more'],
      ],
    ),
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}
