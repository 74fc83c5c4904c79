"""From words to places: lists, parts, superlatives, and words of a pack that are no names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from marsad.codebook import Codebook
from marsad.model.report import Raw, Report
from marsad.model.where import Place, Where
from marsad.read import claims
from marsad.read.resolve import actor_of
from marsad.reference import Reference
from marsad.reference.places import Places

_OWN = (
    Place(id="arnor", name="Arnor", kind="city", latitude=None, longitude=None),
    Place(
        id="north-arnor", name="northern Arnor", kind="area", latitude=None, longitude=None, parent="arnor",
        names=("the northeast of the city",),
    ),
    Place(id="tessaly", name="Tessaly", kind="neighbourhood", latitude=None, longitude=None, parent="arnor"),
)  # fmt: skip


def where(text: str, kind: str, book: Codebook, reference: Reference) -> Where:
    report = Report(
        id="r", source="", published=date(2013, 6, 6), title="", text=text, raw=Raw(path="", sha256="", size=0)
    )
    found = next(
        claim.where for claim in claims(report, book, reference, readers="codebook").claims if claim.kind == kind
    )
    assert found is not None
    return found


@pytest.fixture
def reference(shipped_reference: Reference) -> Reference:
    return replace(shipped_reference, places=Places.of(_OWN, shipped_reference.places.world))


@pytest.mark.parametrize(
    ("text", "kind", "place", "part"),
    [
        ("The army controls the whole northeast of the city.", "control.hold", "north-arnor", ""),
        ("Rebels lost all of the northeast of the city on Monday.", "control.change", "north-arnor", ""),
        ("The army captured the whole of Tessaly.", "control.change", "tessaly", ""),
        ("Tessaly and the districts around it fell to the army.", "control.change", "tessaly", ""),
        ("In the north, the army advanced on Monday in Tessaly.", "control.advance", "tessaly", ""),
        ("The army captured the northern part of Arnor.", "control.change", "arnor", "the northern part of"),
    ],
)
def test_a_phrase_is_the_finest_place_that_its_words_support(
    text: str, kind: str, place: str, part: str, codebook: Codebook, reference: Reference
) -> None:
    found = where(text, kind, codebook, reference)
    assert (found.place, found.part) == (place, part)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The army seized Peru's largest city.", "Lima"),
        ("Rebels in Peru said the army had seized the country's biggest city.", "Lima"),
        ("Rebels in Peru said the army had seized the country's second largest city.", ""),
        ("The army seized the largest city of the plain.", ""),
    ],
)
def test_the_largest_city_of_a_country_is_where_most_people_live(
    text: str, name: str, codebook: Codebook, reference: Reference
) -> None:
    assert where(text, "control.change", codebook, reference).name == name


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Russian jets", "russia"),
        ("a Russian-backed column", ""),
        ("the alliance", ""),
        ("the Atlantic Alliance", "nato"),
    ],
)
def test_whom_a_phrase_names(text: str, actor: str, codebook: Codebook, shipped_reference: Reference) -> None:
    assert actor_of(text, codebook.words, shipped_reference) == actor
