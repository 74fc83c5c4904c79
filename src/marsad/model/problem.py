"""What went wrong with one item, as data; exceptions are for what stops the run."""

from __future__ import annotations

from dataclasses import dataclass


class MarsadError(Exception):
    """Something that stops the run; its message says what to do about it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One item that could not be used in full, and the remedy.

    `code` is stable ("ingest.encoding"), `place` a file, a file and line, or a report id.
    """

    code: str
    message: str
    remedy: str
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A sentence that talks of the conflict and gave no claim, with the reason why."""

    report: str
    start: int
    end: int
    text: str
    reason: str
    verb: str = ""
    unknown: tuple[str, ...] = ()
