"""Lay proposals of networks beside the codebook's claims on annotated reports, to fit and to measure their combination."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marsad import codebook as codebooks
from marsad import reference
from marsad.evaluate.gold import annotated
from marsad.model.claim import Claim
from marsad.model.when import When
from marsad.read.build import Context
from marsad.read.learned.network import Network
from marsad.read.reader import by_codebook


@dataclass(frozen=True)
class Read:
    """A report as the codebook read it, with its gold and what a combination needs."""

    report: str
    gold: list[dict[str, Any]]
    claims: list[Claim]
    times: dict[int, list[When]]
    context: Context
    network: Network


def reads(folder: Path, network_of: Mapping[str, Network]) -> Iterator[Read]:
    """Yield the reports of a folder that a network is named for, by their ids."""
    book, names = codebooks.load(), reference.load()
    for report, lines in annotated(folder):
        if report.id in network_of:
            found, context, times, _ = by_codebook(report, book, names)
            yield Read(report.id, lines, found, times, context, network_of[report.id])
