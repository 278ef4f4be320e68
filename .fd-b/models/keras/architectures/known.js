// All known architectures, and the recognition of those that a file's weights fit.
import { layersOf, weightKinds } from '../layers.js';
import { readTopology } from '../topology.js';
import { densenet121 } from './densenet121.js';
import { efficientnetB0, efficientnetB0Scratch } from './efficientnet-b0.js';
import { inceptionV3 } from './inception-v3.js';
import { mobilenet } from './mobilenet.js';
import { mobilenetV2 } from './mobilenet-v2.js';
import { resnet50, resnet50Common } from './resnet50.js';
import { vgg16, vgg19 } from './vgg.js';
import { xception } from './xception.js';
/** In the order in which they are tried. */
export const ARCHITECTURES = [
    vgg16,
    vgg19,
    inceptionV3,
    resnet50,
    resnet50Common,
    xception,
    mobilenet,
    mobilenetV2,
    densenet121,
    efficientnetB0,
    efficientnetB0Scratch,
];
/**
 * Finds the architectures, with or without their classifiers, whose weights are all in a file, with none left over. If
 * a file has numbers of layers instead of names, weights may have the paths of one architecture and the shapes of
 * another. Building the network shows which.
 *
 * @param pathsIn - The paths of a topology's weights in the file.
 * @param shapeAt - The shape of the weight at such a path.
 * @param count - The number of weights in the file.
 * @param among - Architectures to try.
 */
export function recognise(pathsIn, shapeAt, count, among) {
    return among.flatMap((architecture) => [0, IMAGENET_CLASSES].flatMap((classes) => {
        const { drafted, needed } = drawn(architecture, classes);
        if (needed.length !== count)
            return [];
        const paths = pathsIn(drafted);
        if (!needed.every((one) => paths.has(one)))
            return [];
        // The classifier may have been retrained for other classes. Its bias, the last of all weights, has one number per
        // class.
        const outs = classes === 0 ? 0 : (shapeAt(paths.get(needed.at(-1)))[0] ?? 0);
        const topology = outs === classes ? drafted : readTopology(architecture.name, architecture.topology(outs));
        return [{ architecture, topology, paths }];
    }));
}
const DRAWN = new Map();
/** Cached, because some have hundreds of layers and a program may open several files. */
function drawn(architecture, classes) {
    const key = `${architecture.name} ${classes}`;
    const known = DRAWN.get(key);
    if (known !== undefined)
        return known;
    const drafted = readTopology(architecture.name, architecture.topology(classes));
    const needed = layersOf(drafted).flatMap(({ path, layer }) => weightKinds(layer).map((kind) => `${path}/${kind}`));
    const found = { drafted, needed };
    DRAWN.set(key, found);
    return found;
}
/** The classes of the published weights. */
const IMAGENET_CLASSES = 1000;
//# sourceMappingURL=known.js.map