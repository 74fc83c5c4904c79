"""Fills the templates: every section's rows in, one HTML document out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from marsad.publish import csv_tables, words
from marsad.publish.lookup import Lookup
from marsad.publish.page import (
    atlas,
    control,
    data,
    disputes,
    flows,
    headline,
    ledgers,
    sentences,
    sources,
    style,
    timeline,
    tolls,
)
from marsad.publish.page.desk import Desk

_SCRIPT = Path(__file__).parent.parent / "static" / "page.js"
_TEMPLATES = Path(__file__).parent
LONG_TABLE = 24
"""A table with more rows than this is folded under its figure."""
FEW = 8
"""A list no longer than this needs no search and no chart of its numbers."""


def files(look: Lookup) -> dict[str, bytes]:
    """Return the page with its style, and its script where it has been built; the page works without it."""
    script = _SCRIPT.read_bytes() if _SCRIPT.is_file() else b""
    made = {
        "index.html": html(look, scripted=bool(script)),
        "style.css": style.sheet(look.edition.reference.pack.sides),
    }
    return {**made, "page.js": script} if script else made


def html(look: Lookup, *, scripted: bool) -> bytes:
    """Return the document."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {"number": words.number, "many": words.many, "short_day": words.short_day}
    text = environment.get_template("index.html").render(scripted=scripted, **_content(Desk(look)))
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()).encode() + b"\n"


def _content(desk: Desk) -> dict[str, Any]:
    rows = control.rows(desk)
    tallies = control.tally(desk, rows)
    found = timeline.groups(desk)
    forecasts = ledgers.forecasts(desk)
    speakers = sources.speakers(desk)
    return {
        "head": headline.head(desk, rows, tallies), "picture": desk.picture, "pack": desk.pack, "axis": desk.axis,
        "language": "en", "day": words.day(desk.picture.day), "run": desk.picture.run,
        "tallies": tallies, "rows": list(control.places(rows)), "areas": [row for row in rows if row.wide],
        "silent": [row for row in rows if not row.wide and not row.named],
        "sides": list(desk.look.sides.values()), "map": atlas.draw(desk, rows), "long": LONG_TABLE, "few": FEW,
        "groups": found, "events": timeline.total(found), "rhythms": timeline.rhythms(desk),
        "panels": flows.panels(desk), "tolls": tolls.ledger(desk), "sieges": ledgers.sieges(desk),
        "ties": ledgers.ties(desk), "forecasts": forecasts, "standing": ledgers.standing(forecasts), "records": ledgers.track_records(desk),
        "disputes": disputes.rows(desk),
        "outlets": sources.outlets(desk), "speakers": speakers[: sources.SHOWN_SPEAKERS], "others": len(speakers[sources.SHOWN_SPEAKERS :]), "missed": sources.missed(desk),
        "misses": len(desk.look.edition.misses), "problems": sources.problems(desk),
        "reports": sentences.by_report(desk), "claims": len(desk.look.claims), "tables": csv_tables.TABLES,
        "data": data.block(desk, rows),
    }  # fmt: skip
