"""Kinds that may tell of one happening: the same, near ones, and an attack with what it does."""

from __future__ import annotations

from marsad.reconcile.rules import Rules
from marsad.reconcile.sets import Sets


def kinds_fit(a: str, b: str, rules: Rules) -> bool:
    """Return whether claims of the two kinds may tell of one happening."""
    return a == b or frozenset((a, b)) in rules.near or is_cause(a, b, rules)


def is_cause(a: str, b: str, rules: Rules) -> bool:
    """Return whether one kind is what the other does: an attack and its dead, or two of its effects."""
    if a == b:
        return False
    linked = rules.causes | rules.effects
    return a in linked and b in linked and (a in rules.effects or b in rules.effects)


def kind_groups(rules: Rules) -> dict[str, str]:
    """Return for each kind that fits others one kind that stands for all that it may be linked with."""
    sets: Sets[str] = Sets()
    linked = [tuple(sorted(pair)) for pair in rules.near]
    hub = min(rules.causes)
    linked += [(hub, kind) for kind in rules.causes | rules.effects]
    for one, other in sorted(linked):
        sets.join(one, other)
    return {kind: sets.root(kind) for pair in linked for kind in pair}
