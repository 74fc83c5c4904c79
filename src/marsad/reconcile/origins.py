"""Origins: who a claim goes back to. Claims of one origin are one witness, however many print them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from marsad.model.claim import Claim, Speaker
from marsad.model.report import Report
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import is_name, plain
from marsad.reference import Reference


def origins(
    claims: Iterable[Claim],
    reports: Sequence[Report],
    copy_groups: Mapping[str, str],
    reference: Reference,
    rules: Rules,
) -> dict[str, str]:
    """Return the origin of each claim, by claim id.

    The origin is the one who is quoted: a known source by its id, a named person by name, an unnamed
    speaker ("residents") as heard by the outlet. What an outlet says in its own voice goes back to the
    agency of its byline, else to the outlet that first printed the text or the sentence, else to itself.
    """
    ordered = sorted(claims, key=lambda claim: claim.id)
    voices = _voices(ordered, reports, copy_groups, reference, rules)
    first_to_say: dict[str, tuple[str, str]] = {}
    least = int(rules.copies["sentence_words"])
    for claim in ordered:
        sentence = plain(claim.sentence.text)
        if sentence.count(" ") + 1 >= least:
            said = voices[claim.report]
            first_to_say[sentence] = min(said, first_to_say.get(sentence, said))
    found: dict[str, str] = {}
    for claim in ordered:
        _, voice = first_to_say.get(plain(claim.sentence.text), voices[claim.report])
        found[claim.id] = _speaker(claim.said_by[0], voice) if claim.said_by else voice
    return found


def _speaker(speaker: Speaker, voice: str) -> str:
    if speaker.source:
        return speaker.source
    if is_name(speaker.text):
        return plain(speaker.text)
    return f"{voice}/{plain(speaker.text)}"


def _voices(
    claims: Sequence[Claim],
    reports: Sequence[Report],
    copy_groups: Mapping[str, str],
    reference: Reference,
    rules: Rules,
) -> dict[str, tuple[str, str]]:
    """Return the day on which each report or what it copies first came out, and whose voice it speaks in."""
    printed: dict[str, tuple[str, str]] = {}
    bylines = _byline_pattern(rules)
    for claim in claims:
        printed[claim.report] = (claim.published or "9999", _outlet(claim.outlet, claim.report, reference))
    for report in sorted(reports, key=lambda report: report.id):
        day = report.published.isoformat() if report.published else "9999"
        own = _outlet(report.source, report.id, reference)
        if found := bylines.search(report.text[: int(rules.copies["byline_characters"])]):
            own = rules.agencies[found.group(1)]
        elif report.id in printed:
            own = printed[report.id][1]
        printed[report.id] = (day, own)
    first: dict[str, tuple[str, str]] = {}
    for report_id, voice in printed.items():
        group = copy_groups.get(report_id, report_id)
        first[group] = min(voice, first.get(group, voice))
    return {report_id: first[copy_groups.get(report_id, report_id)] for report_id in printed}


def _outlet(outlet: str, report: str, reference: Reference) -> str:
    source = reference.sources.get(outlet) or reference.sources.named(outlet)
    if source:
        return source.id
    # Reports of which nobody knows the outlet are not one witness for that.
    return plain(outlet) or f"report {report}"


def _byline_pattern(rules: Rules) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(rules.agencies, key=len, reverse=True))
    return re.compile(rf"(?:\(|\u2014\s*|\bBy\s+)({names})\b(?:\)|\s*[-\u2013\u2014]|\s*$)", re.MULTILINE)
