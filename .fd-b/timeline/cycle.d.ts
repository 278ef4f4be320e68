/** One channel of one named layer. */
export interface Neuron {
    readonly layer: string;
    /** Channel, from 0. */
    readonly index: number;
}
/** One neuron's turn. */
export interface CycleEntry {
    readonly neuron: Neuron;
    /** How long it is active alone, in seconds, 0 or more. */
    readonly holdSeconds: number;
    /** How long the crossfade to the next entry takes, in seconds, 0 (a cut) or more. */
    readonly blendSeconds: number;
}
/** The orders: as listed, there and back again, or a new order in every round. */
export declare const ORDERS: readonly ['forward', 'ping-pong', 'shuffle'];
/** A cycle as data: the turns and their order. */
export interface CyclePlan {
    readonly order: (typeof ORDERS)[number];
    /** At least one. Each must last longer than 0 s, blend included. */
    readonly entries: readonly CycleEntry[];
}
/** An active neuron and its weight. */
export interface ActiveNeuron {
    readonly neuron: Neuron;
    /** Above 0; the weights of all active neurons sum to 1. */
    readonly weight: number;
}
/** The neurons that are active at a moment. */
export interface ActiveNeurons {
    /** One during a hold; two during a crossfade, the one that fades out first. */
    readonly neurons: readonly ActiveNeuron[];
    /** 0 during a hold; rises smoothly to 1 in the middle of a crossfade and falls back. */
    readonly crossfade: number;
    /** Index, in the plan's entries, of the entry with the most weight: from the middle of a crossfade on, the next. */
    readonly entryIndex: number;
}
/**
 * Compiles a cycle to a function of time (seconds, 0 or more) without memory.
 *
 * In shuffled order, no neuron follows itself, not even from round to round, as far as the list allows (a list of
 * two can only alternate). Where a neuron does follow itself, as a lone one must, it stays: there is no crossfade.
 *
 * @param seed - Chooses the shuffled orders; without effect on the others.
 * @throws RangeError when there is no entry, a duration is negative or not finite, or an entry lasts no time.
 */
export declare function compileCycle(plan: CyclePlan, seed: number): (seconds: number) => ActiveNeurons;
