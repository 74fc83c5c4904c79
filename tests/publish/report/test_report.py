"""Briefings: what changed is what differs between two pictures, and every statement leads to its sentences."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest

from marsad.publish import Edition
from marsad.publish.release import Note, load, redact
from marsad.publish.report import Briefing, brief, docx, html

SINCE, UNTIL = date(2016, 11, 20), date(2016, 12, 22)


@pytest.fixture(scope="module")
def before(edition: Edition) -> Edition:
    """Return the edition as it stood on the first day: what was published by then."""
    known = {report.id for report in edition.reports if report.published and report.published <= SINCE}
    held = tuple(
        item for item in edition.picture.history if item.first <= SINCE and (item.last is None or item.last >= SINCE)
    )
    picture = replace(edition.picture, day=SINCE, known_by=SINCE, holdings=held)
    return replace(edition, picture=picture, claims=tuple(claim for claim in edition.claims if claim.report in known))


@pytest.fixture(scope="module")
def found(before: Edition, edition: Edition) -> Briefing:
    return brief(before, edition, SINCE, UNTIL)


def test_just_the_places_that_differ_are_told_as_changed(before: Edition, edition: Edition, found: Briefing) -> None:
    old = {item.place: (item.state, item.holder) for item in before.picture.holdings}
    kinds = {place.id: place.kind for place in edition.reference.places.own.values()}
    wanted = {
        item.place for item in edition.picture.holdings
        if old.get(item.place) != (item.state, item.holder) and item.place in kinds and kinds[item.place] not in ("country", "province", "region")
        and not (item.place not in old and item.state == "unknown")
    }  # fmt: skip
    assert found.changed == wanted
    control = next(section for section in found.sections if section.id == "control")
    told = " ".join(line.text for line in control.statements).casefold()
    assert all(edition.reference.places.own[place].name.casefold() in told for place in wanted)


def test_nothing_changes_between_a_picture_and_itself(edition: Edition) -> None:
    same = brief(edition, edition, UNTIL, UNTIL)
    assert same.changed == frozenset()
    assert "No place changed hands" in next(section for section in same.sections if section.id == "control").lead


def test_every_statement_has_a_source_and_every_note_is_used(found: Briefing) -> None:
    cited: set[int] = set()
    for line in (*found.summary, *(line for section in found.sections for line in section.statements)):
        assert line.notes, line.text
        cited.update(line.notes)
    for section in found.sections:
        for _, notes in section.grid.rows if section.grid else ():
            assert notes
            cited.update(notes)
    assert cited == {note.number for note in found.notes} == set(range(1, len(found.notes) + 1))
    assert all(note.sentence and note.outlet and note.day for note in found.notes)


def test_the_sentences_are_those_of_the_reports(edition: Edition, found: Briefing) -> None:
    told = {" ".join(claim.sentence.text.split()) for claim in edition.claims}
    assert {note.sentence for note in found.notes} <= told


def test_events_of_other_days_are_left_out(edition: Edition) -> None:
    week = brief(None, edition, date(2016, 11, 26), date(2016, 11, 28))
    attacks = next(section for section in week.sections if section.id == "attack")
    assert all(re.search(r"2[678]", line.days) for line in attacks.statements)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.loads: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids.add(given.get("id") or "")
        if (given.get("href") or "").startswith("#"):
            self.links.add(str(given["href"])[1:])
        if given.get("src") or tag in ("script", "link", "iframe"):
            self.loads.append(tag)


def test_the_page_loads_nothing_and_every_number_leads_to_its_sentence(found: Briefing) -> None:
    page = _Page()
    page.feed(html(found).decode())
    assert page.loads == []
    assert page.links
    assert page.links <= page.ids


def test_what_a_report_says_cannot_become_markup(edition: Edition, before: Edition) -> None:
    bad = '<script>alert("x")</script>'
    risky = replace(edition, claims=tuple(replace(claim, sentence=replace(claim.sentence, text=bad)) for claim in edition.claims),
                    title=bad)  # fmt: skip
    text = html(brief(before, risky, SINCE, UNTIL)).decode()
    assert "<script" not in text
    assert "&lt;script&gt;" in text


def test_the_map_marks_what_changed(found: Briefing) -> None:
    text = html(found).decode()
    drawn = {cell.place for cell in found.map.cells} if found.map else set()
    assert text.count('stroke-width="2.4"') == len(drawn & found.changed) > 0


def test_word_gives_the_same_statements_back(found: Briefing) -> None:
    reader = pytest.importorskip("docx")
    pytest.importorskip("PIL")
    document = reader.Document(io.BytesIO(docx(found)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    headings = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"]
    assert headings == [*(section.title for section in found.sections), "Sources"]
    for section in found.sections:
        assert all(line.text in text for line in section.statements)
    assert all(note.sentence in text for note in found.notes)
    grids = [section.grid for section in found.sections if section.grid]
    assert [len(table.rows) - 1 for table in document.tables] == [len(grid.rows) for grid in grids]
    assert len(document.inline_shapes) == 1
    assert document.core_properties.author == "marsad"


def test_a_public_briefing_has_no_sentence_and_no_private_name(edition: Edition) -> None:
    profile = load("public")
    shown = redact(edition, profile, b"k" * 32, Note(profile, UNTIL, UNTIL))
    text = html(brief(None, shown, SINCE, UNTIL)).decode()
    assert not [claim for claim in edition.claims if len(claim.sentence.text) > 40 and claim.sentence.text in text]
    assert "<q>" not in text
