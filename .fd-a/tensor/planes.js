// Checks of tensors that the picture functions make before they process them.
/**
 * Sizes of a picture's planes.
 *
 * @throws RangeError if the shape is not `[n, channels, height, width]`, each at least 1.
 */
export function planarSize({ shape }, name) {
    const [n = 0, channels = 0, height = 0, width = 0] = shape;
    if (shape.length !== 4 || !shape.every((size) => Number.isInteger(size) && size >= 1)) {
        throw new RangeError(`Expected \`${name}\` to be [n, channels, height, width], each at least 1, got \`[${shape.join(', ')}]\`.`);
    }
    return { planes: n * channels, height, width };
}
/** Sizes of two pictures that must have one shape and be two tensors. @throws RangeError otherwise. */
export function twinSize(source, target) {
    const size = planarSize(source, 'source');
    if (target.data === source.data || target.shape.join() !== source.shape.join()) {
        const shape = source.shape.join(', ');
        throw new RangeError(`Expected \`target\` to be another tensor of shape [${shape}], got \`[${target.shape.join(', ')}]\`.`);
    }
    return size;
}
//# sourceMappingURL=planes.js.map