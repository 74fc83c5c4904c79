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
    volumes,
)
from marsad.publish.page.desk import Desk

_SCRIPT = Path(__file__).parent.parent / "static" / "page.js"
_TEMPLATES = Path(__file__).parent
LONG_TABLE = 24
"""A table with more rows than this is folded under its figure."""
FEW = 8
"""A list no longer than this needs no search and no chart of its numbers."""


def files(look: Lookup) -> dict[str, bytes]:
    """Return the page with its style, and its script where it has been built; the page works without it.

    A large edition has a page for each month beside it.
    """
    script = _SCRIPT.read_bytes() if _SCRIPT.is_file() else b""
    made = {
        **pages(look, scripted=bool(script)),
        "style.css": style.sheet(look.edition.reference.pack.sides),
    }
    return {**made, "page.js": script} if script else made


def pages(look: Lookup, *, scripted: bool, limit: int = volumes.LIMIT) -> dict[str, bytes]:
    """Return the documents by name: index.html, and in an edition of more claims than `limit` a page for each month."""
    desk = Desk(look)
    content = _content(desk)
    parted = volumes.volumes(desk, content["groups"], limit)
    reports, claims = content.pop("reports"), content["claims"]
    content |= {"months": parted.months, "groups": parted.recent}
    first = _rendered("index.html", parted, "index.html", scripted=scripted, reports=reports, **content)
    made = {"index.html": first}
    by_month: dict[str, list[sentences.Source]] = {month.file: [] for month in parted.months}
    for report in reports if parted.months else ():
        by_month[parted.file_of[report.sentences[0].anchor]].append(report)
    for number, month in enumerate(parted.months):
        around = {
            "before": parted.months[number - 1] if number else None,
            "after": parted.months[number + 1] if number + 1 < len(parted.months) else None,
        }
        made[month.file] = _rendered(
            "month.html", parted, month.file, month=month, reports=by_month[month.file], language="en",
            head=content["head"], sides=content["sides"], groups=parted.earlier.get(month.key, ()), claims=claims, **around,
        )  # fmt: skip
    return made


def _rendered(template: str, parted: volumes.Volumes, here: str, **content: Any) -> bytes:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "number": words.number, "many": words.many, "short_day": words.short_day, "link": parted.linker(here),
    }  # fmt: skip
    environment.globals["split"] = bool(parted.months)
    text = environment.get_template(template).render(**content)
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
        "shares": control.shares(desk), "sides": list(desk.look.sides.values()), "map": atlas.draw(desk, rows), "long": LONG_TABLE, "few": FEW,
        "groups": found, "events": timeline.total(found), "rhythms": timeline.rhythms(desk),
        "panels": flows.panels(desk), "tolls": tolls.ledger(desk), "sieges": ledgers.sieges(desk),
        "ties": ledgers.ties(desk), "forecasts": forecasts, "standing": ledgers.standing(forecasts), "records": ledgers.track_records(desk),
        "disputes": disputes.rows(desk),
        "outlets": sources.outlets(desk), "speakers": speakers[: sources.SHOWN_SPEAKERS], "others": len(speakers[sources.SHOWN_SPEAKERS :]), "missed": sources.missed(desk),
        "misses": len(desk.look.edition.misses), "problems": sources.problems(desk),
        "reports": sentences.by_report(desk), "claims": len(desk.look.claims), "tables": csv_tables.TABLES,
        "data": data.block(desk, rows),
    }  # fmt: skip
