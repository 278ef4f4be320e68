// Finds the ffmpeg to use, and checks that it can write a format before a film starts. Order: FFMPEG_PATH (which
// must work if it is set), `ffmpeg` on the PATH, the binary from the package @ffmpeg-installer/ffmpeg.
import { constants } from 'node:fs';
import { access, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { UserError } from '../../errors.js';
import { describeEnding, runChild } from './child.js';
import { FORMAT_LIST } from './formats.js';
import { openEncoder } from './stream.js';
/**
 * Finds an ffmpeg that runs.
 *
 * @throws UserError FFMPEG_MISSING when FFMPEG_PATH is set and does not work, or when there is no ffmpeg anywhere. The
 *   message says what was tried.
 */
export async function findFfmpeg(signal) {
    const wanted = process.env.FFMPEG_PATH ?? '';
    if (wanted !== '') {
        // A bare name is searched on the PATH, as in a shell; everything else is a path.
        const path = /[\\/]/.test(wanted) ? resolve(wanted) : ((await onPath(wanted)) ?? resolve(wanted));
        const version = await probe(path, signal);
        if (typeof version === 'string')
            return { path, origin: 'FFMPEG_PATH', version };
        throw new UserError('FFMPEG_MISSING', `FFMPEG_PATH is '${wanted}', which ${version.trouble}`, {
            hint: 'correct FFMPEG_PATH, or unset it to use the ffmpeg on the PATH or the packaged one',
        });
    }
    const tried = ['FFMPEG_PATH: not set'];
    const installed = await onPath('ffmpeg');
    if (installed === undefined)
        tried.push('PATH: no ffmpeg');
    else {
        const version = await probe(installed, signal);
        if (typeof version === 'string')
            return { path: installed, origin: 'PATH', version };
        tried.push(`PATH: ${installed} ${version.trouble}`);
    }
    const packaged = await fromPackage();
    if ('path' in packaged) {
        const version = await probe(packaged.path, signal);
        if (typeof version === 'string')
            return { path: packaged.path, origin: 'package', version };
        tried.push(`package ${PACKAGE}: ${packaged.path} ${version.trouble}`);
    }
    else
        tried.push(`package ${PACKAGE}: ${packaged.trouble}`);
    throw new UserError('FFMPEG_MISSING', `no ffmpeg was found (${tried.join('; ')})`, {
        hint: 'install ffmpeg, or set FFMPEG_PATH to its path',
    });
}
/**
 * Checks that an ffmpeg has the encoder of a format.
 *
 * @throws UserError FFMPEG_LACKS_CODEC with the formats that it can write.
 */
export async function checkEncoders(ffmpeg, format, signal) {
    const encoders = await listEncoders(ffmpeg, signal);
    if (encoders.has(format.encoder))
        return;
    throw lacksCodec(ffmpeg, format, `has no encoder '${format.encoder}'`, encoders);
}
/**
 * Checks that an ffmpeg really writes a format: encodes two frames of 16x16 into the folder for temporary files and
 * counts them. Takes a fraction of a second.
 *
 * @throws UserError FFMPEG_LACKS_CODEC with ffmpeg's last words and the formats whose encoders it has.
 */
export async function tryFormat(ffmpeg, format, signal) {
    await checkEncoders(ffmpeg, format, signal);
    const folder = await mkdtemp(join(tmpdir(), 'neurozoom-'));
    try {
        const path = join(folder, `trial${format.extension}`);
        const encoder = openEncoder({ ffmpeg, format, path, signal, writeTimeoutMs: RUN_MS, finishTimeoutMs: RUN_MS });
        const side = 16;
        await encoder.start({ width: side, height: side, fps: { numerator: 25, denominator: 1 }, metadata: {} });
        for (const grey of [0, 255]) {
            await encoder.write({ width: side, height: side, data: new Uint8Array(side * side * 3).fill(grey) });
        }
        await encoder.finish();
    }
    catch (error) {
        // A full or read-only folder for temporary files is not the fault of ffmpeg, and has its own error.
        if (!(error instanceof UserError) || (error.code !== 'FFMPEG_FAILED' && error.code !== 'FILM_INCOMPLETE'))
            throw error;
        throw lacksCodec(ffmpeg, format, `failed a test run: ${error.message}`, await listEncoders(ffmpeg, signal), error);
    }
    finally {
        await rm(folder, { recursive: true, force: true });
    }
}
const PACKAGE = '@ffmpeg-installer/ffmpeg';
/** A busy machine starts the packaged binary (60 MB) in one or two seconds. */
const RUN_MS = 30_000;
/** The version of an ffmpeg, or why it cannot be used. */
async function probe(path, signal) {
    const run = await runChild(path, ['-hide_banner', '-version'], { timeoutMs: RUN_MS, signal });
    const version = /^ffmpeg version (\S+)/.exec(run.output)?.[1];
    if (run.code === 0 && version !== undefined)
        return version;
    const words = run.lastWords === '' ? '' : `: ${run.lastWords}`;
    return { trouble: run.code === 0 ? 'is not ffmpeg' : `does not run (${describeEnding(run)}${words})` };
}
async function onPath(name) {
    const suffixes = process.platform === 'win32' ? ['.exe', ''] : [''];
    for (const folder of (process.env.PATH ?? '').split(delimiter)) {
        for (const suffix of suffixes) {
            const path = resolve(folder, name + suffix);
            if (folder !== '' && (await isProgram(path)))
                return path;
        }
    }
    return undefined;
}
async function isProgram(path) {
    return access(path, constants.X_OK).then(async () => (await stat(path)).isFile(), () => false);
}
/** An optional dependency: it may be missing, and it throws a string on a platform without a binary. */
async function fromPackage() {
    try {
        const { path } = (await import('@ffmpeg-installer/ffmpeg')).default;
        return { path };
    }
    catch (error) {
        return { trouble: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
    }
}
async function listEncoders(ffmpeg, signal) {
    const run = await runChild(ffmpeg.path, ['-hide_banner', '-loglevel', 'error', '-encoders'], {
        timeoutMs: RUN_MS,
        signal,
    });
    if (run.code !== 0) {
        throw new UserError('FFMPEG_FAILED', `ffmpeg -encoders ${describeEnding(run)}: ${run.lastWords}`);
    }
    // ` V....D libx264   libx264 H.264 / AVC`: six flags, the name, a description.
    return new Set([...run.output.matchAll(/^ [A-Z.]{6} (\S+)/gm)].map(([, name]) => name ?? ''));
}
function lacksCodec(ffmpeg, format, trouble, encoders, cause) {
    const others = FORMAT_LIST.filter(({ name, encoder }) => name !== format.name && encoders.has(encoder));
    const instead = others.length === 0 ? '' : `it can write ${others.map(({ name }) => name).join(', ')}; or `;
    return new UserError('FFMPEG_LACKS_CODEC', `the ffmpeg at ${ffmpeg.path} (${ffmpeg.version}) cannot write ${format.name}: it ${trouble}`, { hint: `${instead}set FFMPEG_PATH to an ffmpeg with ${format.encoder}`, cause });
}
//# sourceMappingURL=ffmpeg.js.map