from __future__ import annotations

import json
import random
import re
from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from marsad.model.claim import Phrase, Speaker
from marsad.model.picture import Picture
from marsad.model.report import Report
from marsad.publish import Edition, folder
from marsad.publish.page import render
from marsad.reference import Pack, Reference, Side
from tests.publish import sample
from tests.publish.pages import Page

CANARY = "<script>alert(1)</script>"
SECTIONS = (
    "map", "control", "events", "displaced", "casualties", "sieges", "ties", "forecasts", "sources", "misses",
    "method", "sentences",
)  # fmt: skip


@pytest.fixture(scope="session")
def page(published: dict[str, bytes]) -> Page:
    return Page(published["index.html"])


def html(edition: Edition) -> str:
    return folder(edition)["index.html"].decode()


def test_every_tag_is_closed_and_every_id_used_once(page: Page) -> None:
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))


def test_every_section_is_there_and_in_the_contents(page: Page) -> None:
    assert set(SECTIONS) <= set(page.ids)
    assert {f"#{name}" for name in SECTIONS} <= set(page.values("href"))


def test_every_link_inside_the_page_leads_to_an_id(page: Page) -> None:
    ids = set(page.ids)
    inside = [href[1:] for href in page.values("href") if href.startswith("#")]
    named = [anchor for value in page.values("data-claims") for anchor in value.split()]
    drawn = [href[1:] for tag, attrs in page.tags if tag == "use" and (href := attrs.get("href"))]
    assert len(named) > 500
    assert {anchor for anchor in (*inside, *named, *drawn) if anchor not in ids} == set()


def test_every_label_by_id_leads_to_an_id(page: Page) -> None:
    assert {value for name in ("aria-labelledby", "for") for value in page.values(name)} - set(page.ids) <= {
        "panel-title"
    }


def test_every_fill_with_a_pattern_leads_to_a_pattern(page: Page) -> None:
    used = {match.group(1) for value in page.values("fill") if (match := re.match(r"url\(#(.+)\)", value))}
    assert used
    assert used <= set(page.ids)


@pytest.mark.parametrize(
    ("letter", "items"),
    [("c", "claims"), ("e", "events"), ("m", "movements"), ("t", "tolls"), ("g", "sieges"), ("f", "forecasts")],
)
def test_every_item_has_its_anchor(letter: str, items: str, edition: Edition, page: Page) -> None:
    found = edition.claims if items == "claims" else getattr(edition.picture, items)
    anchors = {name for name in page.ids if name.startswith(f"{letter}-")}
    assert len(found) > 3
    assert len(anchors) == len(found)


def test_every_place_has_a_line_of_its_own(edition: Edition, page: Page) -> None:
    places = {holding.place for holding in edition.picture.history}
    assert {name for name in page.ids if name.startswith("p-")} == {f"p-{place}" for place in places}


def test_nothing_is_fetched_and_no_style_or_script_stands_in_the_page(page: Page) -> None:
    assert all("style" not in attrs for _, attrs in page.tags)
    assert not any(name.startswith("on") for _, attrs in page.tags for name in attrs)
    assert "style" not in {tag for tag, _ in page.tags}
    inline = [attrs for tag, attrs in page.tags if tag == "script" and not attrs.get("src")]
    assert all(attrs.get("type") == "application/json" for attrs in inline)
    sources = [
        attrs.get("src") or "" for tag, attrs in page.tags if tag in {"script", "img", "iframe"} if "src" in attrs
    ]
    assert set(sources) <= {"page.js"}


def test_the_policy_lets_nothing_in(page: Page) -> None:
    policy = next(attrs["content"] for _, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy


def test_headings_go_down_one_level_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_table_has_a_caption_and_scopes(page: Page) -> None:
    tags = [tag for tag, _ in page.tags]
    assert tags.count("table") == tags.count("caption") == 4
    assert all(attrs.get("scope") in {"row", "col"} for tag, attrs in page.tags if tag == "th")


def test_a_share_of_a_whole_is_told_as_a_range(published: dict[str, bytes]) -> None:
    text = published["index.html"].decode()
    assert "30–36 per cent" in text
    assert "a third of the enclave" in text


def test_the_cue_is_marked(edition: Edition, published: dict[str, bytes]) -> None:
    text = published["index.html"].decode()
    assert text.count("<mark>") == len(edition.claims)


def test_text_of_reports_is_escaped_wherever_it_is_printed(edition: Edition) -> None:
    claims = tuple(
        replace(
            claim, sentence=Phrase(text=f"{CANARY} took it", start=0, end=9), cue=Phrase(text=CANARY, start=0, end=9)
        )
        for claim in edition.claims
    )
    reports = tuple(
        replace(report, title=CANARY, source=CANARY, url=f"javascript:{CANARY}") for report in edition.reports
    )
    misses = tuple(replace(miss, text=CANARY, reason=CANARY) for miss in edition.misses)
    forecasts = tuple(replace(item, words=CANARY, condition=CANARY) for item in edition.picture.forecasts)
    picture = replace(edition.picture, forecasts=forecasts, notes=(CANARY,))
    text = html(
        replace(edition, claims=claims, reports=reports, misses=misses, picture=picture, title=f"{CANARY}</title>")
    )
    assert "alert(1)" in text
    assert CANARY not in text
    assert "javascript:" not in text
    page = Page(text.encode())
    assert page.faults == []
    assert sum(tag == "script" for tag, _ in page.tags) <= 2


def test_a_name_of_a_place_cannot_close_the_data(edition: Edition) -> None:
    places = edition.reference.places
    hanano = replace(places.own["hanano"], name="</script><script>alert(1)</script>")
    evil = replace(places, own={**places.own, "hanano": hanano})
    text = render.pages(
        render.Lookup(replace(edition, reference=replace(edition.reference, places=evil))), scripted=True
    )["index.html"]
    assert b"<script>alert" not in text
    data = text.decode().split('id="data">')[1].split("</script>")[0]
    assert json.loads(data)["places"]["hanano"]["name"] == hanano.name


def test_a_colour_that_is_none_does_not_reach_the_style_sheet(edition: Edition) -> None:
    side = Side(id="government", name="Government", colour="red;}body{display:none", dark="#fff")
    reference = replace(edition.reference, pack=Pack(sides=(side,)))
    sheet = folder(replace(edition, reference=reference))["style.css"].decode()
    assert "red;}" not in sheet
    assert "--s0:#777777;" in sheet


def test_the_same_edition_gives_the_same_bytes_in_any_order(edition: Edition, published: dict[str, bytes]) -> None:
    mixed = random.Random(7)

    def shuffled(items: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(mixed.sample(items, len(items)))

    picture = edition.picture
    names = ("holdings", "history", "sieges", "movements", "tolls", "ties", "forecasts", "events")
    again = replace(
        edition,
        picture=replace(picture, **{name: shuffled(getattr(picture, name)) for name in names}),
        claims=shuffled(edition.claims), reports=shuffled(edition.reports), misses=shuffled(edition.misses),
    )  # type: ignore[arg-type]  # fmt: skip
    made = folder(again)
    assert folder(edition) == published
    assert {name for name in published if made[name] != published[name]} <= {"picture.json"}


def test_the_headline_says_who_holds_most(edition: Edition, page: Page) -> None:
    held = [item for item in edition.picture.holdings if item.state == "held"]
    assert held
    assert re.search(r"Government and allies hold \d+ of \d+ places", "".join(page.text))


def test_an_empty_picture_still_makes_a_page() -> None:
    page = Page(folder(sample.empty())["index.html"])
    assert page.faults == []
    assert "No reports yet" in "".join(page.text)
    assert {"misses", "method"} <= set(page.ids)
    assert not {"map", "control", "events", "sentences"} & set(page.ids)


def test_one_report_without_coordinates_makes_a_page_without_a_map(edition: Edition) -> None:
    name = "2016-12-14-foua-and-kefraya"
    said = tuple(claim for claim in edition.claims if claim.report == name)
    small = replace(
        edition, claims=said, reports=tuple(report for report in edition.reports if report.id == name),
        reference=Reference(), misses=(), picture=sample.picture(list(said), edition.reconciled, Reference()),
    )  # fmt: skip
    page = Page(folder(small)["index.html"])
    assert page.faults == []
    assert "map" not in page.ids
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(page.ids)


def test_claims_that_the_edition_lacks_are_left_out_and_not_linked(edition: Edition) -> None:
    page = Page(folder(replace(edition, claims=edition.claims[:40]))["index.html"])
    assert {href[1:] for href in page.values("href") if href.startswith("#")} <= set(page.ids)


def test_without_its_script_the_page_names_none(edition: Edition) -> None:
    text = render.pages(render.Lookup(edition), scripted=False)["index.html"].decode()
    assert "<script" not in text
    assert "<dialog" not in text


@pytest.mark.parametrize("name", ["Huda al-Najjar", "Dr. Sami Haddad, 41, of Sukkari", "the nurse Huda"])
def test_a_name_that_no_list_knows_stays_in_its_sentence(name: str, edition: Edition) -> None:
    picture = edition.picture
    told = replace(
        picture,
        forecasts=tuple(replace(item, forecaster=name, words="It will fall.") for item in picture.forecasts),
        events=tuple(replace(item, who=(name,), whom=(name,)) for item in picture.events),
        tolls=tuple(replace(item, who=name, whom=name) for item in picture.tolls),
        movements=tuple(replace(item, said_by=name.lower()) for item in picture.movements),
    )
    claims = tuple(replace(claim, said_by=(Speaker(text=name),)) for claim in edition.claims)
    text = html(replace(edition, picture=told, claims=claims)).split('<section id="sentences"')[0]
    assert name not in text
    assert "a named person" in text


def test_an_undated_report_and_claim_are_shown_as_such() -> None:
    made = sample.edition()
    report = replace(made.reports[0], published=None)
    said = tuple(replace(claim, published="", when=None) for claim in made.claims if claim.report == report.id)
    day = date(2016, 12, 22)
    lone = Edition(picture=Picture(day=day, known_by=day), claims=said, reports=(report,))
    text = html(lone)
    assert "undated" in text
    assert isinstance(report, Report)
