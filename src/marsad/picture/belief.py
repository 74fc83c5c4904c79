"""Belief in who holds a place: log-odds that claims add to and time wears down.

Each side has a logit to which its witnesses add; "unknown" keeps logit 0 and "contested" rises with claims
of a contest; the beliefs are the softmax of them all. A change of hands says in the measure of its weight
that what was known before no longer matters.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from marsad.picture.settings import Settings
from marsad.picture.witnesses import CHANGES, Witness, the_other

SPLIT = frozenset({"enters", "contests", "clashes"})
_INFERRED = frozenset({"loses", "leaves"})
"""Effects that name who lost the place; who has it now is inferred."""
_Key = tuple[str, str, str, str]


@dataclass(slots=True)
class Voice:
    """What one origin says of a place in one way, with the weight that time has left it."""

    origin: str
    effect: str
    holder: str
    loser: str
    camp: str
    suffices: bool
    weight: float
    day: date
    until: date | None = None
    claims: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Belief:
    """How much each holder is believed, 0 to 1; with `contested` and `unknown` they add up to 1.

    `contest` is the strength of the claims of a contest; `origins` counts the origins behind each holder,
    a camp as one; `alone` are the holders for whom some witness suffices alone; `heard` is the day of the last word for each.
    """

    holders: dict[str, float]
    logits: dict[str, float]
    contested: float
    unknown: float
    contest: float
    origins: dict[str, int]
    alone: frozenset[str]
    heard: dict[str, date]

    def ranked(self) -> list[str]:
        """Return the holders, most believed first."""
        return sorted(self.holders, key=lambda side: (-self.holders[side], side))


Voices = dict[_Key, Voice]


def hear(voices: Voices, said: Sequence[Witness], settings: Settings) -> list[Voice]:
    """Add the words of one day and return the voices they became. Who held a place that day is heard before who took it.

    Changes told on one day do not weaken each other: none of them is the later one.
    """
    said = [_confirmed(voices, witness, settings) for witness in said]
    for witness in said:
        _take_back(voices, witness)
    spoken = [_add(voices, witness) for witness in said if witness.effect not in CHANGES]
    changes = [_with_loser(voices, witness, settings) for witness in said if witness.effect in CHANGES]
    for change in changes:
        for voice in voices.values():
            if _outdates(change, voice):
                voice.weight *= 1.0 - change.weight
    spoken += [_add(voices, change) for change in changes]
    forget(voices, settings)
    return spoken


def wear(voices: Voices, days: tuple[date, date], rate: float, settings: Settings) -> None:
    """Let the time between two days pass; at `rate` 1 each word loses half its weight in its own half-life.

    What is told to have stayed true until a later day does not wear before it.
    """
    now, after = days
    passed = (after - now).days
    for voice in voices.values():
        if voice.until is not None and voice.until >= after:
            continue
        # Fighting makes it less sure who holds a place, not that it is fought over.
        speed = min(rate, 1.0) if voice.effect in SPLIT else rate
        voice.weight *= 2.0 ** (-passed * speed / settings.half_life[voice.effect])
    forget(voices, settings)


def forget(voices: Voices, settings: Settings) -> None:
    """Drop the voices that no longer speak."""
    for key in [key for key, voice in voices.items() if voice.weight < settings.decay["forget"]]:
        del voices[key]


def weigh(voices: Voices, settings: Settings) -> Belief:
    """Return what the voices add up to."""
    said = [voices[key] for key in sorted(voices)]
    split = [voice for voice in said if voice.effect in SPLIT]
    whole = [voice for voice in said if voice.effect not in SPLIT] if split else said
    sides = sorted({side for voice in whole for side in (voice.holder, voice.loser) if side})
    gain, cap = settings.belief["gain"], settings.belief["cap"]
    logits: dict[str, float] = {}
    origins: dict[str, int] = {}
    heard: dict[str, date] = {}
    for side in sides:
        backing = [voice for voice in whole if voice.holder == side]
        points = _sum(_for(backing, settings), settings) - _sum(_against(side, whole), settings)
        logits[side] = max(-cap, min(cap, gain * points))
        origins[side] = _origins(backing)
        heard[side] = max((max(voice.day, voice.until or voice.day) for voice in backing), default=date.min)
    contest = _contest(split, settings) if split else 0.0
    masses = [math.exp(logit) for logit in logits.values()]
    contested = math.exp(min(cap, settings.belief["contested"] + gain * contest))
    total = sum(masses) + contested + 1.0
    return Belief(
        holders={side: mass / total for side, mass in zip(logits, masses, strict=True)},
        logits=logits,
        contested=contested / total,
        unknown=1.0 / total,
        contest=contest,
        origins=origins,
        alone=frozenset(voice.holder for voice in whole if voice.suffices),
        heard=heard,
    )


def speaks_for(voice: Voice, holder: str) -> bool:
    """Return whether a voice says that the holder has the place."""
    return bool(holder) and voice.holder == holder and voice.effect not in SPLIT


def _confirmed(voices: Voices, witness: Witness, settings: Settings) -> Witness:
    """Take a hold for a change of hands where another origin has lately told of the change."""
    if witness.effect != "holds":
        return witness
    for voice in voices.values():
        same = voice.effect == "takes" and voice.holder == witness.holder
        if same and voice.origin != witness.origin and _is_near(voice, witness, settings):
            return replace(witness, effect="takes")
    return witness


def _is_near(voice: Voice, witness: Witness, settings: Settings) -> bool:
    return (witness.day - voice.day).days <= settings.belief["confirm_days"]


def _with_loser(voices: Voices, witness: Witness, settings: Settings) -> Witness:
    """Read "the fall of X" as the change lately told of, else as the loss of whoever is believed to hold it.

    What has just changed hands is spoken of for days ("after the fall of X"); it has not fallen again.
    """
    if witness.loser or witness.holder:
        return witness
    lately = [
        voice
        for voice in voices.values()
        if voice.effect in CHANGES and voice.holder and _is_near(voice, witness, settings)
    ]
    if lately:
        told = max(lately, key=lambda voice: (voice.day, voice.weight, voice.holder))
        return replace(witness, effect="takes", holder=told.holder)
    belief = weigh(voices, settings)
    ranked = belief.ranked()
    if not ranked or belief.logits[ranked[0]] < settings.state["claimed"]:
        return witness
    return replace(witness, loser=ranked[0], holder=the_other(witness.fighting, ranked[0]))


def _take_back(voices: Voices, witness: Witness) -> None:
    """Let who tells of another holder than he did on an earlier day take that word back: he cannot mean both."""
    if witness.effect != "holds" or witness.passed_on:
        return
    for voice in voices.values():
        is_own = voice.origin == witness.origin and voice.effect == "holds" and voice.day < witness.day
        if is_own and voice.holder not in ("", witness.holder):
            voice.weight *= 1.0 - witness.weight


def _add(voices: Voices, witness: Witness) -> Voice:
    key = (witness.origin, witness.effect, witness.holder, witness.loser)
    voice = voices.get(key)
    if voice is None:
        voice = voices[key] = Voice(
            witness.origin, witness.effect, witness.holder, witness.loser, witness.camp,
            witness.suffices, witness.weight, witness.day, witness.until, {witness.claim: None},
        )  # fmt: skip
        return voice
    # One origin that repeats itself is refreshed, not counted again.
    voice.weight = max(voice.weight, witness.weight)
    voice.day = max(voice.day, witness.day)
    voice.until = max(voice.until or witness.day, witness.until or witness.day)
    voice.suffices = voice.suffices or witness.suffices
    voice.claims[witness.claim] = None
    return voice


def _outdates(change: Witness, voice: Voice) -> bool:
    if voice.effect in SPLIT:
        # Where one side is told to have lost all of it and only one other fights there, the contest is over too.
        return bool(change.holder)
    if change.effect == "takes":
        return voice.holder not in ("", change.holder) or voice.loser == change.holder
    return bool(voice.holder) and voice.holder == change.loser


def _for(backing: Iterable[Voice], settings: Settings) -> list[tuple[Voice, float]]:
    inferred = settings.strength["inferred"]
    return [(voice, voice.weight * (inferred if voice.effect in _INFERRED else 1.0)) for voice in backing]


def _against(side: str, whole: Iterable[Voice]) -> list[tuple[Voice, float]]:
    """Return the voices against a side: who says that it lost the place, or that another took it."""
    return [
        (voice, voice.weight)
        for voice in whole
        if voice.holder != side and (voice.loser == side or (voice.effect == "takes" and voice.holder))
    ]


def _contest(split: Sequence[Voice], settings: Settings) -> float:
    clashes = [(voice, voice.weight) for voice in split if voice.effect == "clashes"]
    others = [(voice, voice.weight) for voice in split if voice.effect != "clashes"]
    heard = 0.0
    if len({voice.origin for voice, _ in clashes}) >= settings.belief["clash_origins"]:
        heard = min(settings.belief["clash_cap"], _sum(clashes, settings))
    strongest = _sum(others, settings)
    return max(strongest, heard)


def _sum(said: Iterable[tuple[Voice, float]], settings: Settings) -> float:
    """Add up weights; the outlets of one camp count as its loudest, with a little for each further one."""
    camps: dict[str, dict[str, float]] = defaultdict(dict)
    free: dict[str, float] = {}
    for voice, weight in said:
        into = camps[voice.camp] if voice.camp else free
        into[voice.origin] = max(weight, into.get(voice.origin, 0.0))
    total = sum(free.values())
    for weights in camps.values():
        further = min(settings.camp["most"], settings.camp["extra"] * (len(weights) - 1))
        total += max(weights.values()) * (1.0 + further)
    return total


def _origins(backing: Iterable[Voice]) -> int:
    return len({("camp", voice.camp) if voice.camp else ("origin", voice.origin) for voice in backing})
