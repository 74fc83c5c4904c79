"""Large editions in several files: what is long stands in a page a month beside the first page, by plain links.

A small edition stays one page. Nothing is fetched: every page opens from disk by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from marsad.publish import words
from marsad.publish.page.desk import Desk, anchor
from marsad.publish.page.timeline import Group

LIMIT = 5000
"""Claims from which an edition is split: one page of so many weighs some 6 MB, and phones begin to halt."""
KEPT_EVENTS = 400
"""Events that stay on the first page, the latest days first."""
FOLDER = "months"
UNDATED = "undated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """One month: its file's name, its words, how many claims were published and how many events happened in it."""

    key: str
    file: str
    title: str
    claims: int
    events: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Volumes:
    """How an edition is split; `months` is empty where it is one page."""

    months: tuple[Volume, ...]
    file_of: dict[str, str]
    recent: tuple[Group, ...]
    earlier: dict[str, tuple[Group, ...]]

    def linker(self, here: str) -> Callable[[str], str]:
        """Return what makes of an anchor of a claim a link from the page `here`."""
        up = "../" if "/" in here else ""

        def link(name: str) -> str:
            file = self.file_of.get(name, "")
            return f"#{name}" if file == here or not file else f"{up}{file}#{name}"

        return link


def volumes(desk: Desk, groups: Sequence[Group], limit: int = LIMIT) -> Volumes:
    """Return how the edition is split: not at all up to `limit` claims, else by month."""
    if len(desk.look.claims) <= limit:
        return Volumes(months=(), file_of={}, recent=tuple(groups), earlier={})
    recent, earlier = _parted(groups)
    month_of = {claim.id: _month(claim.published) for claim in desk.look.claims.values()}
    claims = Counter(month_of.values())
    events = {key: sum(len(group.items) for group in found) for key, found in earlier.items()}
    months = tuple(
        Volume(key=key, file=_file(key), title=_title(key), claims=claims[key], events=events.get(key, 0))
        for key in sorted(claims.keys() | earlier.keys())
    )
    file_of = {anchor(claim): _file(key) for claim, key in month_of.items()}
    return Volumes(months=months, file_of=file_of, recent=recent, earlier=earlier)


def _parted(groups: Sequence[Group]) -> tuple[tuple[Group, ...], dict[str, tuple[Group, ...]]]:
    """Return the latest days that fit on the first page, and the others by month."""
    dated = [group for group in groups if group.day]
    kept: list[Group] = []
    total = 0
    for group in reversed(dated):
        total += len(group.items)
        if kept and total > KEPT_EVENTS:
            break
        kept.append(group)
    recent = {group.anchor for group in kept}
    earlier: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.anchor not in recent:
            earlier[_month(group.day)].append(group)
    return tuple(reversed(kept)), {key: tuple(found) for key, found in earlier.items()}


def _month(day: str) -> str:
    return day[:7] if day[:4].isdigit() else UNDATED


def _file(key: str) -> str:
    return f"{FOLDER}/{key}.html"


def _title(key: str) -> str:
    return "Of no known day, or before the first" if key == UNDATED else f"{words.MONTHS[int(key[5:]) - 1]} {key[:4]}"
