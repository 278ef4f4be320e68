import type { Model } from '../models/model.js';
import { type SessionSource } from '../optvis/ascend.js';
import { type CycleItem, type CycleSettings, type Settings } from '../preset/settings.js';
/** A cycle item that names one neuron. */
export type NeuronItem = Extract<CycleItem, {
    kind: 'neuron';
}>;
/** Settings in which every neuron has its number, except the random ones. */
export interface NamedSettings extends Settings {
    readonly cycle: Omit<CycleSettings, 'items'> & {
        readonly items: readonly NamedItem[];
    };
}
type NamedItem = Extract<CycleItem, {
    kind: 'neuron' | 'random';
}>;
/** Settings in which every neuron has its number. */
export interface ResolvedSettings extends Settings {
    readonly cycle: Omit<CycleSettings, 'items'> & {
        readonly items: readonly NeuronItem[];
    };
}
/**
 * Finds all layers and neurons that a cycle names, in the network and in atlases.
 *
 * @throws UserError LAYER_UNKNOWN, NEURON_UNKNOWN, with all missing ones as `problems`;
 *   ATLAS_MISSING with the command that makes the atlas; ATLAS_UNUSABLE when it is damaged or belongs to another
 *   network; ARGUMENT_INVALID when the atlas holds too few neurons.
 */
export declare function findNeurons(settings: Settings, model: Model): Promise<NamedSettings>;
/**
 * Draws the random neurons of a cycle, determined by the film's seed: all different, none that is also named, none
 * dead.
 *
 * @throws UserError ARGUMENT_INVALID when a layer has too few neurons, NEURON_DEAD when too few of them respond.
 */
export declare function drawNeurons(settings: NamedSettings, model: Model, sessions: SessionSource, signal?: AbortSignal): Promise<ResolvedSettings>;
/** Whether a neuron is dead: a short climb from noise on a small picture does not raise its score. */
export declare function isDead(model: Model, sessions: SessionSource, layer: string, neuron: number): Promise<boolean>;
export {};
