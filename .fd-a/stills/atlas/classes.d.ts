import type { SeenClass } from '../../atlas/atlas.js';
import type { Engine } from '../../engines/engine.js';
import type { Model } from '../../models/model.js';
import type { Rgb8Image } from '../../tensor/pixels.js';
/** Classifies pictures. */
export interface Classifier {
    /** The most probable first. Empty when the network is not a classifier or the names of its classes are unknown. */
    classesOf(picture: Rgb8Image): Promise<readonly SeenClass[]>;
    close(): Promise<void>;
}
/** Opens a network as a classifier. If it is not one, every picture gets an empty list. */
export declare function openClassifier(model: Model, engine: () => Promise<Engine>): Promise<Classifier>;
