"""The map of a briefing without a style sheet: as SVG with its colours in it, and as a picture for word processors."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from html import escape
from typing import Any

from marsad.publish.export.typed import need
from marsad.publish.page.atlas import Cell, Map
from marsad.publish.page.labels import Label

_NONE = "#d8d5cc"
_INK = "#1b1b1a"
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3}")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SCALE = 2
"""Pixels of the picture to a unit of the drawing."""


def svg(drawn: Map, colours: Mapping[str, str], changed: frozenset[str]) -> str:
    """Return the map as one SVG element; places that changed have a dark rim and stand in bold."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {drawn.width:g} {drawn.height:g}" role="img" aria-label="Map of control">'
    ]
    for cell in drawn.cells:
        rim = f' stroke="{_INK}" stroke-width="2.4"' if cell.place in changed else ' stroke="#fff" stroke-width="1"'
        colour, strength = _fill(cell, colours)
        shape = (
            f'<circle cx="{cell.x}" cy="{cell.y}" r="4.5"'
            if cell.spot
            else f'<path d="{escape(cell.outline, quote=True)}"'
        )
        parts.append(
            f'{shape} fill="{colour}" fill-opacity="{strength}"{rim}><title>{escape(cell.words)}</title></{"circle" if cell.spot else "path"}>'
        )
    for size, labels in (("small", drawn.small), ("large", drawn.large)):
        parts.append(f'<g class="{size}">')
        parts += [_label(label, getattr(drawn, f"{size}_size"), label.key in changed) for label in labels]
        parts.append("</g>")
    base = drawn.height - 14
    parts.append(
        f'<g transform="translate(14 {base:g})"><path d="M0,-6V0H{drawn.bar:g}V-6" fill="none" stroke="{_INK}"/>'
        f'<text x="0" y="-11" font-size="11" fill="{_INK}">{drawn.km:g} km</text></g></svg>'
    )
    return "\n".join(parts)


def _label(label: Label, size: float, strong: bool) -> str:
    weight = "700" if strong else "400"
    return (
        f'<text x="{label.x}" y="{label.y}" text-anchor="{label.align}" font-size="{size}" font-weight="{weight}" '
        f'fill="{_INK}" stroke="#fff" stroke-width="2.5" paint-order="stroke">{escape(label.text)}</text>'
    )


def png(drawn: Map, colours: Mapping[str, str], changed: frozenset[str]) -> bytes:
    """Return the same map as PNG, for formats that take no SVG."""
    image_module, draw_module, font_module = (
        need(f"PIL.{name}", "A map in a document", "reports") for name in ("Image", "ImageDraw", "ImageFont")
    )
    size = round(drawn.width * _SCALE), round(drawn.height * _SCALE)
    image = image_module.new("RGB", size, "white")
    pen = draw_module.Draw(image)
    ordered = sorted(drawn.cells, key=lambda cell: (cell.spot, cell.place in changed))
    for cell in ordered:
        _paint(pen, cell, colours, cell.place in changed)
    font = font_module.load_default(size=drawn.small_size * _SCALE)
    for label in drawn.small:
        anchor = {"start": "ls", "middle": "ms", "end": "rs"}[label.align]
        pen.text(
            (label.x * _SCALE, label.y * _SCALE),
            label.text,
            fill=_INK,
            font=font,
            anchor=anchor,
            stroke_width=3,
            stroke_fill="white",
        )
    base = (drawn.height - 14) * _SCALE
    pen.line([(28, base), (28 + drawn.bar * _SCALE, base)], fill=_INK, width=3)
    pen.text((28, base - 8), f"{drawn.km:g} km", fill=_INK, font=font, anchor="ls")
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _paint(pen: Any, cell: Cell, colours: Mapping[str, str], rimmed: bool) -> None:
    colour, strength = _fill(cell, colours)
    fill = _mixed(colour, strength)
    if cell.spot:
        x, y, r = cell.x * _SCALE, cell.y * _SCALE, 4.5 * _SCALE
        pen.ellipse((x - r, y - r, x + r, y + r), fill=fill, outline=_INK if rimmed else "white", width=2)
        return
    numbers = [float(value) * _SCALE for value in _NUMBER.findall(cell.outline)]
    points = list(zip(numbers[::2], numbers[1::2], strict=False))
    if len(points) > 2:
        pen.polygon(points, fill=fill, outline=_INK if rimmed else "white", width=5 if rimmed else 2)


def _fill(cell: Cell, colours: Mapping[str, str]) -> tuple[str, float]:
    """Return the colour of a cell and how strong it is: held in full, claimed or contested paler, the rest paler still."""
    if cell.state == "unknown":
        return _NONE, 0.6
    strength = {"held": 0.85, "contested": 0.5, "claimed": 0.4}.get(cell.state, 0.6)
    return colours.get(cell.paint, _NONE), strength * (0.45 if cell.pale else 1.0)


def safe_colour(value: str) -> str:
    """Return a colour of the pack, or grey where it is not plain #rgb or #rrggbb."""
    return value if _COLOUR.fullmatch(value) else "#777777"


def _mixed(colour: str, strength: float) -> tuple[int, int, int]:
    digits = colour.lstrip("#")
    digits = "".join(2 * letter for letter in digits) if len(digits) == 3 else digits
    parts = (int(digits[index : index + 2], 16) for index in (0, 2, 4))
    red, green, blue = (round(part * strength + 255 * (1 - strength)) for part in parts)
    return red, green, blue
