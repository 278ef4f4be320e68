// The public library: load a preset, render it; make pictures. Nobody inside imports this file.

export type { ErrorCode } from './errors.js';
export { UserError } from './errors.js';
export { toDraft } from './film/draft.js';
export type { FilmEvent, FrameDetails, PausedFilm, RenderedFilm, RenderOptions, ScoredNeuron } from './film/events.js';
export { type PreparedFilm, type PrepareOptions, prepareFilm } from './film/prepare.js';
export { renderFilm } from './film/render.js';
export type { ResolvedSettings } from './film/resolve-neurons.js';
export type { Layer, Model } from './models/model.js';
export {
  type ListedPreset,
  type LoadOptions,
  listPresets,
  loadPreset,
  parsePicture,
  parsePreset,
} from './preset/load.js';
export type { PictureSettings } from './preset/picture/picture.js';
export { parseSubject, type Subject, type SubjectTerm } from './preset/picture/subject.js';
export { pictureToYaml } from './preset/picture/write.js';
export type { Settings } from './preset/settings.js';
export { version } from './preset/version.js';
export { toYaml } from './preset/write.js';
export { type Override, parseOverride } from './preset/yaml/override.js';
export { type FinishedPicture, type PictureOptions, renderPicture, writePicture } from './stills/picture.js';
export type { Still } from './stills/still.js';
export { constant, keyframes, wave } from './timeline/schedule.js';
export type { Constant, Keyframe, Keyframes, ScheduleSpec, Wave } from './timeline/schedule-kinds.js';
export type { Shot, Timeline } from './timeline/timeline.js';
