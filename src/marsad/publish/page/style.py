"""The style sheet: what is written by hand, with the colours of the sides added."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from marsad.reference import Side

_COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})")
_LIGHT, _DARK = "#777777", "#aaaaaa"


def sheet(sides: Sequence[Side]) -> bytes:
    """Return style.css. A colour that is not one of `#rgb` or `#rrggbb` could carry any rule and is not used."""
    written = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    light = "".join(f"--s{number}:{_colour(side.colour, _LIGHT)};" for number, side in enumerate(sides))
    dark = "".join(f"--s{number}:{_colour(side.dark, _DARK)};" for number, side in enumerate(sides))
    classes = "\n".join(f".s{number}{{color:var(--s{number})}}" for number in range(len(sides)))
    own = f":root{{{light}}}\n@media screen and (prefers-color-scheme:dark){{:root{{{dark}}}}}\n{classes}\n"
    return f"{written.rstrip()}\n\n/* The sides of this war. */\n{own}".encode()


def _colour(value: str, otherwise: str) -> str:
    return value if _COLOUR.fullmatch(value) else otherwise
