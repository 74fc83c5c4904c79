"""Preparing claims for comparison: copies, origins, days and settings are found, then a profile is made of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from marsad.model.claim import Claim
from marsad.model.dateline import written
from marsad.model.event import Link
from marsad.model.report import Report
from marsad.model.when import When
from marsad.reconcile.context import settings
from marsad.reconcile.copies import copies, groups
from marsad.reconcile.dates import dated
from marsad.reconcile.origins import origins
from marsad.reconcile.profile import Profile, profiles
from marsad.reconcile.rules import Rules
from marsad.reconcile.vetoes import FACT
from marsad.reference import Reference


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known of claims before any two are compared.

    `profiles` are of the claims that tell of happenings, `dates` and `origin_of` of all, by claim id;
    `copy_links` tell which reports copy which.
    """

    claims: tuple[Claim, ...]
    profiles: list[Profile]
    dates: Mapping[str, When]
    origin_of: dict[str, str]
    copy_links: tuple[Link, ...]


def prepare(claims: Sequence[Claim], reports: Sequence[Report], reference: Reference, rules: Rules) -> Prepared:
    """Return the claims, each once and in the order of their ids, with all that comparing them needs."""
    unique = tuple(sorted({claim.id: claim for claim in claims}.values(), key=lambda claim: claim.id))
    copy_links = copies(reports, rules)
    origin_of = origins(unique, reports, groups(copy_links), reference, rules)
    told_on = {report.id: written(report) for report in reports}
    dates = {claim.id: dated(claim, rules, told_on.get(claim.report)) for claim in unique}
    telling = [claim for claim in unique if rules.makes_event(claim.kind) and claim.modality in FACT]
    found_in = settings(telling, dates, rules)
    dates.update({claim: setting.when for claim, setting in found_in.items()})
    return Prepared(unique, profiles(telling, origin_of, found_in, reference, rules), dates, origin_of, copy_links)
