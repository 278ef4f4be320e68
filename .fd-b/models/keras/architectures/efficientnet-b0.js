// EfficientNetB0. Tan & Le 2019, "EfficientNet: Rethinking Model Scaling for Convolutional Neural Networks"; as in
// keras/applications/efficientnet.py. Its first layers normalise pictures of 0..255.
import { draft, INPUT } from './architecture.js';
/** Stages of blocks: kernel size, number of blocks, output filters, expansion, and the stride of the first block. */
const STAGES = [
    [3, 1, 16, 1, 1],
    [3, 2, 24, 6, 2],
    [5, 2, 40, 6, 2],
    [3, 3, 80, 6, 2],
    [5, 3, 112, 6, 1],
    [5, 4, 192, 6, 2],
    [3, 1, 320, 6, 1],
];
/** The width of a block's gate as a fraction of the block's input. */
const SQUEEZE = 0.25;
/**
 * The published weights have standard deviations where Normalization expects variances. The second Rescaling corrects
 * this.
 */
const DEVIATIONS = [0.229, 0.224, 0.225];
/** Gated blocks of depthwise convolutions, as Keras builds them for the published weights. */
export const efficientnetB0 = {
    name: 'efficientnet-b0',
    preprocessing: { scale: [255, 255, 255], offset: [0, 0, 0], order: 'rgb' },
    differs: "built with weights='imagenet', which adds a second rescaling of the picture",
    topology: (classes) => topology(classes, true),
};
/** The same, as Keras builds it without the published weights. */
export const efficientnetB0Scratch = {
    ...efficientnetB0,
    name: 'efficientnet-b0-scratch',
    differs: 'built with weights=None',
    topology: (classes) => topology(classes, false),
};
function topology(classes, isRescaled) {
    const net = draft('efficientnetb0', 0);
    const bare = { use_bias: false };
    const normSwish = (from, name) => net.activation(net.norm(from, `${name}bn`), `${name}activation`, 'swish');
    let x = net.add('Rescaling', net.next('rescaling'), { scale: 1 / 255, offset: 0 }, INPUT);
    x = net.add('Normalization', 'normalization', { axis: [3] }, x);
    if (isRescaled)
        x = net.add('Rescaling', net.next('rescaling'), { scale: DEVIATIONS.map((one) => 1 / Math.sqrt(one)) }, x);
    x = net.add('ZeroPadding2D', 'stem_conv_pad', {
        padding: [
            [0, 1],
            [0, 1],
        ],
    }, x);
    x = net.conv(x, 'stem_conv', 32, 3, { ...bare, strides: [2, 2], padding: 'valid' });
    x = normSwish(x, 'stem_');
    let channels = 32;
    for (const [i, [size, blocks, filters, expansion, firstStrides]] of STAGES.entries()) {
        for (let block = 0; block < blocks; block++) {
            const name = `block${i + 1}${String.fromCharCode(97 + block)}_`; // block1a_, block2a_, block2b_, ...
            const strides = block === 0 ? firstStrides : 1;
            const inside = channels * expansion;
            let y = x;
            if (expansion > 1)
                y = normSwish(net.conv(y, `${name}expand_conv`, inside, 1, bare), `${name}expand_`);
            const [before, after] = [(size - 1) / 2 - 1, (size - 1) / 2];
            if (strides === 2)
                y = net.add('ZeroPadding2D', `${name}dwconv_pad`, {
                    padding: [
                        [before, after],
                        [before, after],
                    ],
                }, y);
            const moves = { kernel_size: [size, size], strides: [strides, strides], depth_multiplier: 1, ...bare };
            y = net.add('DepthwiseConv2D', `${name}dwconv`, { ...moves, padding: strides === 2 ? 'valid' : 'same' }, y);
            y = normSwish(y, name);
            let gate = net.add('GlobalAveragePooling2D', `${name}se_squeeze`, {}, y);
            gate = net.add('Reshape', `${name}se_reshape`, { target_shape: [1, 1, inside] }, gate);
            gate = net.conv(gate, `${name}se_reduce`, Math.max(1, Math.floor(channels * SQUEEZE)), 1, {
                activation: 'swish',
            });
            gate = net.conv(gate, `${name}se_expand`, inside, 1, { activation: 'sigmoid' });
            y = net.add('Multiply', `${name}se_excite`, {}, y, gate);
            y = net.norm(net.conv(y, `${name}project_conv`, filters, 1, bare), `${name}project_bn`);
            if (strides === 1 && channels === filters) {
                y = net.add('Dropout', `${name}drop`, { rate: 0.2, noise_shape: [null, 1, 1, 1] }, y);
                y = net.add('Add', `${name}add`, {}, y, x);
            }
            x = y;
            channels = filters;
        }
    }
    x = normSwish(net.conv(x, 'top_conv', 1280, 1, bare), 'top_');
    if (classes > 0) {
        x = net.add('GlobalAveragePooling2D', 'avg_pool', {}, x);
        x = net.add('Dropout', 'top_dropout', { rate: 0.2 }, x);
        x = net.add('Dense', 'predictions', { units: classes, activation: 'softmax', use_bias: true }, x);
    }
    return net.finish(x);
}
//# sourceMappingURL=efficientnet-b0.js.map