"""Shares: "a third of the enclave" moves a share of the whole, never the holder of any part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from marsad.model.claim import Claim, Count
from marsad.model.ids import digest
from marsad.model.picture import Share
from marsad.picture.heard import Heard, counted, counts_another, facts
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
        if count is not None and count.unit == "share" and _is_of_the_place(item.claim):
            place = _whole(item, reference)
            key = (place, item.who.label, item.whom.label, count.low, count.high, item.first, item.last)
            by_content.setdefault(key, []).append(item)
    found = [_share(said, reference, settings) for said in by_content.values()]
    return tuple(sorted(found, key=lambda share: (share.place, share.when, share.id)))


def _share(said: Sequence[Heard], reference: Reference, settings: Settings) -> Share:
    item = said[0]
    low, high = _range(item.claim.count, settings)
    where = item.claim.where
    place = _whole(item, reference)
    days = sorted({day.isoformat() for day in (item.first, item.last) if day})
    when = "/".join(days)
    return Share(
        id=digest("share", place, item.who.label, item.whom.label, low, high, when),
        place=place,
        place_text=where.text[_begins(item) :] if where else "",
        holder=item.who.label,
        loser=item.whom.label,
        low=low,
        high=high,
        when=when,
        claims=tuple(sorted(item.id for item in said)),
    )


def _is_of_the_place(claim: Claim) -> bool:
    """Return whether the share stands in the words of the place: "a quarter of the rebel-held part" says nothing of who holds a quarter."""
    where, count = claim.where, claim.count
    if where is None or count is None or where.start < 0 or count.start < 0:
        return True
    return where.start <= count.start and count.end <= where.end


def _whole(item: Heard, reference: Reference) -> str:
    return counted(item, reference) or item.place or reference.pack.home


def _begins(item: Heard) -> int:
    """Return where in the words of the place those of the share begin: behind the rest of a list."""
    count, where = item.claim.count, item.claim.where
    return count.start - where.start if count and where and counts_another(item) else 0


def _range(count: Count | None, settings: Settings) -> tuple[float, float]:
    """Return the share as a range: a fraction in words is rounded by whoever says it, digits are not."""
    low = count.low if count and count.low is not None else 0.0
    high = count.high if count and count.high is not None else 1.0
    in_words = count is not None and not any(letter.isdigit() for letter in count.text)
    if in_words and low == high and low < 1.0:
        low, high = low * (1.0 - settings.rounding), high * (1.0 + settings.rounding)
    return round(max(0.0, low), 4), round(min(1.0, high), 4)
