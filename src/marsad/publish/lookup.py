"""Names for ids: what to call a place, a party, a side or a source in print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import pairwise

from marsad.model.claim import Claim
from marsad.model.event import Dispute
from marsad.model.picture import Holding
from marsad.model.report import Report
from marsad.model.where import Place
from marsad.publish.credibility import credibility
from marsad.publish.edition import Edition
from marsad.reference import Side, Source

_WORD = re.compile(r"[^\W_]+")
_UNNAMED = {"unspecified": "speakers not named"}
NAMELESS = "a named person"
"""What stands in print for a name that no list knows: it may be that of a private person."""


class Lookup:
    """An edition with its indexes, built once for all formats."""

    def __init__(self, edition: Edition) -> None:
        """Index the claims and reports of the edition."""
        self.edition = edition
        self.day = edition.picture.day
        self.reports: dict[str, Report] = {report.id: report for report in edition.reports}
        self.claims: dict[str, Claim] = {claim.id: claim for claim in self._ordered(edition.claims)}
        self.number: dict[str, int] = {claim: count for count, claim in enumerate(self.claims, start=1)}

    @staticmethod
    def _ordered(claims: tuple[Claim, ...]) -> list[Claim]:
        return sorted(
            claims, key=lambda item: (item.published, item.report, item.sentence.start, item.cue.start, item.id)
        )

    @cached_property
    def sides(self) -> dict[str, Side]:
        """Return the sides of the war by id, in the pack's order."""
        return {side.id: side for side in self.edition.reference.pack.sides}

    @cached_property
    def history(self) -> tuple[Holding, ...]:
        """Return every interval of control, oldest first within a place."""
        picture = self.edition.picture
        found = picture.history or picture.holdings
        return tuple(sorted(found, key=lambda item: (item.place, item.first, item.last or date.max, item.id)))

    @cached_property
    def disputes(self) -> tuple[Dispute, ...]:
        """Return every dispute once, by id."""
        found = {item.id: item for event in self.edition.reconciled.events for item in event.disputes}
        return tuple(found[name] for name in sorted(found))

    @cached_property
    def spoken(self) -> dict[str, str]:
        """Return by key how reports write the parties that no list knows."""
        parties = [
            party for claim in self.claims.values() for party in (claim.who, claim.whom) if party and not party.actor
        ]
        return {_key(party.text): party.text for party in reversed(parties)}

    @cached_property
    def credibility(self) -> dict[str, int]:
        """Return the credibility of each claim, 1 to 6."""
        return credibility(self.edition)

    def place(self, place: str) -> Place | None:
        """Return the place with this id."""
        return self.edition.reference.places.get(place) if place else None

    def place_name(self, place: str, text: str = "") -> str:
        """Return the name of a place: the gazetteer's, else the words of the report, else the id."""
        found = self.place(place)
        return found.name if found else (text or place)

    def side_of(self, party: str, day: date | None = None) -> str:
        """Return the side of an actor, or of a side itself; "" where none is known."""
        if party in self.sides:
            return party
        return self.edition.reference.actors.side(party, day or self.day)

    def side_name(self, side: str) -> str:
        """Return the name of a side."""
        return self.sides[side].name if side in self.sides else side

    def party_name(self, party: str) -> str:
        """Return the name of an actor or side, or words that describe someone; "" for an unknown name."""
        if party in self.sides:
            return self.sides[party].name
        actors = self.edition.reference.actors
        actor = actors.get(party) or actors.named(party)
        if actor:
            return actor.name
        # Keys are in small letters, which would hide that words are a name.
        spoken = self.spoken.get(_key(party), party)
        return spoken if is_description(spoken) else ""

    def party_in_text(self, party: str) -> str:
        """Return a party's name as it stands within a sentence: "rebels", but "Syrian government forces"."""
        name = self.party_name(party)
        actor = self.edition.reference.actors.get(party)
        if not actor or not name:
            return name
        # A first word that the actor's other names write small ("rebel fighters") is a common noun.
        first = name.split()[0].lower()
        small = {word for other in actor.names for word in other.split()}
        return name[:1].lower() + name[1:] if {first, first.removesuffix("s")} & small else name

    def source(self, name: str) -> Source | None:
        """Return the known source that an id or a name means."""
        sources = self.edition.reference.sources
        return sources.get(name) or sources.named(name)

    def speaker_name(self, speaker: str) -> str:
        """Return what to call a speaker in print; a name that no list knows is left to the sentence."""
        if not speaker or speaker in _UNNAMED:
            return _UNNAMED.get(speaker, "")
        found = self.source(speaker)
        return found.name if found else (self.party_name(speaker) or NAMELESS)

    def outlet_name(self, outlet: str) -> str:
        """Return the name of an outlet, which publishes under it and so is no private matter."""
        found = self.source(outlet)
        return found.name if found else outlet

    def origin_name(self, claim: str) -> str:
        """Return who a claim goes back to: its nearest speaker, else its outlet."""
        found = self.claims.get(claim)
        if found is None:
            return ""
        if not found.said_by:
            return self.outlet_name(found.outlet)
        speaker = found.said_by[0]
        return self.speaker_name(speaker.source or speaker.text)

    def tellers(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return the names of all to whom claims go back, each once."""
        return tuple(sorted({name for claim in claims if (name := self.origin_name(claim))}))

    def said_by(self, said_by: str, claims: Iterable[str]) -> str:
        """Return who gives a figure: by its claims, whose words show what is a name; else by its origin's key."""
        named = [name for claim in sorted(claims) if (name := self.origin_name(claim))]
        if named:
            return named[0]
        found = self.source(said_by)
        return found.name if found else (NAMELESS if said_by else "")


def _key(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))


def is_description(words: str) -> bool:
    """Return whether words describe somebody ("four people", "Syrian troops") rather than name them.

    A phrase that ends in a capitalised word, or has two of them in a row, may be the name of a
    private person. Such words stay in the sentence that was reported and are not printed elsewhere.
    """
    tokens = [token.strip(".,;:()\"'") for token in words.split()]
    capital = [_is_capitalised(token) for token in tokens if token]
    if not capital or capital[-1] or not any(token[:1].isalpha() for token in tokens):
        return False
    return not any(first and second for first, second in pairwise(capital))


def _is_capitalised(token: str) -> bool:
    return any(part[:1].isupper() for part in token.replace("’", "'").split("-"))
