"""Whether stocks of displaced people move as the flows say: what does not fit is shown, never corrected (after IDMC)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from marsad.model.picture import Balance, Movement
from marsad.reference import Reference

_COUNTED = frozenset({"people", "persons"})


def balances(movements: Iterable[Movement], reference: Reference) -> tuple[Balance, ...]:
    """Return a balance for each two successive stocks that one origin tells of one place.

    Flows into the place (or what lies in it) add to its stock, flows and returns out of it take away. Derived sums and
    figures kept for triangulation are left out, so that nobody is counted twice; figures in other units too.
    """
    known = [item for item in movements if not item.derived and item.unit in _COUNTED and item.low is not None]
    stocks: dict[tuple[str, str], list[Movement]] = defaultdict(list)
    for item in known:
        if item.measure == "stock" and item.where and item.last:
            stocks[item.where, item.said_by].append(item)
    flows = [item for item in known if item.measure in ("flow", "return") and item.role == "recommended"]
    found = []
    for (place, said_by), told in sorted(stocks.items()):
        told.sort(key=lambda item: (item.last, item.id))
        found += [
            _balance(place, said_by, one, other, flows, reference)
            for one, other in pairwise(told) if one.last != other.last
        ]  # fmt: skip
    return tuple(found)


def _balance(
    place: str, said_by: str, before: Movement, after: Movement, flows: Sequence[Movement], reference: Reference
) -> Balance:
    first, last = before.last, after.last
    assert first is not None
    assert last is not None
    low = high = 0.0
    used = [before.id, after.id]
    for flow in flows:
        if flow.first is None or flow.last is None or not first < flow.last <= last or flow.first <= first:
            continue
        sign = _inside(flow.where, place, reference) - _inside(flow.whence, place, reference)
        ends = sorted((sign * _low(flow), sign * _high(flow)))
        if sign:
            low, high = low + ends[0], high + ends[1]
            used.append(flow.id)
    change = _low(after) - _high(before), _high(after) - _low(before)
    return Balance(
        place=place, said_by=said_by, first=first, last=last, change=change, moved=(low, high),
        residual=(change[0] - high, change[1] - low), movements=tuple(sorted(used)),
    )  # fmt: skip


def _inside(where: str, place: str, reference: Reference) -> int:
    return int(bool(where) and (where == place or place in reference.places.ancestors(where)))


def _low(item: Movement) -> float:
    return item.low or 0.0


def _high(item: Movement) -> float:
    """Return the highest that is told; an open end is taken at what is told, as IDMC takes "more than"."""
    return item.high if item.high is not None else _low(item)
