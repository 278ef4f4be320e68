// The public library: load a preset, render it. Nobody inside imports this file.

export type { ErrorCode } from './errors.js';
export { UserError } from './errors.js';
export type { CastSettings } from './film/cast.js';
export { toDraft } from './film/draft.js';
export type { FilmEvent, FrameDetails, OnStage, PausedFilm, RenderedFilm, RenderOptions } from './film/events.js';
export { type PreparedFilm, type PrepareOptions, prepareFilm } from './film/prepare.js';
export { renderFilm } from './film/render.js';
export type { Layer, Model } from './models/model.js';
export { type ListedPreset, type LoadOptions, listPresets, loadPreset, parsePreset } from './preset/load.js';
export { type Override, parseOverride } from './preset/override.js';
export type { Settings } from './preset/settings.js';
export { version } from './preset/version.js';
export type { Shot, Timeline } from './timeline/timeline.js';
