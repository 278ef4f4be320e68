// Classifies a thumbnail: runs the whole network on the picture and keeps the most probable classes.
import { rounded } from '../../atlas/measure.js';
import { UserError } from '../../errors.js';
import { labelsOf } from '../../models/labels.js';
import { minimumSize, takes } from '../../network/layers.js';
import { resize } from '../../tensor/resample.js';
import { tensor } from '../../tensor/tensor.js';
/** Number of classes kept per picture. */
const CLASSES = 3;
/** The side of the pictures that most classifiers were trained on. */
const TRAINED_PIXELS = 224;
/** Opens a network as a classifier. If it is not one, every picture gets an empty list. */
export async function openClassifier(model, engine) {
    const last = model.layers.findLast((layer) => hasLabels(model, layer));
    const labels = last === undefined ? undefined : labelsOf(model, last);
    if (last === undefined || labels === undefined)
        return { classesOf: async () => [], close: async () => undefined };
    const side = takes(last, TRAINED_PIXELS, TRAINED_PIXELS) ? TRAINED_PIXELS : minimumSize(last);
    const reader = await (await engine()).openReader(model.image, last.node);
    return {
        async classesOf(picture) {
            const { data } = await reader.read(resize(toTensor(picture), side, side));
            const shares = toShares(data);
            const order = [...shares.keys()].sort((one, other) => shares[other] - shares[one]);
            return order.slice(0, CLASSES).map((i) => ({ name: labels[i], share: rounded(shares[i], 4) }));
        },
        close: reader.close,
    };
}
/** Reading the labels of an ONNX layer that cannot be used throws a UserError. */
function hasLabels(model, layer) {
    try {
        return labelsOf(model, layer) !== undefined;
    }
    catch (error) {
        if (error instanceof UserError)
            return false;
        throw error;
    }
}
/** `[1, 3, height, width]`, RGB in [0, 1], as networks expect it. */
function toTensor({ width, height, data }) {
    const image = tensor([1, 3, height, width]);
    const size = width * height;
    for (let i = 0; i < size; i++)
        for (let c = 0; c < 3; c++)
            image.data[c * size + i] = data[3 * i + c] / 255;
    return image;
}
/** Returns probabilities unchanged, and applies a softmax to logits. */
function toShares(values) {
    const sum = values.reduce((total, value) => total + value, 0);
    if (Math.abs(sum - 1) < 1e-3 && values.every((value) => value >= 0))
        return values;
    const greatest = values.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    const powers = values.map((value) => Math.exp(value - greatest));
    const all = powers.reduce((total, value) => total + value, 0);
    return powers.map((value) => value / all);
}
//# sourceMappingURL=classes.js.map