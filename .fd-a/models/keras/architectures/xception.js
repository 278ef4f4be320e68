// Xception. Chollet 2016, "Xception: Deep Learning with Depthwise Separable Convolutions"; as in
// keras/applications/xception.py.
import { classify, draft, INPUT } from './architecture.js';
/** Separable convolutions in residual blocks, in three flows. */
export const xception = {
    name: 'xception',
    preprocessing: 'tf',
    topology: (classes) => {
        const net = draft('xception', 0);
        const relu = (from, name) => net.activation(from, name, 'relu');
        const separable = (from, name, filters) => {
            const moves = { kernel_size: [3, 3], strides: [1, 1], padding: 'same', depth_multiplier: 1 };
            const y = net.add('SeparableConv2D', name, { filters, ...moves, use_bias: false, activation: 'linear' }, from);
            return net.norm(y, `${name}_bn`);
        };
        const shrinking = (from, block, filters, activated) => {
            let shortcut = net.conv(from, net.next('conv2d'), filters[1], 1, { strides: [2, 2], use_bias: false });
            shortcut = net.norm(shortcut, net.next('batch_normalization'));
            let y = activated ? relu(from, `${block}_sepconv1_act`) : from;
            y = separable(y, `${block}_sepconv1`, filters[0]);
            y = separable(relu(y, `${block}_sepconv2_act`), `${block}_sepconv2`, filters[1]);
            y = net.add('MaxPooling2D', `${block}_pool`, { pool_size: [3, 3], strides: [2, 2], padding: 'same' }, y);
            return net.add('Add', net.next('add'), {}, y, shortcut);
        };
        const bare = { use_bias: false, padding: 'valid' };
        let x = net.conv(INPUT, 'block1_conv1', 32, 3, { ...bare, strides: [2, 2] });
        x = relu(net.norm(x, 'block1_conv1_bn'), 'block1_conv1_act');
        x = net.conv(x, 'block1_conv2', 64, 3, bare);
        x = relu(net.norm(x, 'block1_conv2_bn'), 'block1_conv2_act');
        x = shrinking(x, 'block2', [128, 128], false);
        x = shrinking(x, 'block3', [256, 256], true);
        x = shrinking(x, 'block4', [728, 728], true);
        for (let n = 5; n <= 12; n++) {
            let y = x;
            for (let i = 1; i <= 3; i++)
                y = separable(relu(y, `block${n}_sepconv${i}_act`), `block${n}_sepconv${i}`, 728);
            x = net.add('Add', net.next('add'), {}, y, x);
        }
        x = shrinking(x, 'block13', [728, 1024], true);
        x = relu(separable(x, 'block14_sepconv1', 1536), 'block14_sepconv1_act');
        x = relu(separable(x, 'block14_sepconv2', 2048), 'block14_sepconv2_act');
        return net.finish(classes > 0 ? classify(net, x, classes, 'avg_pool') : x);
    },
};
//# sourceMappingURL=xception.js.map