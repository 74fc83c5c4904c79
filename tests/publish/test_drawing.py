from __future__ import annotations

import math
from dataclasses import replace
from datetime import date

import pytest

from marsad.model.picture import Holding
from marsad.model.where import Place
from marsad.publish import Edition, words
from marsad.publish.lookup import Lookup, is_description
from marsad.publish.page import atlas, control, frame, timeline
from marsad.publish.page.cells import cells
from marsad.publish.page.desk import Axis, Desk, slug
from marsad.publish.page.labels import Wanted, place, width
from marsad.publish.page.phrases import PHRASES, tell
from marsad.publish.page.scale import over, ranged


def test_every_point_of_a_cell_is_nearest_to_its_own_place() -> None:
    points = [(0.0, 0.0), (10.0, 0.0), (4.0, 9.0), (30.0, 30.0)]
    for own, polygon in zip(points, cells(points, 12.0), strict=True):
        assert len(polygon) > 2
        for corner in polygon:
            assert math.dist(corner, own) <= 12.0 + 1e-9
            assert all(math.dist(corner, own) <= math.dist(corner, other) + 1e-9 for other in points)


def test_labels_never_overlap_and_stay_in_the_frame() -> None:
    wanted = [Wanted(str(n), f"Neighbourhood {n}", 20.0 * (n % 20), 12.0 * (n // 20), n) for n in range(300)]
    found = place(wanted, 11.0, (0, 0, 400, 200))
    assert found[0].key == "299" or len(found) > 10
    boxes = []
    for label in found:
        wide = width(label.text, 11.0)
        left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.align]
        boxes.append((left, label.y - 9, left + wide, label.y + 1))
        assert left >= 0
        assert left + wide <= 400
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_a_far_town_does_not_shrink_the_map() -> None:
    near = [
        Place(id=str(n), name="", kind="", latitude=36.2 + n / 300, longitude=37.1 + (n % 3) / 90) for n in range(9)
    ]
    far = Place(id="far", name="", kind="", latitude=35.0, longitude=39.0)
    assert far not in frame.near([*near, far])
    assert frame.bearing(near[0], far) == "SE"


def test_the_map_of_the_example_shows_its_places_apart(edition: Edition) -> None:
    desk = Desk(Lookup(edition))
    drawn = atlas.draw(desk, control.rows(desk))
    assert drawn is not None
    told = [cell for cell in drawn.cells if cell.told]
    assert len(told) > 40
    assert all(0 <= cell.x <= drawn.width and 0 <= cell.y <= drawn.height for cell in told)
    assert {"raqqa", "idlib"} <= {item.row.place for item in drawn.beyond}
    assert "east-aleppo" in {row.place for row in drawn.areas}


def holding(first: date, last: date | None, holder: str = "government", place: str = "hanano") -> Holding:
    return Holding(
        id=f"{place}{first}", place=place, state="held", holder=holder, first=first, last=last, change_first=first,
        change_last=first, belief=0.9, claims_for=(),
    )  # fmt: skip


def test_intervals_are_cut_to_the_days_and_never_overlap(edition: Edition) -> None:
    told = (
        holding(date(2012, 1, 1), date(2016, 11, 27), "opposition"),
        holding(date(2016, 11, 27), date(2016, 12, 1)),
        holding(date(2016, 12, 2), None, "opposition"),
    )
    picture = replace(edition.picture, history=told, holdings=told[-1:])
    (row,) = control.rows(Desk(Lookup(replace(edition, picture=picture))))
    assert [(bar.first, bar.last) for bar in row.bars] == [
        (date(2016, 11, 15), date(2016, 11, 26)),
        (date(2016, 11, 27), date(2016, 12, 1)),
        (date(2016, 12, 2), date(2016, 12, 22)),
    ]
    assert row.changed == date(2016, 12, 2)
    assert sum(bar.width for bar in row.bars) == pytest.approx(100, abs=0.01)


def test_a_place_that_no_report_names_is_not_counted(edition: Edition) -> None:
    told = next(claim for claim in edition.claims if claim.where and claim.where.place == "east-aleppo")
    own = next(claim for claim in edition.claims if claim.where and claim.where.place == "hanano")
    held = (
        replace(holding(date(2016, 11, 27), None), claims_for=(own.id,)),
        replace(holding(date(2016, 11, 27), None, place="sukkari"), claims_for=(told.id,)),
    )
    picture = replace(edition.picture, history=held, holdings=held)
    desk = Desk(Lookup(replace(edition, picture=picture)))
    rows = control.rows(desk)
    assert {row.place: row.named for row in rows} == {"hanano": True, "sukkari": False}
    assert [item.places for item in control.tally(desk, rows)] == [1]
    drawn = atlas.draw(desk, rows)
    assert drawn is not None
    assert {cell.place for cell in drawn.cells if cell.told} == {"hanano"}


def test_places_stand_in_the_order_in_which_they_changed_hands(edition: Edition) -> None:
    found = [row.changed for row in control.rows(Desk(Lookup(edition))) if not row.wide and row.changed]
    assert len(found) > 20
    assert found == sorted(found)


def test_a_siege_of_an_area_marks_only_what_the_besieged_hold(edition: Edition) -> None:
    desk = Desk(Lookup(edition))
    for row in control.rows(desk):
        for first, last in row.besieged:
            covering = [bar for bar in row.bars if bar.first <= first and last <= bar.last]
            assert all(bar.side != "government" for bar in covering)


def test_the_axis_counts_both_ends() -> None:
    axis = Axis(date(2016, 11, 15), date(2016, 12, 22))
    assert axis.days == 38
    assert axis.left(axis.first) == 0
    assert axis.width(axis.first, axis.last) == 100
    assert axis.ticks[0].words == "15 Nov"
    assert Axis(axis.first, axis.first).width(axis.first, axis.first) == 100


def test_a_scale_keeps_open_ends_open() -> None:
    scale = over([3.0, 280000.0])
    found = ranged(scale, 100.0, None)
    assert found is not None
    assert (found.more, found.less) == (True, False)
    assert scale.at(1) < scale.at(10) < scale.at(280000) <= 100
    assert ranged(scale, None, None) is None


@pytest.mark.parametrize("kind", PHRASES)
def test_every_kind_can_be_told_with_all_or_nothing_known(kind: str) -> None:
    full = tell(kind, who="rebels", whom="the army", where="Hanano", whence="Sukkari")  # type: ignore[arg-type]
    bare = tell(kind, who="", whom="", where="", whence="")  # type: ignore[arg-type]
    assert full
    assert "{" not in full + bare
    assert bare != kind or kind == "control.hold"


def test_no_toll_of_an_event_is_lost_in_its_words(edition: Edition) -> None:
    groups = timeline.groups(Desk(Lookup(edition)))
    assert timeline.total(groups) == len(edition.picture.events)


@pytest.mark.parametrize(
    ("first", "last", "text"),
    [
        (date(2016, 11, 26), date(2016, 11, 26), "26 Nov"), (date(2016, 11, 26), date(2016, 11, 27), "26–27 Nov"),
        (date(2016, 7, 1), date(2016, 7, 31), "July 2016"), (date(2012, 1, 1), date(2012, 12, 31), "2012"),
        (date(2016, 11, 26), date(2016, 12, 2), "26 Nov – 2 Dec"), (None, date(2016, 12, 2), "until 2 Dec"),
        (date(2015, 9, 1), date(2016, 11, 16), "1 Sept 2015 – 16 Nov 2016"), (None, None, ""),
    ],
)  # fmt: skip
def test_an_interval_in_words(first: date | None, last: date | None, text: str) -> None:
    assert words.span(first, last, date(2016, 12, 22)) == text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (4000, 4000, "4,000"),
        (20, None, "20 or more"),
        (None, 500, "up to 500"),
        (24, 99, "24–99"),
        (None, None, "not counted"),
        (0.5, 0.5, "0.5"),
    ],
)
def test_a_count_in_words(low: float | None, high: float | None, text: str) -> None:
    assert words.count(low, high) == text


@pytest.mark.parametrize("text", ["four people", "Syrian troops", "US-backed fighters", "the army", "rebels"])
def test_a_description_may_be_printed(text: str) -> None:
    assert is_description(text)


@pytest.mark.parametrize("text", ["Huda al-Najjar", "Huda al-Najjar's family", "the nurse Huda", "", "Abu Omar"])
def test_what_may_be_a_name_is_not_taken_for_a_description(text: str) -> None:
    assert not is_description(text)


def test_a_slug_is_an_id_and_keeps_different_names_apart() -> None:
    assert slug("geonames:170063") != slug("geonames.170063")
    assert slug("east-aleppo") == "east-aleppo"
    assert slug('a b"<').replace("-", "").isalnum()
