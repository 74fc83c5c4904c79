"""Labels on a map that never overlap: the most wanted are placed first, what does not fit is left out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_NARROW = frozenset("fijlrtI'’.,-() ")
_WIDE = frozenset("mwMWABCDGHKNOQRUVXYZ")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A label that asks for room near (x, y), at least `gap` away; more weight is placed earlier."""

    key: str
    text: str
    x: float
    y: float
    weight: float
    gap: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its place: `align` is SVG's text-anchor, `y` the baseline."""

    key: str
    text: str
    x: float
    y: float
    align: str


Box = tuple[float, float, float, float]


def width(text: str, size: float) -> float:
    """Return about how wide a text is in a sans-serif type of the given size, in the same units."""
    units = sum(0.32 if letter in _NARROW else 0.74 if letter in _WIDE else 0.56 for letter in text)
    return units * size


def place(wanted: Iterable[Wanted], size: float, frame: Box, taken: Sequence[Box] = ()) -> list[Label]:
    """Return the labels that fit within the frame (left, top, right, bottom) and clear of `taken`."""
    boxes = list(taken)
    found = []
    for item in sorted(wanted, key=lambda one: (-one.weight, one.text, one.key)):
        for label, box in _choices(item, size):
            if _inside(box, frame) and not any(_overlap(box, other) for other in boxes):
                boxes.append(box)
                found.append(label)
                break
    return found


def _choices(item: Wanted, size: float) -> Iterable[tuple[Label, Box]]:
    wide, high = width(item.text, size), size * 1.05
    gap = item.gap
    places = (
        ("middle", item.x, item.y) if gap == 0 else ("start", item.x + gap, item.y),
        ("middle", item.x, item.y - high * 0.6 - gap),
        ("middle", item.x, item.y + high * 0.6 + gap),
        ("start", item.x + gap, item.y),
        ("end", item.x - gap, item.y),
    )
    for align, x, y in places:
        left = x - (wide / 2 if align == "middle" else wide if align == "end" else 0)
        box = (left - 4, y - high / 2 - 1, left + wide + 4, y + high / 2 + 1)
        yield Label(item.key, item.text, round(x, 1), round(y + size * 0.34, 1), align), box


def _inside(box: Box, frame: Box) -> bool:
    return box[0] >= frame[0] and box[1] >= frame[1] and box[2] <= frame[2] and box[3] <= frame[3]


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
