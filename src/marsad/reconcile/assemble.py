"""Assembling: from a group of claims to the event that they tell of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from marsad.model.claim import Kind
from marsad.model.decision import Settlement
from marsad.model.event import Event
from marsad.model.ids import digest
from marsad.reconcile.disputes import disputes, refuted, settled
from marsad.reconcile.figures import HeadlineRule, headline, tallies
from marsad.reconcile.kinds import is_cause
from marsad.reconcile.profile import Profile
from marsad.reconcile.rules import Rules
from marsad.reconcile.words import is_name
from marsad.reference import Reference

_LAST = "9999"


def assemble(
    members: Sequence[Profile],
    reference: Reference,
    rules: Rules,
    rule: HeadlineRule,
    settlements: Sequence[Settlement] = (),
) -> Event:
    """Return the event that a group of claims tells of, its disputes closed that a person settled.

    Its id is that of the claim of the event's own kind that was published first, so that what is published
    later does not change it.
    """
    asserted = [profile for profile in members if profile.claim.modality == "asserted"]
    telling = asserted or list(members)
    kind = _kind(telling, rules)
    anchors = [profile for profile in telling if profile.kind == kind]
    precise = [profile for profile in anchors if not profile.vague] or anchors
    named = _most_precise_place(telling)
    earliest = min(precise, key=lambda profile: (profile.claim.published or _LAST, profile.id))
    found = tallies(members, reference, rules, rule)
    disputed = tuple(settled(item, settlements) for item in disputes(members, found, reference, rules))
    blamed = refuted(disputed, "culprit")
    return Event(
        id=digest("event", earliest.id),
        kind=kind,
        place=named.place,
        place_text=named.place_text,
        when=min(precise, key=_vagueness).when,
        who=_names(
            [profile.who.name for profile in telling if profile.kind == kind and profile.id not in blamed], telling
        ),
        whom=_names([profile.whom.name for profile in telling if profile.kind == kind], telling),
        claims=tuple(sorted(profile.id for profile in members)),
        origins=len({profile.origin for profile in asserted}),
        reports=len({profile.claim.report for profile in members}),
        figures=tuple(
            headline(tally, refuted(disputed, f"toll.{tally.figure.measure}"), reference, rule) for tally in found
        ),
        disputes=disputed,
        against=tuple(sorted(profile.id for profile in members if _denies(profile, kind, rules))),
    )


def _denies(profile: Profile, kind: str, rules: Rules) -> bool:
    """Return whether a claim denies the event itself: that nobody died in it is no such denial."""
    return profile.claim.modality == "denied" and not is_cause(profile.kind, kind, rules)


def _kind(telling: Sequence[Profile], rules: Rules) -> Kind:
    counts = Counter(profile.claim.kind for profile in telling)
    order = {kind: number for number, kind in enumerate(rules.anchors)}
    effects = rules.effects
    return min(counts, key=lambda kind: (kind in effects, order.get(kind, len(order)), -counts[kind], kind))


def _most_precise_place(telling: Sequence[Profile]) -> Profile:
    counts = Counter(profile.place for profile in telling)
    texts = Counter(profile.place_text for profile in telling)

    def rank(profile: Profile) -> tuple[int, int, int, bool, int, int, str]:
        # Of the words for one place the reader is shown a name before "the town", and the commonest.
        text = profile.place_text
        return (
            -len(profile.chain), -len(profile.spot), -counts[profile.place], not is_name(text), -texts[text], len(text),
            profile.id,
        )  # fmt: skip

    return min(telling, key=rank)


def _vagueness(profile: Profile) -> tuple[bool, bool, int, str, str]:
    when = profile.when
    return (
        when.first is None, when.basis == "publication", when.days or 0,
        profile.claim.published or _LAST, profile.id,
    )  # fmt: skip


def _names(names: Sequence[str], telling: Sequence[Profile]) -> tuple[str, ...]:
    known = {role.name for profile in telling for role in (profile.who, profile.whom) if role.known}
    counts = Counter(name for name in names if name)
    return tuple(sorted(counts, key=lambda name: (name not in known, -counts[name], name)))
