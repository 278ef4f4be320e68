"""PyTorch's side of the engine bench: InceptionV3 as Keras builds it, up to mixed4, with random weights. Batch
normalisation is folded into the convolutions."""

from pytorch_steps import serve
from torch import cat, nn
import torch.nn.functional as F


class Unit(nn.Module):
    """Convolution with bias (the folded normalisation), ReLU."""

    def __init__(self, ins, outs, kernel, stride=1, padding="same", relu=True):
        super().__init__()
        pads = tuple(k // 2 for k in kernel) if padding == "same" else 0
        self.conv = nn.Conv2d(ins, outs, kernel, stride, pads)
        nn.init.kaiming_normal_(self.conv.weight)
        self.relu = relu

    def forward(self, x):
        y = self.conv(x)
        return F.relu(y) if self.relu else y


def chain(ins, *units, relu=True):
    layers = []
    for i, (outs, kernel) in enumerate(units):
        layers.append(Unit(ins, outs, kernel, relu=relu or i < len(units) - 1))
        ins = outs
    return nn.Sequential(*layers)


class Block(nn.Module):
    """Parallel branches, the last one after an average pool that excludes its padding from the count."""

    def __init__(self, *branches, pooled):
        super().__init__()
        self.branches, self.pooled = nn.ModuleList(branches), pooled

    def forward(self, x):
        mean = F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)
        return cat([branch(x) for branch in self.branches] + [self.pooled(mean)], 1)


class Reduction(nn.Module):
    def __init__(self):
        super().__init__()
        self.direct = Unit(288, 384, (3, 3), 2, "valid")
        self.longer = nn.Sequential(chain(288, (64, (1, 1)), (96, (3, 3))), Unit(96, 96, (3, 3), 2, "valid"))

    def forward(self, x):
        return cat([self.direct(x), self.longer(x), F.max_pool2d(x, 3, 2)], 1)


def first(ins, pool):
    return Block(
        chain(ins, (64, (1, 1))),
        chain(ins, (48, (1, 1)), (64, (5, 5))),
        chain(ins, (64, (1, 1)), (96, (3, 3)), (96, (3, 3))),
        pooled=chain(ins, (pool, (1, 1))),
    )


def mixed4(inner):
    # Read before the ReLU.
    return Block(
        chain(768, (192, (1, 1)), relu=False),
        chain(768, (inner, (1, 1)), (inner, (1, 7)), (192, (7, 1)), relu=False),
        chain(768, (inner, (1, 1)), (inner, (7, 1)), (inner, (1, 7)), (inner, (7, 1)), (192, (1, 7)), relu=False),
        pooled=chain(768, (192, (1, 1)), relu=False),
    )


network = nn.Sequential(
    Unit(3, 32, (3, 3), 2, "valid"),
    Unit(32, 32, (3, 3), 1, "valid"),
    Unit(32, 64, (3, 3)),
    nn.MaxPool2d(3, 2),
    Unit(64, 80, (1, 1), 1, "valid"),
    Unit(80, 192, (3, 3), 1, "valid"),
    nn.MaxPool2d(3, 2),
    first(192, 32),
    first(256, 64),
    first(288, 64),
    Reduction(),
    mixed4(128),
)
serve(network, 768, 40, lambda x: 2 * x - 1)
