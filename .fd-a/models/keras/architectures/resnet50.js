// ResNet50 in its two layouts. He et al. 2015, "Deep Residual Learning for Image Recognition"; as in
// keras-applications' resnet50.py (layers named `res2a_branch2a`, release v0.2 of the weights) and, since 1.0.8,
// resnet_common.py (`conv2_block1_1_conv`).
import { classify, draft, INPUT } from './architecture.js';
/** Blocks per stage, and their filters; the last convolution of a block has four times as many. */
const STAGES = [
    [3, 64],
    [4, 128],
    [6, 256],
    [3, 512],
];
/** The older layout. */
export const resnet50 = {
    name: 'resnet50',
    preprocessing: 'caffe',
    topology: (classes) => {
        const net = draft('resnet50');
        let x = stem(net, { conv: 'conv1', norm: 'bn_conv1', activation: net.next('activation'), pool: net.next('max_pooling2d') }, {});
        for (const [i, [blocks, filters]] of STAGES.entries()) {
            for (let block = 0; block < blocks; block++) {
                const names = `${i + 2}${String.fromCharCode(97 + block)}_branch`; // 2a, 2b, ...
                const part = (from, branch, count, size, strides) => {
                    const y = net.conv(from, `res${names}${branch}`, count, size, {
                        strides: [strides, strides],
                        padding: size === 1 ? 'valid' : 'same',
                    });
                    return net.norm(y, `bn${names}${branch}`);
                };
                const strides = block === 0 && i > 0 ? 2 : 1;
                let y = net.activation(part(x, '2a', filters, 1, strides), net.next('activation'), 'relu');
                y = net.activation(part(y, '2b', filters, 3, 1), net.next('activation'), 'relu');
                y = part(y, '2c', filters * 4, 1, 1);
                const shortcut = block === 0 ? part(x, '1', filters * 4, 1, strides) : x;
                x = net.activation(net.add('Add', net.next('add'), {}, y, shortcut), net.next('activation'), 'relu');
            }
        }
        if (classes > 0) {
            x = net.add('GlobalAveragePooling2D', 'avg_pool', {}, x);
            x = net.add('Dense', 'fc1000', { units: classes, activation: 'softmax', use_bias: true }, x);
        }
        return net.finish(x);
    },
};
/** The value of resnet_common.py. */
const EPSILON = { epsilon: 1.001e-5 };
/** The newer layout. */
export const resnet50Common = {
    name: 'resnet50-common',
    preprocessing: 'caffe',
    topology: (classes) => {
        const net = draft('resnet50');
        let x = stem(net, { conv: 'conv1_conv', norm: 'conv1_bn', activation: 'conv1_relu', pool: 'pool1_pool' }, EPSILON);
        for (const [i, [blocks, filters]] of STAGES.entries()) {
            for (let block = 0; block < blocks; block++) {
                const name = `conv${i + 2}_block${block + 1}`;
                const strides = block === 0 && i > 0 ? 2 : 1;
                const conv = (from, n, count, size, config) => net.conv(from, `${name}_${n}_conv`, count, size, config);
                const norm = (from, n) => net.norm(from, `${name}_${n}_bn`, EPSILON);
                const strided = { strides: [strides, strides], padding: 'valid' };
                // In Keras's order, because files of Keras 3 may identify a layer only by its number within its kind.
                let y = net.activation(norm(conv(x, 1, filters, 1, strided), 1), `${name}_1_relu`, 'relu');
                y = net.activation(norm(conv(y, 2, filters, 3, {}), 2), `${name}_2_relu`, 'relu');
                const shortcut = block === 0 ? conv(x, 0, filters * 4, 1, strided) : x;
                y = conv(y, 3, filters * 4, 1, { padding: 'valid' });
                const added = block === 0 ? norm(shortcut, 0) : x;
                y = norm(y, 3);
                x = net.activation(net.add('Add', `${name}_add`, {}, added, y), `${name}_out`, 'relu');
            }
        }
        return net.finish(classes > 0 ? classify(net, x, classes, 'avg_pool') : x);
    },
};
function stem(net, names, norm) {
    let x = net.add('ZeroPadding2D', 'conv1_pad', {
        padding: [
            [3, 3],
            [3, 3],
        ],
    }, INPUT);
    x = net.conv(x, names.conv, 64, 7, { strides: [2, 2], padding: 'valid' });
    x = net.activation(net.norm(x, names.norm, norm), names.activation, 'relu');
    x = net.add('ZeroPadding2D', 'pool1_pad', {
        padding: [
            [1, 1],
            [1, 1],
        ],
    }, x);
    return net.add('MaxPooling2D', names.pool, { pool_size: [3, 3], strides: [2, 2], padding: 'valid' }, x);
}
//# sourceMappingURL=resnet50.js.map