import { describe, expect, it } from 'vitest';
import { formatTimeline, timelineRows } from '../../../src/cli/output/timeline-table.js';
import { outlineTimeline } from '../../../src/film/estimate/workload.js';
import { parsePreset } from '../../../src/preset/load.js';

const timelineOf = (text: string) => outlineTimeline(parsePreset(text, { name: 'test' }));

const FILM = `
duration: 6s
opening: { show: true, duration: 1.5s }
cycle: { hold: 2s, blend: 1s, neurons: [block8:1, block9:22] }
camera: { zoom: { doubles: 2s }, rotate: -12 }
`;

describe('the rows of a timeline', () => {
  it.each([25, 24, 29.97])('has a row for every full second, at %d fps', (fps) => {
    const moments = [...timelineRows(timelineOf(`fps: ${fps}${FILM}`))];
    expect(moments.map(({ second }) => second)).toEqual([0, 1, 2, 3, 4, 5]);
    for (const { second, frame } of moments) {
      expect(frame / fps).toBeGreaterThanOrEqual(second - 1e-6);
      expect((frame - 1) / fps).toBeLessThan(second);
    }
  });

  it('adds up the motion of the camera from the end of the growth', () => {
    const moments = [...timelineRows(timelineOf(FILM))];
    expect(moments.map(({ phase }) => phase)).toEqual(['growth', 'growth', 'film', 'film', 'film', 'film']);
    expect(moments.map(({ doublings }) => Number(doublings.toFixed(6)))).toEqual([0, 0, 0.25, 0.75, 1.25, 1.75]);
    expect(moments[5]?.degrees).toBeCloseTo(-12 * 3.5, 6);
    expect(moments[4]?.neurons).toMatchObject([
      { layer: 'block8', neuron: 1, weight: 0.5 },
      { layer: 'block9', neuron: 22, weight: 0.5 },
    ]);
  });

  it('counts zooming out as negative', () => {
    const moments = [...timelineRows(timelineOf(FILM.replace('doubles', 'halves')))];
    expect(moments[5]?.doublings).toBeCloseTo(-1.75, 6);
  });

  it('are printed as a table', () => {
    const lines = formatTimeline(timelineRows(timelineOf(FILM))).split('\n');
    expect(lines).toHaveLength(7);
    expect(new Set(lines.map((line) => line.length)).size).toBe(1);
    expect(lines[0]).toMatch(/second +frame +phase +neurons +doublings +turned +key every +octaves +steps +noise$/);
    expect(lines[5]).toMatch(/4 +100 +film +block8:1 50 % > block9:22 50 % +1\.25 +-30\.0 +3 +3 +5 +0\.07$/);
  });
});
