import { type Settings } from '../settings.js';
import { type FieldProblem } from './fields.js';
/**
 * Checks a preset, as parsed from YAML or JSON.
 *
 * @returns The settings with every default filled in, or all problems.
 */
export declare function checkSettings(value: unknown): {
    readonly value: Settings;
} | {
    readonly problems: readonly FieldProblem[];
};
/** The JSON Schema (draft-07) of presets, as `checkSettings` accepts them. */
export declare function presetSchema(): object;
