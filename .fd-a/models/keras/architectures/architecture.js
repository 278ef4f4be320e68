// A known architecture is a function that returns a Keras topology, so that files with weights alone can be opened.
// Layers have Keras's names, because weights are found by these names.
/** The name of the picture's input layer. */
export const INPUT = 'input_1';
/**
 * Starts a topology with its input.
 *
 * @param first - The first number of numbered layers: 1 (`add_1`), or 0 (`add`, then `add_1`).
 */
export function draft(name, first = 1) {
    const layers = [];
    const counts = new Map();
    const self = {
        add: (kind, layer, config, ...from) => {
            layers.push({
                class_name: kind,
                name: layer,
                config: { name: layer, ...config },
                inbound_nodes: from.length === 0 ? [] : [from.map((one) => [one, 0, 0, {}])],
            });
            return layer;
        },
        conv: (from, layer, filters, size, config = {}) => self.add('Conv2D', layer, {
            filters,
            kernel_size: pair(size),
            strides: [1, 1],
            padding: 'same',
            use_bias: true,
            activation: 'linear',
            ...config,
        }, from),
        norm: (from, layer, config = {}) => self.add('BatchNormalization', layer, { axis: 3, epsilon: 1e-3, center: true, scale: true, ...config }, from),
        activation: (from, layer, activation) => self.add('Activation', layer, { activation }, from),
        next: (kind) => {
            const number = counts.get(kind) ?? first;
            counts.set(kind, number + 1);
            return number === 0 ? kind : `${kind}_${number}`;
        },
        finish: (output) => ({
            class_name: 'Model',
            config: { name, layers, input_layers: [[INPUT, 0, 0]], output_layers: [[output, 0, 0]] },
        }),
    };
    self.add('InputLayer', INPUT, { batch_input_shape: [null, null, null, 3], dtype: 'float32' });
    return self;
}
/** The classifier of most architectures: a global average pool and a dense layer. */
export function classify(net, from, classes, pool) {
    const mean = net.add('GlobalAveragePooling2D', pool, {}, from);
    return net.add('Dense', 'predictions', { units: classes, activation: 'softmax', use_bias: true }, mean);
}
/** Rows and columns. */
export function pair(size) {
    return typeof size === 'number' ? [size, size] : size;
}
//# sourceMappingURL=architecture.js.map