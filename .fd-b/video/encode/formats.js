// The formats of films, as data: what each requires of ffmpeg, of the picture and of the file name. Every flag works
// from the packaged build of 2018 to ffmpeg 9, so there is one table for all.
import { basename, extname, resolve } from 'node:path';
import { UserError } from '../../errors.js';
/**
 * RGB to BT.709, which is the matrix that players assume for untagged HD. It is tagged here as well; ffmpeg's default
 * is BT.601 without a tag. The tags are set on the frames too (`setparams`): from ffmpeg 8 on, the tags of frames
 * override `-color_primaries` and `-color_trc`.
 */
const toBt709 = (pixelFormat) => `scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_inp,format=${pixelFormat},` +
    'setparams=range=tv:colorspace=bt709:color_primaries=bt709:color_trc=bt709';
const BT709_TAGS = '-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv'.split(' ');
/** `write_colr`: the 2018 build leaves the colour box out without it, and ProRes has its tags nowhere else. */
const MOV_FLAGS = ['-movflags', '+faststart+write_colr'];
/** The formats, by name. */
export const FORMATS = {
    mp4: {
        name: 'mp4',
        about: 'H.264 in MP4, plays everywhere',
        extension: '.mp4',
        folder: false,
        container: 'mp4',
        encoder: 'libx264',
        filter: toBt709('yuv420p'),
        encoderOptions: ['-profile:v', 'high', '-preset', 'medium', ...BT709_TAGS],
        muxer: 'mp4',
        muxerOptions: MOV_FLAGS,
        widthMultiple: 2,
        heightMultiple: 2,
        maxSide: 16384, // x264's own limit
        maxRate: 1000,
        // CRF 0 is lossless, which the High profile cannot express. ffmpeg's default is 23; 18 is visually near lossless.
        quality: { flag: '-crf', min: 1, max: 51, default: 18 },
        keepsMetadata: true,
    },
    webm: {
        name: 'webm',
        about: 'VP9 in WebM, for web pages; slower to encode',
        extension: '.webm',
        folder: false,
        container: 'webm',
        encoder: 'libvpx-vp9',
        filter: toBt709('yuv420p'),
        // Bit rate 0 makes CRF the only target. cpu-used 2 took a quarter of the processor time of 0 for 5 % more bytes
        // (measured at 512 px).
        encoderOptions: ['-b:v', '0', '-deadline', 'good', '-cpu-used', '2', '-row-mt', '1', ...BT709_TAGS],
        muxer: 'webm',
        // Without it tracks get random numbers, so the same film would not have the same bytes.
        muxerOptions: ['-fflags', '+bitexact'],
        widthMultiple: 2,
        heightMultiple: 2,
        maxSide: 16384,
        maxRate: 1000, // WebM counts time in milliseconds
        // 15 to 35 is the range that libvpx' guide recommends.
        quality: { flag: '-crf', min: 0, max: 63, default: 24 },
        keepsMetadata: true,
    },
    gif: {
        name: 'gif',
        about: 'animated GIF with a palette per frame, loops for ever; large, no metadata',
        extension: '.gif',
        folder: false,
        container: 'gif',
        encoder: 'gif',
        // One palette per frame: a single one for the film makes ffmpeg hold all frames until the last, and looks worse.
        // Error diffusion, since every pixel moves in a zoom, but an ordered pattern would not.
        filter: 'split[picture][sample];[sample]palettegen=stats_mode=single:reserve_transparent=0[palette];' +
            '[picture][palette]paletteuse=new=1:dither=sierra2_4a',
        encoderOptions: [],
        muxer: 'gif',
        muxerOptions: ['-loop', '0'],
        widthMultiple: 1,
        heightMultiple: 1,
        maxSide: 65535, // 16 bits in the header
        maxRate: 50, // Delays are in hundredths of a second, and browsers play a delay of 1 as if it were 10.
        quality: null,
        keepsMetadata: false,
    },
    prores: {
        name: 'prores',
        about: 'ProRes 422 HQ in QuickTime, for editing; very large',
        extension: '.mov',
        folder: false,
        container: 'mp4',
        encoder: 'prores_ks',
        filter: toBt709('yuv422p10le'),
        encoderOptions: ['-profile:v', 'hq', '-vendor', 'apl0', ...BT709_TAGS],
        muxer: 'mov',
        muxerOptions: MOV_FLAGS,
        widthMultiple: 2,
        heightMultiple: 1,
        maxSide: 16384,
        maxRate: 1000,
        quality: null,
        keepsMetadata: true,
    },
    png: {
        name: 'png',
        about: 'numbered PNG files in a folder (NAME/000001.png), lossless; no metadata',
        extension: '.png',
        folder: true,
        container: 'png-folder',
        encoder: 'png',
        filter: 'format=rgb24',
        encoderOptions: [],
        muxer: 'image2',
        muxerOptions: ['-start_number', '1'],
        widthMultiple: 1,
        heightMultiple: 1,
        maxSide: 65535,
        maxRate: 1000,
        quality: null,
        keepsMetadata: false,
    },
};
/** All formats, in the order in which they are listed. */
export const FORMAT_LIST = Object.values(FORMATS);
/**
 * The format for a name (`'prores'`) or for the extension of a file (`'film.mov'`, any case).
 *
 * @throws UserError ARGUMENT_INVALID with the list of formats.
 */
export function formatFor(nameOrFile) {
    const extension = extname(nameOrFile).toLowerCase();
    const found = FORMAT_LIST.find(({ name }) => name === nameOrFile) ?? FORMAT_LIST.find((format) => format.extension === extension);
    if (found !== undefined)
        return found;
    throw new UserError('ARGUMENT_INVALID', `'${basename(nameOrFile)}' is not in a format that can be written`, {
        hint: `use one of the extensions ${FORMAT_LIST.map(({ extension, about }) => `${extension} (${about})`).join('; ')}`,
    });
}
/** The absolute final name of a film: the given file, without `.png` for a folder of pictures. */
export function targetPath(format, file) {
    const path = resolve(file);
    const suffix = format.folder && extname(path).toLowerCase() === format.extension ? format.extension.length : 0;
    return suffix === 0 ? path : path.slice(0, -suffix);
}
/** ffmpeg's arguments between the input and the file's name. `quality` as `resolveQuality` returns it. */
export function outputArguments(format, quality) {
    const constantQuality = format.quality === null ? [] : [format.quality.flag, String(quality)];
    return [
        ...['-an', '-vf', format.filter, '-c:v', format.encoder, ...format.encoderOptions, ...constantQuality],
        ...['-f', format.muxer, ...format.muxerOptions],
    ];
}
//# sourceMappingURL=formats.js.map