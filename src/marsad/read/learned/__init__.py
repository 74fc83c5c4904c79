"""The learned reader: a small network, fitted on annotated reports, that reads beside the codebook."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from marsad.model.claim import Claim
from marsad.model.when import When
from marsad.read.build import Context
from marsad.read.learned import network
from marsad.read.learned.weigh import combine, settings

is_installed = network.is_installed
version = network.version


def join(found: Sequence[Claim], times: Mapping[int, Sequence[When]], context: Context) -> list[Claim]:
    """Return the claims that the learned reader stands for, together with those that the codebook found."""
    return combine(found, times, network.load(), context, settings())
