"""What is told beside a siege: how long, last told of, how many are trapped."""

from __future__ import annotations

from datetime import date

from marsad.model.claim import Claim
from marsad.publish import Edition, besieged
from marsad.publish.counted import counted
from marsad.publish.lookup import Lookup
from marsad.reconcile import events
from tests.picture.seen import DAY, see
from tests.reconcile.hand import REFERENCE, say, to_report


def look_at(*claims: Claim, day: date) -> Lookup:
    reports = {
        claim.report: to_report(claim.report, "", claim.outlet, date.fromisoformat(claim.published)) for claim in claims
    }
    return Lookup(Edition(
        picture=see(*claims, day=day), claims=claims, reports=tuple(reports.values()),
        reconciled=events(claims, REFERENCE), reference=REFERENCE, misses=(), problems=(), title="",
    ))  # fmt: skip


def test_how_long_a_siege_lasts_and_whom_it_traps() -> None:
    begun = say("siege.begin", "tessaly", who="army", whom="league", when=DAY)
    inside = say("displacement.trapped", "tessaly", n=300, when=date(2019, 3, 9), day=date(2019, 3, 9))
    elsewhere = say("displacement.trapped", "belgarth", n=900, when=date(2019, 3, 9), day=date(2019, 3, 9))
    look = look_at(begun, inside, elsewhere, day=date(2019, 3, 10))
    (siege,) = look.edition.picture.sieges
    found = besieged.trapped(look, siege)
    assert (besieged.days(look, siege), found and found.low, besieged.state(look, siege)) == (4, 300, "goes on")


def test_a_siege_of_which_nobody_tells_any_more_is_not_said_to_go_on() -> None:
    look = look_at(say("siege.begin", "tessaly", who="army", when=DAY), day=date(2019, 7, 1))
    (siege,) = look.edition.picture.sieges
    assert besieged.state(look, siege) == "last told of on 7 March 2019"
    assert besieged.days(look, siege) is None


def test_a_place_is_not_counted_for_what_is_said_of_the_whole() -> None:
    whole = say("control.change", "arnor", who="army", when=DAY, place_text="all of Arnor")
    own = say("control.change", "old", who="army", when=DAY, text="The army took the Old Quarter")
    found = counted(look_at(whole, own, day=DAY))
    assert ("old" in found.places, "mills" in found.silent, "arnor" in found.wide) == (True, True, True)
