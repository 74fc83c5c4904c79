"""The sentences: every claim with the words that make it, who said them, where and when."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from marsad.model.claim import Claim, Party
from marsad.model.report import Report
from marsad.model.where import Where
from marsad.publish import words
from marsad.publish.page.desk import Desk, anchor

KIND_WORDS = {"control.change": "change of hands", "siege.supply_cut": "supply line cut", "attack.air": "air strike"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One claim: its sentence in three parts, the middle one being the cue, and the slots in words."""

    number: int
    anchor: str
    before: str
    cue: str
    after: str
    kind: str
    modality: str
    slots: tuple[tuple[str, str], ...]
    chain: str
    source: str
    title: str
    entry: str
    sureness: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One report with the claims read from it."""

    title: str
    outlet: str
    published: str
    url: str
    sentences: tuple[Sentence, ...]


def by_report(desk: Desk) -> tuple[Source, ...]:
    """Return every claim under its report, in the order of their numbers."""
    groups = groupby(desk.look.claims.values(), key=lambda claim: claim.report)
    return tuple(_source(desk, report, list(claims)) for report, claims in groups)


def _source(desk: Desk, name: str, claims: list[Claim]) -> Source:
    report = desk.look.reports.get(name)
    published = words.day(report.published) if report else claims[0].published
    return Source(
        title=report.title if report else "", outlet=desk.look.outlet_name(report.source if report else claims[0].outlet),
        published=published or "undated", url=_safe_url(report),
        sentences=tuple(_sentence(desk, claim, report) for claim in claims),
    )  # fmt: skip


def _safe_url(report: Report | None) -> str:
    """Return the address of a report where it is a web address; any other scheme could run a script."""
    url = report.url if report else ""
    return url if url.startswith(("https://", "http://")) else ""


def _sentence(desk: Desk, claim: Claim, report: Report | None) -> Sentence:
    before, cue, after = marked(claim)
    outlet = desk.look.outlet_name(claim.outlet)
    day = words.day(report.published) if report and report.published else claim.published
    return Sentence(
        number=desk.look.number[claim.id], anchor=anchor(claim.id), before=before, cue=cue, after=after,
        kind=KIND_WORDS.get(claim.kind, claim.kind.replace(".", ": ").replace("_", " ")), modality=claim.modality,
        slots=tuple((name, text) for name, text in _slots(desk, claim) if text), chain=_chain(claim, outlet),
        source=f"{outlet}, {day or 'undated'}", title=report.title if report else "",
        entry=claim.read_by.entry or claim.read_by.reader,
        sureness=f"{claim.sureness:.2f}" if claim.sureness < 1 else "",
    )  # fmt: skip


def marked(claim: Claim) -> tuple[str, str, str]:
    """Return the sentence before, in and after the cue; offsets that do not fit mark nothing."""
    text = claim.sentence.text
    start = claim.cue.start - claim.sentence.start
    end = start + len(claim.cue.text)
    if claim.cue.text and start >= 0 and text[start:end] == claim.cue.text:
        return text[:start], claim.cue.text, text[end:]
    return text, "", ""


def _chain(claim: Claim, outlet: str) -> str:
    """Return who is relayed by whom, in the report's words, ending with the outlet."""
    if not claim.said_by:
        return f"{outlet}, in its own voice"
    return ", relayed by ".join([*(speaker.text for speaker in claim.said_by), outlet])


def _slots(desk: Desk, claim: Claim) -> tuple[tuple[str, str], ...]:
    when, count = claim.when, claim.count
    return (
        ("who", _party(desk, claim.who)), ("whom", _party(desk, claim.whom)),
        ("where", _place(desk, claim.where)), ("from", _place(desk, claim.whence)),
        ("when", words.span(when.first, when.last) if when else ""),
        ("how many", f"{words.count(count.low, count.high)} {count.unit}".strip() if count else ""),
        ("if", claim.condition.text if claim.condition else ""), ("by", claim.horizon.text if claim.horizon else ""),
    )  # fmt: skip


def _party(desk: Desk, party: Party | None) -> str:
    if party is None:
        return ""
    name = desk.look.party_name(party.actor) if party.actor else ""
    return f"{party.text} ({name})" if name and name.lower() != party.text.lower() else party.text


def _place(desk: Desk, where: Where | None) -> str:
    if where is None:
        return ""
    name = where.name or (desk.look.place_name(where.place) if where.place else "")
    return f"{where.text} ({name})" if name and name.lower() != where.text.lower() else where.text
