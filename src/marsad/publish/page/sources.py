"""Who told it: outlets and the speakers they relay, and what was not understood."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from marsad.model.problem import Miss, Problem
from marsad.publish import words
from marsad.publish.page.desk import Desk

SHOWN_MISSES = 40
"""Sentences shown for each reason; all of them are in misses.csv."""
SHOWN_SPEAKERS = 14
"""Speakers listed by name; the others are counted in one line."""
_SORTS = (
    (": needs ", "A known word, but not what it needs beside it: a place, a force or a number"),
    (": refuses ", "A known word in a sense that does not count"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An outlet or a speaker with how much of the picture rests on its word; `share` in percent of the most."""

    name: str
    kind: str
    side: str
    paint: str
    reliability: str
    reports: int
    claims: int
    share: float
    record: str = "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Missed:
    """The sentences that were not understood for one sort of reason: text, report, and the reason in full."""

    reason: str
    total: int
    sentences: tuple[tuple[str, str, str], ...]


def outlets(desk: Desk) -> tuple[Voice, ...]:
    """Return the outlets, those with most claims first."""
    reports = Counter(report.source for report in desk.look.edition.reports)
    claims = Counter(claim.outlet for claim in desk.look.claims.values())
    return _ranked([_voice(desk, name, desk.look.outlet_name(name), reports[name], claims[name])
                    for name in reports.keys() | claims.keys()])  # fmt: skip


def speakers(desk: Desk) -> tuple[Voice, ...]:
    """Return whom the outlets relay, by the nearest speaker; names that no list knows are counted as one."""
    claims: Counter[str] = Counter()
    reports: dict[str, set[str]] = defaultdict(set)
    known: dict[str, str] = {}
    for claim in desk.look.claims.values():
        if claim.said_by:
            speaker = claim.said_by[0].source or claim.said_by[0].text
            name = desk.look.speaker_name(speaker)
            claims[name] += 1
            reports[name].add(claim.report)
            known.setdefault(name, speaker)
    return _ranked([_voice(desk, known[name], name, len(reports[name]), claims[name]) for name in claims])


def _voice(desk: Desk, key: str, name: str, reports: int, claims: int) -> Voice:
    source = desk.look.source(key)
    side = source.side if source else ""
    return Voice(
        name=name, kind=source.kind.replace("-", " ") if source else "", paint=desk.paint(side),
        side=desk.look.side_name(side) if side and side != "none" else "",
        reliability=source.reliability if source else "F", reports=reports, claims=claims, share=0.0,
        record=_record(desk, source.id) if source else "–",
    )  # fmt: skip


def _record(desk: Desk, origin: str) -> str:
    """Return how often others later said the same, in words; a dash where too few events tell."""
    found = desk.look.edition.reconciled.records.get(origin)
    if found is None or found.low is None or found.high is None:
        return "–"
    judged = found.confirmed + found.contradicted
    return f"{found.confirmed} of {judged} ({100 * found.low:.0f}–{100 * found.high:.0f} %)"


def _ranked(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    most = max((voice.claims for voice in voices), default=1) or 1
    ranked = sorted(voices, key=lambda voice: (-voice.claims, -voice.reports, voice.name))
    return tuple(
        replace(item, share=round(100 * item.claims / most, 2))
        for item in ranked
    )  # fmt: skip


def missed(desk: Desk) -> tuple[Missed, ...]:
    """Return what was not understood, by sort of reason, the commonest first."""
    by_reason: dict[str, list[Miss]] = defaultdict(list)
    for miss in sorted(desk.look.edition.misses, key=lambda item: (item.report, item.start)):
        by_reason[_sort(miss.reason)].append(miss)
    ordered = sorted(by_reason.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(
        Missed(
            reason=reason,
            total=len(found),
            sentences=tuple(
                (miss.text, _title(desk, miss.report), _detail(miss, reason)) for miss in found[:SHOWN_MISSES]
            ),
        )
        for reason, found in ordered
    )


def _sort(reason: str) -> str:
    """Return what the reason of the codebook comes to for a reader; other reasons stay as they are."""
    found = next((meaning for sign, meaning in _SORTS if sign in reason), "")
    return found or words.sentence_case(reason)


def _detail(miss: Miss, sort: str) -> str:
    return "" if sort.lower() == miss.reason.lower() else miss.reason


def _title(desk: Desk, report: str) -> str:
    found = desk.look.reports.get(report)
    if found is None:
        return ""
    day = words.span(found.published, found.published, desk.axis.last) if found.published else "undated"
    return f"{desk.look.outlet_name(found.source)}, {day}"


def problems(desk: Desk) -> tuple[Problem, ...]:
    """Return the problems, sorted by their codes."""
    return tuple(sorted(desk.look.edition.problems, key=lambda item: (item.code, item.place, item.message)))
