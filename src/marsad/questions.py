"""What is worth a person's minute: how likely it is wrong, times what hangs on it.

The value of a question is `chance * stake`. `chance` is how likely the program's own answer is wrong, at most one half where
it chose between two; `stake` is what would change: the items of the picture, each counted by the share of its claims
that the question is about, and more the more people its figure counts (1 + log10(1 + people)).
docs/deciding.md has the table of both for each sort of question.
"""

from __future__ import annotations

import calendar
import math
import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from marsad.audit import title
from marsad.deciding import disputes
from marsad.model.claim import Claim
from marsad.model.event import Dispute, Event, Link
from marsad.model.picture import Forecast
from marsad.publish import Edition
from marsad.reconcile.rules import rules
from marsad.reconcile.words import is_name, plain

EVEN = 0.5
"""The chance of being wrong where the program chose between two: more, and it would have chosen the other."""
UNSURE = 0.7
"""A claim read with less sureness than this is worth a look where the picture rests on it."""
MANY = 3
"""A place that so many claims name, and no gazetteer knows, is worth a line in one."""
WORTH = 1.0
"""What takes a minute to answer is worth it from here on: one item of the picture, certainly wrong, or two as likely as not."""
_PARTS = ("holdings", "sieges", "movements", "tolls", "ties", "events")
_NO_PLACE = frozenset(
    plain(word) for names in (calendar.month_name, calendar.day_name, rules().agencies) for name in names for word in name.split()
)  # fmt: skip
"""Words of dates and of news agencies, which are misread for places where a headline runs into them."""
_PART = re.compile(r"[^\W_]+")
_ANSWERS = ("marsad decide same {} {}", "marsad decide different {} {}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question: its sort, its words, what it is about, why it matters, and the commands that answer it."""

    sort: str
    words: str
    why: str
    chance: float
    stake: float
    about: tuple[str, ...]
    commands: tuple[str, ...]

    @property
    def value(self) -> float:
        """Return what the answer is worth: chance of being wrong times what hangs on it."""
        return self.chance * self.stake


def questions(edition: Edition) -> list[Question]:
    """Return what a person could decide, the most valuable first; what was decided is not asked again."""
    rests = _Rests(edition)
    decided = {name for item in edition.standings if item.in_force for group in item.on for name in group}
    found = [
        *_pairs(edition, rests),
        *(_dispute(item, edition, rests) for item in disputes(edition) if item.state == "open"),
        *(_verdict(item) for item in edition.picture.forecasts if not item.ruled_by and _is_settled(item)),
        *_places(edition),
        *(_reading(claim, rests) for claim in edition.claims
          if claim.sureness < UNSURE and claim.id not in decided and claim.id in rests.items),
    ]  # fmt: skip
    return sorted((one for one in found if one.stake > 0), key=lambda one: (-one.value, one.sort, one.about))


class _Rests:
    """What of the picture rests on which claims."""

    def __init__(self, edition: Edition) -> None:
        self.items: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self._titles: dict[str, tuple[Any, str]] = {}
        self._edition = edition
        for part in _PARTS:
            for item in getattr(edition.picture, part):
                claims = _claims(item)
                weight = 1 + math.log10(1 + _people(item))
                self._titles[item.id] = (item, part)
                for claim in claims:
                    self.items[claim].append((item.id, weight / len(claims)))

    def stake(self, claims: Iterable[str]) -> float:
        """Return how much of the picture rests on some claims."""
        return sum(share for claim in set(claims) for _, share in self.items.get(claim, ()))

    def words(self, claims: Iterable[str]) -> str:
        """Return in words what rests on some claims, the most first."""
        shares: dict[str, float] = defaultdict(float)
        for claim in set(claims):
            for item, share in self.items.get(claim, ()):
                shares[item] += share
        ordered = sorted(shares, key=lambda item: (-shares[item], item))
        named = [title(*self._titles[item], self._edition) for item in ordered[:2]]
        more = f" and {len(ordered) - 2} more" if len(ordered) > 2 else ""
        return f"on it rests {'; '.join(named)}{more}" if named else "nothing of the picture rests on it yet"


def _claims(item: Any) -> set[str]:
    return {*getattr(item, "claims_for", ()), *getattr(item, "claims_against", ()), *getattr(item, "claims", ())}


def _people(item: Any) -> float:
    if isinstance(item, Event):
        return 0.0
    counted = getattr(item, "high", None) or getattr(item, "low", None)
    return counted or 0.0


def _pairs(edition: Edition, rests: _Rests) -> Iterator[Question]:
    """Yield the pairs of events that may be one: the chance is that of the odds, the stake that of the smaller one.

    Of each event only the surest of the larger ones is asked about: the answer moves what could be asked of the others.
    """
    event_of = {claim: event for event in edition.reconciled.events for claim in event.claims}
    answered = {
        frozenset(event_of[group[0]].id for group in item.on if group[0] in event_of)
        for item in edition.standings
        if item.in_force and item.decision.act == "different"
    }
    asked: set[str] = set()
    for link in edition.reconciled.questions:
        if link.a in event_of and link.b in event_of:
            if frozenset((event_of[link.a].id, event_of[link.b].id)) in answered:
                continue
            one, other = event_of[link.a], event_of[link.b]
            smaller = min((one, other), key=lambda event: (len(event.claims), event.id))
            if smaller.id in asked:
                continue
            asked.add(smaller.id)
            yield Question(
                sort="pair", words=f"One event or two? {_told(one)} / {_told(other)}",
                why=f"{_reasons(link)}; {rests.words(smaller.claims)}",
                chance=min(EVEN, 2**link.score / (1 + 2**link.score)), stake=rests.stake(smaller.claims),
                about=(link.a, link.b),
                commands=tuple(line.format(link.a[:8], link.b[:8]) for line in _ANSWERS),
            )  # fmt: skip


def _told(event: Event) -> str:
    when = event.when.edtf if event.when else "no day"
    return f"{event.kind}, {event.place_text or 'no place'}, {when} ({len(event.claims)} claims)"


def _reasons(link: Link) -> str:
    return ", ".join(reason.words for reason in link.reasons if reason.feature != "prior")


def _dispute(item: Dispute, edition: Edition, rests: _Rests) -> Question:
    """Ask about an open dispute: the chance is the share of origins on the weaker side, the stake that of all sides."""
    origins = [len({edition.reconciled.origin_of[claim] for claim in side}) for side in item.sides]
    claims = [claim for side in item.sides for claim in side]
    sides = range(1, len(item.sides) + 1)
    return Question(
        sort="dispute", words=item.words, why=f"{' against '.join(map(str, origins))} origins; {rests.words(claims)}",
        chance=min(EVEN, 1 - max(origins) / sum(origins)), stake=rests.stake(claims), about=(item.id,),
        commands=tuple(f"marsad decide settle {item.id[:8]} {side}" for side in (*sides, "moot")),
    )  # fmt: skip


def _is_settled(item: Forecast) -> bool:
    return item.status in ("true", "false", "void", "disputed")


def _verdict(item: Forecast) -> Question:
    """Ask about a proposed verdict: the fewer claims it rests on the likelier it is wrong; its repeats hang on it."""
    other = "false" if item.status == "true" else "true"
    return Question(
        sort="verdict", words=f"Is it {item.status}? {item.proposition}, foretold by {item.forecaster or 'nobody named'}",
        why=f"the verdict rests on {len(item.evidence)} claims, and {1 + len(item.repeats)} tellings are scored by it",
        chance=EVEN if item.status == "disputed" else 1 / (1 + max(1, len(item.evidence))), stake=1.0 + len(item.repeats),
        about=(item.id,),
        commands=(f"marsad decide verdict {item.id[:8]}", f"marsad decide verdict {item.id[:8]} {other}"),
    )  # fmt: skip


def _places(edition: Edition) -> Iterator[Question]:
    """Yield the names of places that no gazetteer holds: certainly wrong, and what is told of them hangs on it."""
    named: dict[str, list[Claim]] = defaultdict(list)
    for claim in edition.claims:
        if claim.where is not None and not claim.where.place and is_name(claim.where.text):
            named[plain(_name(claim.where.text))].append(claim)
    many = {name: claims for name, claims in named.items() if len(claims) >= MANY}
    misread = _misread(
        {_name(claim.where.text) for claims in many.values() for claim in claims if claim.where}, edition
    )
    for name, claims in many.items():
        phrases = {" ".join(claim.where.text.split()) for claim in claims if claim.where}
        spelled = Counter(_name(claim.where.text) for claim in claims if claim.where)
        text = min(spelled, key=lambda words: (-spelled[words], words))
        # A name that is known, but stood in a phrase that reading took for the place, needs no line in a gazetteer.
        is_known = text not in phrases and bool(edition.reference.places.named([text]))
        if (
            not is_known
            and text not in misread
            and _NO_PLACE.isdisjoint(word.removesuffix("s") for word in name.split())
        ):
            ids = " ".join(claim.id[:8] for claim in claims[:6])
            yield Question(
                sort="place", words=f"Where is {text}? {len(claims)} claims name it, and no gazetteer has it",
                why="what is told of it stands on no map and meets no other report of the place",
                chance=1.0, stake=float(len(claims)), about=(text,),
                commands=(f"marsad decide correct {ids} where=PLACE", f"add a line to places.csv of the pack: {shlex.quote(text)}"),
            )  # fmt: skip


def _name(text: str) -> str:
    """Return the name that a phrase for a place ends in: "Old Ford" of "positions near Old Ford"."""
    words = text.split()
    first = len(words)
    while first and (parts := _PART.findall(words[first - 1])) and parts[-1][0].isupper():
        first -= 1
    return " ".join(words[first:]) or " ".join(words)


def _misread(names: Collection[str], edition: Edition) -> set[str]:
    """Return the names in which a country or one of the pack's places stands with the s of an apostrophe that was lost."""
    stems = {word.removesuffix("s") for name in names for word in name.split() if word.endswith("s")}
    places = edition.reference.places
    known = {
        stem for stem, found in places.named(stems).items()
        if any(place.kind == "country" or places.is_own(place) for place in found)
    }  # fmt: skip
    return {name for name in names if any(word[-1:] == "s" and word[:-1] in known for word in name.split())}


def _reading(claim: Claim, rests: _Rests) -> Question:
    """Ask whether a claim of low sureness was read well."""
    return Question(
        sort="reading", words=f"Does it say {claim.kind}? “{' '.join(claim.sentence.text.split())}”",
        why=f"read with sureness {claim.sureness:.2f}; {rests.words([claim.id])}",
        chance=1 - claim.sureness, stake=rests.stake([claim.id]), about=(claim.id,),
        commands=(f"marsad decide accept {claim.id[:8]}", f"marsad decide reject {claim.id[:8]}"),
    )  # fmt: skip
