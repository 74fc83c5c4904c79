"""The control suite on a map made by hand: sentences, courses, scores, baselines."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marsad.evaluate.control import by_regex, eve, is_told, measure, nowcast, read, truth
from marsad.evaluate.control_corpus import sentences
from marsad.evaluate.control_score import Step, calibration_error, reliability, score, turns
from marsad.model.problem import MarsadError
from marsad.picture.settings import settings

DAYS = (date(2022, 3, 1), date(2022, 3, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See Battle of ArnorCaptured by \xa0Gondor 3 May.Recaptured by Rohan 5 May.",
         "Arnor was captured by Gondor 3 May. Arnor was recaptured by Rohan 5 May."),
        ("Possibly recaptured by Rohan", "Arnor was possibly recaptured by Rohan."),
        ("Control claimed by Rohan", "Control of Arnor was claimed by Rohan."),
        ("Capture by Gondor claimed 6 October.", "Capture of Arnor by Gondor was claimed 6 October."),
        ("Southern parts seized by Gondor", "Southern parts of Arnor was seized by Gondor."),
        ("Under siege as of 9 March", "Arnor is under siege as of 9 March."),
        ("Gondor's troops withdrew on 4 May.", "Gondor's troops withdrew on 4 May."),
        ("Multiple reports said the troops withdrew", "Multiple reports said the troops withdrew."),
        ("", ""),
    ],
)  # fmt: skip
def test_the_words_of_a_row_become_sentences(text: str, expected: str) -> None:
    assert sentences("Arnor", text) == expected


def day(number: int) -> date:
    return date(2022, 3, number)


def test_days_changes_and_delays_are_counted() -> None:
    true = (Step(day(1), "a"), Step(day(11), "b"), Step(day(21), None), Step(day(25), "b"))
    told = (Step(day(1), "a"), Step(day(13), "b", 0.9))
    found = score([(true, told)], DAYS, 3)
    assert (found.days, found.right, found.spoken, found.spoken_right) == (27, 25, 15, 15)
    assert (found.changes, found.found, found.delays, found.false) == (1, 1, (2,), 0)


def test_a_change_told_too_late_or_never_is_not_found() -> None:
    true = (Step(day(1), "a"), Step(day(11), "b"))
    late = (Step(day(1), "a"), Step(day(20), "b"))
    assert score([(true, late)], DAYS, 3).found == 0
    assert score([(true, late)], DAYS, 3).delays == (9,)
    assert score([(true, (Step(day(1), "a"),))], DAYS, 3).delays == ()
    always = (Step(day(1), "b"),)
    assert score([(true, always)], DAYS, 3).found == 0


def test_a_change_that_was_none_is_false_and_an_early_one_is_not() -> None:
    true = (Step(day(1), "a"), Step(day(11), "b"))
    flapping = (Step(day(1), "a"), Step(day(5), "b"), Step(day(6), "a"), Step(day(9), "b"))
    found = score([(true, flapping)], DAYS, 3)
    assert (found.false, found.found) == (1, 1)


def test_turns_are_changes_between_known_holders() -> None:
    course = (Step(day(1), "a"), Step(day(5), None), Step(day(7), "b"), Step(day(9), "b"), Step(day(12), "a"))
    assert [step.day for step in turns(course, DAYS)] == [day(12)]


def test_reliability_compares_belief_with_how_often_it_is_right() -> None:
    beliefs = [(0.9, True, 90), (0.9, False, 10), (0.1, False, 50)]
    assert reliability(beliefs) == [(pytest.approx(0.1), 0.0, 50), (pytest.approx(0.9), 0.9, 100)]
    assert calibration_error(beliefs) == pytest.approx(50 * 0.1 / 150)


@given(st.lists(st.tuples(st.integers(1, 31), st.sampled_from(["a", "b", "contested"])), min_size=1, max_size=8))
def test_a_course_agrees_wholly_with_itself(rows: list[tuple[int, str]]) -> None:
    course = tuple(Step(day(number), label, 1.0) for number, label in sorted(dict(rows).items()))
    found = score([(course, course)], DAYS, 3)
    assert (found.accuracy, found.false) == (1.0, 0)
    assert found.days == 32 - course[0].day.day


def row(on: str, name: str, holder: str, text: str, lat: str = "49.0", lon: str = "37.0") -> dict[str, str | None]:
    return {
        "day": on,
        "name": name,
        "lat": lat,
        "lon": lon,
        "held_by": holder,
        "as_of": None,
        "source": "",
        "text": text,
    }


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map of three towns: one told of, one silent, one whose key has two holders on a day."""
    path = tmp_path_factory.mktemp("map")
    rows = [
        row("2022-03-01", "Arnohrad", "Ukraine", ""),
        row("2022-05-02", "Arnohrad", "Russia", "Captured by Russia 1 May 2022."),
        row(
            "2022-09-06", "Arnohrad", "Ukraine", "Captured by Russia 1 May 2022.Recaptured by Ukraine 5 September 2022."
        ),
        row("2022-03-01", "Belhrad", "Ukraine", "", "49.5", "31.0"),
        row("2022-03-01", "Tesaly", "Ukraine", "", "48.0", "31.0"),
        row("2022-03-01", "Tesaly", "Russia", "", "48.0", "31.0"),
    ]
    (path / "changes.jsonl").write_text("\n".join(json.dumps(item) for item in rows), encoding="utf-8")
    return path


def test_a_town_is_told_by_what_was_published_so_far(folder: Path) -> None:
    corpus = read(folder)
    assert (len(corpus.told), corpus.left_out) == (2, 1)
    town = next(told for told in corpus.told if told.town.place.name == "Arnohrad")
    alone = nowcast(corpus, settings(), alone=True)[town.town.place.id]
    labels = [(step.day.isoformat(), step.label) for step in alone]
    assert labels[0] == ("2022-03-01", "ukraine")
    assert ("2022-05-02", "russia") in labels
    assert ("2022-09-06", "ukraine") in labels
    assert not any(label == "russia" for on, label in labels if on < "2022-05-02" or on >= "2022-09-06")
    assert [step.label for step in by_regex(town)] == ["ukraine", "russia", "ukraine"]
    assert [step.label for step in eve(town)] == ["ukraine"]
    changes = turns(truth(town), (corpus.first, corpus.last))
    assert [is_told(town, change, 3) for change in changes] == [True, True]


def test_the_suite_gives_its_measures(folder: Path) -> None:
    result = measure(folder)
    assert result.value("place-day accuracy") == 1.0
    assert result.value("changes within 3 days") == 1.0
    assert result.value("told changes within 3 days") == 1.0
    assert result.value("false changes a place and year") == 0.0
    assert result.value("towns left out, two under one key") == 1.0
    assert result.errors == ()


def test_a_broken_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "changes.jsonl").write_text('{"day": "soon"}', encoding="utf-8")
    with pytest.raises(MarsadError, match=r"changes\.jsonl:1"):
        read(tmp_path)
