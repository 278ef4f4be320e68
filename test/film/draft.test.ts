import { describe, expect, it } from 'vitest';
import { toDraft, toDraftName } from '../../src/film/draft.js';
import { outlineTimeline } from '../../src/film/estimate/workload.js';
import { growthScales } from '../../src/optvis/grow.js';
import { parsePreset } from '../../src/preset/load.js';
import type { Settings } from '../../src/preset/settings.js';

const settingsOf = (text: string): Settings => parsePreset(text, { name: 'test' });

const FILM = `
size: 640x480
fps: 25
duration: 9s
opening: { show: true, duration: 2s }
cycle: { order: shuffle, hold: 700ms, blend: 450ms, neurons: [block8:1, block8:2, block9:3, { layer: block5, random: 2 }] }
camera:
  zoom: { doubles: [{ at: 1s, value: 2s, ease: in-out }, { at: 3s, value: 800ms }] }
  rotate: { wave: sine, low: -20, high: 35, period: 3s }
  pan: { x: 0.02, y: [{ at: 0s, value: 0 }, { at: 4s, value: 0.1 }] }
`;

/** The active neurons and the total motion of the camera, at each frame. */
function travel(settings: Settings) {
  const timeline = outlineTimeline(settings);
  const sum = { doublings: 0, radians: 0, panX: 0, panY: 0 };
  return Array.from({ length: timeline.frameCount }, (_, frame) => {
    const { seconds, phase, active, move } = timeline.shot(frame);
    sum.doublings += Math.log2(move.zoom);
    sum.radians += move.radians;
    sum.panX += move.panX;
    sum.panY += move.panY;
    return { seconds, phase, active, focusX: move.focusX, focusY: move.focusY, ...sum };
  });
}

/** Margin, jitter and smooth at 0, 2 and 4 s. */
function outlineAscent(settings: Settings) {
  const shots = [0, 2, 4].map((seconds) =>
    outlineTimeline(settings).shot((seconds * settings.fps.numerator) / settings.fps.denominator),
  );
  const { margin } = settings.ascent;
  return { margin, jitter: shots.map(({ ascent }) => ascent.jitter), smooth: shots.map(({ ascent }) => ascent.smooth) };
}

describe('a draft', () => {
  it.each([
    ['a zoom in doublings', FILM],
    ['a zoom per frame', FILM.replace(/zoom: .*/, 'zoom: { perFrame: 1.03 }')],
    ['30 frames per second', FILM.replace('fps: 25', 'fps: 30')],
    ['29.97 frames per second', FILM.replace('fps: 25', 'fps: 29.97')],
  ])('shows the same shots at the same seconds: %s', (_what, text) => {
    const film = travel(settingsOf(text));
    const draft = travel(toDraft(settingsOf(text)));
    expect(film.length / draft.length).toBeCloseTo(2, 1);
    draft.forEach((shot, i) => {
      // If the growth ends between two frames of the film, the film's first move is part of the growth in the draft.
      const same = film[2 * i]!;
      expect(shot.seconds).toBeCloseTo(same.seconds, 9);
      expect(shot.active).toEqual(same.active);
      if (shot.phase === 'film' && i > 0 && draft[i - 1]!.phase === 'film') {
        expect(shot.focusX).toBeCloseTo(same.focusX, 9);
        expect(shot.focusY).toBeCloseTo(same.focusY, 9);
      }
      for (const way of ['radians', 'panX', 'panY'] as const) expect(shot[way]).toBeCloseTo(same[way], 9);
      if (!text.includes('perFrame')) expect(shot.doublings).toBeCloseTo(same.doublings, 9);
    });
    const [end, draftEnd] = [film.at(-1)!, draft.at(-1)!];
    const rate = (end.doublings / (film.length - 50)) * 2;
    expect(Math.abs(draftEnd.doublings - end.doublings)).toBeLessThan(2 * rate);
  });

  it('keeps the proportions, with a short side of 160 px and even sides', () => {
    expect(toDraft(settingsOf('size: 640x480\ncycle: { neurons: [a:1] }'))).toMatchObject({ width: 214, height: 160 });
    expect(toDraft(settingsOf('size: 540x960\ncycle: { neurons: [a:1] }'))).toMatchObject({ width: 160, height: 284 });
  });

  it('does not enlarge a small film, and skips no frame of a slow one', () => {
    const settings = settingsOf('size: 128x96\nfps: 12\ncycle: { neurons: [a:1] }');
    expect(toDraft(settings)).toEqual(settings);
  });

  it('makes no frame zoom more than a warp can follow', () => {
    const draft = toDraft(settingsOf('fps: 120\ncamera: { zoom: { perFrame: 2 } }\ncycle: { neurons: [a:1] }'));
    const { move } = outlineTimeline(draft).shot(1);
    expect(move.zoom).toBeLessThanOrEqual(64);
  });

  it('has a quarter of the size of a large film', () => {
    const draft = toDraft(settingsOf('size: 1080x1920\ncycle: { neurons: [a:1] }'));
    expect(draft).toMatchObject({ width: 270, height: 480 });
  });

  it('keeps the coarsest octave of the film, and its first sizes', () => {
    const film = settingsOf('size: 1920x1080\ncycle: { neurons: [a:1] }');
    const draft = toDraft(film);
    const coarsest = ({ width, ...settings }: Settings) =>
      Math.round(width * outlineTimeline({ ...settings, width }).shot(0).ascent.octaves[0]!.scale);
    expect(coarsest(draft)).toBe(coarsest(film));
    expect(draft.ascent).toEqual(film.ascent);
    const sizes = ({ opening, width, height }: Settings) =>
      growthScales(opening, { width, height, margin: 16 }).map((scale) => scale * Math.min(width, height));
    for (const [i, pixels] of sizes(draft).entries()) expect(pixels / sizes(film)[i]!).toBeCloseTo(1, 1);
  });

  it.each([
    ['4', [0.5, 1]],
    ['2', [1]],
    ['[{ scale: 0.125, steps: 5 }, { scale: 0.5, steps: 2 }, { scale: 1, steps: 1 }]', [0.5, 1]],
  ])('leaves out the finest of octaves %s', (octaves, scales) => {
    const draft = toDraft(settingsOf(`size: 640x640\nascent: { octaves: ${octaves} }\ncycle: { neurons: [a:1] }`));
    expect(
      outlineTimeline(draft)
        .shot(0)
        .ascent.octaves.map(({ scale }) => scale),
    ).toEqual(scales);
  });

  it('of one scale shrinks what is measured in pixels: jitter and smooth with the frames, the margin less', () => {
    const ascent =
      '{ octaves: 1, margin: 16, jitter: 32, smooth: [{ at: 0s, value: 2 }, { at: 2s, value: 0 }, { at: 4s, value: 4 }] }';
    const draft = toDraft(settingsOf(`size: 640x640\nascent: ${ascent}\ncycle: { neurons: [a:1] }`));
    const { margin, jitter, smooth } = outlineAscent(draft);
    expect([margin, jitter]).toEqual([8, [8, 8, 8]]);
    expect(smooth).toEqual([0.5, 0, 1]);
  });

  it('gets a name beside its film', () => {
    const draft = toDraft(settingsOf('output: { file: films/deep.sea.mp4 }\ncycle: { neurons: [a:1] }'));
    expect(draft.output.file).toBe('films/deep.sea.draft.mp4');
    expect(toDraftName('deep')).toBe('deep.draft');
  });
});
