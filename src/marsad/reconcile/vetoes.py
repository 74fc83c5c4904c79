"""Vetoes: what makes it impossible that two claims tell of one happening."""

from __future__ import annotations

from marsad.model.claim import Claim
from marsad.reconcile.kinds import kinds_fit
from marsad.reconcile.profile import Profile, Role
from marsad.reconcile.rules import Rules

FACT = frozenset({"asserted", "denied"})


def veto(a: Profile, b: Profile, rules: Rules) -> str:
    """Return why the two claims cannot tell of one happening, in words, or "" where they can."""
    return general_veto(a, b, rules) or report_veto(a, b)


def general_veto(a: Profile, b: Profile, rules: Rules) -> str:
    """Return the veto that rests on what the two claims say, whoever prints them."""
    if (a.claim.modality in FACT) != (b.claim.modality in FACT):
        return "one is told as a fact, the other is not"
    if _are_rows_apart(a.claim, b.claim):
        return "they are two rows of one data set, which counts them apart"
    if a.repeated != b.repeated:
        return "one tells of what happens time and again, or of a whole war"
    if not kinds_fit(a.kind, b.kind, rules):
        return f"{a.kind} and {b.kind} are different happenings"
    if a.first and b.first and days_apart(a, b) > max(a.pad, b.pad) and not recalled(a, b, rules):
        return "their days lie apart"
    if a.place and b.place and a.place not in b.chain and b.place not in a.chain:
        return "their places are neither the same nor one in the other"
    return _parties_at_odds(a, b, rules)


def row(claim: Claim) -> tuple[str, str] | None:
    """Return the data set and the row of it that a claim was read from, None for one read from a text."""
    return (claim.outlet, claim.report) if claim.read_by.reader == "rows" else None


def _are_rows_apart(a: Claim, b: Claim) -> bool:
    one, other = row(a), row(b)
    return one is not None and other is not None and one[0] == other[0] and one != other


def days_apart(a: Profile, b: Profile) -> int:
    """Return how many days lie between the two, 0 where they have some in common."""
    return max(0, a.first - b.last, b.first - a.last)


def recalled(a: Profile, b: Profile, rules: Rules) -> bool:
    """Return whether the later of two claims, of a rare kind and told without a day, may recall the earlier."""
    later = a if a.first > b.first else b
    return later.recalls and days_apart(a, b) <= rules.recall_days


def report_veto(a: Profile, b: Profile) -> str:
    """Return the veto that rests on the two standing in one report."""
    if a.claim.report != b.claim.report:
        return ""
    if any(one.anew and one.claim.sentence.start > other.claim.sentence.end for one, other in ((a, b), (b, a))):
        return "the report turns to something else"
    if _names_own_day(a) and _names_own_day(b) and a.first != b.first:
        return "the report names a day of its own for each"
    if a.kind != b.kind:
        return ""
    later = a if (a.claim.cue.start, a.id) > (b.claim.cue.start, b.id) else b
    if later.another:
        return "the report calls it another"
    if a.number is None or b.number is None or a.number == b.number or a.unit != b.unit:
        return ""
    if a.origin != b.origin or a.inside or b.inside or _tell_of_two_parties(a.whom, b.whom):
        return ""
    return "one speaker gives two numbers in one report"


def _names_own_day(profile: Profile) -> bool:
    return profile.first == profile.last and profile.when.basis in ("stated", "relative")


def at_odds(a: Role, b: Role) -> bool:
    """Return whether the two are known to be of different sides."""
    return bool(a.side and b.side and a.side != b.side)


def blame_in_dispute(a: Profile, b: Profile, rules: Rules) -> bool:
    """Return whether the two tell of one attack and name different culprits.

    One spot, common days and nearly the same dead are one attack, whoever is blamed for it.
    """
    if not a.toll or not b.toll or min(a.toll, b.toll) < rules.ratios["blame_least"]:
        return False
    if not a.place or a.place != b.place or a.container:
        return False
    together = bool(a.first and b.first) and a.first <= b.last and b.first <= a.last
    return together and max(a.toll, b.toll) <= min(a.toll, b.toll) * rules.ratios["close_ratio"]


def _parties_at_odds(a: Profile, b: Profile, rules: Rules) -> str:
    if a.kind in rules.mutual or b.kind in rules.mutual:
        sides = {role.side for role in (a.who, a.whom, b.who, b.whom) if role.side}
        effect = a.kind in rules.effects or b.kind in rules.effects
        return "" if effect or len(sides) <= 2 else "they are between different parties"
    if at_odds(a.who, b.who) and not blame_in_dispute(a, b, rules):
        return "different sides do it"
    effects = a.kind in rules.effects and b.kind in rules.effects
    if at_odds(a.whom, b.whom) and not effects and not blame_in_dispute(a, b, rules):
        return "it is done to different sides"
    crossed = _same_side(a.who, b.whom) or _same_side(b.who, a.whom)
    if crossed and not blame_in_dispute(a, b, rules):
        return "the side that does it in one suffers it in the other"
    return ""


def _same_side(a: Role, b: Role) -> bool:
    return bool(a.side) and a.side == b.side


def _tell_of_two_parties(a: Role, b: Role) -> bool:
    return bool(a.name and b.name and a.name != b.name and (at_odds(a, b) or not (a.side and b.side)))
