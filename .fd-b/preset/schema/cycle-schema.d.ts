import type { CycleSettings } from '../settings.js';
import { type Field } from './fields.js';
/** The cycle of a film. */
export declare const cycle: Field<CycleSettings>;
