"""How a word is weighed is told in words: for its own side, against it, or of none."""

from __future__ import annotations

from marsad.model.claim import Claim
from marsad.picture import at, weighed
from marsad.reconcile import events
from tests.reconcile.hand import DAY, REFERENCE, say


def told(*claims: Claim) -> dict[str, str]:
    wanted = [claim.id for claim in claims]
    return weighed("belgarth", wanted, events(claims, REFERENCE), claims, REFERENCE, (DAY, DAY))


def state(claim: Claim) -> str:
    seen = at(events([claim], REFERENCE), [claim], REFERENCE, DAY, DAY)
    return next((item.state for item in seen.holdings if item.place == "belgarth"), "unknown")


def test_a_word_against_ones_own_side_counts_in_full_and_for_it_as_claimed() -> None:
    against = say("control.change", "belgarth", who="league", whom="army", when=DAY, said="ministry")
    for_it = say("control.change", "belgarth", who="army", whom="league", when=DAY, said="ministry")
    assert "against its own side: counts in full" in told(against)[against.id]
    assert "for its own side: counts as claimed" in told(for_it)[for_it.id]
    assert (state(against), state(for_it)) == ("held", "claimed")


def test_others_are_told_apart_by_whether_they_suffice() -> None:
    direct = say("control.change", "belgarth", who="army", when=DAY)
    relayed = say("control.change", "belgarth", who="army", when=DAY, said="monitor")
    unnamed = say("control.change", "belgarth", who="army", when=DAY, said="residents")
    denied = say("control.change", "belgarth", who="army", when=DAY, modality="denied")
    assert "suffices alone" in told(direct)[direct.id]
    assert "needs another origin" in told(relayed)[relayed.id]
    assert "needs another origin" in told(unnamed)[unnamed.id]
    assert "moves no belief" in told(denied)[denied.id]
