"""What has been told of one place, kept at milestones, so that a question need not tell it all again.

A chain tells the place with everything that is ever known of it. As known on an earlier day, the telling is the same up to
the first day that something not yet known bears on; from the last milestone before it, only the rest is told anew.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from marsad.picture.control import Telling, carry_on
from marsad.picture.settings import Settings
from marsad.picture.witnesses import CHANGES, Witness, in_order

_EVERY = 6
"""Days told between two milestones: more save memory, fewer save time."""


@dataclass(frozen=True, slots=True)
class Word:
    """What one claim says of the place; `known` is when it was published, `entry` the claim's number there."""

    witness: Witness
    known: date
    entry: int


@dataclass(slots=True)
class Floor:
    """The earliest day that anything after a day bears on: a running minimum from the end."""

    days: list[date] = field(default_factory=list)
    lowest: list[date] = field(default_factory=list)

    @classmethod
    def of(cls, pairs: Iterable[tuple[date, date]]) -> Floor:
        """Return the floor of pairs of a day and the day that it bears on."""
        ordered = sorted(pairs)
        lowest: list[date] = []
        least = date.max
        for _, borne in reversed(ordered):
            least = min(least, borne)
            lowest.append(least)
        return cls([day for day, _ in ordered], lowest[::-1])

    def after(self, day: date) -> date:
        """Return the earliest day that anything later than `day` bears on."""
        position = bisect_right(self.days, day)
        return self.lowest[position] if position < len(self.lowest) else date.max


@dataclass(slots=True)
class Chain:
    """A place's words in the order of their days, the floors of what is not known yet, and the milestones."""

    words: list[Word]
    days: list[date]
    unknown: Floor
    later: Floor
    milestones: list[tuple[date, Telling]]

    def before(self, day: date) -> tuple[date, Telling] | None:
        """Return the last milestone before a day."""
        position = bisect_left(self.milestones, day, key=lambda milestone: milestone[0])
        return self.milestones[position - 1] if position else None

    def since(self, day: date, until: date, known_by: date) -> list[Word]:
        """Return the words of the days after one until another that are known, and what could date them."""
        start, end = bisect_right(self.days, day), bisect_right(self.days, until)
        tail = [word for word in self.words[start:end] if word.known <= known_by]
        vague = [word.witness.first for word in tail if word.witness.effect in CHANGES]
        if vague and (earliest := min(vague)) <= day:
            around = self.words[bisect_left(self.days, earliest) : start]
            tail = [word for word in around if word.known <= known_by] + tail
        return tail


def forge(words: Sequence[Word], fights: Sequence[date], settings: Settings) -> Chain | None:
    """Return the chain of a place, or None where a word passed on from its whole depends on all that follows."""
    if not words or any(word.witness.passed_on for word in words):
        return None
    ordered = sorted(words, key=lambda word: (word.witness.day, word.witness.claim))
    said = in_order([(True, word.witness) for word in ordered])
    bears = _bears_on(ordered, {one.claim: one.day for one in said})
    milestones: list[tuple[date, Telling]] = []
    telling = Telling({}, [], said[0].day)
    for number, moment in enumerate(carry_on(telling, said, fights, settings), start=1):
        if number % _EVERY == 0:
            milestones.append((moment, telling.copy()))
    return Chain(
        words=ordered,
        days=[word.witness.day for word in ordered],
        unknown=Floor.of((word.known, bears[number]) for number, word in enumerate(ordered)),
        later=Floor.of((word.witness.day, bears[number]) for number, word in enumerate(ordered)),
        milestones=milestones,
    )


def _bears_on(words: Sequence[Word], settled: dict[str, date]) -> list[date]:
    """Return for each word the earliest day on which the telling is another without it."""
    vague = sorted({
        (word.witness.first, word.witness.last) for word in words
        if word.witness.effect == "takes" and word.witness.first < word.witness.last
    })  # fmt: skip
    longest = max((last - first for first, last in vague), default=timedelta(0))
    found = []
    for word in words:
        one = word.witness
        day = min(one.day, one.first if one.effect in CHANGES else one.day, settled.get(one.claim, one.day))
        if one.effect in CHANGES and vague:
            reach = one.first - longest if one.first - date.min > longest else date.min
            start, end = bisect_left(vague, (reach, date.min)), bisect_right(vague, (one.first, date.max))
            spans = [first for first, last in vague[start:end] if one.first <= last]
            day = min(day, *spans) if spans else day
        found.append(day)
    return found
