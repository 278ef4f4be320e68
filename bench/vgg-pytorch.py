"""PyTorch's side of the VGG16 bench: up to block5_conv1, read before the ReLU, with random weights."""

from pytorch_steps import serve
from torch import nn

layers, ins = [], 3
for block, (count, outs) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (1, 512)]):
    if block > 0:
        layers.append(nn.MaxPool2d(2))
    for _ in range(count):
        layers += [nn.Conv2d(ins, outs, 3, padding=1), nn.ReLU()]
        ins = outs
serve(nn.Sequential(*layers[:-1]), 512, 4, lambda x: 255 * x - 115)
