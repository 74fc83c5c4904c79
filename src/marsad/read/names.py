"""Names of places and actors in a report: where they stand and what they may mean."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from marsad.codebook.words import Words
from marsad.model.where import Candidate, Place
from marsad.reference import Reference
from marsad.reference.abbreviations import INITIALS, STATES
from marsad.reference.names import key

_TOKEN = re.compile(r"[^\W_]+(?:['’`ʿʾ-][^\W_]+)*", re.UNICODE)
_PART = re.compile(r"\w+")
_JOINERS = frozenset({"al", "el", "of", "de", "du", "la", "ad", "as", "ash", "ar", "an", "az", "and"})
_LONGEST = 5
"""Words in the longest name looked for ("Syrian Observatory for Human Rights" has its own list)."""
_SMALL, _LARGE = 15_000, 100_000
"""Inhabitants: below the first, a place is found only in a country that the report speaks of; above the
second, anywhere. Fitted by hand on news about Syria, Iraq and Ukraine."""
_CODE = 3
_COUNTRY = 0.95
_OTHER_NAME, _CAPITAL = 0.08, 0.15
"""Scores: of a country; less for a place that has the name as a second one; more for a country's capital."""
_COMPASS = frozenset({"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
                      "northeastern", "northwestern", "southeastern", "southwestern", "greater", "upper", "lower",
                      "old", "new"})  # fmt: skip
_REGION_NOUNS = frozenset({"province", "governorate", "region", "oblast", "countryside", "provinces", "prefecture",
                           "district", "state", "county", "raion"})  # fmt: skip
_ENDS = frozenset({"hill", "bridge", "roundabout", "housing", "factories", "factory", "hospital", "airport", "road", "base", "square",
                   "camp", "crossing", "prison", "quarter", "airbase", "dam", "district", "neighbourhood", "neighborhood"})  # fmt: skip
"""Nouns that end a place's name in lower case ("Zouhor hill")."""
_SHORT_SAINTS = frozenset({"St", "Ste", "Mt", "Ft"})
"""Words of names that a full stop shortens."""
_WIDE = frozenset({"province", "governorate", "oblast", "provinces", "countryside", "region"})


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name at a span of the report, with its candidates, best first."""

    start: int
    end: int
    text: str
    candidates: tuple[Candidate, ...]
    kind: str

    @property
    def place(self) -> str:
        """Return the id of the best candidate."""
        return self.candidates[0].place if self.candidates else ""


@dataclass
class Names:
    """The names found in one report."""

    places: list[PlaceName] = field(default_factory=list)
    armed: set[int] = field(default_factory=set)
    states: set[int] = field(default_factory=set)
    by_offset: dict[int, PlaceName] = field(default_factory=dict)

    def sorts(self, start: int, end: int) -> frozenset[str]:
        """Return the sorts of name that cover the word at a span."""
        found: set[str] = set()
        if start not in self.armed and (place := self.by_offset.get(start)) is not None and place.end >= end:
            found.add("place")
            if place.kind == "country":
                found.add("state")
        if start in self.armed:
            found.add("armed")
        if start in self.states:
            found.add("state")
        return frozenset(found)

    def within(self, start: int, end: int) -> list[PlaceName]:
        """Return the place names inside a span, in order."""
        return [place for place in self.places if start <= place.start and place.end <= end]


def find(text: str, words: Words, reference: Reference) -> Names:
    """Return the place and actor names of a report's text."""
    tokens = [(match.group(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    grams = [*_grams(tokens, text), *_abbreviated(tokens, text)]
    looked_up = reference.places.named({gram for gram, *_ in grams if not _is_common(gram, words)})
    spoken = Spoken(_countries(tokens, looked_up, words, reference))
    _note_containers(grams, tokens, text, looked_up, spoken)
    names = Names()
    taken: set[int] = set()
    for gram, first, last in sorted(grams, key=lambda item: (item[1] - item[2], item[1])):
        if gram not in looked_up or any(index in taken for index in range(first, last + 1)):
            continue
        scored = _scored(gram, looked_up[gram], spoken, reference)
        if not scored or not _fits(gram, first, last, tokens, scored[0][1], reference):
            continue
        if _is_code(gram, scored[0][1], reference) or _is_force(gram, scored[0][1], reference):
            continue
        taken.update(range(first, last + 1))
        after = tokens[last + 1][0].lower() if last + 1 < len(tokens) else ""
        names.places.append(_place_name(scored, tokens[first][1], tokens[last][2], text, after, reference))
    names.places.sort(key=lambda place: place.start)
    for place in names.places:
        for match in _TOKEN.finditer(text, place.start, place.end):
            names.by_offset[match.start()] = place
            for part in re.finditer(r"\w+", match.group()):
                names.by_offset[match.start() + part.start()] = place
    _mark_actors(tokens, words, reference, names)
    return names


def _grams(tokens: list[tuple[str, int, int]], text: str) -> Iterable[tuple[str, int, int]]:
    for first, (word, start, _) in enumerate(tokens):
        starts = word[0].isupper() or word[:3].lower() in ("al-", "el-", "ar-", "as-", "ad-")
        if not starts and word.lower() not in _COMPASS:
            continue
        for last in range(first, min(first + _LONGEST, len(tokens))):
            gap = text[tokens[last - 1][2] : tokens[last][1]].strip(" ") if last > first else ""
            if gap and not (gap == "." and tokens[last - 1][0] in _SHORT_SAINTS):
                break
            final = tokens[last][0]
            if (
                (last > first and final.lower() in _ENDS)
                or (final[0].isupper() and (starts or last > first))
                or final[0].isdigit()
                or (final[:3].lower() in ("al-", "el-"))
            ):
                yield text[start : tokens[last][2]].removesuffix("'s").removesuffix("’s"), first, last
            elif final.lower() not in _JOINERS:
                break


_SHORT = re.compile(
    rf"(?<=[^\W\d_], )(?:{'|'.join(STATES)})(?=\.)|\b(?:{'|'.join(map(re.escape, INITIALS))})(?=\.)".replace(
        r"\.V", r"\.\s?V"
    )
)


def _abbreviated(tokens: list[tuple[str, int, int]], text: str) -> Iterable[tuple[str, int, int]]:
    """Yield the states that are named in short, by their whole names."""
    at = {start: index for index, (_, start, _) in enumerate(tokens)}
    for match in _SHORT.finditer(text):
        short = match.group().replace(" ", "")
        within = [at[start] for start in range(match.start(), match.end()) if start in at]
        if match.start() in at:
            yield STATES.get(short) or INITIALS[short], within[0], within[-1]


def _is_common(gram: str, words: Words) -> bool:
    lower = gram.lower()
    return lower in words.demonyms or lower in words.sort_of or lower in words.not_places or len(lower) < 3


def _countries(
    tokens: list[tuple[str, int, int]], looked_up: dict[str, list[Place]], words: Words, reference: Reference
) -> Counter[str]:
    """Count how often the report speaks of each country, by name, by people, and by its large cities."""
    counts: Counter[str] = Counter()
    if reference.pack.country:
        counts[reference.pack.country] += 3
    for word, *_ in tokens:
        country = words.demonyms.get(word.lower()) or words.demonyms.get(word.lower().split("-")[0])
        if country:
            counts[country] += 1
    for places in looked_up.values():
        best = max(places, key=lambda place: (place.kind == "country", place.population))
        if best.kind == "country":
            counts[best.country] += 2
        elif best.population >= _LARGE * 5 and len(places) <= 3:
            counts[best.country] += 1
    return counts


@dataclass
class Spoken:
    """What a report speaks of: countries and divisions with how often, and what it says a name lies in."""

    countries: Counter[str]
    divisions: Counter[str] = field(default_factory=Counter)
    inside: dict[str, set[str]] = field(default_factory=dict)


def _note_containers(
    grams: list[tuple[str, int, int]],
    tokens: list[tuple[str, int, int]],
    text: str,
    looked_up: dict[str, list[Place]],
    spoken: Spoken,
) -> None:
    """Note the divisions that are named, and the country or division after a name and a comma ("Arnor, Syria")."""
    containers: dict[int, list[Place]] = {}
    for gram, first, _ in grams:
        wide = [place for place in looked_up.get(gram, ()) if place.kind in ("country", "province")]
        for place in wide:
            if place.kind == "province" and not any(other.kind == "country" for other in wide):
                spoken.divisions[place.id] += 1
                spoken.countries[place.country] += 1
        if wide:
            containers[first] = wide
    for gram, _, last in grams:
        if gram in looked_up and last + 1 in containers and text[tokens[last][2] : tokens[last + 1][1]].strip() == ",":
            for place in containers[last + 1]:
                spoken.inside.setdefault(gram, set()).add(place.id)
                spoken.divisions[place.id] += 1
                spoken.countries[place.country] += 1


def _scored(gram: str, places: list[Place], spoken: Spoken, reference: Reference) -> list[tuple[float, Place]]:
    countries = {place.country for place in places if place.kind == "country"}
    scored: list[tuple[float, Place]] = []
    for place in places:
        score = _score(place, gram, countries, spoken, reference)
        if score is not None:
            scored.append((round(min(score, 1.0), 3), place))
    return sorted(scored, key=lambda item: (-item[0], item[1].id))


def _score(place: Place, gram: str, countries: set[str], spoken: Spoken, reference: Reference) -> float | None:
    """Return how likely a name means a place, None for not at all; `countries` have the name as well."""
    times = spoken.countries[place.country]
    size = math.log10(place.population + 10)
    inside = spoken.inside.get(gram, set())
    if reference.places.is_own(place):
        return 1.0
    if not countries and place.kind == "city" and inside & {place.parent, f"country:{place.country}"}:
        return 0.96 + 0.004 * size
    if place.kind == "country":
        return _COUNTRY
    if place.kind == "province" and countries and times > max(spoken.countries[code] for code in countries):
        return _COUNTRY + 0.01  # "Georgia" in a report on the United States
    exact = 0.0 if key(place.name) == key(gram) else -_OTHER_NAME
    if times > 0:
        capital = _CAPITAL if reference.places.is_capital(place) else 0.0
        near = min(0.15, 0.03 * times) + min(0.2, 0.1 * spoken.divisions[place.parent])
        return min(0.5 + 0.04 * size + near + exact + capital, _COUNTRY - 0.01)
    if place.population >= _LARGE or (not spoken.countries and not exact):
        return 0.2 + 0.03 * size
    return None


def _fits(
    gram: str, first: int, last: int, tokens: list[tuple[str, int, int]], best: Place, reference: Reference
) -> bool:
    """Refuse a name that is a part of a longer capitalised name, unless what remains is no name."""
    if reference.places.is_own(best) or best.kind == "country" or best.population >= _LARGE:
        return True
    before = tokens[first - 1][0] if first else ""
    after = tokens[last + 1][0] if last + 1 < len(tokens) else ""
    close_before = bool(first) and tokens[first][1] - tokens[first - 1][2] == 1
    close_after = last + 1 < len(tokens) and tokens[last + 1][1] - tokens[last][2] == 1
    clashes = 0
    if close_before and before[0].isupper() and before.lower() not in _COMPASS | {"the", "in", "near", "of", "on"}:
        clashes += first > 1
    if close_after and after[0].isupper() and after.lower() not in _REGION_NOUNS | {"city", "town", "airport"}:
        clashes += 1
    return clashes == 0 or " " in gram


def _is_code(gram: str, place: Place, reference: Reference) -> bool:
    """Whether a name is in the gazetteer as a code, of an airport mostly; few cities are known by their letters."""
    letters = gram.rpartition(" ")[2]
    is_short = len(letters) <= _CODE and letters.isupper() and letters.isalpha()
    is_other = place.kind == "city" and key(place.name) != key(gram) and not reference.places.is_own(place)
    return is_short and is_other and place.population < _LARGE * 10


def _is_force(gram: str, place: Place, reference: Reference) -> bool:
    """Whether a name is that of a force, and only by chance that of a place."""
    actor = reference.actors.by_key.get(key(gram))
    if not actor or place.kind == "country" or reference.places.is_own(place):
        return False
    return reference.actors.by_id[actor].kind not in ("state", "external")


def _place_name(
    scored: list[tuple[float, Place]], start: int, end: int, text: str, after: str, reference: Reference
) -> PlaceName:
    best = scored[0][1]
    candidates = [Candidate(place=place.id, name=place.name, score=score) for score, place in scored[:5]]
    kind = best.kind
    if after in _WIDE and best.kind not in ("province", "country", "area", "neighbourhood"):
        wider = next(
            (
                found
                for up in reference.places.ancestors(best.id)
                if (found := reference.places.get(up)) and found.kind == "province"
            ),
            None,
        )
        if wider is not None:
            candidates.insert(0, Candidate(place=wider.id, name=wider.name, score=scored[0][0]))
            kind = "province"
    return PlaceName(start, end, text[start:end], tuple(candidates), kind)


def _mark_actors(tokens: list[tuple[str, int, int]], words: Words, reference: Reference, names: Names) -> None:
    for word, start, _ in tokens:
        lower = word.lower().removesuffix("'s").removesuffix("’s")
        if lower in words.demonyms:
            names.states.add(start)
    for first in range(len(tokens)):
        if not tokens[first][0][0].isupper():
            continue
        for last in range(min(first + 3, len(tokens) - 1), first - 1, -1):
            gram = " ".join(token for token, *_ in tokens[first : last + 1])
            found = reference.actors.by_key.get(key(gram))
            if found:
                kind = reference.actors.by_id[found].kind
                target = names.states if kind in ("state", "external") else names.armed
                target.update(
                    start + part.start()
                    for token, start, _ in tokens[first : last + 1]
                    for part in _PART.finditer(token)
                )
                break
