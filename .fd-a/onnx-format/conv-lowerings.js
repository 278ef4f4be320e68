// Convolutions, their adjoints and transposed convolutions in ONNX. With a stride of 1, each is an ordinary
// convolution, the fastest operation of the runtimes.
import { isOp } from '../graph/graph.js';
import { turned } from '../graph/kernels.js';
import { constantOf } from './elementwise.js';
import { adjointPads, extentOf, fitTo, givenPads, halves, isBySize, padAttributes, padSame } from './padding.js';
/** y = x convolved by the kernel. */
export function conv(emit, [x, kernel, ...bias], node) {
    const { strides, padding, dilations, groups } = node.attributes;
    const size = kernelSize(node.inputs[1]);
    const extent = extentOf(size, dilations);
    const how = { kernel_shape: [...size], strides: [...strides], dilations: [...dilations], group: groups };
    if (isBySize(padding) && !isOnes(strides) && !isOnes(dilations)) {
        // onnxruntime has no automatic padding for dilated kernels, so the padding is computed from the shape.
        return emit.node('Conv', [padSame(emit, x, padding, extent, strides), kernel, ...bias], how);
    }
    return emit.node('Conv', [x, kernel, ...bias], { ...how, ...padAttributes(padding, extent, strides) });
}
/** Its transposed map, with the size of x. */
export function convAdjoint(emit, [outgrad, kernel, x], node) {
    const { strides, padding, dilations, groups } = node.attributes;
    const k = node.inputs[1];
    const size = kernelSize(k);
    const pads = isOnes(strides) ? adjointPads(padding, extentOf(size, dilations)) : [];
    // A kernel with more padding than its reach would need negative padding, which ONNX lacks.
    if (isOp(k, 'constant') && pads.length > 0 && pads.every((pixels) => pixels >= 0)) {
        const flipped = emit.float(turned(k.attributes.tensor, groups));
        return emit.node('Conv', [outgrad, flipped], {
            kernel_shape: [...size],
            pads,
            dilations: [...dilations],
            group: groups,
        });
    }
    if (isOp(k, 'combineKernels') && isOnes(size) && isOnes(strides) && pads.every((pixels) => pixels === 0)) {
        const column = emit.node('Reshape', [kernel, emit.integers([-1, 1, 1, 1])]);
        return emit.node('Conv', [outgrad, column], { kernel_shape: [1, 1] });
    }
    const full = emit.node('ConvTranspose', [outgrad, kernel], {
        kernel_shape: [...size],
        strides: [...strides],
        dilations: [...dilations],
        group: groups,
    });
    return fitTo(emit, full, x, node.inputs[2], padding);
}
/** The transposed map, with the size that its attributes give. */
export function convTranspose(emit, [x, kernel, ...bias], node) {
    const { strides, padding, dilations, groups, outputPadding } = node.attributes;
    const size = kernelSize(node.inputs[1]);
    const extent = extentOf(size, dilations);
    const how = { kernel_shape: [...size], dilations: [...dilations], group: groups };
    if (isOnes(strides) && outputPadding.every((pixels) => pixels === 0)) {
        const pads = adjointPads(padding, extent);
        if (pads.every((pixels) => pixels >= 0)) {
            const flipped = emit.float(turned(constantOf(node.inputs[1]), groups));
            return emit.node('Conv', [x, flipped, ...bias], { ...how, pads });
        }
    }
    // With 'same' padding the output is input * stride: the excess is cut, and missing pixels are added.
    const over = [extent[0] - strides[0], extent[1] - strides[1]];
    const pads = isBySize(padding) ? halves([Math.max(0, over[0]), Math.max(0, over[1])], padding) : givenPads(padding);
    const added = isBySize(padding) ? over.map((pixels) => Math.max(0, 0 - pixels)) : outputPadding;
    return emit.node('ConvTranspose', [x, kernel, ...bias], {
        ...how,
        strides: [...strides],
        pads: [...pads],
        output_padding: [...added],
    });
}
function isOnes(pair) {
    return pair[0] === 1 && pair[1] === 1;
}
function kernelSize(kernel) {
    const shape = isOp(kernel, 'combineKernels') ? constantOf(kernel.inputs[1]).shape : constantOf(kernel).shape;
    return [shape[2], shape[3]];
}
//# sourceMappingURL=conv-lowerings.js.map