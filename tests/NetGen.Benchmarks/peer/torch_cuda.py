#!/usr/bin/env python3
"""Times training steps of PyTorch on a CUDA device, for side-by-side runs with `NetGen.Benchmarks -- step --device cuda`.

The networks are those of Networks.cs; a step is zero_grad, forward pass, loss, backward pass and Adam (fused), in float32. The batch lies
on the device and the loss is not read, so the host only enqueues; each figure is the median over rounds of steps that end with a
synchronization. Four settings: eager and torch.compile(mode="reduce-overhead"), TF32 off and on.

    torch_cuda.py [--seconds 3] [net ...]        nets: xor mlp cnn gemm (all unless given)

Prints one JSON object a line: {"net": "mlp", "batch": 64, "device": "cuda", "mode": "eager", "tf32": false, "ms": 0.41}
"""
import argparse
import json
import time

import torch
from torch import nn

BATCHES = {"xor": [64], "mlp": [64, 512], "cnn": [64, 512], "gemm": [4096]}
STEPS_A_ROUND = 50


def make(net):
    """The network, its input shape, what its targets look like, and its loss."""
    if net == "xor":
        return nn.Sequential(nn.Linear(2, 8), nn.Tanh(), nn.Linear(8, 1)), (2,), "yes or no", nn.BCEWithLogitsLoss()
    if net == "mlp":
        layers = nn.Sequential(nn.Linear(784, 256), nn.ReLU(), nn.Linear(256, 128), nn.ReLU(), nn.Linear(128, 10))
        return layers, (784,), "class", nn.CrossEntropyLoss()
    if net == "cnn":
        layers = nn.Sequential(
            nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(64 * 7 * 7, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))
        return layers, (1, 28, 28), "class", nn.CrossEntropyLoss()
    if net == "gemm":
        return nn.Linear(4096, 4096, bias=False), (4096,), "values", nn.MSELoss()
    raise SystemExit(f"There is no network {net}.")


def targets(kind, batch):
    if kind == "class":
        return torch.randint(0, 10, (batch,), device="cuda")
    if kind == "yes or no":
        return torch.rand(batch, 1, device="cuda").round()
    return torch.rand(batch, 4096, device="cuda")


def measure(net, batch, compiled, tf32, seconds):
    torch.backends.cuda.matmul.allow_tf32 = tf32
    torch.backends.cudnn.allow_tf32 = tf32
    torch.backends.cudnn.benchmark = True
    torch.manual_seed(1)
    model, shape, kind, loss = make(net)
    model = model.cuda()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True, capturable=True)
    x, y = torch.randn(batch, *shape, device="cuda"), targets(kind, batch)

    def forward(x, y):
        return loss(model(x), y)

    if compiled:
        forward = torch.compile(forward, mode="reduce-overhead")

    def step():
        optimizer.zero_grad(set_to_none=True)
        forward(x, y).backward()
        optimizer.step()

    for _ in range(20):
        step()
    torch.cuda.synchronize()
    rounds, start = [], time.perf_counter()
    while len(rounds) < 3 or time.perf_counter() - start < seconds:
        before = time.perf_counter()
        for _ in range(STEPS_A_ROUND):
            step()
        torch.cuda.synchronize()
        rounds.append((time.perf_counter() - before) / STEPS_A_ROUND)
    return sorted(rounds)[len(rounds) // 2] * 1e3


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("nets", nargs="*")
    options = parser.parse_args()
    if not torch.cuda.is_available():
        raise SystemExit("PyTorch sees no CUDA device.")
    for net in options.nets or BATCHES:
        for batch in BATCHES[net]:
            for compiled in (False, True):
                for tf32 in (False, True):
                    torch._dynamo.reset()
                    ms = measure(net, batch, compiled, tf32, options.seconds)
                    print(json.dumps(dict(
                        net=net, batch=batch, device="cuda", mode="compiled" if compiled else "eager", tf32=tf32, ms=round(ms, 4))), flush=True)


if __name__ == "__main__":
    main()
