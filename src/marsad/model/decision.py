"""Decisions: what a person has decided, with who, when and why; a log that only grows.

A decision names what it is about by marks, which say where in which report a claim stands, so that it outlives the
claim's id. Taking one back is a decision too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from marsad.model.ids import digest

Act = Literal["same", "different", "copy", "accept", "reject", "correct", "settle", "verdict", "undo"]
ACTS: tuple[Act, ...] = get_args(Act)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Where a claim stands: its report, the span of its cue, its kind, and where its filled slots begin.

    `claim` is the id that it had when the decision was made. A mark of a report alone has neither claim nor span.
    """

    report: str
    claim: str = ""
    start: int = -1
    end: int = -1
    kind: str = ""
    slots: dict[str, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision. `when` is an ISO time in UTC, `by` whoever decided.

    `on` holds what it is about in groups: the two of a pair, the sides of a dispute with the favoured one first
    (empty where none is), else one claim a group. `slot` and `value` are what a correction sets, `value` also the
    status of a verdict, `slot` what a dispute is about. `undoes` is the id of the decision that this one takes back.
    """

    id: str
    act: Act
    on: tuple[tuple[Mark, ...], ...]
    by: str
    when: str
    why: str
    slot: str = ""
    value: str = ""
    undoes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """A decision on a dispute as reconciling takes it: claims of the favoured side, and those of the others."""

    about: str
    favoured: tuple[str, ...]
    others: tuple[str, ...]
    by: str
    when: str
    why: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How a decision stands: in words, and the claims or reports that it is about now, in the groups of its marks."""

    decision: Decision
    words: str = ""
    on: tuple[tuple[str, ...], ...] = ()

    @property
    def in_force(self) -> bool:
        """Return whether it is carried out."""
        return not self.words


def decided(
    act: Act, on: tuple[tuple[Mark, ...], ...], *, by: str, when: str, why: str, slot: str = "", value: str = "",
    undoes: str = "",
) -> Decision:  # fmt: skip
    """Return a decision under the id that its content gives it."""
    return Decision(
        id=digest("decision", act, *map(str, on), by, when, why, slot, value, undoes),
        act=act, on=on, by=by, when=when, why=why, slot=slot, value=value, undoes=undoes,
    )  # fmt: skip
