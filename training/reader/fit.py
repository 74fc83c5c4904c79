"""Fit a network to examples."""

from __future__ import annotations

import copy
import random
import time
from collections.abc import Sequence

import torch
from torch import nn

from reader.examples import Example
from reader.network import Network

BATCH = 8
RATE, RATE_OF_ROLES, RATE_OF_HEADS = 2e-4, 5e-4, 1e-3
CUE_WEIGHT = 4.0
CUES_AT_ONCE = 16
"""Cues whose roles are read at once: those of like length, so that little is padded."""
SPEAKER_WEIGHTS = torch.tensor([1.0, 2.5, 1.0, 2.0])
"""Unnamed and earlier speakers are rare; without weight the network never tells them."""


def fit(train: Sequence[Example], seed: int, epochs: int, start: Network | None = None, log=print) -> Network:  # type: ignore[no-untyped-def]
    """Return a network fitted to examples, from the base model or from a network, the same for the same seed on one machine."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    network = copy.deepcopy(start) if start is not None else Network()
    network.encoder.bert.embeddings.requires_grad_(False)
    groups: dict[float, list[nn.Parameter]] = {RATE: [], RATE_OF_ROLES: [], RATE_OF_HEADS: []}
    for name, parameter in network.named_parameters():
        rate = RATE if ".bert." in name else RATE_OF_ROLES if ".layer." in name else RATE_OF_HEADS
        if parameter.requires_grad:
            groups[rate].append(parameter)
    optimiser = torch.optim.AdamW([{"params": held, "lr": rate} for rate, held in groups.items()], weight_decay=0.01)
    steps = epochs * (len(train) // BATCH + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (0.06 * steps), max(0.0, (steps - step) / (0.94 * steps)))
    )
    for epoch in range(epochs):
        network.train()
        began, total = time.time(), torch.zeros(4)
        order = sorted(range(len(train)), key=lambda i: len(train[i].window.pieces) + chance.random() * 60)
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        chance.shuffle(batches)
        for batch in batches:
            with torch.autocast("cpu", dtype=torch.bfloat16):
                parts = losses(network, [train[i] for i in batch])
            parts.sum().backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            optimiser.zero_grad()
            schedule.step()
            total += parts.detach()
        log(
            f"epoch {epoch + 1}: "
            + " ".join(f"{v / len(batches):.3f}" for v in total)
            + f" {time.time() - began:.0f} s"
        )
    return network.eval()


def losses(network: Network, batch: Sequence[Example]) -> torch.Tensor:
    """Return the four losses of a batch: cues, roles, modality, speakers."""
    pieces, there = padded([example.window.pieces for example in batch])
    hidden, cues = network.encoder(pieces, there)
    wanted = torch.zeros(cues.shape)
    own = torch.zeros(cues.shape[:2])
    for row, example in enumerate(batch):
        for place, sentence in enumerate(example.window.sentences):
            own[row, place] = sentence >= example.window.own
        for target in example.targets:
            wanted[row, target.position, target.kind] = 1
    loss = nn.functional.binary_cross_entropy_with_logits(
        cues.float(), wanted, reduction="none", pos_weight=torch.tensor(CUE_WEIGHT)
    )
    of_cues = (loss.sum(-1) * own).sum() / own.sum() * 10
    targets = [(row, target) for row, example in enumerate(batch) for target in example.targets]
    if not targets:
        return torch.stack([of_cues, *[hidden.sum() * 0.0] * 3])
    windows = [example.window for example in batch]
    sizes = [after - first for first, after in (windows[row].around(t.position) for row, t in targets)]
    by_size = [targets[number] for number in sorted(range(len(targets)), key=sizes.__getitem__)]
    parts = torch.zeros(3)
    for start in range(0, len(by_size), CUES_AT_ONCE):
        some = by_size[start : start + CUES_AT_ONCE]
        parts = parts + len(some) / len(targets) * _of_roles(network, hidden, windows, some)
    return torch.cat([of_cues.reshape(1), parts])


def _of_roles(network, hidden, windows, targets):  # type: ignore[no-untyped-def]
    """Return the mean losses of some targets, given as (row, target): roles, modality, speakers."""
    spans, modality, speaker, mask = of_targets(
        network, hidden, windows, [(row, target.position, target.kind) for row, target in targets]
    )
    aim = torch.zeros(spans.shape)
    for number, (row, target) in enumerate(targets):
        first, _ = windows[row].around(target.position)
        for role, found in target.roles.items():
            for start, end in found:
                aim[number, start - first, 2 * role] = 1
                aim[number, start - first : end - first, 2 * role + 1] = 1
    loss = nn.functional.binary_cross_entropy_with_logits(
        spans.float(), aim, reduction="none", pos_weight=torch.tensor(3.0)
    )
    of_roles = (loss.sum(-1) * mask).sum() / mask.sum() * 8
    of_modality = nn.functional.cross_entropy(modality.float(), torch.tensor([t.modality for _, t in targets]))
    of_speaker = nn.functional.cross_entropy(
        speaker.float(), torch.tensor([t.speaker for _, t in targets]), SPEAKER_WEIGHTS
    )
    return torch.stack([of_roles, 0.5 * of_modality, 0.5 * of_speaker])


def of_targets(network, hidden, windows, cues):  # type: ignore[no-untyped-def]
    """Return the outputs for cues given as (row, position, kind), with the mask of their pieces."""
    places = [windows[row].around(position) for row, position, _ in cues]
    longest = max(after - first for first, after in places)
    width = hidden.shape[-1]
    around = torch.stack(
        [
            torch.cat([hidden[row, first:after], hidden.new_zeros(longest - (after - first), width)])
            for (row, _, _), (first, after) in zip(cues, places, strict=True)
        ]
    )
    mask = torch.zeros(len(cues), longest)
    for number, (first, after) in enumerate(places):
        mask[number, : after - first] = 1
    at = torch.tensor([position - first for (_, position, _), (first, _) in zip(cues, places, strict=True)])
    kind = torch.tensor([kind for _, _, kind in cues])
    return *network.roles(around, mask, at, kind), mask


def padded(rows):  # type: ignore[no-untyped-def]
    longest = max(map(len, rows))
    pieces = torch.zeros(len(rows), longest, dtype=torch.long)
    there = torch.zeros(len(rows), longest, dtype=torch.long)
    for number, row in enumerate(rows):
        pieces[number, : len(row)] = torch.tensor(row)
        there[number, : len(row)] = 1
    return pieces, there
