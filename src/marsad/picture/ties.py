"""Ties: who backs, fights beside, fights or breaks with whom, since when, as claims tell it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Literal

from marsad.model.ids import digest
from marsad.model.picture import Tie
from marsad.picture.heard import Heard, facts

Relation = Literal["support", "ally", "oppose", "end"]
_RELATIONS: dict[str, Relation] = {
    "tie.support": "support",
    "tie.ally": "ally",
    "tie.oppose": "oppose",
    "tie.end": "end",
}
_ENDED = frozenset({"support", "ally"})
_Pair = tuple[str, str]


def ties(items: Sequence[Heard]) -> tuple[Tie, ...]:
    """Return the ties that claims tell of, by relation and pair.

    A tie ends on the day on which support or alliance is told to end, and begins anew where it is told
    of later. An end of something that nobody told of before stands as an entry of its own.
    """
    told: dict[tuple[Relation, _Pair], list[Heard]] = defaultdict(list)
    denied: dict[tuple[Relation, _Pair], list[Heard]] = defaultdict(list)
    for modality, into in (("asserted", told), ("denied", denied)):
        for item in facts(items, "tie", modality=modality):
            if item.who.name and item.whom.name:
                into[_RELATIONS[item.kind], (item.who.name, item.whom.name)].append(item)
    ends = {pair: said for (relation, pair), said in told.items() if relation == "end"}
    found: list[Tie] = []
    for key in sorted(told):
        relation, pair = key
        against = tuple(sorted(item.id for item in denied.get(key, ())))
        if relation == "end":
            if not any((other, pair) in told for other in _ENDED):
                found.append(_tie(relation, pair, told[key], None, against))
            continue
        found.extend(_periods(relation, pair, told[key], ends.get(pair, []), against))
    return tuple(found)


def _periods(
    relation: Relation, pair: _Pair, said: Sequence[Heard], ends: Sequence[Heard], against: tuple[str, ...]
) -> list[Tie]:
    found: list[Tie] = []
    left = sorted(said, key=_day)
    for end in sorted(ends, key=_day) if relation in _ENDED else ():
        before = [item for item in left if _day(item) <= _day(end)]
        if before:
            found.append(_tie(relation, pair, before, end, against))
            left = left[len(before) :]
    if left:
        found.append(_tie(relation, pair, left, None, against))
    return found


def _tie(relation: Relation, pair: _Pair, said: Sequence[Heard], end: Heard | None, against: tuple[str, ...]) -> Tie:
    first = min((item.first for item in said if item.first), default=None)
    claims = {item.id for item in said} | ({end.id} if end else set())
    return Tie(
        id=digest("tie", relation, *pair, first),
        relation=relation,
        who=pair[0],
        whom=pair[1],
        first=first,
        last=end.last if end else None,
        claims_for=tuple(sorted(claims)),
        claims_against=against,
    )


def _day(item: Heard) -> tuple[date, str]:
    return (item.last or date.min, "")
