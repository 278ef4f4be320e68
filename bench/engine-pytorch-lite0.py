"""PyTorch's side of the engine bench: EfficientNet-Lite0 up to block8, with random weights. Batch normalisation is
folded into the convolutions, and the padding is equal on both sides, so that the convolutions do it themselves: the
best case for PyTorch."""

from pytorch_steps import serve
from torch import nn


def unit(ins, outs, kernel, stride=1, groups=1, act=True):
    conv = nn.Conv2d(ins, outs, kernel, stride, kernel // 2, groups=groups)
    nn.init.kaiming_normal_(conv.weight)
    return nn.Sequential(conv, nn.ReLU6()) if act else conv


class Block(nn.Module):
    def __init__(self, ins, outs, kernel, stride, expansion):
        super().__init__()
        wide = ins * expansion
        expand = [] if expansion == 1 else [unit(ins, wide, 1)]
        self.body = nn.Sequential(*expand, unit(wide, wide, kernel, stride, wide), unit(wide, outs, 1, act=False))
        self.residual = stride == 1 and ins == outs

    def forward(self, x):
        y = self.body(x)
        return x + y if self.residual else y


layers, ins = [unit(3, 32, 3, 2)], 32
for outs, repeats, kernel, stride, expansion in [
    (16, 1, 3, 1, 1),
    (24, 2, 3, 2, 6),
    (40, 2, 5, 2, 6),
    (80, 3, 3, 2, 6),
    (112, 1, 5, 1, 6),
]:
    for i in range(repeats):
        layers.append(Block(ins, outs, kernel, stride if i == 0 else 1, expansion))
        ins = outs
serve(nn.Sequential(*layers), 112, 20, lambda x: (255 * x - 127) / 128)
