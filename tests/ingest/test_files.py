from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from marsad.ingest import reports
from marsad.ingest.files import normalised
from marsad.model.problem import Problem
from marsad.model.report import Report


def codes(found: list[Report | Problem]) -> list[str]:
    return [item.code if isinstance(item, Problem) else "report" for item in found]


def test_markdown_has_a_head(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\nsource: coast-radio\npublished: 2013-06-06\ntitle: Arnor falls\n---\nRebels took Arnor.\n")
    [report] = reports([path])
    assert isinstance(report, Report)
    assert (report.source, report.published, report.title) == ("coast-radio", date(2013, 6, 6), "Arnor falls")
    assert report.text == "Rebels took Arnor.\n"


def test_a_file_named_by_day_is_dated_by_it(tmp_path: Path) -> None:
    (tmp_path / "2013-06-06-arnor.txt").write_text("Rebels took Arnor.")
    [report] = reports([tmp_path])
    assert isinstance(report, Report)
    assert report.published == date(2013, 6, 6)


def test_one_bad_line_stops_nothing_and_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(
        b'{"text": "Rebels took Arnor."}\nnot json\n[1]\n{"title": "no text"}\n{"text": "x", "date": "June"}\n\xff\xfe\n'
    )
    found = list(reports([path]))
    assert codes(found) == ["report", "ingest.json", "ingest.json", "ingest.empty", "ingest.date", "ingest.json"]
    assert next(item.place for item in found if isinstance(item, Problem)) == f"{path}:2"


def test_bytes_that_are_no_text_are_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xf0 caf\xe9")
    assert codes(list(reports([tmp_path]))) == ["ingest.encoding"]


def test_what_is_not_read_and_what_is_not_there_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_text("x")
    assert codes(list(reports([tmp_path / "a.docx", tmp_path]))) == ["ingest.format", "ingest.nothing"]


def test_the_same_content_has_the_same_id(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels took Arnor.\r\n")
    (tmp_path / "b.txt").write_text("Rebels took Arnor.\n")
    first, second = reports([tmp_path])
    assert isinstance(first, Report)
    assert isinstance(second, Report)
    assert first.id == second.id


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalised(normalised(text)) == normalised(text)


def test_a_day_of_another_age_is_a_slip(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(
        '{"text": "x y", "published": "0001-01-01"}\n{"text": "x y", "published": "9999-12-31"}\n'
    )
    assert codes(list(reports([tmp_path]))) == ["ingest.date", "ingest.date"]


def test_a_head_that_is_no_head_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\n- source\n---\nRebels took Arnor.\n")
    assert codes(list(reports([tmp_path]))) == ["ingest.head"]
