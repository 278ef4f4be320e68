// VGG16 and VGG19. Simonyan & Zisserman 2014, "Very Deep Convolutional Networks for Large-Scale Image Recognition"; as
// in keras/applications/vgg16.py.
import { draft, INPUT } from './architecture.js';
/** Five blocks of convolutions, thirteen in all. */
export const vgg16 = vgg('vgg16', [2, 2, 3, 3, 3]);
/** Five blocks of convolutions, sixteen in all. */
export const vgg19 = vgg('vgg19', [2, 2, 4, 4, 4]);
const FILTERS = [64, 128, 256, 512, 512];
/** The classifier needs the picture size of the training, whose last map has 7 x 7 positions. */
const DENSE = { units: 4096, activation: 'relu', use_bias: true };
function vgg(name, convolutions) {
    return {
        name,
        preprocessing: 'caffe',
        topology: (classes) => {
            const net = draft(name);
            let x = INPUT;
            for (const [i, count] of convolutions.entries()) {
                const block = `block${i + 1}`;
                for (let n = 1; n <= count; n++)
                    x = net.conv(x, `${block}_conv${n}`, FILTERS[i], 3, { activation: 'relu' });
                x = net.add('MaxPooling2D', `${block}_pool`, { pool_size: [2, 2], strides: [2, 2], padding: 'valid' }, x);
            }
            if (classes > 0) {
                x = net.add('Flatten', 'flatten', {}, x);
                x = net.add('Dense', 'fc1', DENSE, x);
                x = net.add('Dense', 'fc2', DENSE, x);
                x = net.add('Dense', 'predictions', { units: classes, activation: 'softmax', use_bias: true }, x);
            }
            return net.finish(x);
        },
    };
}
//# sourceMappingURL=vgg.js.map