"""Control of towns, day by day: what the prose published so far adds up to, against a map kept by hand.

A nowcast: on each day only what was published by then is known. A town of which nothing is heard keeps its holder of the eve
of the war. The map's own column of holders is never read; it is what is measured against.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any

import msgspec

from marsad import codebook as codebooks
from marsad import reconcile
from marsad import reference as references
from marsad.evaluate.control_corpus import CONTESTED, Town, War, about, reports, towns
from marsad.evaluate.control_score import Course, Score, Step, at, calibration_error, reliability, score, turns
from marsad.evaluate.result import Error, Measure, Result
from marsad.model.claim import Claim
from marsad.model.picture import Holding
from marsad.model.report import Report
from marsad.picture.control import history
from marsad.picture.heard import Heard, heard
from marsad.picture.settings import Settings, settings
from marsad.read import claims
from marsad.reference import Places, Reference

_EVENT = re.compile(
    r"\b(?:captured|recaptured|retaken|liberated|seized|controlled|control claimed|occupied) by\s+"
    r"(Russia|Ukraine|Donetsk PR|Luhansk PR|DPR|LPR)", re.IGNORECASE,
)  # fmt: skip
_REGEX_SIDES = {"ukraine": "ukraine"}


@dataclass(frozen=True, slots=True)
class Told:
    """A town with its reports and what the picture may rest on, all days and all knowledge."""

    town: Town
    reports: tuple[Report, ...]
    items: tuple[Heard, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The towns as read, what they refer to, and the days that are measured."""

    told: tuple[Told, ...]
    reference: Reference
    first: date
    last: date
    test_from: date
    tolerance: int
    left_out: int


Predict = Callable[[Told], Course]


def measure(data: Path) -> Result:
    """Return the measures on a folder with `changes.jsonl`."""
    corpus = read(data)
    book = settings()
    courses = {told.town.place.id: nowcast(told, corpus, book) for told in corpus.told}
    return scored(corpus, lambda told: courses[told.town.place.id])


@functools.cache
def read(data: Path) -> Corpus:
    """Return the corpus with the claims of its prose; reading takes some seconds for each hundred texts."""
    table = _table()
    names = references.load(Path(str(resources.files("marsad.evaluate").joinpath("control_war"))))
    war = War(table["sides"], table["before"], names.areas, date.fromisoformat(table["last"]))
    found, left_out = towns(data, war)
    names = replace(names, places=Places.of((town.place for town in found), names.places.world))
    book = codebooks.load()
    said: dict[str, tuple[list[Report], list[Claim]]] = {}
    for town in found:
        texts = reports(town)
        here = replace(names, pack=msgspec.structs.replace(names.pack, home=town.place.id))
        said[town.place.id] = texts, [about(claim, town) for text in texts for claim in claims(text, book, here).claims]
    everything = [claim for _, some in said.values() for claim in some]
    reconciled = reconcile.events(everything, names, [text for texts, _ in said.values() for text in texts])
    told = tuple(
        Told(
            town, tuple(said[town.place.id][0]),
            tuple(heard(reconciled, said[town.place.id][1], names, date.max, date.max)),
        )
        for town in found
    )  # fmt: skip
    first = min(town.rows[0].day for town in found)
    return Corpus(told, names, first, war.last, date.fromisoformat(table["test_from"]), table["tolerance"], left_out)


def truth(told: Told) -> Course:
    """Return what the map shows of a town."""
    return tuple(Step(row.day, row.holder) for row in told.town.rows)


def nowcast(told: Told, corpus: Corpus, book: Settings) -> Course:
    """Return who is taken to hold a town on each day, by what was published until that day.

    Between two publications nothing new is known, so the history as known after one serves until the next.
    """
    days = sorted({item.published for item in told.items if item.published})
    before = told.town.holder_before
    steps = [Step(told.town.rows[0].day, before)]
    for number, start in enumerate(days):
        end = days[number + 1] - timedelta(days=1) if number + 1 < len(days) else corpus.last
        known = [item for item in told.items if item.published and item.published <= start]
        known = [item for item in known if item.first is None or item.first <= end]
        holdings = [one for one in history(known, corpus.reference, book, end) if one.place == told.town.place.id]
        steps += _steps(holdings, (start, end), before)
    return _merged(steps)


def _steps(holdings: Sequence[Holding], days: tuple[date, date], before: str) -> list[Step]:
    """Return the steps that a history makes within some days; where nothing is known, the last who held it stays."""
    found: list[Step] = []
    label, belief = before, None
    for holding in holdings:
        if holding.first > days[1]:
            break
        if holding.state == CONTESTED:
            label, belief = CONTESTED, holding.belief
        elif holding.holder:
            label, belief = holding.holder, holding.belief
        else:
            belief = None
        if holding.last is None or holding.last >= days[0]:
            found.append(Step(max(holding.first, days[0]), label, belief))
    return found


def _merged(steps: Sequence[Step]) -> Course:
    found: list[Step] = []
    for step in steps:
        if found and found[-1].day == step.day:
            found[-1] = step
        elif not found or (found[-1].label, found[-1].belief) != (step.label, step.belief):
            found.append(step)
    return tuple(found)


def eve(told: Told) -> Course:
    """Return the baseline in which nothing ever changes hands."""
    return (Step(told.town.rows[0].day, told.town.holder_before),)


def by_regex(told: Told) -> Course:
    """Return the baseline in which the last "captured by X" of the newest words wins."""
    steps = list(eve(told))
    for report in told.reports:
        found = _EVENT.findall(report.text)
        if found and report.published:
            steps.append(Step(report.published, _REGEX_SIDES.get(found[-1].casefold(), "russia"), 1.0))
    return _merged(steps)


def scored(corpus: Corpus, predict: Predict) -> Result:
    """Return the measures of a prediction beside those of the baselines, and its errors."""
    halves = {
        "": (corpus.first, corpus.last),
        "2022: ": (corpus.first, corpus.test_from - timedelta(days=1)),
        "2023: ": (corpus.test_from, corpus.last),
    }
    spoken_of = [told for told in corpus.told if told.items or _EVENT.search(" ".join(r.text for r in told.reports))]
    measures: list[Measure] = []
    for name, days in halves.items():
        measures += _measures(name, [(truth(told), predict(told)) for told in spoken_of], days, corpus, {
            "regex, last event wins": [(truth(told), by_regex(told)) for told in spoken_of],
            "as on the eve": [(truth(told), eve(told)) for told in spoken_of],
        })  # fmt: skip
    everywhere = {
        "all towns: place-day accuracy": predict,
        "all towns, regex: place-day accuracy": by_regex,
        "all towns, as on the eve: place-day accuracy": eve,
    }
    for name, by in everywhere.items():
        found = score([(truth(told), by(told)) for told in corpus.told], halves[""], corpus.tolerance)
        measures.append(Measure(name=name, value=found.accuracy, n=found.days))
    measures += _of_told_changes(spoken_of, predict, corpus)
    measures.append(Measure(name="towns left out, two under one key", value=float(corpus.left_out), n=len(corpus.told)))
    return Result(suite="control", measures=tuple(measures), errors=tuple(_errors(spoken_of, predict, corpus)))


Pairs = Sequence[tuple[Course, Course]]


def _measures(
    name: str, pairs: Pairs, days: tuple[date, date], corpus: Corpus, rivals: Mapping[str, Pairs]
) -> list[Measure]:
    found = score(pairs, days, corpus.tolerance)
    others = {rival: score(theirs, days, corpus.tolerance) for rival, theirs in rivals.items()}

    def against(value: Callable[[Score], float]) -> str:
        return "; ".join(f"{rival} {value(other):.3f}" for rival, other in others.items())

    measures = [
        Measure(
            name=f"{name}place-day accuracy", value=found.accuracy, n=found.days,
            compare=against(lambda s: s.accuracy) + "; two maps by hand 0.988",
        ),
        Measure(name=f"{name}macro-F1", value=_mean(found.f1), n=found.days, compare=against(lambda s: _mean(s.f1))),
        Measure(name=f"{name}spoken of", value=found.spoken / max(1, found.days), n=found.days),
        Measure(name=f"{name}accuracy where spoken of", value=found.spoken_right / max(1, found.spoken), n=found.spoken),
        Measure(
            name=f"{name}changes within {corpus.tolerance} days", value=found.found / max(1, found.changes),
            n=found.changes, compare=against(lambda s: s.found / max(1, s.changes)),
        ),
        Measure(name=f"{name}median delay in days", value=found.delay, n=len(found.delays)),
        Measure(
            name=f"{name}false changes a place and year", value=found.false_per_year, n=found.false,
            compare=against(lambda s: s.false_per_year),
        ),
        Measure(name=f"{name}calibration error", value=calibration_error(found.beliefs), n=found.spoken),
    ]  # fmt: skip
    table = reliability(found.beliefs)
    return measures + [
        Measure(name=f"{name}right where believed {mean:.2f}", value=share, n=count) for mean, share, count in table
    ]


def _mean(values: Mapping[str, float]) -> float:
    return sum(values.values()) / len(values) if values else 0.0


def _of_told_changes(spoken_of: Sequence[Told], predict: Predict, corpus: Corpus) -> list[Measure]:
    """Return the share found of the changes that prose published within the tolerance names the new holder of."""
    wanted = found = 0
    for told in spoken_of:
        true, course = truth(told), predict(told)
        for change in turns(true, (corpus.first, corpus.last)):
            if is_told(told, change, corpus.tolerance):
                wanted += 1
                now = at(course, change.day + timedelta(days=corpus.tolerance))
                found += now is not None and now.label == change.label
    return [
        Measure(name=f"told changes within {corpus.tolerance} days", value=found / max(1, wanted), n=wanted)
    ]  # fmt: skip


def is_told(told: Told, change: Step, tolerance: int) -> bool:
    """Return whether new words published around a change name its new holder, or say "contested"; by words alone."""
    slack = timedelta(days=tolerance)
    names = _NAMES.get(change.label or "", _NAMES[CONTESTED])
    before = ""
    for report in told.reports:
        near = report.published is not None and change.day - slack <= report.published <= change.day + slack
        new = report.text.replace(before, "") if before else report.text
        if near and names.search(new):
            return True
        before = report.text
    return False


_NAMES = {
    "ukraine": re.compile(r"Ukrain"),
    "russia": re.compile(r"Russia|\b[DL]PR\b|Donetsk PR|Luhansk PR|Wagner"),
    CONTESTED: re.compile(r"[Cc]ontested|[Pp]art(?:s|ially)|[Cc]laim|[Aa]llegedly|[Rr]eported"),
}


def _errors(spoken_of: Sequence[Told], predict: Predict, corpus: Corpus) -> list[Error]:
    """Return wrong stretches, the longest first."""
    found: list[tuple[int, Error]] = []
    for told in spoken_of:
        true, course = truth(told), predict(told)
        starts = sorted({step.day for step in (*true, *course)})
        for number, start in enumerate(starts):
            end = starts[number + 1] if number + 1 < len(starts) else corpus.last + timedelta(days=1)
            wanted, step = at(true, start), at(course, start)
            if wanted and step and wanted.label and wanted.label != step.label:
                words = next((r.text for r in reversed(told.reports) if r.published and r.published <= start), "")
                sort = f"{wanted.label} taken for {step.label}" + ("" if step.belief is not None else ", nothing heard")
                what = f"{told.town.place.name} from {start}, {(end - start).days} days: {words}"
                found.append(((end - start).days, Error(sort=sort, wanted=wanted.label, read=step.label or "", text=what)))
    return [error for _, error in sorted(found, key=lambda item: -item[0])]


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("marsad.evaluate").joinpath("control.toml").read_text(encoding="utf-8"))
