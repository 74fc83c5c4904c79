"""Control: who held each place from when to when, with the belief in it and the claims for and against.

The states are held, claimed (one weak voice, or only the taker's own), contested and unknown. A holder is
dropped only for a rival who is believed clearly, so that the map does not flap. Besiegers are not holders;
predicted, planned, urged and possible claims never come here; denials move no belief, they open a dispute.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from marsad.model.ids import digest
from marsad.model.picture import Holding, HoldingState
from marsad.picture.belief import SPLIT, Belief, Voice, Voices, hear, speaks_for, wear, weigh
from marsad.picture.heard import Heard
from marsad.picture.settings import Settings
from marsad.picture.witnesses import CHANGES, Denial, Witness, denials, fighting_days, witnesses, zone
from marsad.reference import Reference

_NEARBY = timedelta(days=3)
"""A denial is about a change of hands told within these days of it."""


@dataclass(slots=True)
class _Open:
    """A holding that is still going on while the history is being told."""

    state: HoldingState
    holder: str
    first: date
    change_first: date
    change_last: date
    belief: float
    why: str
    claims_for: set[str] = field(default_factory=set)
    claims_against: set[str] = field(default_factory=set)


def history(items: Sequence[Heard], reference: Reference, settings: Settings, day: date) -> tuple[Holding, ...]:
    """Return for every place of which anything is said its holdings up to `day`, place by place.

    The last holding of a place has no last day: it is the one valid on `day`.
    """
    said = witnesses(items, reference, settings, day)
    fights = fighting_days(items, reference, settings)
    denied = denials(items, day)
    found: list[Holding] = []
    for place in sorted(said):
        near = fights.get(zone(place, reference, settings), [])
        found.extend(tell(place, said[place], near, denied.get(place, ()), settings, day))
    return tuple(found)


def tell(
    place: str, said: Sequence[Witness], fights: Sequence[date], denied: Sequence[Denial], settings: Settings, day: date
) -> list[Holding]:
    """Return the holdings of one place up to `day` from what is said of it and of the fighting around it."""
    if not said:
        return []
    telling = Telling({}, [], said[0].day)
    for _ in carry_on(telling, said, fights, settings):
        pass
    return close(telling, place, fights, denied, settings, day)


def on_day(holdings: Sequence[Holding]) -> tuple[Holding, ...]:
    """Return the holdings that are still going on."""
    return tuple(holding for holding in holdings if holding.last is None)


@dataclass(slots=True)
class Telling:
    """How far the history of a place has been told: what still speaks, the holdings so far, and the day reached."""

    voices: Voices
    told: list[_Open]
    now: date

    def copy(self) -> Telling:
        """Return a telling to be carried on from here, with the present holding alone."""
        last = [
            replace(one, claims_for=set(one.claims_for), claims_against=set(one.claims_against))
            for one in self.told[-1:]
        ]
        voices = {key: replace(voice, claims=dict(voice.claims)) for key, voice in self.voices.items()}
        return Telling(voices, last, self.now)


def carry_on(telling: Telling, said: Iterable[Witness], fights: Sequence[date], settings: Settings) -> Iterator[date]:
    """Tell what is said, in the order of its days; yield each day as it has been told."""
    for moment, group in groupby(said, key=lambda witness: witness.day):
        _pass(telling.voices, (telling.now, moment), fights, settings, telling.told)
        batch = list(group)
        spoken = hear(telling.voices, batch, settings)
        _turn(telling.told, moment, telling.voices, (batch, spoken), settings)
        telling.now = moment
        yield moment


def close(
    telling: Telling, place: str, fights: Sequence[date], denied: Sequence[Denial], settings: Settings, day: date
) -> list[Holding]:
    """Return the holdings of what has been told, worn until a day."""
    _pass(telling.voices, (telling.now, day), fights, settings, telling.told)
    if telling.now < day:
        _turn(telling.told, day, telling.voices, ((), ()), settings)
    return _holdings(place, telling.told, denied, settings)


def _pass(
    voices: Voices, days: tuple[date, date], fights: Sequence[date], settings: Settings, told: list[_Open]
) -> None:
    """Let time pass from the first to the last of two days, looking at what is left every few days."""
    now, until = days
    step = timedelta(days=int(settings.decay["check_days"]))
    while now < until and voices:
        after = min(now + step, until)
        wear(voices, (now, after), _rate(now, fights, settings), settings)
        now = after
        if now < until:
            _turn(told, now, voices, ((), ()), settings)


def _rate(day: date, fights: Sequence[date], settings: Settings) -> float:
    position = bisect_right(fights, day)
    if position == 0:
        return settings.decay["quiet_rate"]
    since = (day - fights[position - 1]).days
    if since <= settings.decay["fighting_days"]:
        return settings.decay["fighting_rate"]
    return settings.decay["quiet_rate"] if since > settings.decay["quiet_days"] else 1.0


def _turn(
    told: list[_Open], day: date, voices: Voices, news: tuple[Sequence[Witness], Sequence[Voice]], settings: Settings
) -> None:
    """Carry on the present holding or begin a new one, as the voices now have it."""
    batch, spoken = news
    belief = weigh(voices, settings)
    before = told[-1] if told else None
    state, holder, why = _state(belief, before, settings)
    if before is None and state == "unknown":
        return
    heard: Iterable[Voice] = spoken
    if before is None or (state, holder) != (before.state, before.holder):
        heard = voices.values()
        backing = [witness for witness in batch if not holder or witness.holder == holder] or list(batch)
        if (
            told[1:]
            and told[-1].state == "unknown"
            and told[-2].holder != holder
            and _is_lost_by(told[-2].holder, batch)
        ):
            # Whoever loses a place now has held it until now, however long nothing was told of it.
            told.pop()
            told[-1].why = "held until it was told to be lost"
        told.append(
            _Open(
                state=state, holder=holder, first=day, why=why, belief=0.0,
                change_first=min((witness.first for witness in backing), default=day),
                change_last=max((witness.last for witness in backing), default=day),
            )
        )  # fmt: skip
    present = told[-1]
    present.belief = _belief_in(present, belief)
    for voice in heard:
        if present.state == "contested" or speaks_for(voice, present.holder):
            present.claims_for.update(voice.claims)
        elif voice.effect not in SPLIT and present.holder:
            present.claims_against.update(voice.claims)


def _is_lost_by(holder: str, batch: Sequence[Witness]) -> bool:
    return bool(holder) and any(one.effect in CHANGES and one.loser == holder for one in batch)


def _state(belief: Belief, before: _Open | None, settings: Settings) -> tuple[HoldingState, str, str]:
    """Return the state of a place, its holder and why, given the state before."""
    limits = settings.state
    ranked = belief.ranked()
    first = ranked[0] if ranked else ""
    rivals = [
        belief.heard[side]
        for side in ranked
        if belief.holders[side] >= limits["both"] and belief.logits[side] >= limits["both_logit"]
    ]
    # An old word and a new one that differ are a change of hands that nobody dated; two of one time are a contest.
    if len(rivals) >= 2 and (max(rivals) - min(rivals)).days <= limits["both_days"]:
        return "contested", "", "two holders are believed"
    if belief.contest >= limits["contest"]:
        return "contested", "", "said to be contested or entered"
    if not first or belief.logits[first] < limits["claimed"]:
        return "unknown", "", "nothing recent enough is known"
    holder = first
    if before is not None and before.holder not in ("", first):
        still = belief.logits.get(before.holder, 0.0) >= limits["claimed"]
        enough = min(limits["leave"], limits["leave_ratio"] * belief.holders.get(before.holder, 0.0))
        if still and belief.holders[first] < enough:
            holder = before.holder
    mass = belief.holders[holder]
    was_held = before is not None and before.state == "held" and before.holder == holder
    backed = belief.origins[holder] >= limits["origins"] or holder in belief.alone
    if was_held and mass >= limits["keep"]:
        return "held", holder, "still believed"
    if mass >= limits["held"] and backed:
        several = belief.origins[holder] >= limits["origins"]
        return "held", holder, f"{belief.origins[holder]} origins" if several else "one origin whose word suffices"
    return "claimed", holder, "one origin, or only those who gain by it"


def _belief_in(present: _Open, belief: Belief) -> float:
    if present.state == "contested":
        return min(1.0, max(belief.contested, 1.0 - max(belief.holders.values(), default=0.0)))
    if present.state == "unknown":
        return belief.unknown
    return belief.holders.get(present.holder, 0.0)


def _holdings(place: str, told: Sequence[_Open], denied: Sequence[Denial], settings: Settings) -> list[Holding]:
    found: list[Holding] = []
    for number, present in enumerate(told):
        last = told[number + 1].first - timedelta(days=1) if number + 1 < len(told) else None
        for denial in denied:
            over = last is not None and denial.first > last
            if over or denial.last < present.change_first - _NEARBY:
                continue
            backs = denial.loser == present.holder and bool(denial.loser) and denial.holder != present.holder
            into = present.claims_for if backs else present.claims_against
            into.add(denial.claim)
        found.append(
            Holding(
                id=digest("holding", place, present.state, present.holder, present.first),
                place=place, state=present.state, holder=present.holder, first=present.first, last=last,
                change_first=present.change_first, change_last=present.change_last,
                belief=round(present.belief, 4),
                claims_for=tuple(sorted(present.claims_for)),
                claims_against=tuple(sorted(present.claims_against - present.claims_for)),
                rule=f"{settings.version}: {present.why}",
            )
        )  # fmt: skip
    return found
