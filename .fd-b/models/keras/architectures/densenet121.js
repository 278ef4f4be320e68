// DenseNet121. Huang et al. 2016, "Densely Connected Convolutional Networks"; as in keras/applications/densenet.py.
import { classify, draft, INPUT } from './architecture.js';
/** Layers per dense block. */
const BLOCKS = [6, 12, 24, 16];
/** Channels that each layer adds. */
const GROWTH = 32;
const EPSILON = { epsilon: 1.001e-5 };
const BARE = { use_bias: false };
/** Each layer of a block reads the outputs of all layers before it. */
export const densenet121 = {
    name: 'densenet121',
    preprocessing: 'torch',
    topology: (classes) => {
        const net = draft('densenet121');
        const normRelu = (from, norm, relu) => net.activation(net.norm(from, norm, EPSILON), relu, 'relu');
        let x = net.add('ZeroPadding2D', 'zero_padding2d_1', {
            padding: [
                [3, 3],
                [3, 3],
            ],
        }, INPUT);
        x = net.conv(x, 'conv1/conv', 64, 7, { ...BARE, strides: [2, 2], padding: 'valid' });
        x = normRelu(x, 'conv1/bn', 'conv1/relu');
        x = net.add('ZeroPadding2D', 'zero_padding2d_2', {
            padding: [
                [1, 1],
                [1, 1],
            ],
        }, x);
        x = net.add('MaxPooling2D', 'pool1', { pool_size: [3, 3], strides: [2, 2], padding: 'valid' }, x);
        let channels = 64;
        for (const [i, layers] of BLOCKS.entries()) {
            const stage = i + 2;
            for (let n = 1; n <= layers; n++, channels += GROWTH) {
                const name = `conv${stage}_block${n}`;
                let y = normRelu(x, `${name}_0_bn`, `${name}_0_relu`);
                y = net.conv(y, `${name}_1_conv`, 4 * GROWTH, 1, { ...BARE, padding: 'valid' });
                y = normRelu(y, `${name}_1_bn`, `${name}_1_relu`);
                y = net.conv(y, `${name}_2_conv`, GROWTH, 3, BARE);
                x = net.add('Concatenate', `${name}_concat`, { axis: 3 }, x, y);
            }
            if (stage === 5)
                break;
            channels /= 2;
            x = normRelu(x, `pool${stage}_bn`, `pool${stage}_relu`);
            x = net.conv(x, `pool${stage}_conv`, channels, 1, { ...BARE, padding: 'valid' });
            x = net.add('AveragePooling2D', `pool${stage}_pool`, { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }, x);
        }
        x = normRelu(x, 'bn', 'relu');
        return net.finish(classes > 0 ? classify(net, x, classes, 'avg_pool') : x);
    },
};
//# sourceMappingURL=densenet121.js.map