"""Control of towns, day by day: what the prose published so far adds up to, against a map kept by hand.

A nowcast: on each day only what was published by then is known. A town of which nothing is heard keeps its holder of the eve
of the war. The map's own column of holders is never read; it is what is measured against.
"""

from __future__ import annotations

import functools
import re
import tomllib
from bisect import bisect_right
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
from marsad.model.report import Report
from marsad.picture.control import history
from marsad.picture.heard import Heard, heard
from marsad.picture.settings import Settings, settings
from marsad.picture.surroundings import Word, ground, last_words, presume
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
    return scored(corpus, nowcast(corpus, book), nowcast(corpus, book, alone=True))


@functools.cache
def read(data: Path) -> Corpus:
    """Return the corpus with the claims of its prose; reading takes some seconds for each hundred texts."""
    table = _table()
    names = references.load(Path(str(resources.files("marsad.evaluate").joinpath("control_war"))))
    war = War(table["sides"], names, date.fromisoformat(table["last"]))
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


def nowcast(corpus: Corpus, book: Settings, *, alone: bool = False) -> dict[str, Course]:
    """Return by town who is taken to hold it on each day, by what was published until that day.

    A town is as its surroundings and its own last word suggest, or `alone` as its own word. Between two publications
    on a town nothing new is known of it, so the history as known after one serves until the next.
    """
    own = {told.town.place.id: _own(told, corpus, book) for told in corpus.told}
    before = {told.town.place.id: told.town.holder_before for told in corpus.told}
    if alone:
        return {place: _alone(course, before[place]) for place, course in own.items()}
    land = ground((told.town.place for told in corpus.told), before, book)
    steps: dict[str, list[Step]] = {told.town.place.id: [] for told in corpus.told}
    listed = {told.town.place.id: told.town.rows[0].day for told in corpus.told}
    for day in _days(corpus):
        now = {place: found for place, course in own.items() if (found := at_day(course, day)) is not None}
        for place, word in now.items():
            if word.holder == "" and listed[place] <= day:
                steps[place].append(Step(day, CONTESTED, word.belief))
        for item in presume(land, {place: word.said for place, word in now.items()}, day, book):
            if listed[item.place] <= day:
                steps[item.place].append(Step(day, item.holder, item.belief))
    return {place: _merged(found) for place, found in steps.items()}


@dataclass(frozen=True, slots=True)
class Own:
    """What is said of a town itself from `day` on, with the belief in it; None where it is no longer spoken of."""

    day: date
    said: Word
    belief: float | None

    @property
    def holder(self) -> str | None:
        """Return the holder; "" for a contest, None where nothing was ever said."""
        return self.said.holder


def _days(corpus: Corpus) -> list[date]:
    """Return the days on which something is published, and every week, because words grow old."""
    published = {report.published for told in corpus.told for report in told.reports if report.published}
    listed = {told.town.rows[0].day for told in corpus.told}
    weeks = range(0, (corpus.last - corpus.first).days + 1, 7)
    return sorted({*published, *listed, *(corpus.first + timedelta(days=days) for days in weeks)})


def at_day(course: Sequence[Own], day: date) -> Own | None:
    """Return what is said of a town on a day."""
    position = bisect_right(course, day, key=lambda own: own.day)
    return course[position - 1] if position else None


def _own(told: Told, corpus: Corpus, book: Settings) -> list[Own]:
    days = sorted({item.published for item in told.items if item.published})
    place = told.town.place.id
    found = [Own(told.town.rows[0].day, Word(), None)]
    for number, start in enumerate(days):
        end = days[number + 1] - timedelta(days=1) if number + 1 < len(days) else corpus.last
        known = [item for item in told.items if item.published and item.published <= start]
        known = [item for item in known if item.first is None or item.first <= end]
        holdings = [one for one in history(known, corpus.reference, book, end) if one.place == place]
        turning = sorted({start, *(one.first for one in holdings if start < one.first <= end)})
        for day in turning:
            word = last_words(holdings, day).get(place, Word())
            now = next((one for one in holdings if one.first <= day and (one.last is None or day <= one.last)), None)
            belief = now.belief if now is not None and now.state != "unknown" else None
            found.append(Own(day, word, belief))
    return found


def _alone(course: Sequence[Own], before: str) -> Course:
    labels = {None: before, "": CONTESTED}
    return _merged([Step(own.day, labels.get(own.holder, own.holder), own.belief) for own in course])


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


def scored(corpus: Corpus, courses: Mapping[str, Course], alone: Mapping[str, Course]) -> Result:
    """Return the measures of what is presumed beside those of the towns' own words `alone` and of the baselines."""
    halves = {
        "": (corpus.first, corpus.last),
        "2022: ": (corpus.first, corpus.test_from - timedelta(days=1)),
        "2023: ": (corpus.test_from, corpus.last),
    }

    def predict(told: Told) -> Course:
        return courses[told.town.place.id]

    def own(told: Told) -> Course:
        return alone[told.town.place.id]

    rivals: dict[str, Predict] = {"own words alone": own, "regex, last event wins": by_regex, "as on the eve": eve}
    spoken_of = [told for told in corpus.told if told.reports]
    measures: list[Measure] = []
    for name, days in halves.items():
        measures += _measures(
            name, _pairs(spoken_of, predict), days, corpus,
            {rival: _pairs(spoken_of, by) for rival, by in rivals.items()},
        )  # fmt: skip
    for name, days in halves.items():
        found = score(_pairs(corpus.told, predict), days, corpus.tolerance)
        others = {rival: score(_pairs(corpus.told, by), days, corpus.tolerance) for rival, by in rivals.items()}
        words = "; ".join(f"{rival} {other.accuracy:.3f}" for rival, other in others.items())
        label = f"{name}all towns: place-day accuracy"
        measures.append(Measure(name=label, value=found.accuracy, n=found.days, compare=words))
    measures += _of_told_changes(spoken_of, {"": predict, **rivals}, corpus)
    measures.append(Measure(name="towns left out, two under one key", value=float(corpus.left_out), n=len(corpus.told)))
    return Result(suite="control", measures=tuple(measures), errors=tuple(_errors(spoken_of, predict, corpus)))


def _pairs(told: Sequence[Told], predict: Predict) -> list[tuple[Course, Course]]:
    return [(truth(one), predict(one)) for one in told]


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


def _of_told_changes(spoken_of: Sequence[Told], by: Mapping[str, Predict], corpus: Corpus) -> list[Measure]:
    """Return the share found of the changes that prose published within the tolerance names the new holder of."""
    days = (corpus.first, corpus.last)
    wanted = [
        (told, change)
        for told in spoken_of
        for change in turns(truth(told), days)
        if is_told(told, change, corpus.tolerance)
    ]
    shares = {
        name: sum(_is_found(predict(told), change, corpus.tolerance) for told, change in wanted) / max(1, len(wanted))
        for name, predict in by.items()
    }
    name = f"told changes within {corpus.tolerance} days"
    others = "; ".join(f"{rival} {share:.3f}" for rival, share in shares.items() if rival)
    return [Measure(name=name, value=shares[""], n=len(wanted), compare=others)]


def _is_found(course: Course, change: Step, tolerance: int) -> bool:
    now = at(course, change.day + timedelta(days=tolerance))
    return now is not None and now.label == change.label


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
                found.append(
                    ((end - start).days, Error(sort=sort, wanted=wanted.label, read=step.label or "", text=what))
                )
    return [error for _, error in sorted(found, key=lambda item: -item[0])]


@functools.cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("marsad.evaluate").joinpath("control.toml").read_text(encoding="utf-8"))
