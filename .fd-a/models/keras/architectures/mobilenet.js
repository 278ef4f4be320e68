// MobileNet 1.0. Howard et al. 2017, "MobileNets: Efficient Convolutional Neural Networks for Mobile Vision
// Applications"; as in keras/applications/mobilenet.py.
import { draft, INPUT } from './architecture.js';
/** Filters of the 1x1 convolutions, and strides of the depthwise ones before them. */
const BLOCKS = [
    [64, 1],
    [128, 2],
    [128, 1],
    [256, 2],
    [256, 1],
    [512, 2],
    [512, 1],
    [512, 1],
    [512, 1],
    [512, 1],
    [512, 1],
    [1024, 2],
    [1024, 1],
];
/** At full width. */
export const mobilenet = {
    name: 'mobilenet',
    preprocessing: 'tf',
    topology: (classes) => {
        const net = draft('mobilenet_1.00_224');
        const relu6 = (from, name) => net.add('ReLU', name, { max_value: 6 }, from);
        let x = net.conv(INPUT, 'conv1', 32, 3, { strides: [2, 2], use_bias: false });
        x = relu6(net.norm(x, 'conv1_bn'), 'conv1_relu');
        for (const [i, [filters, strides]] of BLOCKS.entries()) {
            const n = i + 1;
            const moves = { kernel_size: [3, 3], strides: [strides, strides], depth_multiplier: 1, use_bias: false };
            if (strides === 2)
                x = net.add('ZeroPadding2D', `conv_pad_${n}`, {
                    padding: [
                        [0, 1],
                        [0, 1],
                    ],
                }, x);
            x = net.add('DepthwiseConv2D', `conv_dw_${n}`, { ...moves, padding: strides === 2 ? 'valid' : 'same' }, x);
            x = relu6(net.norm(x, `conv_dw_${n}_bn`), `conv_dw_${n}_relu`);
            x = net.conv(x, `conv_pw_${n}`, filters, 1, { use_bias: false });
            x = relu6(net.norm(x, `conv_pw_${n}_bn`), `conv_pw_${n}_relu`);
        }
        if (classes > 0) {
            x = net.add('GlobalAveragePooling2D', 'global_average_pooling2d', { keepdims: true }, x);
            x = net.add('Dropout', 'dropout', { rate: 0.001 }, x);
            x = net.conv(x, 'conv_preds', classes, 1);
            x = net.add('Reshape', 'reshape_2', { target_shape: [classes] }, x);
            x = net.activation(x, 'predictions', 'softmax');
        }
        return net.finish(x);
    },
};
//# sourceMappingURL=mobilenet.js.map