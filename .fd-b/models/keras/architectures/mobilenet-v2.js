// MobileNetV2 1.0. Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks"; as in
// keras/applications/mobilenet_v2.py.
import { classify, draft, INPUT } from './architecture.js';
/** Groups of blocks: expansion, output filters, number of blocks, and the stride of the first block. */
const GROUPS = [
    [1, 16, 1, 1],
    [6, 24, 2, 2],
    [6, 32, 3, 2],
    [6, 64, 4, 2],
    [6, 96, 3, 1],
    [6, 160, 3, 2],
    [6, 320, 1, 1],
];
/** At full width. */
export const mobilenetV2 = {
    name: 'mobilenet-v2',
    preprocessing: 'tf',
    topology: (classes) => {
        const net = draft('mobilenetv2_1.00_224');
        const relu6 = (from, name) => net.add('ReLU', name, { max_value: 6 }, from);
        const bare = { use_bias: false };
        let x = net.conv(INPUT, 'Conv1', 32, 3, { ...bare, strides: [2, 2] });
        x = relu6(net.norm(x, 'bn_Conv1'), 'Conv1_relu');
        let channels = 32;
        let id = 0;
        for (const [expansion, filters, blocks, firstStrides] of GROUPS) {
            for (let block = 0; block < blocks; block++, id++) {
                const strides = block === 0 ? firstStrides : 1;
                const name = id === 0 ? 'expanded_conv' : `block_${id}`;
                let y = x;
                if (expansion > 1) {
                    y = net.conv(y, `${name}_expand`, channels * expansion, 1, bare);
                    y = relu6(net.norm(y, `${name}_expand_BN`), `${name}_expand_relu`);
                }
                if (strides === 2)
                    y = net.add('ZeroPadding2D', `${name}_pad`, {
                        padding: [
                            [0, 1],
                            [0, 1],
                        ],
                    }, y);
                const moves = { kernel_size: [3, 3], strides: [strides, strides], depth_multiplier: 1, ...bare };
                y = net.add('DepthwiseConv2D', `${name}_depthwise`, { ...moves, padding: strides === 2 ? 'valid' : 'same' }, y);
                y = relu6(net.norm(y, `${name}_depthwise_BN`), `${name}_depthwise_relu`);
                y = net.norm(net.conv(y, `${name}_project`, filters, 1, bare), `${name}_project_BN`);
                x = channels === filters && strides === 1 ? net.add('Add', `${name}_add`, {}, x, y) : y;
                channels = filters;
            }
        }
        x = net.conv(x, 'Conv_1', 1280, 1, { ...bare, padding: 'valid' });
        x = relu6(net.norm(x, 'Conv_1_bn'), 'out_relu');
        return net.finish(classes > 0 ? classify(net, x, classes, 'global_average_pooling2d') : x);
    },
};
//# sourceMappingURL=mobilenet-v2.js.map