import { z } from 'zod';
import type { FilmOutput } from '../output.js';
import type { PreparedFilm } from '../prepare.js';
/** How an identity is stored. */
export declare const identitySchema: z.ZodObject<{
    program: z.ZodString;
    settings: z.ZodObject<{
        title: z.ZodNullable<z.ZodString>;
        width: z.ZodInt;
        height: z.ZodInt;
        fps: z.ZodObject<{
            numerator: z.ZodNumber;
            denominator: z.ZodNumber;
        }, z.core.$strict>;
        ascent: z.ZodObject<{
            margin: z.ZodNumber;
        }, z.core.$loose>;
        output: z.ZodObject<{
            format: z.ZodString;
            quality: z.ZodNullable<z.ZodNumber>;
        }, z.core.$loose>;
    }, z.core.$loose>;
    frames: z.ZodObject<{
        first: z.ZodInt;
        last: z.ZodInt;
    }, z.core.$strict>;
    segmentFrames: z.ZodInt;
    network: z.ZodString;
    engine: z.ZodString;
    ffmpeg: z.ZodString;
}, z.core.$strict>;
/**
 * Everything that determines the frames, as plain data. The path of the film is not part of it.
 *
 * - `program`: the version of neurozoom.
 * - `frames`: the first and the last frame that are written.
 * - `network`: SHA-256 of the used layers and their weights.
 * - `engine`: library, version, provider.
 * - `ffmpeg`: its version.
 */
export type Identity = z.infer<typeof identitySchema>;
/** The identity of a film. */
export declare function identify({ settings, model, layers, engine }: PreparedFilm, { ffmpeg, format }: FilmOutput, frames: Identity['frames'], segmentFrames: number): Promise<Identity>;
/** The differences as texts such as `seed is 9, was 7`. Empty if there are none. */
export declare function differences(was: Identity, is: Identity): readonly string[];
/** Names of the differences that even `--force-resume` does not allow: the frame size and the frame rate. */
export declare function incompatibilities(was: Identity, is: Identity): readonly string[];
