// InceptionV3. Szegedy et al. 2015, "Rethinking the Inception Architecture for Computer Vision"; as in
// keras/applications/inception_v3.py. Its convolutions are numbered in the order of their creation.
import { classify, draft, INPUT, pair } from './architecture.js';
/** Eleven blocks of parallel branches. */
export const inceptionV3 = {
    name: 'inception-v3',
    preprocessing: 'tf',
    topology: (classes) => {
        const net = draft('inception_v3');
        /** A convolution, its normalisation (without a scale) and a ReLU. */
        const unit = (from, filters, size, padding = 'same', strides = 1) => {
            const config = { padding, strides: pair(strides), use_bias: false };
            const y = net.conv(from, net.next('conv2d'), filters, size, config);
            return net.activation(net.norm(y, net.next('batch_normalization'), { scale: false }), net.next('activation'), 'relu');
        };
        const units = (from, ...sizes) => sizes.reduce((x, [filters, size]) => unit(x, filters, size), from);
        const shrink = (from) => net.add('MaxPooling2D', net.next('max_pooling2d'), { pool_size: [3, 3], strides: [2, 2], padding: 'valid' }, from);
        const mean = (from) => net.add('AveragePooling2D', net.next('average_pooling2d'), { pool_size: [3, 3], strides: [1, 1], padding: 'same' }, from);
        const join = (name, ...parts) => net.add('Concatenate', name, { axis: 3 }, ...parts);
        let x = unit(INPUT, 32, 3, 'valid', 2);
        x = unit(x, 32, 3, 'valid');
        x = shrink(unit(x, 64, 3));
        x = unit(x, 80, 1, 'valid');
        x = shrink(unit(x, 192, 3, 'valid'));
        for (const [n, pooled] of [32, 64, 64].entries()) {
            const one = unit(x, 64, 1);
            const five = units(x, [48, 1], [64, 5]);
            const three = units(x, [64, 1], [96, 3], [96, 3]);
            x = join(`mixed${n}`, one, five, three, unit(mean(x), pooled, 1));
        }
        {
            const three = unit(x, 384, 3, 'valid', 2);
            const double = unit(units(x, [64, 1], [96, 3]), 96, 3, 'valid', 2);
            x = join('mixed3', three, double, shrink(x));
        }
        for (const [i, width] of [128, 160, 160, 192].entries()) {
            const one = unit(x, 192, 1);
            const seven = units(x, [width, 1], [width, [1, 7]], [192, [7, 1]]);
            const double = units(x, [width, 1], [width, [7, 1]], [width, [1, 7]], [width, [7, 1]], [192, [1, 7]]);
            x = join(`mixed${i + 4}`, one, seven, double, unit(mean(x), 192, 1));
        }
        {
            const three = unit(unit(x, 192, 1), 320, 3, 'valid', 2);
            const seven = unit(units(x, [192, 1], [192, [1, 7]], [192, [7, 1]]), 192, 3, 'valid', 2);
            x = join('mixed8', three, seven, shrink(x));
        }
        for (const i of [0, 1]) {
            const one = unit(x, 320, 1);
            const three = unit(x, 384, 1);
            const spread = join(`mixed9_${i}`, unit(three, 384, [1, 3]), unit(three, 384, [3, 1]));
            const double = units(x, [448, 1], [384, 3]);
            const wide = join(net.next('concatenate'), unit(double, 384, [1, 3]), unit(double, 384, [3, 1]));
            x = join(`mixed${9 + i}`, one, spread, wide, unit(mean(x), 192, 1));
        }
        return net.finish(classes > 0 ? classify(net, x, classes, 'avg_pool') : x);
    },
};
//# sourceMappingURL=inception-v3.js.map