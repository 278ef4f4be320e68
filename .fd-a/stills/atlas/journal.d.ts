import type { AtlasNetwork, AtlasPlan, MeasuredNeuron } from '../../atlas/atlas.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
/** A finished neuron. */
export interface JournalEntry {
    readonly measured: MeasuredNeuron;
    readonly thumbnail: Rgb8Image;
}
/** What all entries of a journal depend on. Entries of another network or plan cannot be used. */
export interface JournalHead {
    readonly network: AtlasNetwork;
    readonly plan: AtlasPlan;
    readonly layer: string;
}
/** An open journal. */
export interface Journal {
    /** The undamaged entries that existed when it was opened, by neuron. */
    readonly entries: ReadonlyMap<number, JournalEntry>;
    /** Settles when the entry is on disk. One call at a time. @throws UserError DISK_FULL, OUTPUT_UNWRITABLE. */
    append(entry: JournalEntry): Promise<void>;
    close(): Promise<void>;
}
/** The path of a layer's journal. */
export declare function journalFile(folder: string, layer: string): string;
/**
 * The entries of a layer's journal, by neuron. None when it is missing or belongs to another network or plan.
 *
 * @throws UserError OUTPUT_UNWRITABLE.
 */
export declare function readJournal(folder: string, head: JournalHead): Promise<ReadonlyMap<number, JournalEntry>>;
/**
 * Opens a layer's journal, or creates it. A journal of another network or plan is replaced.
 *
 * @throws UserError DISK_FULL, OUTPUT_UNWRITABLE.
 */
export declare function openJournal(folder: string, head: JournalHead): Promise<Journal>;
