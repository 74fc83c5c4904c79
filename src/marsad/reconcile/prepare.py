"""Preparing claims for comparison: copies, origins, days and settings are found, then a profile is made of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from marsad.model.claim import Claim
from marsad.model.dateline import written
from marsad.model.event import Link
from marsad.model.report import Report
from marsad.model.when import When
from marsad.reconcile.context import settings
from marsad.reconcile.copies import Copies, groups
from marsad.reconcile.dates import dated
from marsad.reconcile.origins import Origins
from marsad.reconcile.profile import Profile, profiles
from marsad.reconcile.rules import Rules
from marsad.reconcile.vetoes import FACT
from marsad.reference import Reference


class Prepared:
    """What is known of claims before any two are compared, kept up as claims and reports come and go.

    `profiles` are of the claims that tell of happenings, `dates` and `origin_of` of all, by claim id; `copy_links`
    tell which reports copy which.
    """

    def __init__(self, reference: Reference, rules: Rules) -> None:
        """Begin with no claim."""
        self.claims: dict[str, Claim] = {}
        self.profiles: dict[str, Profile] = {}
        self.dates: dict[str, When] = {}
        self.reports: set[str] = set()
        self.copy_links: tuple[Link, ...] = ()
        self._reference = reference
        self._rules = rules
        self._copies = Copies(rules)
        self._origins = Origins(reference, rules)
        self._told_on: dict[str, date | None] = {}
        self._by_report: dict[str, set[str]] = defaultdict(set)

    @property
    def origin_of(self) -> dict[str, str]:
        """Return the origin of each claim."""
        return self._origins.of

    def update(
        self,
        claims: Iterable[Claim],
        reports: Iterable[Report],
        gone: Iterable[str] = (),
        decisions: Sequence[Link] = (),
    ) -> set[str]:
        """Take claims and reports in and others out; return the claims whose profile may have changed.

        A claim that is there already takes the place of the one under its id.
        """
        come = {claim.id: claim for claim in claims}
        fresh = [report for report in reports if report.id not in self.reports]
        left = {claim for claim in (*gone, *come) if claim in self.claims}
        touched = {self.claims[claim].report for claim in left}
        touched |= {report.id for report in fresh} | {claim.report for claim in come.values()}
        for name in left:
            self._by_report[self.claims.pop(name).report].discard(name)
            self.dates.pop(name)
            self.profiles.pop(name, None)
        for claim_id, claim in come.items():
            self.claims[claim_id] = claim
            self._by_report[claim.report].add(claim_id)
        self.reports |= {report.id for report in fresh}
        self._told_on |= {report.id: written(report) for report in fresh}
        if fresh:
            self._copies.add(fresh)
            self.copy_links = self._copies.links()
        judged = [link for link in decisions if link.a in self.reports and link.b in self.reports]
        moved = self._origins.add(come.values(), fresh, left, groups([*self.copy_links, *judged]))
        retold = {claim for report in touched for claim in self._by_report.get(report, ())}
        self._profile(retold)
        for claim_id in moved - retold:
            if claim_id in self.profiles:
                self.profiles[claim_id] = replace(self.profiles[claim_id], origin=self.origin_of[claim_id])
        return left | retold | moved

    def _profile(self, names: Iterable[str]) -> None:
        """Date and profile the claims of whole reports: within one, claims lean on each other."""
        rules, told = self._rules, [self.claims[name] for name in sorted(names)]
        self.dates |= {claim.id: dated(claim, rules, self._told_on.get(claim.report)) for claim in told}
        telling = [claim for claim in told if rules.makes_event(claim.kind) and claim.modality in FACT]
        found_in = settings(telling, self.dates, self._reference, rules)
        self.dates |= {claim: setting.when for claim, setting in found_in.items()}
        made = profiles(telling, self.origin_of, found_in, self._reference, rules)
        self.profiles |= {profile.id: profile for profile in made}


def prepare(claims: Sequence[Claim], reports: Sequence[Report], reference: Reference, rules: Rules) -> list[Profile]:
    """Return the profiles of claims, each once and in the order of their ids."""
    found = Prepared(reference, rules)
    found.update(claims, reports)
    return [found.profiles[name] for name in sorted(found.profiles)]
