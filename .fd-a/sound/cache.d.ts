import { type SoundAnalysis } from './analysis.js';
/** The folder of the analyses. */
export declare function soundsFolder(): string;
/** The analysis of a file, if it is there and intact. */
export declare function loadAnalysis(sha256: string, ffmpeg: string): Promise<SoundAnalysis | null>;
/** Keeps an analysis. A full disk or a folder that cannot be written is no failure: the next film analyses it again. */
export declare function saveAnalysis(sha256: string, ffmpeg: string, analysis: SoundAnalysis): Promise<void>;
