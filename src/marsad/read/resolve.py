"""From words to what they refer to: parties, places, speakers, pronouns."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date

from marsad.codebook.words import Words
from marsad.model.claim import Party, Speaker
from marsad.model.clause import Argument, Sentence
from marsad.model.where import Candidate, Relation, Where
from marsad.read.names import Names, PlaceName
from marsad.reference import Reference
from marsad.reference.names import key

_WORD = re.compile(r"[\w'’-]+")
_DEFINITE = re.compile(
    r"(?:^|\b(?:of|in)\s+)(?:the|this|that)\s+(?:\w+\s+)?(city|town|village|area|district|neighbou?rhood|camp)\b",
    re.IGNORECASE,
)
_SETTLEMENTS = frozenset({"city", "town", "village", "neighbourhood", "district", "camp"})
_RELATIONS: dict[str, Relation] = {"near": "near", "outside": "near", "towards": "towards", "to": "in", "from": "from"}
_PART = re.compile(
    r"\b(?:parts?|edges?|outskirts|suburbs?|countryside|side|areas?|districts?|neighbou?rhoods?|half|third|quarter|"
    r"most|centre|center|rest|(?:north|south)?-?(?:east|west)(?:ern)?|(?:north|south)(?:ern)?)\b",
    re.IGNORECASE,
)
_LONGEST_NAME = 6


_BY_OTHERS = frozenset({"backed", "supported", "funded", "trained", "sponsored", "armed", "made", "allied", "aligned"})
"""What is "US-backed" is not the US."""


def actor_of(text: str, words: Words, reference: Reference) -> str:
    """Return the id of the actor that a phrase names: by dictionary, then by composition, then ""."""
    tokens = [token.removesuffix("'s").removesuffix("’s") for token in _WORD.findall(text)]
    for length in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        for start in range(len(tokens) - length + 1):
            found = reference.actors.by_key.get(key(" ".join(tokens[start : start + length])))
            if found:
                return found
    for token in tokens:
        # The bare word before "-held" is singular; lists of names give the plural.
        if found := reference.actors.by_key.get(key(f"{token}s")):
            return found
    for token in tokens:
        first, _, second = token.lower().partition("-")
        country = words.demonyms.get(token.lower()) or ("" if second in _BY_OTHERS else words.demonyms.get(first))
        if country and (actor := reference.actors.named(words.countries.get(country, country))):
            return actor.id
    return ""


def party(argument: Argument, words: Words, reference: Reference, day: date | None, pronoun: str = "") -> Party:
    """Return who a phrase means, with the side that it was on, on a day."""
    actor = actor_of(argument.text, words, reference)
    return Party(
        text=argument.text,
        start=argument.start,
        end=argument.end,
        actor=actor,
        side=reference.actors.side(actor, day) if actor else "",
        pronoun=pronoun,
    )


def where(argument: Argument, role: str, names: Names, reference: Reference) -> Where:
    """Return the place that a phrase names: the finest that the words support and no finer."""
    inside = names.within(argument.start, argument.end)
    relation = _RELATIONS.get(role, "in")
    if largest := _largest(argument, names, reference):
        return _where(argument, relation, largest, (largest,), "")
    if inside:
        place = inside[0]
        before = argument.text[: place.start - argument.start]
        after = argument.text[place.end - argument.start :]
        owner = bool(re.match(r"['’]s?\s+\w", after))
        part = _part(before.strip()) if _PART.search(before) else (after.strip(" '’s") if owner else "")
        local = "" if owner else _local_name(argument.text, place.text)
        if local and place.kind != "country" and not part:
            return _where(argument, relation, Candidate(place=f"named:{key(local)}", name=local, score=0.4), (), "")
        return _where(argument, relation, place.candidates[0], place.candidates, part)
    if own := _described(argument, relation, reference):
        return own
    if local := _local_name(argument.text, ""):
        return _where(argument, relation, Candidate(place=f"named:{key(local)}", name=local, score=0.3), (), "")
    match = _DEFINITE.search(argument.text)
    if match and (meant := _meant(match[1].lower(), argument.start, names, reference)):
        return _where(argument, relation, meant, (meant,), _part(argument.text[: match.start()].strip()))
    return Where(text=argument.text, start=argument.start, end=argument.end, relation=relation)


def _described(argument: Argument, relation: Relation, reference: Reference) -> Where | None:
    """Return the pack's own place that a phrase ends with in words that are no name ("all of the east of the city")."""
    for word in _WORD.finditer(argument.text):
        if word.group().lower() not in _PREFACES and (own := reference.places.own_named(argument.text[word.start() :])):
            best = Candidate(place=own.id, name=own.name, score=0.9)
            before = argument.text[: word.start()].strip()
            return _where(argument, relation, best, (best,), _part(before) if _PART.search(before) else "")
    return None


_PREFACES = frozenset({"the", "a", "of", "in"})
_LARGEST = re.compile(
    r"\b(?:largest|biggest|most\s+populous)\s+(?:city|urban\s+(?:area|centre|center)|metropolis)\b", re.IGNORECASE
)
_UNDERSTOOD = re.compile(r"\b(?:the|this)\s+(?:country|nation)\b", re.IGNORECASE)
_RANKED = re.compile(r"\b(?:second|third|fourth|fifth|\d+(?:nd|rd|th)|one\s+of)\b", re.IGNORECASE)


def _largest(argument: Argument, names: Names, reference: Reference) -> Candidate | None:
    """Return the city that a superlative means: the most populous of the country that is named, or understood."""
    if not _LARGEST.search(argument.text) or _RANKED.search(argument.text):
        return None
    inside = names.within(argument.start, argument.end)
    countries = [place for place in names.places if place.kind == "country" and place.end <= argument.end]
    country = ""
    if len(inside) == 1 and inside[0].kind == "country":
        country = _country(inside[0].place, reference)
    elif not inside and _UNDERSTOOD.search(argument.text):
        country = reference.pack.country or (_country(countries[-1].place, reference) if countries else "")
    found = reference.places.most_populous(country)
    return Candidate(place=found.id, name=found.name, score=0.7) if found else None


def _country(place: str, reference: Reference) -> str:
    found = reference.places.get(place)
    return found.country if found else ""


_ALL = re.compile(r"\b(?:all|whole|entire|entirety)\s+(?:of\s+)?", re.IGNORECASE)


def _part(before: str) -> str:
    """Return the words that narrow a place, without those that only say that all of that part is meant."""
    narrowed = _ALL.sub("", before).strip()
    return narrowed if _PART.search(narrowed) else before


def _where(
    argument: Argument, relation: Relation, best: Candidate, candidates: Sequence[Candidate], part: str
) -> Where:
    return Where(
        text=argument.text, start=argument.start, end=argument.end, place=best.place, name=best.name, part=part,
        relation=relation, candidates=tuple(candidates),
    )  # fmt: skip


_LOCAL_BEFORE = re.compile(
    r"((?:[A-Z][\w'’`-]*|al-\w+)(?:[ -](?:[A-Z][\w'’`-]*|al-\w+|\d+))*)\s+(?:districts?|neighbou?rhoods?|quarter|village|town|"
    r"hills?|bridge|hospital|airport|air\s*base|base|camp|square|street|road|crossing|prison|dam|farms?)\b"
)
_LOCAL_AFTER = re.compile(
    r"\b(?:districts?|neighbou?rhoods?|quarter|villages?|towns?|hill|camp|area)\s+(?:of\s+)?((?:[A-Z][\w'’`-]*|al-\w+)(?:[ -](?:[A-Z][\w'’`-]*|al-\w+))*)"
)
_HILL = re.compile(r"\b(Hill\s+\d+)\b")


def _local_name(text: str, known: str) -> str:
    """Return a named place that no gazetteer holds ("the strategic Sakhour district"), or ""."""
    for pattern in (_HILL, _LOCAL_BEFORE, _LOCAL_AFTER):
        match = pattern.search(text)
        name = match[1].removeprefix("The ") if match else ""
        if name not in ("", "The", "This", "That") and (not known or (known not in name and name not in known)):
            return name
    return ""


def _meant(noun: str, start: int, names: Names, reference: Reference) -> Candidate | None:
    """Return what "the city" means: the pack's home, or the settlement named last before it."""
    home = reference.places.get(reference.pack.home) if reference.pack.home else None
    if home is not None and noun == "city":
        return Candidate(place=home.id, name=home.name, score=0.8)
    earlier = [
        place for place in names.places
        if place.end <= start and (place.kind in _SETTLEMENTS or place.kind == noun)
    ]  # fmt: skip
    return _weaker(earlier[-1]) if earlier else None


def _weaker(place: PlaceName) -> Candidate:
    best = place.candidates[0]
    return Candidate(place=best.place, name=best.name, score=round(best.score * 0.7, 3))


def speaker(text: str, start: int, end: int, reference: Reference) -> Speaker:
    """Return a link of the chain of attribution with the source that the words name."""
    tokens = _WORD.findall(text)
    for length in range(min(_LONGEST_NAME, len(tokens)), 0, -1):
        for first in range(len(tokens) - length + 1):
            found = reference.sources.by_key.get(key(" ".join(tokens[first : first + length])))
            if found:
                return Speaker(text=text, start=start, end=end, source=found)
    return Speaker(text=text, start=start, end=end)


def antecedent(pronoun: Argument, sentences: Sequence[Sentence], at: int, own: Collection[int] = ()) -> Argument | None:
    """Return the party that a pronoun stands for: the last subject of its number before it, if any.

    `own` holds the offsets of the phrases of the pronoun's own clause, which it cannot stand for.
    """
    best: Argument | None = None
    for sentence in sentences[max(0, at - 1) : at + 1]:
        candidates: list[tuple[int, Argument]] = []
        for clause in sentence.clauses:
            for role, arguments in clause.roles.items():
                if role not in ("subject", "object", "by"):
                    continue
                candidates += [
                    (role == "subject", item)
                    for item in arguments
                    if item.start not in own and _can_stand(item, pronoun)
                ]
        candidates.sort(key=lambda pair: (pair[0], pair[1].start))
        if candidates:
            best = candidates[-1][1]
    return best


def _can_stand(item: Argument, pronoun: Argument) -> bool:
    if item.pronoun or item.start >= pronoun.start or not item.sorts & {"armed", "people", "state", "name"}:
        return False
    if pronoun.text.lower() in ("it", "its"):
        return bool(item.sorts & {"armed", "state", "name"})
    return True
