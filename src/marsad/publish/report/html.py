"""A briefing as one HTML file with its style and its map in it, made to be read on a screen, mailed and printed."""

from __future__ import annotations

import re
from pathlib import Path

from marsad.publish.report.chart import safe_colour, svg
from marsad.publish.report.parts import Briefing

_DAY = re.compile(r"(\d+) (\w+) (\d{4})")
"""A day in words, which no line break should part."""


def html(briefing: Briefing) -> bytes:
    """Return the document."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    colours = {name: safe_colour(colour) for name, _, colour in briefing.sides}
    drawn = Markup(svg(briefing.map, colours, briefing.changed)) if briefing.map else ""  # noqa: S704 - every text in it is escaped
    text = environment.get_template("briefing.html").render(
        heading=_DAY.sub("\\1\u00a0\\2\u00a0\\3", briefing.title),
        it=briefing,
        map=drawn,
        sides=[(name, label, colours[name]) for name, label, _ in briefing.sides],
    )
    return "\n".join(line.rstrip() for line in text.splitlines() if line.strip()).encode() + b"\n"
