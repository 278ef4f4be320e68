/** The names of the formats. */
export type FormatName = 'mp4' | 'webm' | 'gif' | 'prores' | 'png';
/** How the frames of a finished film are counted (see `read/finished-film.ts`). */
export type Container = 'mp4' | 'webm' | 'gif' | 'png-folder';
/** A constant-quality setting of an encoder. Lower is better and larger. */
export interface QualityRange {
    readonly flag: string;
    readonly min: number;
    readonly max: number;
    readonly default: number;
}
/** A format, as data. */
export interface VideoFormat {
    readonly name: FormatName;
    /** For people: codec, container, purpose. */
    readonly about: string;
    /** With the dot. `NAME.png` stands for a PNG sequence in the folder NAME. */
    readonly extension: string;
    /** Written as a folder of numbered files instead of one file. */
    readonly folder: boolean;
    readonly container: Container;
    /** Name of the encoder in `ffmpeg -encoders`. */
    readonly encoder: string;
    /** The filter graph between raw RGB and the encoder. */
    readonly filter: string;
    /** Options of the encoder, without the quality. */
    readonly encoderOptions: readonly string[];
    readonly muxer: string;
    readonly muxerOptions: readonly string[];
    /** The width and height must be multiples of these: 2 if chroma has half the resolution. */
    readonly widthMultiple: 1 | 2;
    readonly heightMultiple: 1 | 2;
    /** The largest side, in pixels. */
    readonly maxSide: number;
    /** Frames per second. */
    readonly maxRate: number;
    /** `null` if there is no such setting; then a quality is refused. */
    readonly quality: QualityRange | null;
    /** Whether title, comment and the like can be written into the file. */
    readonly keepsMetadata: boolean;
}
/** The formats, by name. */
export declare const FORMATS: {
    readonly mp4: {
        readonly name: 'mp4';
        readonly about: 'H.264 in MP4, plays everywhere';
        readonly extension: '.mp4';
        readonly folder: false;
        readonly container: 'mp4';
        readonly encoder: 'libx264';
        readonly filter: string;
        readonly encoderOptions: readonly ["-profile:v", "high", "-preset", "medium", ...string[]];
        readonly muxer: 'mp4';
        readonly muxerOptions: string[];
        readonly widthMultiple: 2;
        readonly heightMultiple: 2;
        readonly maxSide: 16384;
        readonly maxRate: 1000;
        readonly quality: {
            readonly flag: '-crf';
            readonly min: 1;
            readonly max: 51;
            readonly default: 18;
        };
        readonly keepsMetadata: true;
    };
    readonly webm: {
        readonly name: 'webm';
        readonly about: 'VP9 in WebM, for web pages; slower to encode';
        readonly extension: '.webm';
        readonly folder: false;
        readonly container: 'webm';
        readonly encoder: 'libvpx-vp9';
        readonly filter: string;
        readonly encoderOptions: readonly ["-b:v", "0", "-deadline", "good", "-cpu-used", "2", "-row-mt", "1", ...string[]];
        readonly muxer: 'webm';
        readonly muxerOptions: readonly ["-fflags", "+bitexact"];
        readonly widthMultiple: 2;
        readonly heightMultiple: 2;
        readonly maxSide: 16384;
        readonly maxRate: 1000;
        readonly quality: {
            readonly flag: '-crf';
            readonly min: 0;
            readonly max: 63;
            readonly default: 24;
        };
        readonly keepsMetadata: true;
    };
    readonly gif: {
        readonly name: 'gif';
        readonly about: 'animated GIF with a palette per frame, loops for ever; large, no metadata';
        readonly extension: '.gif';
        readonly folder: false;
        readonly container: 'gif';
        readonly encoder: 'gif';
        readonly filter: string;
        readonly encoderOptions: readonly [];
        readonly muxer: 'gif';
        readonly muxerOptions: readonly ["-loop", "0"];
        readonly widthMultiple: 1;
        readonly heightMultiple: 1;
        readonly maxSide: 65535;
        readonly maxRate: 50;
        readonly quality: null;
        readonly keepsMetadata: false;
    };
    readonly prores: {
        readonly name: 'prores';
        readonly about: 'ProRes 422 HQ in QuickTime, for editing; very large';
        readonly extension: '.mov';
        readonly folder: false;
        readonly container: 'mp4';
        readonly encoder: 'prores_ks';
        readonly filter: string;
        readonly encoderOptions: readonly ["-profile:v", "hq", "-vendor", "apl0", ...string[]];
        readonly muxer: 'mov';
        readonly muxerOptions: string[];
        readonly widthMultiple: 2;
        readonly heightMultiple: 1;
        readonly maxSide: 16384;
        readonly maxRate: 1000;
        readonly quality: null;
        readonly keepsMetadata: true;
    };
    readonly png: {
        readonly name: 'png';
        readonly about: 'numbered PNG files in a folder (NAME/000001.png), lossless; no metadata';
        readonly extension: '.png';
        readonly folder: true;
        readonly container: 'png-folder';
        readonly encoder: 'png';
        readonly filter: 'format=rgb24';
        readonly encoderOptions: readonly [];
        readonly muxer: 'image2';
        readonly muxerOptions: readonly ["-start_number", "1"];
        readonly widthMultiple: 1;
        readonly heightMultiple: 1;
        readonly maxSide: 65535;
        readonly maxRate: 1000;
        readonly quality: null;
        readonly keepsMetadata: false;
    };
};
/** All formats, in the order in which they are listed. */
export declare const FORMAT_LIST: readonly VideoFormat[];
/**
 * The format for a name (`'prores'`) or for the extension of a file (`'film.mov'`, any case).
 *
 * @throws UserError ARGUMENT_INVALID with the list of formats.
 */
export declare function formatFor(nameOrFile: string): VideoFormat;
/** The absolute final name of a film: the given file, without `.png` for a folder of pictures. */
export declare function targetPath(format: VideoFormat, file: string): string;
/** ffmpeg's arguments between the input and the file's name. `quality` as `resolveQuality` returns it. */
export declare function outputArguments(format: VideoFormat, quality: number | null): readonly string[];
