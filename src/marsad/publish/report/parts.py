"""The parts of a briefing: statements, tables and sections, and the numbered sentences that they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.publish import words
from marsad.publish.lookup import Lookup
from marsad.publish.page.atlas import Map

CITED = 4
"""Sentences given for a statement, the earliest of different origins first; `marsad why` lists them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One source of a statement: who printed which sentence on which day, and whom it relays."""

    number: int
    outlet: str
    day: str
    title: str
    speaker: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing said, with the numbers of its notes, how many more sentences there are, and the days it is about."""

    text: str
    notes: tuple[int, ...]
    more: int = 0
    days: str = ""
    aside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: its columns, its rows of text, and the columns set flush right; the last column holds notes."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[int, ...]], ...]
    right: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the briefing; `lead` says how to read it."""

    id: str
    title: str
    lead: str = ""
    statements: tuple[Statement, ...] = ()
    grid: Grid | None = None
    rest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """All that a briefing holds."""

    title: str
    kicker: str
    clocks: str
    summary: tuple[Statement, ...]
    sections: tuple[Section, ...]
    map: Map | None
    changed: frozenset[str]
    sides: tuple[tuple[str, str, str], ...]
    notes: tuple[Note, ...]
    basis: str


@dataclass
class Notes:
    """Numbers sentences in the order in which they are first cited."""

    look: Lookup
    numbers: dict[str, int] = field(default_factory=dict)
    made: list[Note] = field(default_factory=list)

    def cite(self, claims: Iterable[str], most: int = CITED) -> tuple[tuple[int, ...], int]:
        """Return the numbers of the notes of a statement, and how many of its sentences have none."""
        wanted = set(claims)
        known = [claim for name, claim in self.look.claims.items() if name in wanted]
        origin_of = self.look.edition.reconciled.origin_of
        chosen: dict[str, str] = {}
        for claim in known:
            chosen.setdefault(origin_of.get(claim.id, claim.id), claim.id)
        first = [*chosen.values(), *(claim.id for claim in known if claim.id not in chosen.values())]
        spots = list(
            dict.fromkeys((self.look.claims[name].report, self.look.claims[name].sentence.start) for name in first)
        )
        by_spot: dict[tuple[str, int], str] = {}
        for name in first:
            by_spot.setdefault((self.look.claims[name].report, self.look.claims[name].sentence.start), name)
        kept = [self._number(by_spot[spot]) for spot in spots[:most]]
        return tuple(sorted(kept)), max(len(spots) - most, 0)

    def _number(self, name: str) -> int:
        claim = self.look.claims[name]
        key = f"{claim.report} {claim.sentence.start} {claim.id if not claim.sentence.text else ''}"
        if key not in self.numbers:
            self.numbers[key] = len(self.numbers) + 1
            report = self.look.reports.get(claim.report)
            speaker = self.look.origin_name(name) if claim.said_by else ""
            self.made.append(
                Note(
                    number=self.numbers[key], outlet=self.look.outlet_name(claim.outlet) or "an outlet not named",
                    day=words.day(report.published) if report and report.published else "undated",
                    title=report.title if report else "", speaker=speaker, sentence=" ".join(claim.sentence.text.split()),
                )
            )  # fmt: skip
        return self.numbers[key]

    def statement(
        self, text: str, claims: Iterable[str], days: str = "", aside: str = "", most: int = CITED
    ) -> Statement:
        """Return a statement with the notes of its claims."""
        notes, more = self.cite(claims, most)
        return Statement(text=words.sentence_case(text), notes=notes, more=more, days=days, aside=aside)
