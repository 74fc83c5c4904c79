"""Origins: who a claim goes back to. Claims of one origin are one witness, however many print them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from marsad.model.claim import Claim, Speaker
from marsad.model.report import Report
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import is_name, plain
from marsad.reference import Reference

_UNDATED = "9999"

Voice = tuple[str, str]
"""The day on which a text came out, and whose voice it speaks in."""


def origins(
    claims: Iterable[Claim],
    reports: Sequence[Report],
    copy_groups: Mapping[str, str],
    reference: Reference,
    rules: Rules,
) -> dict[str, str]:
    """Return the origin of each claim, by claim id."""
    found = Origins(reference, rules)
    found.add(claims, reports, (), copy_groups)
    return found.of


class Origins:
    """The origin of each claim, in `of`, kept up as claims and reports come and go.

    The origin is the one who is quoted: a known source by its id, a named person by name, an unnamed
    speaker ("residents") as heard by the outlet. What an outlet says in its own voice goes back to the
    agency of its byline, else to the outlet that first printed the text or the sentence, else to itself.
    """

    def __init__(self, reference: Reference, rules: Rules) -> None:
        """Begin with no claim."""
        self.of: dict[str, str] = {}
        self._reference = reference
        self._rules = rules
        self._bylines = _byline_pattern(rules)
        self._claims: dict[str, Claim] = {}
        self._by_report: dict[str, set[str]] = defaultdict(set)
        self._bylined: dict[str, tuple[str, str, str]] = {}
        self._own: dict[str, Voice] = {}
        self._voice: dict[str, Voice] = {}
        self._groups: Mapping[str, str] = {}
        self._members: dict[str, set[str]] = defaultdict(set)
        self._saying: dict[str, set[str]] = defaultdict(set)

    def add(
        self, claims: Iterable[Claim], reports: Iterable[Report], gone: Iterable[str], copy_groups: Mapping[str, str]
    ) -> set[str]:
        """Take claims and reports in and others out; return the claims whose origin has changed."""
        touched = self._take_in(claims, reports, gone)
        affected = self._regroup(touched, copy_groups)
        spoken = {report for report in affected if self._speaks(report)} | touched
        waiting = {claim for report in spoken for claim in self._by_report.get(report, ())}
        sentences = {self._sentence(claim) for claim in waiting} | self._orphaned
        waiting.update(claim for sentence in sentences for claim in self._saying.get(sentence, ()))
        first = {sentence: min(self._voice[self._claims[claim].report] for claim in said)
                 for sentence in sentences - {""} if (said := self._saying.get(sentence))}  # fmt: skip
        return {claim for claim in waiting if self._has_changed(claim, first)}

    def _take_in(self, claims: Iterable[Claim], reports: Iterable[Report], gone: Iterable[str]) -> set[str]:
        touched: set[str] = set()
        self._orphaned: set[str] = set()
        for name in gone:
            sentence, left = self._sentence(name), self._claims.pop(name).report
            self._orphaned.add(sentence)
            self._saying[sentence].discard(name)
            self._by_report[left].discard(name)
            self.of.pop(name, None)
            touched.add(left)
        for claim in claims:
            self._claims[claim.id] = claim
            self._by_report[claim.report].add(claim.id)
            if sentence := self._sentence(claim.id):
                self._saying[sentence].add(claim.id)
            touched.add(claim.report)
        for report in reports:
            byline = self._bylines.search(report.text[: int(self._rules.copies["byline_characters"])])
            day = report.published.isoformat() if report.published else _UNDATED
            self._bylined[report.id] = (day, self._rules.agencies[byline.group(1)] if byline else "", report.source)
            touched.add(report.id)
        return touched

    def _regroup(self, touched: Iterable[str], copy_groups: Mapping[str, str]) -> set[str]:
        """Note who copies whom; return the reports whose voice may have changed."""
        for report in touched:
            self._own[report] = self._printed(report)
        moved = {
            report
            for report in self._groups.keys() | copy_groups.keys() | set(touched)
            if self._groups.get(report, report) != copy_groups.get(report, report)
        }
        for report in moved:
            self._members[self._groups.get(report, report)].discard(report)
        before, self._groups = self._groups, copy_groups
        for report in moved | set(touched):
            self._members[copy_groups.get(report, report)].add(report)
        names = {groups.get(report, report) for groups in (before, copy_groups) for report in moved | set(touched)}
        return {report for name in names for report in self._members.get(name, ()) if report in self._own}

    def _speaks(self, report: str) -> bool:
        """Set the voice that a report speaks in; return whether it is another than before."""
        members = self._members[self._groups.get(report, report)]
        voice = min(self._own[member] for member in members if member in self._own)
        changed = self._voice.get(report) != voice
        self._voice[report] = voice
        return changed

    def _printed(self, report: str) -> Voice:
        claims = self._by_report.get(report)
        last = self._claims[max(claims)] if claims else None
        if report not in self._bylined:
            return (
                (last.published or _UNDATED, _outlet(last.outlet, report, self._reference)) if last else (_UNDATED, "")
            )
        day, agency, source = self._bylined[report]
        return day, agency or _outlet(last.outlet if last else source, report, self._reference)

    def _sentence(self, claim: str) -> str:
        """Return the sentence of a claim where it is long enough to be copied, else ""."""
        sentence = plain(self._claims[claim].sentence.text)
        return sentence if sentence.count(" ") + 1 >= int(self._rules.copies["sentence_words"]) else ""

    def _has_changed(self, name: str, first: Mapping[str, Voice]) -> bool:
        claim = self._claims[name]
        _, voice = first.get(self._sentence(name)) or self._voice[claim.report]
        origin = _speaker(claim.said_by[0], voice) if claim.said_by else voice
        changed = self.of.get(name) != origin
        self.of[name] = origin
        return changed


def _speaker(speaker: Speaker, voice: str) -> str:
    if speaker.source:
        return speaker.source
    if is_name(speaker.text):
        return plain(speaker.text)
    return f"{voice}/{plain(speaker.text)}"


def _outlet(outlet: str, report: str, reference: Reference) -> str:
    source = reference.sources.get(outlet) or reference.sources.named(outlet)
    if source:
        return source.id
    # Reports of which nobody knows the outlet are not one witness for that.
    return plain(outlet) or f"report {report}"


def _byline_pattern(rules: Rules) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in sorted(rules.agencies, key=len, reverse=True))
    return re.compile(rf"(?:\(|\u2014\s*|\bBy\s+)({names})\b(?:\)|\s*[-\u2013\u2014]|\s*$)", re.MULTILINE)
