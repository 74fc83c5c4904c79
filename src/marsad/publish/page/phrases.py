"""Events in words: for each kind, sentences from the fullest to the barest; the first that can be filled is used.

Past tense and participles only, so that a party's name needs no agreement in number.
"""

from __future__ import annotations

import re
from typing import cast

from marsad.model.claim import Kind

FAMILIES: dict[str, str] = {
    "control": "Control", "siege": "Sieges", "attack": "Attacks", "casualty": "Casualties",
    "displacement": "Displacement", "deal": "Deals", "relief": "Relief", "force": "Forces", "tie": "Ties",
    "unrest": "Unrest", "stance": "Stances",
}  # fmt: skip


def _act(noun: str) -> tuple[str, ...]:
    """Return the sentences of an act that one party does to another at a place."""
    return (
        f"{noun} by {{who}} on {{whom}} in {{where}}", f"{noun} by {{who}} in {{where}}",
        f"{noun} by {{who}} on {{whom}}", f"{noun} on {{whom}} in {{where}}", f"{noun} in {{where}}",
        f"{noun} by {{who}}", f"{noun} on {{whom}}", noun,
    )  # fmt: skip


def _between(noun: str, link: str = "between") -> tuple[str, ...]:
    """Return the sentences of something that two parties have with each other."""
    return (
        f"{noun} {link} {{who}} and {{whom}} in {{where}}", f"{noun} {link} {{who}} and {{whom}}",
        f"{noun} involving {{who}} in {{where}}", f"{noun} in {{where}}", f"{noun} involving {{who}}",
        f"{noun} involving {{whom}}", noun,
    )  # fmt: skip


def _did(verb: str, bare: str) -> tuple[str, ...]:
    """Return the sentences of a verb with an object and a place."""
    return (
        f"{{who}} {verb} {{whom}} in {{where}}", f"{{who}} {verb} {{whom}}",
        f"{bare} {{whom}} in {{where}}", f"{bare} {{whom}}", f"{bare} {{who}} in {{where}}", f"{bare} {{who}}",
        f"{bare} someone in {{where}}", f"{bare} someone",
    )  # fmt: skip


PHRASES: dict[Kind, tuple[str, ...]] = {
    "control.change": (
        "{who} took {where} from {whom}", "{who} took {where}", "{whom} lost {where}", "{where} changed hands",
        "{who} took ground from {whom}", "{whom} lost ground", "{who} took ground", "Ground changed hands",
    ),
    "control.advance": (
        "{who} gained ground in {where} against {whom}", "{who} gained ground in {where}",
        "{whom} lost ground in {where}", "Ground gained in {where}", "{who} gained ground", "Ground gained",
    ),
    "control.hold": ("{where} held by {who}", "{who} held ground", "{where} held"),
    "control.contest": (
        "{where} contested between {who} and {whom}", "{where} contested by {who}", "{where} contested",
        "Ground contested",
    ),
    "siege.begin": (
        "{who} laid siege to {whom} in {where}", "{who} laid siege to {where}", "{where} came under siege",
        "{who} laid siege to {whom}", "A siege began",
    ),
    "siege.hold": ("{where} besieged by {who}", "{where} under siege", "{whom} under siege", "A siege in place"),
    "siege.end": ("{who} broke the siege of {where}", "The siege of {where} ended", "A siege ended"),
    "siege.supply_cut": (
        "{who} cut a supply line at {where}", "A supply line cut at {where}", "{who} cut a supply line",
        "A supply line cut",
    ),
    "attack.clash": _between("Fighting"),
    "attack.offensive": _act("Ground attack"),
    "attack.air": _act("Air strikes"),
    "attack.shelling": _act("Shelling"),
    "attack.explosive": _act("Explosion"),
    "attack.chemical": _act("Chemical attack"),
    "attack.violence": _act("Violence"),
    "attack.abduction": _did("seized or detained", "Seizure or detention of"),
    "casualty.killed": ("Deaths in {where} blamed on {who}", "Deaths in {where}", "Deaths of {whom}", "Deaths"),
    "casualty.injured": ("People hurt in {where} by {who}", "People hurt in {where}", "{whom} hurt", "People hurt"),
    "casualty.missing": ("People missing in {where}", "{whom} missing", "People missing"),
    "displacement.flow": (
        "People left {whence} for {where}", "People left {whence}", "People arrived in {where}", "People on the move",
    ),
    "displacement.stock": ("Displaced people in {where}", "Displaced people"),
    "displacement.return": ("People returned to {where}", "People returned"),
    "displacement.trapped": ("People trapped in {where}", "People trapped"),
    "tie.support": ("{who} backed {whom}", "{who} gave support", "{whom} had support", "Support given"),
    "tie.ally": ("{who} sided with {whom}", "{who} took sides", "An alliance"),
    "tie.oppose": ("{who} opposed {whom}", "{who} in opposition", "An enmity"),
    "tie.end": ("{who} broke with {whom}", "{who} broke away", "A tie ended"),
    "deal.agreement": _between("Agreement"),
    "deal.breach": _between("Breach of an agreement"),
    "deal.talks": _between("Talks"),
    "relief.aid": (
        "Aid from {who} for {where}", "Aid for {whom} in {where}", "Aid for {where}", "Aid from {who}",
        "Aid for {whom}", "Aid",
    ),
    "relief.blocked": ("{who} blocked aid to {where}", "Aid to {where} blocked", "{who} blocked aid", "Aid blocked"),
    "relief.damage": ("Damage in {where} by {who}", "Damage in {where}", "Damage to {whom}", "Damage"),
    "force.deploy": (
        "{who} deployed to {where}", "{who} deployed against {whom}", "{who} deployed", "Forces sent to {where}",
        "Forces deployed",
    ),
    "force.withdraw": (
        "{who} withdrew from {whence} to {where}", "{who} withdrew from {whence}", "{who} withdrew to {where}",
        "{who} withdrew", "Withdrawal from {whence}", "Withdrawal to {where}", "A withdrawal",
    ),
    "force.destroy": (
        "{who} destroyed or seized arms of {whom}", "Arms of {whom} destroyed or seized",
        "Arms destroyed or seized in {where}", "Arms destroyed or seized",
    ),
    "unrest.protest": _between("Protest", "by"),
    "unrest.riot": _between("Riot", "by"),
    "stance.accuse": _did("accused", "Accusation of"),
    "stance.condemn": _did("condemned", "Condemnation of"),
    "stance.demand": _did("made demands of", "Demands by"),
    "stance.threaten": _did("threatened", "Threat to"),
}  # fmt: skip


def tell(kind: Kind, **slots: str) -> str:
    """Return the fullest sentence of the kind whose every slot is filled."""
    known = {name: value for name, value in slots.items() if value}
    for pattern in PHRASES[kind]:
        try:
            text = pattern.format_map(known)
        except KeyError:
            continue
        return text[:1].upper() + text[1:]
    return kind


_KIND = re.compile("|".join(re.escape(kind) for kind in sorted(PHRASES, key=len, reverse=True)))


def in_words(text: str) -> str:
    """Return a text with every kind of claim in it as people call it: "air strikes" for "attack.air"."""
    return _KIND.sub(lambda found: tell(cast("Kind", found[0])).lower(), text)
