"""The corpus of the control suite: who a hand-kept map says holds each town, and the prose beside it.

A row is what the map showed from one day on. Its words leave out their subject, which is the row's town, and line breaks
between sentences are lost; `sentences` puts both back. Names repeat, so a town is known by its coordinates.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from marsad.evaluate.corpora import existing
from marsad.model.claim import Claim
from marsad.model.ids import digest
from marsad.model.problem import MarsadError
from marsad.model.report import Raw, Report
from marsad.model.where import Place, Where
from marsad.picture.surroundings import held_before
from marsad.reference import Reference

CONTESTED = "contested"
MAP = "war-map"
"""Id of the outlet that every row is a report of."""

_SPOT = 2
"""Decimals of a degree that tell two towns apart; coordinates were refined later by less than a kilometre."""

_SEAM = re.compile(r"(?<=[a-z0-9)\".])(?=[A-Z][a-z]+(?:ly)? )|\n+")
_STARTS = (
    (re.compile(r"^((?:\w+ly )?(?:[Bb]eing )?\w{3,}ed(?: to be)?)\b(?! that)"), "{name} was {0}"),
    (
        re.compile(r"^(Control|Capture|Recapture)((?: by \S+)?) (claimed|reported|confirmed)\b"),
        "{0} of {name}{1} was {2}",
    ),
    (re.compile(r"^Captured (claimed|reported)\b"), "Capture of {name} was {0}"),
    (re.compile(r"^((?:\w+ern )?[Pp]arts?|City cent(?:re|er)|Outskirts) (\w{3,}ed)\b"), "{0} of {name} was {1}"),
    (re.compile(r"^(Under siege|Contested)\b"), "{name} is {0}"),
)
_POINTER = re.compile(r"^(?:See|Present military control)\b")
"""Cross-references to other pages, and captions of maps: no statements."""

_GENERIC = re.compile(r"\b(?:city|town|village|settlement|area|district|place|island)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Row:
    """What the map showed of one town from `day` on: its holder, and the words beside it."""

    day: date
    name: str
    spot: str
    latitude: float
    longitude: float
    holder: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its rows in the order of their days; `holder_before` held it on the eve of the war."""

    place: Place
    rows: tuple[Row, ...]
    holder_before: str


@dataclass(frozen=True, slots=True)
class War:
    """The parties as the map names them, what is known beside the map, and the last day that is measured."""

    sides: Mapping[str, str]
    reference: Reference
    last: date


def towns(data: Path, war: War) -> tuple[list[Town], int]:
    """Return the towns, and how many were left out because one key shows two holders on one day."""
    found = [_town(spot, rows, war) for spot, rows in sorted(_by_spot(_rows(data, war)).items())]
    clear = [town for town in found if not _is_two_towns(town.rows)]
    return clear, len(found) - len(clear)


def _rows(data: Path, war: War) -> Iterator[Row]:
    path = existing(data, "changes.jsonl")
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            given = json.loads(line)
            day = date.fromisoformat(given["day"])
        except (ValueError, KeyError) as error:
            raise MarsadError(
                f"{path}:{number}: not a row of the map ({error}). Name the folder with --data."
            ) from error
        if not given["lat"] or day > war.last:
            continue
        latitude, longitude = float(given["lat"]), float(given["lon"])
        yield Row(
            day=day, name=given["name"], spot=f"{latitude:.{_SPOT}f},{longitude:.{_SPOT}f}",
            latitude=latitude, longitude=longitude,
            holder=war.sides.get(given["held_by"].strip().casefold()), text=given["text"] or "",
        )  # fmt: skip


def _by_spot(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.spot].append(row)
    return found


def _town(spot: str, rows: Sequence[Row], war: War) -> Town:
    ordered = tuple(sorted(rows, key=lambda row: row.day))
    last = ordered[-1]
    names = tuple(dict.fromkeys(row.name for row in ordered))
    place = Place(
        id=f"town:{spot}", name=last.name, kind="town", latitude=last.latitude, longitude=last.longitude, names=names
    )
    return Town(place, ordered, held_before([place], war.reference)[place.id])


def _is_two_towns(rows: Sequence[Row]) -> bool:
    holders: dict[date, set[str | None]] = defaultdict(set)
    for row in rows:
        holders[row.day].add(row.holder)
    return any(len(found) > 1 for found in holders.values())


def reports(town: Town) -> list[Report]:
    """Return the words beside a town as reports, one for each day on which they are new."""
    found: list[Report] = []
    said = ""
    for row in town.rows:
        text = sentences(row.name, row.text)
        if text and text != said:
            identifier = digest("control", town.place.id, row.day, text)
            found.append(
                Report(
                    id=identifier, source=MAP, published=row.day, title=row.name, text=text,
                    raw=Raw(path="", sha256="", size=0),
                )
            )  # fmt: skip
            said = text
    return found


def sentences(name: str, text: str) -> str:
    """Return the words beside a town as sentences: parted where a line break was lost, their subject put back.

    >>> sentences("Arnor", "See Battle of ArnorCaptured by  Gondor 3 May.Recaptured by Rohan 5 May.")
    'Arnor was captured by Gondor 3 May. Arnor was recaptured by Rohan 5 May.'
    """
    found: list[str] = []
    for piece in _SEAM.split(" ".join(_SEAM.sub("\n", text.replace("\xa0", " ")).split(" "))):
        for sentence in re.split(r"(?<=[.!?])\s+", " ".join(piece.split())):
            if sentence.strip(" .") and not _POINTER.match(sentence):
                found += [_with_subject(name, sentence.strip())]
    return " ".join(sentence if sentence[-1] in ".!?" else f"{sentence}." for sentence in found)


def _with_subject(name: str, sentence: str) -> str:
    for start, whole in _STARTS:
        if match := start.match(sentence):
            groups = match.groups()
            if whole.startswith("{name}"):
                groups = (groups[0][0].lower() + groups[0][1:], *groups[1:])
            return whole.format(*groups, name=name) + sentence[match.end() :]
    return sentence


def about(claim: Claim, town: Town) -> Claim:
    """Return a claim with the row's town as its place where its words name it or no place: a row tells of its town."""
    if claim.kind == "force.withdraw":
        return replace(claim, whence=_here(claim.whence, claim, town))
    return replace(claim, where=_here(claim.where, claim, town))


def _here(where: Where | None, claim: Claim, town: Town) -> Where | None:
    if where is None:
        if claim.family not in ("control", "force"):
            return None
        return Where(text="", start=claim.cue.start, end=claim.cue.start, place=town.place.id, name=town.place.name)
    is_it = any(name.casefold() in where.text.casefold() for name in town.place.names) or _GENERIC.search(where.text)
    return replace(where, place=town.place.id, name=town.place.name) if is_it else where
