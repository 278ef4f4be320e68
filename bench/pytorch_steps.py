"""The common part of PyTorch's sides of the benches: the arguments (picture size, threads, memory format), one gradient
step, and the protocol of contender.ts. The parameters require no gradient: the best case for PyTorch."""

import json
import sys
import time

try:
    import torch
except ImportError as error:
    print(json.dumps({"skip": f"{sys.executable} has no torch ({error})"}), flush=True)
    sys.exit(0)

SIZE, LAYOUT = int(sys.argv[1]), sys.argv[3]
torch.set_num_threads(int(sys.argv[2]))
torch.manual_seed(1)


def serve(network, channels, neuron, prepare):
    """Answers every line with the time of one step: the mean of one channel of the network's output, and its gradient
    with respect to the picture."""
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    form = torch.channels_last if LAYOUT == "channels_last" else torch.contiguous_format
    network = network.eval().to(memory_format=form)
    weights = torch.zeros(channels)
    weights[neuron] = 1
    picture = (0.4 + 0.2 * torch.rand(1, 3, SIZE, SIZE)).contiguous(memory_format=form)

    def step():
        x = picture.clone().requires_grad_(True)
        score = (network(prepare(x)).mean((2, 3)) * weights).sum()
        (gradient,) = torch.autograd.grad(score, x)
        return score.item(), gradient.numpy()

    for _ in range(3):
        step()
    print(json.dumps({"ready": f"PyTorch {torch.__version__}, {LAYOUT}, {torch.get_num_threads()} threads"}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        step()
        print(json.dumps({"ms": 1000 * (time.perf_counter() - start)}), flush=True)
