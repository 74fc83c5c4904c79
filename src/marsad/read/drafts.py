"""From bare words of a report to a claim: what a reader that knows only spans says, resolved like any other claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from marsad.model.claim import Claim, Count, Kind, Modality, Party, Phrase, ReadBy, Speaker
from marsad.model.clause import Argument, Sentence
from marsad.model.ids import digest
from marsad.model.when import When
from marsad.model.where import Where
from marsad.read import quantity, resolve
from marsad.read.attribution import UNSPECIFIED
from marsad.read.build import Context, unit_of

Spot = tuple[int, int]
"""First and last offset of words in the report's text."""

_PEOPLE = frozenset({"casualty", "displacement"})
_PRONOUNS = frozenset({"it", "they", "them", "he", "she", "him", "her", "we", "us", "i", "its", "their", "his", "who"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A claim as spans. `said_by` holds the chain of speakers, None for one who is not named."""

    sentence: int
    kind: Kind
    modality: Modality
    cue: Spot
    who: Spot | None = None
    whom: Spot | None = None
    where: Spot | None = None
    whence: Spot | None = None
    when: Spot | None = None
    count: Spot | None = None
    said_by: tuple[Spot | None, ...] = ()


def claim(draft: Draft, times: Sequence[When], read_by: ReadBy, sureness: float, context: Context) -> Claim:
    """Return the claim that a draft makes; `times` are the time expressions of its sentence, with offsets into it."""
    sentence = context.sentences[draft.sentence]
    text = context.report.text
    when = time(draft.when, sentence, times)
    day = when.first if when and when.first else context.report.published
    whom = party(draft.whom, draft.sentence, day, context)
    ends = [spot[0] for spot in (draft.who, draft.whom, draft.where, draft.whence, draft.count) if spot]
    return Claim(
        id=digest(context.report.id, *draft.cue, draft.kind, *ends),
        report=context.report.id,
        outlet=context.report.source,
        sentence=Phrase(text=sentence.text, start=sentence.start, end=sentence.end),
        cue=Phrase(text=text[slice(*draft.cue)], start=draft.cue[0], end=draft.cue[1]),
        kind=draft.kind,
        modality=draft.modality,
        who=party(draft.who, draft.sentence, day, context),
        whom=whom,
        where=place(draft.where, context),
        whence=place(draft.whence, context),
        when=when,
        count=count(draft.count, draft.kind, draft.sentence, context),
        said_by=tuple(speaker(spot, context) for spot in draft.said_by),
        published=context.report.published.isoformat() if context.report.published else "",
        read_by=read_by,
        sureness=sureness,
    )


def party(spot: Spot | None, at: int, day: date | None, context: Context) -> Party | None:
    """Return the party that words mean; a pronoun stands for what it refers to, or for nothing."""
    if spot is None:
        return None
    item = _argument(spot, context)
    pronoun = ""
    if item.text.lower() in _PRONOUNS:
        meant = resolve.antecedent(replace(item, pronoun=True), context.sentences, at)
        if meant is None:
            return None
        pronoun, item = item.text, meant
    return resolve.party(item, context.codebook.words, context.reference, day, pronoun)


def place(spot: Spot | None, context: Context) -> Where | None:
    """Return the place that words mean."""
    if spot is None:
        return None
    item = _argument(spot, context)
    return None if item.text.lower() in _PRONOUNS else resolve.where(item, "in", context.names, context.reference)


def count(spot: Spot | None, kind: Kind, at: int, context: Context) -> Count | None:
    """Return the number that words give, with the unit of the phrase that they stand in."""
    if spot is None:
        return None
    found = quantity.find(context.report.text[slice(*spot)])
    if not found:
        return None
    first = found[0]
    within = _holding(spot, at, context)
    fallback = "people" if kind.split(".")[0] in _PEOPLE else ""
    unit = "share" if first.share else unit_of(within) if within else fallback
    start = spot[0] + first.start
    return Count(text=first.text, start=start, end=spot[0] + first.end, low=first.low, high=first.high, unit=unit)


def time(spot: Spot | None, sentence: Sentence, times: Sequence[When]) -> When | None:
    """Return the time expression of a sentence that words overlap."""
    if spot is None:
        return None
    for when in times:
        if when.start + sentence.start < spot[1] and spot[0] < when.end + sentence.start:
            return replace(when, start=when.start + sentence.start, end=when.end + sentence.start)
    return None


def speaker(spot: Spot | None, context: Context) -> Speaker:
    """Return the speaker that words name; None is one who is not named."""
    if spot is None:
        return UNSPECIFIED
    return resolve.speaker(context.report.text[slice(*spot)], *spot, context.reference)


def _argument(spot: Spot, context: Context) -> Argument:
    """Return the words as an argument."""
    text = context.report.text[slice(*spot)]
    head = text.split()[-1] if text.split() else text
    return Argument(text=text, start=spot[0], end=spot[1], head=head.lower(), head_start=spot[1] - len(head))


def _holding(spot: Spot, at: int, context: Context) -> Argument | None:
    """Return the narrowest phrase of a sentence that holds some words."""
    holding = [
        item
        for clause in context.sentences[at].clauses
        for items in clause.roles.values()
        for whole in items
        for item in (whole, *whole.parts)
        if item.start <= spot[0] < item.end
    ]
    return min(holding, key=lambda item: item.end - item.start, default=None)
