"""Comparing two claims: a table of comparisons, each with its weight and its words."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marsad.model.event import Reason
from marsad.reconcile.kinds import is_cause
from marsad.reconcile.profile import Profile, Role
from marsad.reconcile.rules import Rules
from marsad.reconcile.vetoes import at_odds

Comparison = Callable[[Profile, Profile, Rules], tuple[float, str]]


def compare(a: Profile, b: Profile, rules: Rules) -> tuple[float, tuple[Reason, ...]]:
    """Return the log2 odds that the two claims tell of one happening, and the reasons that add up to it.

    Symmetric in the two claims; meant for pairs without a veto.
    """
    reasons = (*content_reasons(a, b, rules), *text_reasons(a, b, rules))
    return round(sum(reason.weight for reason in reasons), 4), reasons


def content_reasons(a: Profile, b: Profile, rules: Rules) -> tuple[Reason, ...]:
    """Return what the slots of the two claims say: the same for all pairs of claims with these slots."""
    prior = Reason(feature="prior", weight=rules.bands["prior"], words="any two claims that share a block")
    return (prior, *_reasons(a, b, rules, _CONTENT))


def text_reasons(a: Profile, b: Profile, rules: Rules) -> tuple[Reason, ...]:
    """Return what the sentences of the two claims say, and how these stand in their reports."""
    return _reasons(a, b, rules, _TEXT)


def _reasons(a: Profile, b: Profile, rules: Rules, table: Mapping[str, Comparison]) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for feature, comparison in table.items():
        weight, words = comparison(a, b, rules)
        if weight or words:
            found.append(Reason(feature=feature, weight=weight, words=words))
    return tuple(found)


def _time(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    weights = rules.time
    if not a.first or not b.first:
        return weights["unknown"], "one has no date"
    if a.first > b.last or b.first > a.last:
        return weights["padded"], "their days touch only by the slip of a day or so"
    longer = max(a.last - a.first, b.last - b.first) + 1
    shorter = min(a.last - a.first, b.last - b.first) + 1
    if longer > weights["wide_days"]:
        return weights["wide"], f"days in common, within {longer}"
    if (a.first, a.last) == (b.first, b.last):
        return (weights["same_day"], "the same day") if longer == 1 else (weights["equal"], "the same days")
    if shorter == 1 and longer <= weights["few_days"]:
        return weights["inside"], "the day of one lies within the days of the other"
    return weights["overlap"], "some days in common"


def _place(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    weights = rules.place
    if a.place and b.place:
        if a.place == b.place:
            if a.container and not min(_rarity(a, rules), _rarity(b, rules)):
                return weights["container"], "the same city or area"
            return weights["same"], "the same place"
        inner, outer = (a, b) if b.place in a.chain else (b, a)
        steps = inner.chain.index(outer.place)
        return (weights["nested"] if steps == 1 else weights["far_nested"]), "one place in the other"
    if a.spot and a.spot == b.spot:
        return weights["words"], "the same place by its words"
    if (a.spot or a.place) and (b.spot or b.place):
        return weights["other_words"], "places in different words"
    return weights["unknown"], "one names no place"


def _kind(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    rarity = min(_rarity(a, rules), _rarity(b, rules)) if a.place and a.place == b.place else 0.0
    if a.kind == b.kind:
        return rules.kind["same"] + rarity, f"both are {a.kind}"
    if is_cause(a.kind, b.kind, rules):
        return rules.kind["cause"], f"{a.kind} and {b.kind} go together"
    return rules.kind["near"] + rarity, f"{a.kind} and {b.kind} are near"


def _rarity(profile: Profile, rules: Rules) -> float:
    return rules.rarity.get(profile.kind, 0.0)


def _who(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    if a.kind in rules.mutual and b.kind in rules.mutual:
        return _mutual(a, b, rules)
    return _party(a.who, b.who, rules, "does it")


def _whom(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    if a.kind in rules.mutual or b.kind in rules.mutual:
        return 0.0, ""
    if at_odds(a.whom, b.whom):
        # Two effects of one clash may be the dead of either side.
        return 0.0, ""
    weight, words = _party(a.whom, b.whom, rules, "suffers it")
    # What is hit and who is hurt are often two things of one attack.
    return (max(weight, 0.0), words) if a.kind != b.kind else (weight, words)


def _party(a: Role, b: Role, rules: Rules, does: str) -> tuple[float, str]:
    weights = rules.party
    if not a.name or not b.name:
        return weights["unknown"], ""
    if at_odds(a, b):
        return weights["odds"], f"different sides are said to be who {does}"
    if a.name == b.name:
        return (weights["actor"] if a.known else weights["words"]), f"{a.name} {does} in both"
    if a.side and a.side == b.side:
        return weights["side"], f"one side {does} in both"
    if a.known and b.known:
        return weights["other"], f"{a.name} {does} in one, {b.name} in the other"
    return weights["unknown"], ""


def _mutual(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    ours = {role.side or role.name for role in (a.who, a.whom) if role.name}
    theirs = {role.side or role.name for role in (b.who, b.whom) if role.name}
    shared = len(ours & theirs)
    if not shared:
        return rules.party["unknown"], ""
    return rules.party["side"] * shared, f"{shared} of the parties in common"


def _count(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    weights = rules.count
    if a.kind == b.kind and a.number is not None and b.number is not None and a.unit == b.unit:
        one, other = a.number, b.number
    elif a.toll and b.toll and a.claim.report != b.claim.report:
        one, other = a.toll, b.toll
    else:
        return 0.0, ""
    if a.inside or b.inside:
        return 0.0, ""
    low, high = sorted((one, other))
    words = f"{low:g} and {high:g}"
    if low == high:
        return (weights["small"] if high <= 2 else weights["equal"]), f"the same number, {high:g}"
    ratio = high / low if low else float("inf")
    for limit, weight in (("close_ratio", "close"), ("similar_ratio", "similar"), ("apart_ratio", "apart")):
        if ratio <= weights[limit]:
            return weights[weight], words
    return weights["far"], words


def _report(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    if a.claim.report != b.claim.report:
        return 0.0, ""
    cause = is_cause(a.kind, b.kind, rules)
    if a.leans_on == b.id or b.leans_on == a.id:
        return rules.report["leans"], "one has its place from the other"
    if cause and a.claim.sentence.start == b.claim.sentence.start:
        return rules.report["sentence"], "one sentence tells both"
    if cause:
        return rules.report["cause"], "one report tells both"
    if a.kind == b.kind:
        return rules.report["repeat"], "one report tells it again"
    return 0.0, ""


def _words(a: Profile, b: Profile, rules: Rules) -> tuple[float, str]:
    if a.claim.report == b.claim.report or not a.words or not b.words:
        return 0.0, ""
    shared = a.words & b.words
    share = len(shared) / len(a.words | b.words)
    weights = rules.words
    if share >= weights["much_share"]:
        return weights["much"], f"{len(shared)} words of their sentences in common"
    if share >= weights["some_share"]:
        return weights["some"], f"{len(shared)} words of their sentences in common"
    return 0.0, ""


_CONTENT: Mapping[str, Comparison] = {
    "time": _time,
    "place": _place,
    "kind": _kind,
    "who": _who,
    "whom": _whom,
    "count": _count,
}
_TEXT: Mapping[str, Comparison] = {"report": _report, "words": _words}
