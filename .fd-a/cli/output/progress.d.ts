import type { FilmEvent } from '../../film/events.js';
import type { Terminal } from '../terminal.js';
/** Shows the progress of a command. */
export interface Progress {
    /** Starts showing a render. */
    open(name: string): FilmProgress;
    /** Starts showing other work. */
    task(name: string): TaskProgress;
    /** Prints a message, above the bars if there are any. */
    say(text: string): void;
}
/** Shows the progress of one film. */
export interface FilmProgress {
    event(event: FilmEvent): void;
    /** Removes the bar. Safe any number of times. */
    close(): void;
}
/** Shows the progress of one task. */
export interface TaskProgress {
    /** @param share - The part of the work that is done, 0 to 1. @param text - The text beside it. */
    update(share: number, text: string): void;
    /** Removes the bar. Safe any number of times. */
    close(): void;
}
/** @param quiet - Whether to print nothing. */
export declare function openProgress(terminal: Terminal, quiet: boolean): Progress;
