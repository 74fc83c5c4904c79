"""The learned reader: a small network, fitted on annotated reports, that reads beside the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.model.claim import Claim
from marsad.model.when import When
from marsad.read.build import Context
from marsad.read.learned import network
from marsad.read.learned.proposals import Proposal
from marsad.read.learned.weigh import chance_of, combine, pairs, settings

is_installed = network.is_installed
version = network.version


def both(found: Sequence[Claim], times: Mapping[int, Sequence[When]], context: Context) -> list[Claim]:
    """Return the claims that the learned reader and the codebook stand for together."""
    return combine(found, times, network.load(), context, settings("both"))


def alone(times: Mapping[int, Sequence[When]], context: Context) -> list[Claim]:
    """Return the claims that the learned reader stands for alone."""
    return combine((), times, network.load(), context, settings("learned"))


def explanations(found: Sequence[Claim], context: Context) -> dict[int, list[str]]:
    """Return, for each sentence by number, what the network saw in it, in words; without what it hardly saw."""
    how = settings("both")
    told: dict[int, list[str]] = {}
    for pair in pairs(found, network.load(), context):
        chance = chance_of(pair, how)
        if pair.claim is None and chance < how.least / 2:
            continue
        kept = "kept" if chance >= (how.drop if pair.claim else how.least) else "left out"
        about = "the codebook's claim" if pair.claim else "the network alone"
        words = context.report.text[pair.proposal.start : pair.proposal.end]
        lines = told.setdefault(pair.proposal.sentence, [])
        lines.append(
            f"  network {words!r}: {pair.proposal.kind}, odds {pair.proposal.odds:.2f}; {about}, chance {chance:.2f}: {kept}"
        )
        lines += [f"      {line}" for line in _slots(pair.proposal, context)]
    return told


def _slots(proposal: Proposal, context: Context) -> list[str]:
    found = [
        f"{role}: {context.report.text[span.start : span.end]!r} ({span.odds:.2f})"
        for role, spans in proposal.spans.items()
        for span in spans
    ]
    modality, speaker = (max(told.items(), key=lambda item: item[1]) for told in (proposal.modality, proposal.speaker))
    return [*found, f"modality: {modality[0]} ({modality[1]:.2f}); speaker: {speaker[0]} ({speaker[1]:.2f})"]
