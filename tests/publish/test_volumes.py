"""Large editions: pages of months beside the first page, with nothing lost and every link leading somewhere."""

from __future__ import annotations

import posixpath
import re

import pytest

from marsad.publish import Edition
from marsad.publish.lookup import Lookup
from marsad.publish.page import render
from marsad.publish.page.desk import Desk, anchor
from marsad.publish.page.timeline import groups
from marsad.publish.page.volumes import LIMIT, volumes
from tests.publish.pages import Page


@pytest.fixture(scope="module")
def split(edition: Edition) -> dict[str, Page]:
    pages = render.pages(Lookup(edition), scripted=False, limit=50)
    return {name: Page(content) for name, content in pages.items()}


def test_a_small_edition_stays_one_page(edition: Edition) -> None:
    assert len(edition.claims) < LIMIT
    assert list(render.pages(Lookup(edition), scripted=False)) == ["index.html"]


def test_every_claim_stands_once_in_the_month_of_its_publication(edition: Edition, split: dict[str, Page]) -> None:
    for claim in edition.claims:
        places = [name for name, page in split.items() if anchor(claim.id) in page.ids]
        assert places == [f"months/{claim.published[:7]}.html"]


def test_every_event_stands_once(edition: Edition, split: dict[str, Page]) -> None:
    found = [name for page in split.values() for name in page.ids if name.startswith("e-")]
    assert len(found) == len(set(found)) == len(edition.picture.events)


def test_every_link_leads_to_an_id_of_a_page_that_is_there(split: dict[str, Page]) -> None:
    for name, page in split.items():
        for href in page.values("href"):
            if re.match(r"https?:|.*\.(csv|geojson|jsonl?|css)$", href):
                continue
            path, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
            assert target in split, href
            assert not fragment or fragment in split[target].ids, href


def test_pages_of_months_are_sound_and_load_nothing_but_the_style(split: dict[str, Page]) -> None:
    for page in split.values():
        assert page.faults == []
        assert len(page.ids) == len(set(page.ids))
        assert list(page.values("src")) == []
        assert list(page.values("data-claims")) == []


def test_the_latest_days_stay_on_the_first_page(edition: Edition) -> None:
    desk = Desk(Lookup(edition))
    found = groups(desk)
    parted = volumes(desk, found, limit=1)
    dated = [group.day for group in found if group.day]
    kept = [group.day for group in parted.recent]
    assert kept == dated[-len(kept) :]
    assert {group.anchor for group in found} == {group.anchor for group in parted.recent} | {
        group.anchor for month in parted.earlier.values() for group in month
    }
