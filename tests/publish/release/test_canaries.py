"""Nothing leaves that the profile does not name: marked words are planted in every field, and none may come out."""

from __future__ import annotations

import dataclasses
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import msgspec
import pytest

from marsad.model.ids import digest
from marsad.publish import Edition, folder
from marsad.publish.export import FORMATS, files
from marsad.publish.release import Note, load, redact
from marsad.publish.release.profile import Profile
from marsad.publish.report import brief, docx, html
from marsad.reference import Actors, Places, Reference, Sources

CANARY = "kanarienvogel"
DAY = date(2017, 6, 1)
_NEEDS = {"geoparquet": "pyarrow", "parquet": "pyarrow", "xlsx": "openpyxl", "graphml": "networkx"}
_CLOSED = frozenset(
    {"kind", "modality", "state", "measure", "relation", "precision", "basis", "status", "role", "age", "verdict"}
)
"""Fields with a fixed list of values, which the model's types hold to."""
_REFERS = frozenset({"actor", "side", "place", "source", "who", "whom", "holder", "besieger", "besieged", "loser", "whose",
                     "where", "whence", "outlet", "forecaster", "relayed_by"})  # fmt: skip
_IDS = frozenset({"id", "report", "event", "claim", "key"})


def planted(value: Any, name: str = "", *, known: frozenset[str] = frozenset()) -> Any:
    """Return the value with a canary in every string: free text, ids, and words that no list knows."""
    if isinstance(value, str):
        if name in _CLOSED or not value:
            return value if name in _CLOSED or name in _REFERS else CANARY
        if name in _REFERS and value in known:
            return value
        if name == "published":
            return value
        return f"{CANARY}-{value}" if name in _IDS or _looks_like_id(value) else f"{CANARY} {value}"
    if isinstance(value, tuple):
        return tuple(planted(item, name, known=known) for item in value)
    if isinstance(value, dict):
        return {planted(key, "id"): planted(item, name, known=known) for key, item in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        changed = {item.name: planted(getattr(value, item.name), item.name, known=known) for item in fields(value)}
        return dataclasses.replace(value, **changed)
    return value


def _looks_like_id(value: str) -> bool:
    return re.fullmatch(r"[0-9a-f]{16}", value) is not None


def marked(edition: Edition) -> Edition:
    """Return the edition with canaries everywhere but in what the lists of the pack know by name."""
    own = edition.reference
    known = frozenset({*own.places.own, *own.actors.by_id, *own.sources.by_id, *(side.id for side in own.pack.sides)})
    places = [replace(place, names=(*place.names, CANARY)) for place in own.places.own.values()]
    actors = [
        msgspec.structs.replace(actor, names=(*actor.names, CANARY), note=CANARY) for actor in own.actors.by_id.values()
    ]
    sources = [
        msgspec.structs.replace(one, names=(*one.names, CANARY), note=CANARY) for one in own.sources.by_id.values()
    ]
    pack = msgspec.structs.replace(own.pack, summary=CANARY, home=CANARY)
    reports = tuple(
        replace(planted(report, known=known), source=report.source if number % 2 else f"{CANARY} Daily")
        for number, report in enumerate(edition.reports)
    )
    return Edition(
        picture=planted(edition.picture, known=known), claims=planted(edition.claims, known=known), reports=reports,
        reconciled=planted(edition.reconciled, known=known), misses=planted(edition.misses), problems=planted(edition.problems),
        title="The war", reference=Reference(Places.of(places, None, own.places.country), Actors.of(actors), Sources.of(sources), pack),
    )  # fmt: skip


def released(edition: Edition, key: bytes = b"k" * 32, name: str = "public") -> Edition:
    profile = load(name)
    return redact(edition, profile, key, Note(profile, DAY, DAY))


def everything(made: dict[str, bytes]) -> Iterator[str]:
    """Yield all that the files hold: names, bytes, parts of zips with their comments, and tables with their metadata."""
    for name, content in made.items():
        yield name
        yield content.decode("utf-8", "replace")
        yield content.decode("utf-16-le", "replace")
        if content[:2] == b"PK":
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                yield str(parts.comment)
                for part in parts.infolist():
                    yield f"{part.filename} {part.comment!r} {part.extra!r}"
                    yield parts.read(part).decode("utf-8", "replace")
        if content[:4] == b"PAR1":
            from pyarrow import parquet

            file = parquet.ParquetFile(io.BytesIO(content))
            yield f"{file.metadata} {file.schema_arrow.metadata} {file.read().to_pylist()}"
            for group in range(file.metadata.num_row_groups):
                yield str(file.metadata.row_group(group).to_dict())


@pytest.fixture(scope="module")
def canaries(edition: Edition) -> Edition:
    return marked(edition)


def test_the_canaries_are_seen_where_nothing_is_withheld(canaries: Edition) -> None:
    for name in ("acled", "geojson", "jsonl", "kml", "datasette", "hxl", "ged"):
        assert any(CANARY in text.lower() for text in everything(files(canaries, name))), name


@pytest.mark.parametrize("name", FORMATS)
def test_no_canary_leaves_in_any_format(name: str, canaries: Edition) -> None:
    if name in _NEEDS:
        pytest.importorskip(_NEEDS[name])
    made = files(released(canaries), name)
    assert made
    for text in everything(made):
        assert CANARY not in text.lower()


def test_no_canary_leaves_on_the_page_or_in_its_tables(canaries: Edition) -> None:
    for text in everything(folder(released(canaries))):
        assert CANARY not in text.lower()


def test_no_canary_leaves_in_a_briefing(canaries: Edition) -> None:
    pytest.importorskip("docx")
    pytest.importorskip("PIL")
    found = brief(None, released(canaries), date(2016, 11, 20), date(2016, 12, 22))
    for text in everything({"week.html": html(found), "week.docx": docx(found)}):
        assert CANARY not in text.lower()


def test_no_canary_is_in_the_note(canaries: Edition) -> None:
    profile = load("public")
    note = Note(profile, DAY, DAY)
    redact(canaries, profile, b"k" * 32, note)
    assert CANARY not in note.markdown().decode().lower()


def test_a_release_still_says_something(edition: Edition) -> None:
    found = released(edition)
    assert len(found.picture.events) > 20
    assert {event.place for event in found.picture.events if event.place}
    assert any(event.who for event in found.picture.events)
    assert any(figure.best for event in found.picture.events for figure in event.figures)


def test_places_and_days_are_no_finer_than_the_profile(edition: Edition) -> None:
    found = released(edition)
    wide = {"district", "province", "country", "governorate", "region"}
    assert {place.kind.removeprefix("part of ") for place in found.reference.places.own.values()} <= wide
    for event in found.picture.events:
        if event.when and event.when.first:
            assert event.when.first.weekday() == 0
        if event.when and event.when.last:
            assert event.when.last.weekday() == 6
    assert all(report.published is None or report.published.weekday() == 0 for report in found.reports)


def test_a_town_that_fell_is_not_its_province_that_fell(edition: Edition) -> None:
    own = edition.reference.places
    finer = [
        event
        for event in edition.picture.events
        if event.place and own.own[event.place].kind not in ("province", "country")
    ]
    found = released(edition)
    named = [found.reference.places.own[event.place].name for event in found.picture.events if event.place]
    assert sum(name.startswith("a place in ") for name in named) >= len(finer) * 0.9 > 20
    assert "took Aleppo Governorate" not in files(found, "acled")[""].decode()


def test_ids_are_of_the_release_and_no_hash_of_what_is_withheld(edition: Edition) -> None:
    one, other = released(edition, b"a" * 32), released(edition, b"b" * 32)
    old = (
        {claim.id for claim in edition.claims}
        | {event.id for event in edition.picture.events}
        | {report.id for report in edition.reports}
    )
    ids = (
        {claim.id for claim in one.claims}
        | {event.id for event in one.picture.events}
        | {report.id for report in one.reports}
    )
    again = {claim.id for claim in other.claims} | {event.id for event in other.picture.events}
    assert not ids & old
    assert not ids & again
    guesses = {digest(claim.sentence.text) for claim in edition.claims} | {digest(name) for name in old}
    assert not ids & guesses
    assert {claim.id for claim in released(edition, b"a" * 32).claims} == {claim.id for claim in one.claims}


def test_what_is_withheld_changes_no_byte(edition: Edition) -> None:
    """Offsets, words and the order of the input are withheld: two editions that differ in them alone release the same."""
    moved = replace(
        edition,
        claims=tuple(
            replace(claim, sentence=replace(claim.sentence, start=9999 - claim.sentence.start, text=f"Other. {claim.sentence.text}"),
                    cue=replace(claim.cue, start=9999 - claim.cue.start))
            for claim in reversed(edition.claims)
        ),
        reports=tuple(replace(report, text="other", title="other", url="http://example.org/x") for report in reversed(edition.reports)),
        misses=(), problems=(),
    )  # fmt: skip
    first, second = released(edition), released(moved)
    assert folder(first) == folder(second)
    for name in ("acled", "geojson", "jsonl", "hxl", "idu", "kml", "flee", "datasette"):
        assert files(first, name) == files(second, name), name


def test_a_name_that_no_list_knows_does_not_leave_as_party_or_speaker(edition: Edition) -> None:
    event = replace(edition.picture.events[0], who=("Jana Testperson",), whom=("Otto Testperson",))
    named = replace(edition, picture=replace(edition.picture, events=(event,)))
    found = released(named)
    assert found.picture.events[0].who == found.picture.events[0].whom == ()


def test_small_numbers_stay(edition: Edition) -> None:
    profile = msgspec.structs.replace(load("public"), least=10)
    found = redact(edition, profile, b"k" * 32, Note(profile, DAY, DAY))
    numbers = [value for toll in found.picture.tolls for value in (toll.low, toll.best, toll.high) if value]
    assert numbers
    assert min(numbers) >= 10


def test_a_profile_that_names_nothing_lets_nothing_leave(edition: Edition) -> None:
    profile = Profile(id="empty", audience="nobody")
    found = redact(edition, profile, b"k" * 32, Note(profile, DAY, DAY))
    assert not found.claims
    assert not found.reports
    assert not found.picture.events
    assert not found.picture.holdings


def test_partners_get_the_words_that_the_public_does_not(edition: Edition) -> None:
    found = released(edition, name="partners")
    assert {claim.sentence.text for claim in found.claims} == {claim.sentence.text for claim in edition.claims}
    assert {claim.sentence.text for claim in released(edition).claims} == {""}
