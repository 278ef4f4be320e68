import { type Hdf5File } from '../hdf5/hdf5.js';
import type { Model } from '../model.js';
import type { OpenOptions } from '../source.js';
import { pathsByName } from './weights.js';
/** Opens an `.h5` file. @throws UserError as `ModelSource.open`. */
export declare function openH5(path: string, options: OpenOptions): Promise<Model>;
/** The number of weights in a file of weights alone, and the paths of a topology's weights in it. */
export declare function layoutOf(file: Hdf5File): {
    count: number;
    pathsIn: (topology: Parameters<typeof pathsByName>[2]) => import("./weights.js").WeightPaths;
};
