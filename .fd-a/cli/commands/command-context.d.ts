import type { RenderedFilm, RenderOptions } from '../../film/events.js';
import type { PictureSettings } from '../../preset/picture/picture.js';
import type { Settings } from '../../preset/settings.js';
import { type FinishedPicture } from '../../stills/picture.js';
import { type Call } from '../command.js';
import type { Terminal } from '../terminal.js';
/** The options that all commands for pictures have, besides `PICTURE_OPTIONS`. */
export declare const PICTURE_COMMAND_OPTIONS: {
    readonly threads: {
        readonly kind: 'value';
        readonly about: 'Threads of the engine (default: all)';
    };
    readonly open: {
        readonly kind: 'flag';
        readonly about: "Open the result in the system's viewer";
    };
    readonly 'no-preview': {
        readonly kind: 'flag';
        readonly about: 'Do not draw the picture in the terminal';
    };
    readonly quiet: {
        readonly kind: 'flag';
        readonly about: 'Print nothing but errors';
    };
    readonly json: {
        readonly kind: 'flag';
        readonly about: 'Print one JSON object per line on stdout, for programs';
    };
};
/** The services that a command for pictures works with. */
export interface CommandContext {
    readonly threads: number | undefined;
    /** Aborted by Ctrl-C. */
    readonly signal: AbortSignal;
    /** Prints a message. */
    say(text: string): void;
    /** Prints an event if --json is given. */
    emit(event: object): void;
    /** Starts a task. @returns the function to call with its progress. */
    begin(name: string): (done: number, of: number, share?: number) => void;
    /** Renders or resumes a film. When it is stopped, prints how to resume and rejects with the signal's reason. */
    film(settings: Settings, options: RenderOptions): Promise<RenderedFilm>;
    /** Writes a picture, prints its name and facts, and shows it. */
    deliver(target: string, picture: FinishedPicture, settings: PictureSettings): Promise<void>;
}
/** Runs a command for pictures. @returns its exit code. */
export declare function withCommandContext(call: Call, terminal: Terminal, work: (context: CommandContext) => Promise<void>): Promise<number>;
/** Checks the number of words of a call. @throws UserError ARGUMENT_INVALID when there are too few or too many. */
export declare function expectWords(call: Call, { min, max, what }: {
    readonly min: number;
    readonly max: number;
    readonly what: string;
}): void;
