import type { Model } from '../model.js';
import type { OpenOptions } from '../source.js';
/** Opens a `.keras` archive. @throws UserError as `ModelSource.open`. */
export declare function openArchive(path: string, options: OpenOptions): Promise<Model>;
