"""Comparing two claims: a table of comparisons, each of which finds a level that has a weight and words.

A level is a name in `weights.toml`, such as `time.same_day`; its weight is in log2 odds. The levels of a pair are
what its weights are fitted on, and what the reader of a link is told.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from marsad.model.event import Reason
from marsad.reconcile.kinds import is_cause
from marsad.reconcile.profile import Profile, Role
from marsad.reconcile.rules import Rules
from marsad.reconcile.vetoes import at_odds, days_apart

Found = tuple[tuple[str, ...], str]
"""Levels (none where the comparison says nothing) and words."""
Comparison = Callable[[Profile, Profile, Rules], Found]
_NOTHING: Found = ((), "")


def compare(a: Profile, b: Profile, rules: Rules) -> tuple[float, tuple[Reason, ...]]:
    """Return the log2 odds that the two claims tell of one happening, and the reasons that add up to it.

    Symmetric in the two claims; meant for pairs without a veto.
    """
    reasons = (*content_reasons(a, b, rules), *text_reasons(a, b, rules))
    return round(sum(reason.weight for reason in reasons), 4), reasons


def levels(a: Profile, b: Profile, rules: Rules) -> tuple[str, ...]:
    """Return the names of all levels that a pair reaches; a name may come twice."""
    table = {**_CONTENT, **_TEXT}
    return tuple(level for comparison in table.values() for level in comparison(a, b, rules)[0])


def content_reasons(a: Profile, b: Profile, rules: Rules) -> tuple[Reason, ...]:
    """Return what the slots of the two claims say: the same for all pairs of claims with these slots."""
    prior = Reason(feature="prior", weight=rules.bands["prior"], words="any two claims that share a block")
    return (prior, *_reasons(a, b, rules, _CONTENT))


def text_reasons(a: Profile, b: Profile, rules: Rules) -> tuple[Reason, ...]:
    """Return what the sentences of the two claims say, and how these stand in their reports."""
    return _reasons(a, b, rules, _TEXT)


def text_weight(a: Profile, b: Profile, rules: Rules) -> float:
    """Return what `text_reasons` add up to, without their words."""
    one_report = a.claim.report == b.claim.report
    reached = (_report if one_report else _words)(a, b, rules)[0]
    return rules.weight[reached[0]] if reached else 0.0


def _reasons(a: Profile, b: Profile, rules: Rules, table: Mapping[str, Comparison]) -> tuple[Reason, ...]:
    found: list[Reason] = []
    for feature, comparison in table.items():
        reached, words = comparison(a, b, rules)
        if reached:
            weight = sum(rules.weight[level] for level in reached)
            found.append(Reason(feature=feature, weight=weight, words=words))
    return tuple(found)


def _time(a: Profile, b: Profile, rules: Rules) -> Found:
    if not a.first or not b.first:
        return ("time.unknown",), "one has no date"
    if apart := days_apart(a, b):
        if apart > max(a.pad, b.pad):
            level = "undated" if a.recalls and b.recalls else "recalled"
            return (f"time.{level}",), "told without a day, some weeks later"
        return ("time.padded",), "their days touch only by the slip of a day or so"
    longer = max(a.last - a.first, b.last - b.first) + 1
    shorter = min(a.last - a.first, b.last - b.first) + 1
    if longer > rules.spans["wide_days"]:
        return ("time.wide",), f"days in common, within {longer}"
    if (a.first, a.last) == (b.first, b.last):
        return (("time.same_day",), "the same day") if longer == 1 else (("time.equal",), "the same days")
    longest = max(a, b, key=lambda profile: profile.last - profile.first)
    if longer > rules.spans["few_days"] and longest.lasting:
        return ("time.episode",), f"the days of one lie among the {longer} days that the other lasts"
    if shorter == 1:
        return ("time.inside",), "the day of one lies within the days of the other"
    return ("time.overlap",), "some days in common"


def _place(a: Profile, b: Profile, rules: Rules) -> Found:
    if a.place and b.place:
        if a.place == b.place:
            if a.small:
                return ("place.small",), "the same small place"
            if a.container and not min(_rarity(a, rules), _rarity(b, rules)):
                return ("place.container",), "the same city or area"
            return ("place.same",), "the same place"
        inner, outer = (a, b) if b.place in a.chain else (b, a)
        steps = inner.chain.index(outer.place)
        return ("place.nested" if steps == 1 else "place.far_nested",), "one place in the other"
    if a.spot and b.spot and (f" {a.spot}".endswith(f" {b.spot}") or f" {b.spot}".endswith(f" {a.spot}")):
        return ("place.words",), "the same place by its words"
    if (a.spot or a.place) and (b.spot or b.place):
        return ("place.other_words",), "places in different words"
    return ("place.unknown",), "one names no place"


def _kind(a: Profile, b: Profile, rules: Rules) -> Found:
    rare = a.place and a.place == b.place and min(_rarity(a, rules), _rarity(b, rules))
    rarity = (f"rarity.{min(a.kind, b.kind, key=lambda kind: rules.rarity.get(kind, 0.0))}",) if rare else ()
    if a.kind == b.kind:
        return ("kind.same", *rarity), f"both are {a.kind}"
    if a.backdrop != b.backdrop:
        return ("kind.backdrop",), "one falls into the offensive of the other"
    if is_cause(a.kind, b.kind, rules):
        level = "campaign" if "attack.offensive" in (a.kind, b.kind) else "cause"
        return (f"kind.{level}",), f"{a.kind} and {b.kind} go together"
    return ("kind.near", *rarity), f"{a.kind} and {b.kind} are near"


def _rarity(profile: Profile, rules: Rules) -> float:
    return rules.rarity.get(profile.kind, 0.0)


def _who(a: Profile, b: Profile, rules: Rules) -> Found:
    if a.kind in rules.mutual and b.kind in rules.mutual:
        return _mutual(a, b)
    return _party(a.who, b.who, "who", "does it")


def _whom(a: Profile, b: Profile, rules: Rules) -> Found:
    if a.kind in rules.mutual or b.kind in rules.mutual:
        return _NOTHING
    if at_odds(a.whom, b.whom):
        # Two effects of one clash may be the dead of either side.
        return _NOTHING
    found = _party(a.whom, b.whom, "whom", "suffers it")
    # What is hit and who is hurt are often two things of one attack.
    return _NOTHING if a.kind != b.kind and found[0] == ("whom.other",) else found


def _party(a: Role, b: Role, role: str, does: str) -> Found:
    if not a.name or not b.name:
        return _NOTHING
    if at_odds(a, b):
        return (f"{role}.odds",), f"different sides are said to be who {does}"
    if a.name == b.name:
        # That civilians suffer it is true of most attacks.
        common = role == "whom" and not a.side
        level = "words" if not a.known else "people" if common else "actor"
        return (f"{role}.{level}",), f"{a.name} named in both as who {does}"
    if a.side and a.side == b.side:
        return (f"{role}.side",), f"one side named in both as who {does}"
    if a.known and b.known:
        one, other = sorted((a.name, b.name))
        return (f"{role}.other",), f"{one} named in one as who {does}, {other} in the other"
    return _NOTHING


def _mutual(a: Profile, b: Profile) -> Found:
    ours = {role.side or role.name for role in (a.who, a.whom) if role.name}
    theirs = {role.side or role.name for role in (b.who, b.whom) if role.name}
    shared = len(ours & theirs)
    return (("who.side",) * shared, f"{shared} of the parties in common") if shared else _NOTHING


def _count(a: Profile, b: Profile, rules: Rules) -> Found:
    if a.kind == b.kind and a.number is not None and b.number is not None and a.unit == b.unit:
        one, other = a.number, b.number
    elif a.toll and b.toll and a.claim.report != b.claim.report:
        one, other = a.toll, b.toll
    else:
        return _NOTHING
    if a.inside or b.inside:
        return _NOTHING
    low, high = sorted((one, other))
    words = f"{low:g} and {high:g}"
    if low == high:
        return ("count.small" if high <= 2 else "count.equal",), f"the same number, {high:g}"
    ratio = high / low if low else float("inf")
    for level in ("close", "similar", "apart"):
        if ratio <= rules.ratios[f"{level}_ratio"]:
            return (f"count.{level}",), words
    return ("count.least" if (a if one == low else b).at_least else "count.far",), words


def _target(a: Profile, b: Profile, _: Rules) -> Found:
    return _sorts("target", "hit", a.targets, b.targets)


def _weapon(a: Profile, b: Profile, _: Rules) -> Found:
    return _sorts("weapon", "used", a.weapons, b.weapons)


def _sorts(feature: str, does: str, a: frozenset[str], b: frozenset[str]) -> Found:
    if not a or not b:
        return _NOTHING
    if common := a & b:
        return (f"{feature}.same",), f"{' and '.join(sorted(common))} {does} in both"
    one, other = sorted((" and ".join(sorted(a)), " and ".join(sorted(b))))
    return (f"{feature}.other",), f"{one} {does} in one, {other} in the other"


def _report(a: Profile, b: Profile, rules: Rules) -> Found:
    if a.claim.report != b.claim.report:
        return _NOTHING
    cause = is_cause(a.kind, b.kind, rules)
    if a.claim.sentence.start == b.claim.sentence.start:
        return _one_sentence(a, b, cause, rules)
    if a.backdrop != b.backdrop:
        return ("report.follows",), "one falls into the offensive of the other"
    if a.leans_on == b.id or b.leans_on == a.id:
        return ("report.leans",), "one has its place from the other"
    if cause:
        return ("report.cause",), "one report tells both"
    if a.kind == b.kind and a.number is not None and b.number is not None and a.origin != b.origin:
        return ("report.rival",), "one report sets the number of another speaker beside it"
    return ("report.repeat",), "one report tells it again"


def _one_sentence(a: Profile, b: Profile, cause: bool, rules: Rules) -> Found:
    if cause and _has_own_killer(a, b, rules):
        return ("report.killer",), "one sentence tells both, of different doers"
    start = a.claim.sentence.start
    first, second = sorted((a.claim.cue, b.claim.cue), key=lambda cue: (cue.start, cue.end))
    between = a.claim.sentence.text[max(0, first.end - start) : max(0, second.start - start)]
    if a.backdrop != b.backdrop or rules.follows.search(between):
        return ("report.follows",), "one sentence tells one as what the other answers, comes after or falls into"
    if (
        a.claim.when
        and b.claim.when
        and min(a.claim.when.start, b.claim.when.start) >= 0
        and (a.claim.when.start != b.claim.when.start)
    ):
        return ("report.times",), "one sentence tells both, each with its own time"
    if not cause:
        return ("report.twice",), "one sentence tells both"
    return ("report.apart" if len(between) > rules.far_cues else "report.sentence",), "one sentence tells both"


def _has_own_killer(a: Profile, b: Profile, rules: Rules) -> bool:
    """Return whether what is suffered names who did it, and the attack beside it does not name the same."""
    if (a.kind in rules.effects) == (b.kind in rules.effects):
        return False
    effect, attack = (a, b) if a.kind in rules.effects else (b, a)
    return effect.who.known and (attack.who.known or not attack.who.name) and not _is_like(effect.who, attack.who)


def _is_like(one: Role, other: Role) -> bool:
    return one.name == other.name or bool(one.side and one.side == other.side)


def _words(a: Profile, b: Profile, rules: Rules) -> Found:
    if a.claim.report == b.claim.report or not a.words or not b.words:
        return _NOTHING
    shared = len(a.words & b.words)
    share = shared / (len(a.words) + len(b.words) - shared)
    words = f"{shared} words of their sentences in common"
    for level in ("much", "some", "few"):
        if share >= rules.shares[f"{level}_share"]:
            return (f"words.{level}",), words
    return ("words.none",), words


_CONTENT: Mapping[str, Comparison] = {
    "time": _time,
    "place": _place,
    "kind": _kind,
    "who": _who,
    "whom": _whom,
    "count": _count,
    "target": _target,
    "weapon": _weapon,
}
_TEXT: Mapping[str, Comparison] = {"report": _report, "words": _words}
