// From RGB in [0, 1] to the range that a network was trained on. A wrong range gives bad pictures without an error, so
// it belongs to the network and is never guessed.
import { UserError } from '../errors.js';
import { affine, concat, constant, sliceChannels } from '../graph/ops.js';
/** Source: keras/applications/imagenet_utils.py, the three modes of `preprocess_input`, which works on 0..255. */
const NAMED = {
    caffe: { scale: [255, 255, 255], offset: [-123.68, -116.779, -103.939], order: 'bgr' },
    tf: { scale: [2, 2, 2], offset: [-1, -1, -1], order: 'rgb' },
    torch: {
        scale: [1 / 0.229, 1 / 0.224, 1 / 0.225],
        offset: [-0.485 / 0.229, -0.456 / 0.224, -0.406 / 0.225],
        order: 'rgb',
    },
};
/** The names of all named ones. */
export const PREPROCESSINGS = Object.keys(NAMED);
/** From RGB `[1, 3, height, width]` in [0, 1] to the network's own range and order of channels. */
export function preprocess(image, preprocessing) {
    const { scale, offset, order } = typeof preprocessing === 'string' ? NAMED[preprocessing] : preprocessing;
    const vector = (values) => constant({ shape: [3], data: Float32Array.from(values) });
    const scaled = affine(image, vector(scale), vector(offset));
    return order === 'rgb' ? scaled : concat([2, 1, 0].map((channel) => sliceChannels(scaled, channel, channel + 1)));
}
/**
 * The preprocessing that the user stated, for a file that does not state it.
 *
 * @param file - For the message.
 * @throws UserError PREPROCESSING_UNKNOWN with the choices.
 */
export function requirePreprocessing(preprocessing, file) {
    if (preprocessing !== undefined)
        return preprocessing;
    throw new UserError('PREPROCESSING_UNKNOWN', `${file} does not state its preprocessing`, {
        hint: "choose what it was trained on: 'caffe' (BGR, 0..255 minus the means: VGG, ResNet), 'tf' (-1..1: Inception, " +
            "MobileNet), 'torch' (minus the means, divided by the deviations: torchvision, DenseNet), or " +
            'SCALE/OFFSET/ORDER such as 255/0/rgb (plain 0..255)',
    });
}
//# sourceMappingURL=preprocessing.js.map