"""What the script needs: the intervals of each place by day, as JSON that is safe inside HTML."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from marsad.publish import words
from marsad.publish.page.control import Row
from marsad.publish.page.desk import Axis, Desk


def block(desk: Desk, rows: Sequence[Row]) -> str:
    """Return the JSON text. `<`, `>` and `&` are escaped so that no text can close the script element."""
    axis = desk.axis
    content: dict[str, Any] = {
        "days": [words.day(axis.first + timedelta(count)) for count in range(axis.days)],
        "sides": {f"s{number}": side.name for number, side in enumerate(desk.look.sides.values())},
        "places": {row.place: _place(axis, row) for row in rows},
    }
    text = msgspec.json.encode(content).decode()
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _place(axis: Axis, row: Row) -> dict[str, Any]:
    """Return a place: its intervals as [first, last, state, class of the colour, holder], its sieges by day."""

    def index(day: date) -> int:
        return min(max((day - axis.first).days, 0), axis.days - 1)

    return {
        "name": row.name,
        "counts": row.named and not row.wide,
        "named": row.named,
        "bars": [[index(bar.first), index(bar.last), bar.state, bar.paint, bar.holder] for bar in row.bars],
        "siege": [[index(first), index(last)] for first, last in row.besieged],
    }
