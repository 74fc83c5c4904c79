"""Places and days made coarser. A place is taken for what it lies in, a day for its week, month or year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from marsad.model.when import Precision, When
from marsad.model.where import Place
from marsad.reference import Places

_LEVEL = {
    "country": 3, "province": 2, "governorate": 2, "division": 2, "region": 2, "state": 2, "oblast": 2,
    "district": 1, "raion": 1, "county": 1,
}  # fmt: skip
"""How wide a kind of place is; kinds that are not here are points, however large: their borders are in no list."""
_SETTLEMENTS = frozenset({"city", "town", "village", "camp"})
"""What lies in one of these is a part of it, whatever it is called: a district of a city is finer than the city."""
_WANTED = {"point": 0, "district": 1, "province": 2, "country": 3}
_WIDTH: dict[str, Precision] = {"week": "week", "month": "month", "year": "year"}


def coarse_place(place: str, places: Places, level: str) -> Place | None:
    """Return the first of a place and what it lies in that is as wide as `level`; None where none is, or none may leave."""
    wanted = _WANTED.get(level)
    if not place or wanted is None:
        return None
    chain = [found for name in (place, *places.ancestors(place)) if (found := places.get(name))]
    if wanted:
        inside = [number for number, found in enumerate(chain) if found.kind in _SETTLEMENTS]
        chain = chain[inside[-1] + 1 :] if inside else chain
    return next((found for found in chain if _LEVEL.get(found.kind, 0) >= wanted), None)


def released_place(place: str, places: Places, level: str) -> Place | None:
    """Return what may be named in place of a place: itself, or "a place in" the wider one, None for nothing.

    A town that fell is not its province that fell, so the wider place never stands for the finer one by its own name.
    """
    found = coarse_place(place, places, level)
    if found is None or found.id == place:
        return found
    return replace(
        found, id=f"in:{found.id}", name=f"a place in {found.name}", kind=f"part of {found.kind}", parent=found.id,
        names=(), population=0,
    )  # fmt: skip


def rounded_day(day: date | None, precision: str, *, last: bool = False) -> date | None:
    """Return the first (or last) day of the week, month or year that the day lies in; weeks begin on Monday."""
    if day is None or precision == "day":
        return day
    if precision == "week":
        monday = day - timedelta(days=day.weekday())
        return monday + timedelta(days=6) if last else monday
    if precision == "month":
        return _month_end(day) if last else day.replace(day=1)
    return date(day.year, 12, 31) if last else date(day.year, 1, 1)


def _month_end(day: date) -> date:
    following = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return following - timedelta(days=1)


def rounded(when: When, precision: str) -> When:
    """Return the interval widened to whole weeks, months or years, without its words."""
    bare = replace(when, text="", start=-1, end=-1)
    if precision == "day":
        return bare
    return replace(
        bare, first=rounded_day(when.first, precision), last=rounded_day(when.last, precision, last=True),
        precision=_WIDTH[precision], basis="unresolved" if when.basis == "unresolved" else "stated",
    )  # fmt: skip
