"""The picture of hand-made claims."""

from __future__ import annotations

from datetime import date

from marsad.model.claim import Claim
from marsad.model.picture import Holding, Picture
from marsad.picture import at
from marsad.reconcile import events
from tests.reconcile.hand import REFERENCE

DAY = date(2019, 3, 7)


def see(*claims: Claim, day: date = date(2019, 3, 10), known_by: date | None = None) -> Picture:
    """Return the picture of `day` from all claims, or from those published by `known_by`."""
    return at(events(claims, REFERENCE), claims, REFERENCE, day, known_by or day)


def holding(picture: Picture, place: str) -> Holding | None:
    """Return who holds the place on the picture's day."""
    return next((one for one in picture.holdings if one.place == place), None)


def state(picture: Picture, place: str) -> tuple[str, str]:
    """Return the state and the holder of a place, ("", "") where nothing is said of it."""
    found = holding(picture, place)
    return (found.state, found.holder) if found else ("", "")
