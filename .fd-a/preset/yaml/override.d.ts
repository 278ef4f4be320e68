import type { Path } from '../schema/fields.js';
import { type PresetDocument } from './document.js';
/** A value to set in a preset. */
export interface Override {
    /** Keys and indices from the top of the preset down. */
    readonly path: Path;
    /** Plain data, as parsed from YAML. */
    readonly value: unknown;
    /** The user's text, for messages: `--set camera.zoom.doubles=3s`, `--seed 9`. */
    readonly origin: string;
}
/**
 * Reads an override of the form `camera.zoom.doubles=3s` or `cycle.neurons[0]=block8:7`; the value is YAML.
 *
 * @throws UserError ARGUMENT_INVALID when it is not of that form or the value is not YAML.
 */
export declare function parseOverride(text: string): Override;
/** An override that does not fit into the preset. */
export interface OverrideProblem {
    readonly path: Path;
    readonly message: string;
    readonly origin: string;
}
/** Applies overrides in order; later ones replace earlier ones. @returns Those that do not fit. */
export declare function applyOverrides(document: PresetDocument, overrides: readonly Override[]): readonly OverrideProblem[];
