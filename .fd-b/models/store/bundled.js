// The network in the package: EfficientNet-Lite0, trained on ImageNet. networks/README.md gives the source of its
// weights; networks/*.py made the files.
import { fileURLToPath } from 'node:url';
import { readLabels } from '../labels.js';
import { openOnnx } from '../onnx/onnx.js';
/** The name of the bundled network, which is the default one. */
export const BUNDLED = 'efficientnet-lite0';
/** The path of its file. */
export const BUNDLED_FILE = inPackage('efficientnet-lite0.onnx');
const CLASSES = inPackage('imagenet-classes.txt');
/** (255 x - 127) / 128: MEAN_RGB and STDDEV_RGB in tensorflow/tpu, efficientnet/lite/efficientnet_lite_builder.py. */
const PREPROCESSING = {
    scale: [255 / 128, 255 / 128, 255 / 128],
    offset: [-127 / 128, -127 / 128, -127 / 128],
    order: 'rgb',
};
/** @throws UserError NETWORK_UNREADABLE when a file of the package is missing or damaged. */
export async function openBundled() {
    const [model, labels] = await Promise.all([
        openOnnx(BUNDLED_FILE, { name: BUNDLED, preprocessing: PREPROCESSING }),
        readLabels(CLASSES),
    ]);
    return { ...model, labels, layers: withoutConvolutions(model.layers) };
}
/**
 * The file has two nodes for a convolution and its ReLU6, `block5_expand_conv` and `block5_expand`. Neurons are read
 * before the ReLU6, so both would have the same neurons. One layer remains, with the short name and the kind and
 * parameters of the convolution.
 */
function withoutConvolutions(layers) {
    const convolutions = new Map(layers.map((layer) => [layer.name, layer]));
    return layers.flatMap((layer) => {
        if (layer.name.endsWith('_conv'))
            return [];
        const convolution = convolutions.get(`${layer.name}_conv`);
        return convolution === undefined ? [layer] : [new ActivatedLayer(convolution, layer)];
    });
}
/**
 * A convolution and its activation as one layer. Its node is made on first use, like those of ONNX files.
 */
class ActivatedLayer {
    name;
    kind;
    parameters;
    #activation;
    constructor(convolution, activation) {
        this.name = activation.name;
        this.kind = convolution.kind;
        this.parameters = convolution.parameters;
        this.#activation = activation;
    }
    get node() {
        return this.#activation.node;
    }
}
/** `src` and `dist` are both beside the folder. */
function inPackage(file) {
    return fileURLToPath(new URL(`../../../networks/${file}`, import.meta.url));
}
//# sourceMappingURL=bundled.js.map