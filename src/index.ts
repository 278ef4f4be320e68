// The public library. Nothing inside imports this file. Every type that an export names is exported too.

// Errors.

export type { ErrorCode } from './errors.js';
export { type Problem, UserError } from './errors.js';

// Presets: YAML or objects to checked settings, and back.

export { toDraft } from './film/draft.js';
export {
  type ListedPreset,
  type LoadOptions,
  listPresets,
  loadPreset,
  loadPresetWithSource,
  locateProblems,
  type ParseOptions,
  type PresetSource,
  parsePicture,
  parsePreset,
} from './preset/load.js';
export { pictureSchema } from './preset/picture/schema.js';
export type { Path } from './preset/schema/fields.js';
export { presetSchema } from './preset/schema/schema.js';
export type {
  AscentSettings,
  AtlasChoice,
  CycleItem,
  CycleSettings,
  OutputSettings,
  Settings,
  SoundSettings,
} from './preset/settings.js';
export { version } from './preset/version.js';
export { toYaml } from './preset/write.js';
export { type Override, parseOverride } from './preset/yaml/override.js';

// Sound: what is known of a track.

export type { BeatOfFilm, FilmSound } from './film/film-sound.js';
export type { TrackTimes } from './preset/schema/beat-times.js';
export type { Beats, SoundAnalysis } from './sound/analysis.js';
export type { DecodeOptions } from './sound/decode.js';
export type { Section } from './sound/sections.js';
export type { Spectra } from './sound/spectra.js';
export { openTrack, type Track, type TrackOptions } from './sound/track.js';
export { findFfmpeg } from './video/encode/ffmpeg.js';

// The timeline: all values of a frame as a function of its number.

export { toTimelinePlan } from './preset/plan.js';
export type { AudioMeasure, Heights } from './timeline/audio.js';
export type { CadencePlan } from './timeline/cadence.js';
export type { CameraMove, CameraSpec, DriftSpec, ZoomSpec } from './timeline/camera.js';
export type { ActiveNeuron, ActiveNeurons, CycleEntry, CyclePlan, EntryWeights, Neuron } from './timeline/cycle.js';
export type { BezierEase, Ease } from './timeline/easing.js';
export type { CameraLens, LensSpec, Mirrors, WarpSpec } from './timeline/lens.js';
export type { FormPlan, OctavePlan, OctavesPlan, OctaveValues } from './timeline/octaves.js';
export { constant, keyframes, wave } from './timeline/schedule.js';
export type { Audio, Constant, Keyframe, Keyframes, ScheduleSpec, Wave } from './timeline/schedule-kinds.js';
export {
  type AscentPlan,
  createTimeline,
  type GradePlan,
  type OpeningPlan,
  type Shot,
  type Timeline,
  type TimelinePlan,
} from './timeline/timeline.js';
export type { WaveShape } from './timeline/waves.js';

// Films.

export { type CheckOptions, checkFilm, type FilmCheck } from './film/estimate/check-film.js';
export type { FilmEstimate } from './film/estimate/estimate.js';
export type {
  FilmEvent,
  FrameDetails,
  PausedFilm,
  PictureStatistics,
  RenderedFilm,
  RenderOptions,
  ScoredNeuron,
} from './film/events.js';
export type { FilmFrame, FrameTimes } from './film/frames/frames.js';
export { type PreparedFilm, type PrepareOptions, prepareFilm } from './film/prepare.js';
export { renderFilm } from './film/render.js';
export { type FrameRange, type RenderFramesOptions, renderFrames } from './film/render-frames.js';
export type { NeuronItem, ResolvedSettings } from './film/resolve-neurons.js';
export type { FlashKind, Verdict } from './flash/meter.js';
export type { FlashReport, FramePart, KindReport } from './flash/report.js';
export type { Ffmpeg } from './video/encode/ffmpeg.js';
export type { FormatName } from './video/encode/formats.js';

// Unfinished films.

export type { LockHolder } from './disk/lock.js';
export type { Identity } from './film/job/identity.js';
export type { LockEvent } from './film/job/job.js';
export type { JobFile } from './film/job/job-file.js';
export { listJobs, readJob, removeJob, type UnfinishedFilm } from './film/job/jobs.js';
export { type Preview, previewJob } from './film/job/preview.js';

// Pictures.

export type { Grade } from './optvis/grade.js';
export type { PictureAscent, PictureFormat, PictureSettings, Variations } from './preset/picture/picture.js';
export { type Position, parseSubject, type Subject, type SubjectTerm } from './preset/picture/subject.js';
export { pictureToYaml } from './preset/picture/write.js';
export { type FinishedPicture, type PictureOptions, renderPicture, writePicture } from './stills/picture.js';
export type { Still } from './stills/still.js';

// Atlases.

export type {
  Atlas,
  AtlasLayer,
  AtlasNetwork,
  AtlasNeuron,
  AtlasPlan,
  ClimbMeasures,
  DominantColour,
  Measure,
  MeasuredNeuron,
  NeuronRef,
  PictureMeasures,
  SeenClass,
  Sheet,
} from './atlas/atlas.js';
export { chooseRanked, chooseSimilar, type Ranking, type Similarity } from './atlas/choose.js';
export { readAtlas } from './atlas/folder.js';
export type { AtlasEvent, MadeAtlas } from './stills/atlas/grow-atlas.js';
export { type AtlasOptions, makeAtlas } from './stills/atlas/make-atlas.js';

// Networks.

export { openNetwork } from './models/load.js';
export type { Layer, Model } from './models/model.js';
export type { ExplicitPreprocessing, NamedPreprocessing, Preprocessing } from './models/preprocessing.js';
export type { OpenOptions } from './models/source.js';
export { type LayerSummary, listLayers } from './models/summary.js';
export { findLayer, findNeuron } from './network/layers.js';

// Engines, and the graphs that they compute.

export type { Engine, EngineName, Evaluation, Reader, ScoreInputs, Session } from './engines/engine.js';
export { type EngineOptions, openEngine } from './engines/open-engine.js';
export type { Activation, ActivationKind, ActivationParameters, None as NoParameters } from './graph/activation.js';
export type {
  AverageWindow,
  Convolution,
  Edges,
  Empty as NoAttributes,
  FlatOrder,
  InputDimension,
  MatrixProduct,
  OpAttributes,
  OpName,
  Padded,
  Padding,
  Pair,
  TransposedConvolution,
  Unflattened,
  Window as PoolWindow,
} from './graph/attributes.js';
export type { Node as GraphNode } from './graph/graph.js';
export type { ScoreGraph } from './graph/score-graph.js';
export type { SessionCache, SessionCacheOptions } from './network/session-cache.js';
export type { SessionOfLayer, SessionSource } from './optvis/ascend.js';
export type { ObjectiveKind } from './optvis/objective.js';
export type { Rgb8Image } from './tensor/pixels.js';
export type { Tensor } from './tensor/tensor.js';
