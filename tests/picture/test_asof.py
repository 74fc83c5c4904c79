"""Who held what on a day, as known on another: the index answers as the whole picture does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from marsad.model.claim import Claim
from marsad.picture import AsOf, asof, at, chain
from marsad.reconcile import events
from tests.picture.seen import DAY
from tests.reconcile.hand import REFERENCE, say

START = date(2019, 3, 1)
PLACES = ("old", "mills", "market", "arnor", "belgarth", "tessaly")
KINDS = (
    "control.change", "control.hold", "control.advance", "control.contest", "attack.clash", "attack.shelling",
    "force.withdraw", "attack.offensive",
)  # fmt: skip


@pytest.fixture
def milestones_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a milestone of every day told, so that a few claims already resume from one."""
    monkeypatch.setattr(asof, "_FEW", 1)
    monkeypatch.setattr(chain, "_EVERY", 1)


@st.composite
def claims(draw: st.DrawFn, places: tuple[str, ...] = PLACES) -> Claim:
    kind = draw(st.sampled_from(KINDS))
    place = draw(st.sampled_from(places))
    first = START + timedelta(days=draw(st.integers(0, 40)))
    last = first + timedelta(days=draw(st.sampled_from([0, 0, 0, 2, 20])))
    published = max(last, first) + timedelta(days=draw(st.sampled_from([0, 1, 3, 30])))
    return say(
        kind,
        "" if kind == "force.withdraw" else place,
        whence=place if kind == "force.withdraw" else "",
        who=draw(st.sampled_from(["army", "league", "guard", ""])),
        whom=draw(st.sampled_from(["army", "league", ""])),
        when=draw(st.sampled_from([None, (first, last)])),
        day=published,
        report=f"report-{draw(st.integers(0, 12))}-{published}",
        outlet=draw(st.sampled_from(["wire", "gazette", "radio", "courier", "unheard-of"])),
        modality=draw(st.sampled_from(["asserted", "asserted", "asserted", "denied", "predicted"])),
        at=draw(st.integers(0, 400)),
    )  # type: ignore[arg-type]


@pytest.mark.usefixtures("milestones_everywhere")
@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.one_of(st.lists(claims(), max_size=14), st.lists(claims(("old",)), max_size=14), st.lists(claims(("old", "arnor")), max_size=20)),
    st.integers(0, 80), st.integers(0, 80),
)  # fmt: skip
def test_the_index_answers_as_the_whole_picture(said: list[Claim], day: int, known: int) -> None:
    reconciled = events(said, REFERENCE)
    index = AsOf(reconciled, said, REFERENCE)
    on, by = START + timedelta(days=day), START + timedelta(days=known)
    whole = {holding.place: holding for holding in at(reconciled, said, REFERENCE, on, by).holdings}
    assert {place: found for place in PLACES if (found := index.place(place, on, by))} == {
        place: holding for place, holding in whole.items() if place in PLACES
    }
    assert {holding.place: holding for holding in index.table("vale", on, by)} == whole


def test_a_table_holds_the_parts_and_the_whole() -> None:
    said = [say("control.change", place, who="army", when=DAY) for place in ("old", "arnor", "belgarth")]
    index = AsOf(events(said, REFERENCE), said, REFERENCE)
    assert [holding.place for holding in index.table("arnor", DAY, DAY)] == ["arnor", "old"]
    assert index.places("north") == ("arnor", "belgarth", "old")
    assert index.table("caleth", DAY, DAY) == ()


def test_what_was_published_later_is_not_known() -> None:
    late = say("control.change", "old", who="army", when=DAY, day=DAY + timedelta(days=5))
    index = AsOf(events([late], REFERENCE), [late], REFERENCE)
    assert index.place("old", DAY, DAY) is None
    found = index.place("old", DAY, DAY + timedelta(days=5))
    assert found is not None
    assert found.holder == "republic"
    assert index.place("old", DAY - timedelta(days=1), DAY + timedelta(days=5)) is None
