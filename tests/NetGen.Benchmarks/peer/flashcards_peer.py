#!/usr/bin/env python3
"""Times epochs of the sample Flashcards in PyTorch: the FSRS-6 recurrence, its log loss, the gradient and Adam, vectorized over the batch.

`NetGen.Benchmarks -- flashcards --peer THIS` runs it beside the others. FILE holds float32: first, least and greatest value of the
21 numbers, then for each card 64 × (days, rating), then for each card 64 targets (1 recalled, 0 forgotten, -1 does not count).

    flashcards_peer.py FILE [--batch 512] [--threads 2] [--seconds 10] [--rate 0.04]

Prints one JSON object: {"who": "PyTorch", "batch": 512, "threads": 2, "epochMs": 1200.0, "fastestMs": 1100.0, "loss": 0.42}
"""
import argparse
import json
import math
import time

import numpy
import torch

WEIGHTS, LENGTH = 21, 64


def read(path):
    numbers = torch.from_numpy(numpy.fromfile(path, dtype=numpy.float32))
    start, least, most = numbers[:3 * WEIGHTS].view(3, WEIGHTS)
    cards = (len(numbers) - 3 * WEIGHTS) // (3 * LENGTH)
    reviews, targets = numbers[3 * WEIGHTS:].split([2 * LENGTH * cards, LENGTH * cards])
    # Positions first: a step of the recurrence then reads one row.
    reviews = reviews.view(cards, LENGTH, 2).permute(2, 1, 0).contiguous()
    return start, least, most, reviews[0], reviews[1], targets.view(cards, LENGTH).t().contiguous()


def loss_of(weights, days, ratings, targets):
    """Mean log loss over all places of a batch; days, ratings and targets: positions × cards."""
    w = weights.unbind()
    curve = torch.exp(math.log(0.9) / -w[20]) - 1
    growth, cap = torch.exp(w[8]), torch.exp(-w[17] * w[18])
    first_difficulty = [w[4] - torch.exp(w[5] * rating) + 1 for rating in range(4)]
    one = torch.ones(())
    share = torch.stack([one, one, w[15], one, w[16]])[ratings.long()]
    same_day = torch.exp(w[17] * (ratings - 3 + w[18]))
    again, padding, is_same_day = ratings == 1, ratings == 0, days == 0
    kinds = (ratings[0].long() - 1).clamp(0, 3)
    s, d = weights[:4][kinds], torch.stack(first_difficulty)[kinds].clamp(1, 10)
    recalls = []
    for i in range(1, len(days)):
        log_s = torch.log(s)
        recall = torch.exp(-w[20] * torch.log1p(curve * days[i] / s))
        recalls.append(recall)
        forgetting = 1 - recall
        recalled = s * (1 + growth * (11 - d) * torch.exp(-w[9] * log_s) * torch.expm1(w[10] * forgetting) * share[i])
        left = w[11] * torch.exp(w[14] * forgetting - w[12] * torch.log(d)) * torch.expm1(w[13] * torch.log1p(s))
        forgotten = torch.minimum(left, s * cap)
        grown = same_day[i] * torch.exp(-w[19] * log_s)
        shown_again = s * torch.where(again[i], grown, grown.clamp(min=1))
        stability = torch.where(is_same_day[i], shown_again, torch.where(again[i], forgotten, recalled)).clamp(0.001, 36500)
        difficulty = d + (10 - d) / 9 * w[6] * (3 - ratings[i])
        difficulty = (difficulty + w[7] * (first_difficulty[3] - difficulty)).clamp(1, 10)
        s, d = torch.where(padding[i], s, stability), torch.where(padding[i], d, difficulty)
    p = torch.stack(recalls).clamp(1e-6, 1 - 1e-6)
    target = targets[1:]
    losses = torch.where(target == 1, -torch.log(p), -torch.log(1 - p))
    return torch.where(target < 0, torch.zeros(()), losses).sum() / targets.numel()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--batch", type=int, default=512)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rate", type=float, default=0.04)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    start, least, most, days, ratings, targets = read(options.file)
    weights = start.clone().requires_grad_()
    optimizer = torch.optim.Adam([weights], lr=options.rate)
    batches = [[part.contiguous() for part in batch] for batch in zip(
        days.split(options.batch, 1), ratings.split(options.batch, 1), targets.split(options.batch, 1))]
    counted = int((targets >= 0).sum())

    def epoch():
        total = 0.0
        for batch in batches:
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(weights, *batch)
            loss.backward()
            optimizer.step()
            with torch.no_grad():
                weights.clamp_(least, most)
            total += loss.item() * batch[2].numel()
        return total / counted

    first, times, begin = epoch(), [], time.perf_counter()
    while len(times) < 3 or time.perf_counter() - begin < options.seconds:
        before = time.perf_counter()
        epoch()
        times.append((time.perf_counter() - before) * 1e3)
    times.sort()
    print(json.dumps(dict(
        who="PyTorch", batch=options.batch, threads=options.threads,
        epochMs=round(times[len(times) // 2], 3), fastestMs=round(times[0], 3), loss=round(first, 5))))


if __name__ == "__main__":
    main()
