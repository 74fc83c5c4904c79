"""A briefing as a Word document, to be edited and sent."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

from marsad.model.problem import MarsadError
from marsad.publish.export.typed import clean
from marsad.publish.report.chart import png, safe_colour
from marsad.publish.report.content import Briefing, Grid, Section, Statement

_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the document's clock is fixed, so that the same briefing gives the same words
_SMALL, _SOFT = 8.5, (0x5D, 0x5C, 0x58)


def docx(briefing: Briefing) -> bytes:
    """Return the document; raises MarsadError where python-docx or Pillow is not installed."""
    try:
        from docx import Document
        from docx.shared import Mm
    except ImportError as error:
        raise MarsadError(
            "A Word document needs python-docx, which is not installed. Install it with: pip install 'marsad[reports]'"
        ) from error
    document = Document()
    document.core_properties.author = "marsad"
    document.core_properties.title = clean(briefing.title)
    document.core_properties.comments = ""
    document.core_properties.created = document.core_properties.modified = _STAMP
    for part in document.sections:
        part.page_width, part.page_height = Mm(210), Mm(297)
        part.left_margin = part.right_margin = Mm(22)
        part.top_margin = part.bottom_margin = Mm(20)
    _quiet(document.add_paragraph(), briefing.kicker)
    document.add_heading(clean(briefing.title), level=0)
    _quiet(
        document.add_paragraph(),
        f"{briefing.clocks}. {briefing.basis} Numbers in brackets are those of the sources at the end.",
    )
    for line in briefing.summary:
        _statement(document.add_paragraph(style="List Bullet"), line)
    _map(document, briefing)
    for section in briefing.sections:
        _section(document, section)
    _notes(document, briefing)
    _quiet(
        document.add_paragraph(),
        "Read and written by marsad, a program. It tells what reports say, not what is true; what nobody reported is not here.",
    )
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _map(document: Any, briefing: Briefing) -> None:
    from docx.shared import Mm, RGBColor

    if not briefing.map:
        return
    colours = {name: safe_colour(colour) for name, _, colour in briefing.sides}
    document.add_picture(io.BytesIO(png(briefing.map, colours, briefing.changed)), width=Mm(166))
    key = document.add_paragraph()
    for name, label, _ in briefing.sides:
        square = key.add_run("\u25a0 ")
        square.font.color.rgb = RGBColor.from_string(_six_digits(colours[name]))
        _quiet(key, f"{label}   ")
    _quiet(key, "Dark rims: changed in this period. Borders between cells are schematic and no border on the ground.")


def _six_digits(colour: str) -> str:
    digits = colour.lstrip("#")
    return (digits if len(digits) == 6 else "".join(2 * digit for digit in digits)).upper()


def _notes(document: Any, briefing: Briefing) -> None:
    if briefing.notes:
        document.add_heading("Sources", level=1)
    for note in briefing.notes:
        paragraph = document.add_paragraph()
        _run(paragraph, f"[{note.number}] ", bold=True)
        if note.sentence:
            _run(paragraph, f"“{clean(note.sentence)}” ")
        tail = (
            f"{note.outlet}, {note.day}"
            + (f": {note.title}" if note.title else "")
            + (f"; said by {note.speaker}" if note.speaker else "")
        )
        _quiet(paragraph, tail)


def _section(document: Any, section: Section) -> None:
    document.add_heading(clean(section.title), level=1)
    if section.lead:
        _quiet(document.add_paragraph(), section.lead)
    for line in section.statements:
        _statement(document.add_paragraph(style="List Bullet"), line)
    if section.grid:
        _grid(document, section.grid)
    if section.rest:
        _quiet(document.add_paragraph(), section.rest)


def _statement(paragraph: Any, line: Statement) -> None:
    if line.days:
        _run(paragraph, f"{clean(line.days)}: ", bold=True)
    _run(paragraph, f"{clean(line.text)}.")
    if line.notes:
        more = f" +{line.more}" if line.more else ""
        _quiet(paragraph, f" [{', '.join(map(str, line.notes))}]{more}")
    if line.aside:
        _quiet(paragraph, f" ({line.aside})")


def _grid(document: Any, grid: Grid) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    table = document.add_table(rows=1, cols=len(grid.head) + 1, style="Light List Accent 1")
    for cell, name in zip(table.rows[0].cells, (*grid.head, "Sources"), strict=True):
        cell.text = name
    for cells, notes in grid.rows:
        row = table.add_row().cells
        for number, (cell, text) in enumerate(zip(row, (*cells, ", ".join(map(str, notes))), strict=True)):
            cell.text = clean(text)
            for paragraph in cell.paragraphs:
                if number in grid.right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                for run in paragraph.runs:
                    run.font.size = Pt(_SMALL)


def _run(paragraph: Any, text: str, *, bold: bool = False) -> None:
    paragraph.add_run(text).bold = bold


def _quiet(paragraph: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(clean(text))
    run.font.size = Pt(_SMALL)
    run.font.color.rgb = RGBColor(*_SOFT)
