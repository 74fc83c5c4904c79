"""From a frame to a claim: its slots resolved, dated, counted and attributed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from marsad.codebook.book import Codebook, entry_digest
from marsad.model.claim import Claim, Count, Modality, Party, Phrase, ReadBy, Speaker
from marsad.model.clause import Argument, Clause, Sentence
from marsad.model.ids import digest
from marsad.model.report import Report
from marsad.model.when import When
from marsad.model.where import Where
from marsad.read import quantity, resolve
from marsad.read.frames import COUNTED_FAMILIES, Filled, Frame
from marsad.read.modality import modality
from marsad.read.names import Names
from marsad.reference import Reference

READER = "codebook"
VERSION = "1"
_UNIT_OF_SORT = (
    ("families", {"family", "household"}), ("vehicles", {"vehicle"}), ("places", {"place"}),
    ("fighters", {"armed"}), ("people", {"people", "number", "name", "pronoun"}), ("things", {"building", "weapon"}),
)  # fmt: skip


@dataclass(frozen=True)
class Context:
    """What building the claims of one report needs."""

    report: Report
    codebook: Codebook
    reference: Reference
    names: Names
    sentences: Sequence[Sentence]
    model: str


def claim(
    frame: Frame, at: int, times: Sequence[When], said_by: tuple[Speaker, ...], context: Context,
    dates: Sequence[When] = (),
) -> Claim:  # fmt: skip
    """Return the claim that a frame of sentence number `at` makes.

    `times` may date it; `dates` are all the time words of the sentence, whose figures count nothing.
    """
    sentence = context.sentences[at]
    slots = frame.slots
    when = _when(frame.clause, sentence, times)
    day = when.first if when and when.first else context.report.published
    who, whom = (_party(frame.clause, slots, slot, at, day, context) for slot in ("who", "whom"))
    where, whence = (_where(slots, slot, context) for slot in ("where", "whence"))
    acts = any(spec.startswith("subject") for spec in frame.entry.who)
    family = frame.entry.kind.split(".")[0]
    how = modality(frame.clause, family, context.codebook.words, frame.entry.modality, acts=acts)
    cue = Phrase(text=context.report.text[frame.cue[0] : frame.cue[1]], start=frame.cue[0], end=frame.cue[1])
    count = _count(frame, sentence, dates)
    return Claim(
        id=digest(context.report.id, cue.start, cue.end, frame.entry.kind, *_ends(slots)),
        report=context.report.id,
        outlet=context.report.source,
        sentence=Phrase(text=sentence.text, start=sentence.start, end=sentence.end),
        cue=cue,
        kind=frame.entry.kind,
        modality=how,
        who=who,
        whom=whom,
        where=where,
        whence=whence,
        when=when,
        count=count,
        said_by=said_by,
        condition=_condition(frame.clause, how),
        horizon=_horizon(sentence, how, times, context),
        published=context.report.published.isoformat() if context.report.published else "",
        read_by=ReadBy(
            reader=READER, version=VERSION, entry=frame.entry.id, digest=entry_digest(frame.entry), model=context.model
        ),
        sureness=_sureness(frame, who, where),
    )


def is_aimed_at_place(frame: Frame) -> bool:
    """Whether an attack's target is a place: what is hit, or what stands after "on"."""
    filled = frame.slots.get("where")
    return filled is not None and filled.role in ("object", "on", "against", "into", "at", "of")


def places(sentence: Sentence, context: Context) -> list[Where]:
    """Return the place phrases of a sentence that say where something happened, in order."""
    found: dict[int, Where] = {}
    for clause in sentence.clauses:
        for role in ("in", "at", "near", "on", "object"):
            for item in clause.roles.get(role, ()):
                is_named = bool(context.names.within(item.start, item.end))
                if "place" in item.sorts and (is_named or role in ("in", "near")) and not item.pronoun:
                    found.setdefault(item.start, resolve.where(item, role, context.names, context.reference))
    places_found = [found[start] for start in sorted(found)]
    return [place for place in places_found if place.place] or places_found


def _ends(slots: dict[str, Filled]) -> list[int]:
    return [filled.argument.start for filled in slots.values()]


def _party(
    clause: Clause, slots: dict[str, Filled], slot: str, at: int, day: date | None, context: Context
) -> Party | None:
    filled = slots.get(slot)
    if filled is None:
        return None
    argument = filled.argument
    pronoun = ""
    if argument.pronoun:
        is_possessive = argument.text.lower() in ("its", "their", "his", "her")
        own = () if is_possessive else {item.start for items in clause.roles.values() for item in items}
        meant = resolve.antecedent(argument, context.sentences, at, own)
        if meant is None:
            return None if argument.text.lower() in ("it", "which", "that", "who", "what") else _plain(argument)
        pronoun, argument = argument.text, meant
    return resolve.party(argument, context.codebook.words, context.reference, day, pronoun)


def _plain(argument: Argument) -> Party:
    return Party(text=argument.text, start=argument.start, end=argument.end)


def _where(slots: dict[str, Filled], slot: str, context: Context) -> Where | None:
    filled = slots.get(slot)
    if filled is None:
        return None
    argument = filled.argument
    if argument.pronoun:
        return None
    return resolve.where(argument, filled.role, context.names, context.reference)


_COUNTED_WHO = frozenset({"unrest", "force"})
"""Families of which those who act are counted: a crowd, a force that withdraws. Attackers are not."""
_BEFORE = 16
"""Characters before a phrase in which the bounds of its number may stand, where the parser left them out ("up to a hundred")."""


def _count(frame: Frame, sentence: Sentence, dates: Sequence[When]) -> Count | None:
    item = _counted(frame)
    if item is None:
        return _beside_cue(frame, sentence, dates) if frame.entry.kind.startswith("casualty.") else None
    opens = max(sentence.start, item.start - _BEFORE)
    text = sentence.text[opens - sentence.start : item.end - sentence.start]
    numbers = [
        number
        for number in quantity.find(text)
        if not _is_name(text, number) and not _is_date(number, opens, sentence, dates)
    ]
    found = [number for number in numbers if opens + number.end > item.start] or [
        number for number in numbers if _OF.fullmatch(text[number.end : item.start - opens])
    ]
    if item is frame.number and item.start == item.head_start and found and _is_year(found[0]):
        return None
    if not found:
        return None
    first = found[0]
    more = bool(re.search(r"\bmore\b", text[first.end :]))
    return _as_count(first, opens, "share" if first.share else unit_of(item), more=more)


def _as_count(number: quantity.Quantity, opens: int, unit: str, *, more: bool = False) -> Count:
    return Count(
        text=number.text, start=opens + number.start, end=opens + number.end, low=number.low, high=number.high,
        unit=unit, more=more,
    )  # fmt: skip


_OF = re.compile(r"\s+of\s+(?:the\s+)?")
_TO_CUE = re.compile(
    r"\s+(?:(?!(?:and|or|in|at|by|from|near|after|on|to|for|with|as|when)\b)[\w'’/-]+\s+){0,5}", re.IGNORECASE
)
_FROM_CUE = re.compile(r"\s+(?:of\s+|(?:and|or)\s+\w+ing\s+)?", re.IGNORECASE)
"""What may stand between a number and a cue that has no phrase of its own for its victims."""


def _beside_cue(frame: Frame, sentence: Sentence, dates: Sequence[When]) -> Count | None:
    """ "22 fighters were killed" in a headline or run-on sentence that the parser could not follow."""
    start, end = (offset - sentence.start for offset in frame.cue)
    for number in quantity.find(sentence.text):
        is_beside = (
            _TO_CUE.fullmatch(sentence.text[number.end : start])
            if number.end < start
            else _FROM_CUE.fullmatch(sentence.text[end : number.start])
        )
        is_other = number.share or _is_year(number) or _is_name(sentence.text, number)
        if is_beside and not is_other and not _is_date(number, sentence.start, sentence, dates):
            return _as_count(number, sentence.start, "people")
    return None


def _counted(frame: Frame) -> Argument | None:
    """Return the phrase that tells how many."""
    kind, slots = frame.entry.kind, frame.slots
    family = kind.split(".")[0]
    if frame.number is not None:
        return frame.number
    if family == "attack" and kind != "attack.abduction":
        return None
    is_of_whom = family in (*COUNTED_FAMILIES, "attack", "force") or kind == "relief.damage"
    names = [*(["whom"] if is_of_whom else []), *(["who"] if family in _COUNTED_WHO or kind == "tie.end" else []),
             *(["where"] if family == "control" else [])]  # fmt: skip
    return next((slots[name].argument for name in names if name in slots), None)


def _is_date(number: quantity.Quantity, opens: int, sentence: Sentence, dates: Sequence[When]) -> bool:
    start, end = opens + number.start - sentence.start, opens + number.end - sentence.start
    return any(when.start < end and start < when.end for when in dates)


def _is_name(text: str, number: quantity.Quantity) -> bool:
    """A number after a name is part of it ("Hill 853"), as is one of a unit of measure ("5 km")."""
    before = text[: number.start].rstrip()
    after = text[number.end :].lstrip().lower()
    return bool(re.search(r"(?:Hill|Brigade|Division|Unit|Route|Highway|Road)$", before)) or after.startswith(
        ("km", "kilomet", "mile", "year-old", "-year-old", "metre", "th ", "st ", "nd ", "rd ")
    )


def _is_year(found: quantity.Quantity) -> bool:
    return found.low is not None and 1900 <= found.low <= 2100 and found.text.isdigit()


def unit_of(item: Argument) -> str:
    """Return the unit that a counted phrase gives: people, fighters, places, or its own head."""
    for unit, sorts in _UNIT_OF_SORT:
        if item.head in sorts or item.head.rstrip("s") in sorts or item.sorts & sorts:
            return unit
    return f"{item.head}s" if item.head.isalpha() and not item.head.endswith("s") else item.head


def _when(clause: Clause, sentence: Sentence, times: Sequence[When]) -> When | None:
    """Return the time words that hang on the clause's verb or on one that its time is shared with.

    Times that hang on a verb of speaking are left out by the caller.
    """
    best: When | None = None
    if clause.form in ("compound", "adjective"):
        return None
    opening = [when for when in times if not any(verb < when.start + sentence.start for _, _, verb in sentence.verb_at)]
    for verb, listed in [*((verb, times) for verb in clause.scope), *((verb, opening) for verb in clause.beyond)]:
        near = [when for when in listed if _verb_of(when, sentence) == verb]
        if near:
            best = min(near, key=lambda when: abs(when.start - (clause.start - sentence.start)))
            break
    if best is None:
        return None
    return replace(best, start=best.start + sentence.start, end=best.end + sentence.start)


def _verb_of(when: When, sentence: Sentence) -> int:
    at = sentence.start + when.start
    for start, end, verb in sentence.verb_at:
        if start <= at < end or start >= at:
            return verb
    return -1


def _condition(clause: Clause, how: Modality) -> Phrase | None:
    if clause.condition is None or how not in ("predicted", "planned", "possible"):
        return None
    return Phrase(text=clause.condition.text, start=clause.condition.start, end=clause.condition.end)


def _horizon(sentence: Sentence, how: Modality, times: Sequence[When], context: Context) -> Phrase | None:
    if how != "predicted":
        return None
    for words in context.codebook.words.horizons:
        match = re.search(rf"\b{words}\b", sentence.text, re.IGNORECASE)
        if match:
            return Phrase(text=match.group(), start=sentence.start + match.start(), end=sentence.start + match.end())
    published = context.report.published
    for when in times:
        if published and when.last and when.last > published:
            return Phrase(text=when.text, start=sentence.start + when.start, end=sentence.start + when.end)
    return None


def _sureness(frame: Frame, who: Party | None, where: Where | None) -> float:
    """Return how sure the reading is: lower for pronouns and for places that no gazetteer holds."""
    value = 0.9
    if who is not None and who.pronoun:
        value -= 0.3
    if where is not None and (not where.place or where.place.startswith("named:")):
        value -= 0.1
    if frame.clause.form == "noun":
        value -= 0.05
    return round(value, 2)
