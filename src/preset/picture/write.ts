// A picture's settings as YAML: what its metadata holds, and loads to the same settings again.

import { writeDocument } from '../yaml/document.js';
import type { PictureSettings } from './picture.js';
import { formatSubject, type Subject } from './subject.js';

/** Writes settings, without what is null or has no effect. Loaded, they are equal. */
export function pictureToYaml(settings: PictureSettings): string {
  const { width, height, sheet, variations, init, growth, output } = settings;
  const { fromPixels, ...others } = growth;
  return writeDocument({
    picture: sheet === null ? 'image' : 'sheet',
    network: settings.network,
    look: settings.look,
    size: `${width}x${height}`,
    seed: settings.seed,
    show: settings.show.map((row) => row.map(subjectToYaml)),
    ...(sheet ?? {}),
    ...(variations.count === 1 ? {} : { variations }),
    ...(init === null ? {} : { init }),
    growth: { from: fromPixels, ...others },
    ascent: settings.ascent,
    grade: settings.grade,
    output: { format: output.format, ...(output.quality === null ? {} : { quality: output.quality }) },
  });
}

/** A subject as plain data for YAML: its short form where there is one. */
export function subjectToYaml(subject: Subject): unknown {
  return (
    formatSubject(subject) ??
    subject.map(({ weight, layer, neuron, at }) => ({
      layer,
      ...(neuron === null ? {} : typeof neuron === 'string' ? { neuron } : { direction: neuron }),
      ...(at === null ? {} : { at }),
      ...(weight === 1 ? {} : { weight }),
    }))
  );
}
