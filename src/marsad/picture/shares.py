"""Shares: "a third of the enclave" moves a share of the whole, never the holder of any part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.model.claim import Count
from marsad.model.ids import digest
from marsad.model.picture import Share
from marsad.picture.heard import Heard, facts
from marsad.picture.settings import Settings
from marsad.reference import Reference

_KINDS = ("control.change", "control.hold", "control.advance")


def shares(items: Iterable[Heard], reference: Reference, settings: Settings) -> tuple[Share, ...]:
    """Return the shares of places that are told to be held or to have changed hands.

    Where the words name no place ("a third of the occupied areas"), the place is the pack's home.
    """
    by_content: dict[tuple[object, ...], list[Heard]] = {}
    for item in facts(items, *_KINDS):
        count = item.claim.count
        if count is not None and count.unit == "share":
            place = item.place or reference.pack.home
            key = (place, item.who.label, item.whom.label, count.low, count.high, item.first, item.last)
            by_content.setdefault(key, []).append(item)
    found = [_share(said, reference, settings) for said in by_content.values()]
    return tuple(sorted(found, key=lambda share: (share.place, share.when, share.id)))


def _share(said: Sequence[Heard], reference: Reference, settings: Settings) -> Share:
    item = said[0]
    low, high = _range(item.claim.count, settings)
    where = item.claim.where
    place = item.place or reference.pack.home
    days = sorted({day.isoformat() for day in (item.first, item.last) if day})
    when = "/".join(days)
    return Share(
        id=digest("share", place, item.who.label, item.whom.label, low, high, when),
        place=place,
        place_text=where.text if where else "",
        holder=item.who.label,
        loser=item.whom.label,
        low=low,
        high=high,
        when=when,
        claims=tuple(sorted(item.id for item in said)),
    )


def _range(count: Count | None, settings: Settings) -> tuple[float, float]:
    """Return the share as a range: a fraction in words is rounded by whoever says it, digits are not."""
    low = count.low if count and count.low is not None else 0.0
    high = count.high if count and count.high is not None else 1.0
    in_words = count is not None and not any(letter.isdigit() for letter in count.text)
    if in_words and low == high and low < 1.0:
        low, high = low * (1.0 - settings.rounding), high * (1.0 + settings.rounding)
    return round(max(0.0, low), 4), round(min(1.0, high), 4)
