"""PyTorch's side of the VGG16 bench: up to block5_conv1, read before the ReLU, random weights that ask for no gradient. Arguments: picture size, threads,
memory format."""

import json
import sys
import time

try:
    import torch
    from torch import nn
except ImportError as error:
    print(json.dumps({"skip": f"{sys.executable} has no torch ({error})"}), flush=True)
    sys.exit(0)

size, threads, layout = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
torch.set_num_threads(threads)
torch.manual_seed(1)
layers, ins = [], 3
for block, (count, outs) in enumerate([(2, 64), (2, 128), (3, 256), (3, 512), (1, 512)]):
    if block > 0:
        layers.append(nn.MaxPool2d(2))
    for _ in range(count):
        layers += [nn.Conv2d(ins, outs, 3, padding=1), nn.ReLU()]
        ins = outs
form = torch.channels_last if layout == "channels_last" else torch.contiguous_format
network = nn.Sequential(*layers[:-1]).eval().to(memory_format=form)
for parameter in network.parameters():
    parameter.requires_grad_(False)
weights = torch.zeros(512)
weights[4] = 1
picture = (0.4 + 0.2 * torch.rand(1, 3, size, size)).contiguous(memory_format=form)


def step():
    x = picture.clone().requires_grad_(True)
    score = (network(255 * x - 115).mean((2, 3)) * weights).sum()
    (gradient,) = torch.autograd.grad(score, x)
    return float(score), gradient.numpy()


for _ in range(2):
    step()
print(json.dumps({"ready": f"PyTorch {torch.__version__}, {layout}, {torch.get_num_threads()} threads"}), flush=True)
for _ in sys.stdin:
    start = time.perf_counter()
    step()
    print(json.dumps({"ms": 1000 * (time.perf_counter() - start)}), flush=True)
