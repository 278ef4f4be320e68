import type { Model } from '../../models/model.js';
import { type Call, type Command } from '../command.js';
import { type CommandContext } from './command-context.js';
/** The options of commands that make sheets. */
export declare const SHEET_OPTIONS: {
    readonly columns: {
        readonly kind: 'value';
        readonly about: 'Pictures per row';
    };
    readonly cell: {
        readonly kind: 'value';
        readonly about: 'Size of each picture, as in 128x128, or one number';
    };
    readonly 'no-captions': {
        readonly kind: 'flag';
        readonly about: 'Leave out names and scores';
    };
};
/** Default side of the pictures of a sheet, in pixels. */
export declare const CELL = 128;
/** The command. */
export declare const grid: Command;
/** Options for `growCells` that show the progress of the command. */
export declare function withProgress(context: CommandContext, name: string): {
    threads: number | undefined;
    signal: AbortSignal;
    onProgress: (done: number, of: number, share?: number) => void;
};
/** Defaults of sheets that differ from those of other pictures. */
export declare function sheetDefaults(call: Call): Readonly<Record<string, unknown>>;
/** Cuts a list into rows. */
export declare function inRows<T>(items: readonly T[], columns: number): readonly (readonly T[])[];
/** Draws random neurons of a layer, determined by a seed. */
export declare function sampleNeurons(model: Model, layer: string, count: number, seed: number): readonly number[];
