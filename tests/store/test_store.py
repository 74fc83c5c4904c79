import sqlite3
from datetime import date
from pathlib import Path

import pytest

from marsad.model.decision import Mark, decided
from marsad.model.problem import MarsadError, Problem
from marsad.model.report import Raw, Report
from marsad.read import Reading
from marsad.store import open_store


def report(name: str, published: date | None) -> Report:
    return Report(id=name, source="s", published=published, title="", text=name, raw=Raw(path=name, sha256="", size=1))


def test_putting_twice_changes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")
    assert store.put_reports([report("a", date(2013, 6, 6)), report("b", None)]) == 2
    assert store.put_reports([report("a", date(2013, 6, 6))]) == 0
    assert store.count() == 2


def test_the_second_clock_hides_what_came_later() -> None:
    store = open_store(None)
    store.put_reports([report("a", date(2013, 6, 6)), report("b", date(2013, 6, 9)), report("c", None)])
    assert [item.id for item in store.reports(known_by=date(2013, 6, 7))] == ["c", "a"]


def test_a_report_is_unread_until_this_reader_has_read_it() -> None:
    store = open_store(None)
    store.put_reports([report("a", None)])
    store.put_reading("a", "reader-1", Reading())
    assert store.unread("reader-1") == []
    assert store.unread("reader-2") == ["a"]
    assert list(store.readings(Reading)) == [Reading()]


def test_what_was_derived_is_forgotten_when_its_key_changes() -> None:
    store = open_store(None)
    store.put_derived("x", "key-1", {"a": 1})
    assert store.derived("x", "key-1", dict) == {"a": 1}
    assert store.derived("x", "key-2", dict) is None


def test_problems_are_listed_once() -> None:
    store = open_store(None)
    problem = Problem(code="c", message="m", remedy="r", place="p")
    store.put_problems([problem, problem])
    assert store.problems() == [problem]


def test_a_file_that_is_no_store_is_refused_with_a_remedy(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_text("this is not a database, but a text that is long enough to look at")
    with pytest.raises(MarsadError, match="Name another file"):
        open_store(path)


def test_decisions_are_kept_once_and_in_the_order_of_their_times() -> None:
    store = open_store(None)
    mark = Mark(report="r", claim="c", start=3, end=9, kind="attack.air", slots={"where": 12})
    late = decided("accept", ((mark,),), by="amal", when="2020-01-02", why="seen")
    early = decided("undo", (), by="omar", when="2020-01-01", why="no", undoes=late.id)
    assert store.put_decisions([late, early]) == 2
    assert store.put_decisions([late]) == 0
    assert store.decisions() == (early, late)


def test_a_store_of_before_there_were_decisions_gets_the_table(tmp_path: Path) -> None:
    store = open_store(tmp_path / "a.db")
    store.close()
    with sqlite3.connect(tmp_path / "a.db") as connection:
        connection.execute("DROP TABLE decisions")
    assert open_store(tmp_path / "a.db").decisions() == ()
