"""Claims from bare spans, as readers give them that know nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from marsad import codebook as codebooks
from marsad import reference
from marsad.model.claim import ReadBy
from marsad.model.report import Raw, Report
from marsad.read import build, drafts
from marsad.read.attribution import UNSPECIFIED
from marsad.read.reader import by_codebook

TEXT = "At least 20 civilians fled Damascus on Tuesday, the Oram monitor said. They reached Aleppo."
READ_BY = ReadBy(reader="test", version="1", entry="", digest="")


def _spot(words: str) -> drafts.Spot:
    start = TEXT.index(words)
    return start, start + len(words)


@pytest.fixture(scope="module")
def read() -> tuple[build.Context, dict[int, list[object]]]:
    report = Report(
        id="r1", source="", published=date(2013, 6, 6), title="", text=TEXT, raw=Raw(path="", sha256="", size=0)
    )
    _, context, times, _ = by_codebook(report, codebooks.load(), reference.load())
    return context, times  # type: ignore[return-value]


def test_every_slot_is_resolved_like_that_of_any_claim(read) -> None:  # type: ignore[no-untyped-def]
    context, times = read
    draft = drafts.Draft(
        sentence=0, kind="displacement.flow", modality="asserted", cue=_spot("fled"), whom=_spot("20 civilians"),
        whence=_spot("Damascus"), when=_spot("Tuesday"), count=_spot("At least 20"), said_by=(_spot("the Oram monitor"), None),
    )  # fmt: skip
    claim = drafts.claim(draft, times[0], READ_BY, 0.7, context)
    assert claim.whence is not None
    assert claim.whence.place.startswith("geonames:")
    assert claim.when is not None
    assert TEXT[claim.when.start : claim.when.end] == "Tuesday"
    assert (claim.when.first, claim.when.last) == (date(2013, 6, 4), date(2013, 6, 4))
    assert claim.count is not None
    assert (claim.count.low, claim.count.high, claim.count.unit) == (20, None, "people")
    assert [one.text for one in claim.said_by] == ["the Oram monitor", UNSPECIFIED.text]


def test_every_phrase_is_a_slice_of_the_text(read) -> None:  # type: ignore[no-untyped-def]
    context, times = read
    draft = drafts.Draft(
        sentence=0, kind="displacement.flow", modality="asserted", cue=_spot("fled"), whom=_spot("civilians"),
        where=_spot("Damascus"), count=_spot("20"),
    )  # fmt: skip
    claim = drafts.claim(draft, times[0], READ_BY, 0.7, context)
    for phrase in (claim.cue, claim.whom, claim.where, claim.count, claim.sentence):
        assert phrase is not None
        assert TEXT[phrase.start : phrase.end] == phrase.text


def test_a_pronoun_stands_for_its_phrase_and_is_kept(read) -> None:  # type: ignore[no-untyped-def]
    context, _ = read
    party = drafts.party(_spot("They"), 1, None, context)
    assert party is not None
    assert party.pronoun == "They"
    assert "civilians" in party.text


def test_words_without_a_number_or_a_time_give_none(read) -> None:  # type: ignore[no-untyped-def]
    context, times = read
    assert drafts.count(_spot("civilians"), "displacement.flow", 0, context) is None
    assert drafts.time(_spot("civilians"), context.sentences[0], times[0]) is None
    assert drafts.place(_spot("They"), context) is None
