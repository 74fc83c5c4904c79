"""A briefing as a Word document, to be edited and sent."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from marsad.model.problem import MarsadError
from marsad.publish.export.typed import clean
from marsad.publish.report.chart import png, safe_colour
from marsad.publish.report.parts import Briefing, Grid, Section, Statement

_STAMP = datetime(2000, 1, 1)  # noqa: DTZ001 - the document's clock is fixed, so that the same briefing gives the same words
_WIDEST, _HIGHEST = 166.0, 140.0
"""Millimetres of the map: what a page has beside the headline and the lines under it."""
_LETTER, _EDGE = 2.0, 6.0
"""Millimetres of a letter of a table, and of the edges of a cell."""
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
    drawn = png(briefing.map, colours, briefing.changed)
    wide, high = (int.from_bytes(drawn[start : start + 4], "big") for start in (16, 20))
    width = min(_WIDEST, _HIGHEST * wide / high)
    document.add_picture(io.BytesIO(drawn), width=Mm(width))
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
    from docx.shared import Mm, Pt

    head = (*grid.head, "Sources")
    rows = [(*(clean(text) for text in cells), ", ".join(map(str, notes))) for cells, notes in grid.rows]
    filled = [number for number in range(len(head)) if any(row[number] for row in rows)]
    table = document.add_table(rows=1, cols=len(filled), style="Light List Accent 1")
    table.autofit = False
    widths = _widths([[head[number], *(row[number] for row in rows)] for number in filled])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for texts, cells in [(head, table.rows[0].cells), *((row, table.add_row().cells) for row in rows)]:
        for number, cell, width in zip(filled, cells, widths, strict=True):
            cell.text, cell.width = texts[number], Mm(width)
            for paragraph in cell.paragraphs:
                if number in grid.right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                for run in paragraph.runs:
                    run.font.size = Pt(_SMALL)


def _widths(columns: Sequence[Sequence[str]]) -> list[float]:
    """Return the width of each column in millimetres: room for its longest word, the rest by what stands in it."""
    words = [max(len(word) for text in column for word in [*text.split(), ""]) for column in columns]
    texts = [max(len(text) for text in column) for column in columns]
    least = [min(_LETTER * word + _EDGE, _WIDEST / 3) for word in words]
    spare = max(0.0, _WIDEST - sum(least))
    wanted = [max(0.0, _LETTER * text + _EDGE - low) for text, low in zip(texts, least, strict=True)]
    share = min(1.0, spare / sum(wanted)) if sum(wanted) else 0.0
    return [low + share * more for low, more in zip(least, wanted, strict=True)]


def _run(paragraph: Any, text: str, *, bold: bool = False) -> None:
    paragraph.add_run(text).bold = bold


def _quiet(paragraph: Any, text: str) -> None:
    from docx.shared import Pt, RGBColor

    run = paragraph.add_run(clean(text))
    run.font.size = Pt(_SMALL)
    run.font.color.rgb = RGBColor(*_SOFT)
