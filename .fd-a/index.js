// The public library. Nothing inside imports this file. Every type that an export names is exported too.
export { UserError } from './errors.js';
// Presets: YAML or objects to checked settings, and back.
export { toDraft } from './film/draft.js';
export { listPresets, loadPreset, loadPresetWithSource, locateProblems, parsePicture, parsePreset, } from './preset/load.js';
export { pictureSchema } from './preset/picture/schema.js';
export { presetSchema } from './preset/schema/schema.js';
export { version } from './preset/version.js';
export { toYaml } from './preset/write.js';
export { parseOverride } from './preset/yaml/override.js';
// The timeline: all values of a frame as a function of its number.
export { toTimelinePlan } from './preset/plan.js';
export { constant, keyframes, wave } from './timeline/schedule.js';
export { createTimeline, } from './timeline/timeline.js';
// Films.
export { checkFilm } from './film/estimate/check-film.js';
export { prepareFilm } from './film/prepare.js';
export { renderFilm } from './film/render.js';
export { renderFrames } from './film/render-frames.js';
export { listJobs, readJob, removeJob } from './film/job/jobs.js';
export { previewJob } from './film/job/preview.js';
export { parseSubject } from './preset/picture/subject.js';
export { pictureToYaml } from './preset/picture/write.js';
export { renderPicture, writePicture } from './stills/picture.js';
export { chooseRanked, chooseSimilar } from './atlas/choose.js';
export { readAtlas } from './atlas/folder.js';
export { makeAtlas } from './stills/atlas/make-atlas.js';
// Networks.
export { openNetwork } from './models/load.js';
export { listLayers } from './models/summary.js';
export { findLayer, findNeuron } from './network/layers.js';
//# sourceMappingURL=index.js.map