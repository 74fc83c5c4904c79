"""Deciding on the invented war: what is decided shows, survives, travels and can be taken back."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.conftest import ARNOR

from marsad.cli.main import main
from marsad.observatory import open_observatory
from marsad.publish import Edition, folder


def call(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], env={"COLUMNS": "200"})


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of the war, read and with no decision in it."""
    path = tmp_path_factory.mktemp("arnor") / "war.db"
    call("ingest", ARNOR, "--into", path)
    assert call("read", "--into", path).exit_code == 0
    return path


@pytest.fixture
def store(read: Path, tmp_path: Path) -> Path:
    return copied(read, tmp_path / "war.db")


def copied(store: Path, to: Path) -> Path:
    """Copy a store whole, with what its journal holds."""
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("VACUUM INTO ?", (str(to),))
    return to


def edition(store: Path) -> Edition:
    return open_observatory(store).edition()


def decide(store: Path, *arguments: object) -> str:
    done = call("decide", *arguments, "--why", "seen on film", "--by", "amal", "--into", store)
    assert done.exit_code == 0, done.output
    return done.stdout.split()[0]


def essence(store: Path) -> tuple[Any, ...]:
    seen = edition(store)
    files = folder(seen)
    return seen.picture, seen.reconciled, {name: files[name] for name in files if name.endswith((".csv", ".html"))}


def claim(store: Path, kind: str) -> str:
    return next(claim.id for claim in edition(store).claims if claim.kind == kind)


def test_every_decision_changes_something_and_undoing_restores_everything(store: Path) -> None:
    before = edition(store)
    one, other = (event.id for event in before.reconciled.events[:2])
    strike = claim(store, "attack.air")
    untouched = essence(store)
    acts: list[tuple[object, ...]] = [
        ("same", one, other),
        ("reject", strike),
        ("correct", strike, "count=77"),
        ("correct", strike, "kind=attack.shelling"),
        ("verdict", before.picture.forecasts[0].id, "void"),
    ]
    for act in acts:
        made = decide(store, *act)
        assert essence(store) != untouched, act
        decide(store, "undo", made)
        assert essence(store) == untouched, act


def test_a_verdict_is_a_persons_and_keeps_what_was_proposed(store: Path) -> None:
    before = edition(store).picture.forecasts[0]
    decide(store, "verdict", before.id, "void")
    after = next(item for item in edition(store).picture.forecasts if item.id == before.id)
    assert (after.status, after.ruled_by, after.proposed) == ("void", "amal", before.status)
    assert "void" in call("why", before.id, "--into", store).output


def test_why_shows_the_decisions_and_a_rejected_claim(store: Path) -> None:
    strike = claim(store, "attack.air")
    decide(store, "reject", strike)
    shown = call("why", strike, "--into", store).output
    assert "rejected: nothing rests on it" in shown
    assert "by amal" in shown
    assert "seen on film" in shown


def test_decisions_survive_a_change_of_the_codebook(store: Path, tmp_path: Path) -> None:
    strike = claim(store, "attack.air")
    decide(store, "correct", strike, "count=77")
    pack = tmp_path / "changed"
    shutil.copytree(ARNOR, pack)
    with (pack / "places.csv").open("a", encoding="utf-8") as table:
        table.write("new-hamlet,New Hamlet,village,,,,,\n")
    again = call("read", "--into", store, "--pack", pack)
    assert "14 reports read" in again.output
    assert any(claim.count and claim.count.low == 77 for claim in edition(store).claims)


def test_what_nothing_read_fits_any_more_is_listed(store: Path) -> None:
    from dataclasses import replace

    from marsad.model.decision import decided

    observatory = open_observatory(store)
    decide(store, "reject", claim(store, "attack.air"))
    (made,) = observatory.store.decisions()
    mark = replace(made.on[0][0], claim="gone", start=0, end=1)
    observatory.decide([decided("reject", ((mark,),), by="omar", when=made.when, why="old")])
    listed = call("decide", "list", "--into", store).output
    assert "1 in force, 1 that nothing read now fits" in listed
    assert [item.code for item in edition(store).problems] == ["decision.lost"]


def test_a_team_shares_decisions(store: Path, read: Path, tmp_path: Path) -> None:
    decide(store, "reject", claim(store, "attack.air"))
    decide(store, "verdict", edition(store).picture.forecasts[0].id, "void")
    lines = tmp_path / "decisions.jsonl"
    lines.write_bytes(call("decide", "export", "--into", store).stdout_bytes)
    theirs = copied(read, tmp_path / "theirs.db")
    assert "2 of them new" in call("decide", "import", lines, "--into", theirs).output
    assert "0 of them new" in call("decide", "import", lines, "--into", theirs).output
    assert edition(theirs).picture == edition(store).picture


@pytest.mark.parametrize("change", [("seen", "not seen"), ('"act":"reject"', '"act":"burn"'), ("{", "")])
def test_what_was_tampered_with_is_refused_whole(store: Path, tmp_path: Path, change: tuple[str, str]) -> None:
    decide(store, "reject", claim(store, "attack.air"))
    text = call("decide", "export", "--into", store).stdout
    lines = tmp_path / "decisions.jsonl"
    lines.write_text(text + text.replace(*change, 1))
    taken = call("decide", "import", lines, "--into", store)
    assert taken.exit_code == 2
    assert "Line 2" in taken.output
    assert "Nothing was taken in" in taken.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("reject", "zzzz"), "No claim has an id"),
        (("correct", "CLAIM", "where=Nowhere"), "No gazetteer"),
        (("correct", "CLAIM", "mood=good"), "no slot"),
        (("verdict", "zzzz"), "No forecast"),
        (("settle", "zzzz", "1"), "No dispute"),
        (("same", "CLAIM", "CLAIM"), "Name two"),
        (("undo", "zzzz"), "No decision"),
    ],
)
def test_a_slip_is_told_what_to_do(store: Path, arguments: tuple[str, ...], words: str) -> None:
    name = claim(store, "attack.air")
    named = [name if argument == "CLAIM" else argument for argument in arguments]
    done = call("decide", *named, "--why", "x", "--into", store)
    assert done.exit_code == 2
    assert words in done.output
    assert open_observatory(store).store.decisions() == ()


def test_a_decision_needs_its_reason(store: Path) -> None:
    assert call("decide", "reject", claim(store, "attack.air"), "--into", store).exit_code == 2
    assert call("decide", "reject", claim(store, "attack.air"), "--why", " ", "--into", store).exit_code == 2


@pytest.mark.parametrize(
    "verb", ["same", "different", "copy", "accept", "reject", "correct", "settle", "verdict", "undo", "list", "export", "import"]
)  # fmt: skip
def test_every_way_to_decide_has_an_example(verb: str) -> None:
    assert "Example" in call("decide", verb, "--help").output


def test_questions_are_ordered_and_each_command_answers_its_own(store: Path) -> None:
    lines = call("questions", "--json", "--into", store).stdout.splitlines()
    asked = [json.loads(line) for line in lines]
    assert asked
    values = [one["value"] for one in asked]
    assert values == sorted(values, reverse=True)
    assert all(one["value"] == pytest.approx(one["chance"] * one["stake"]) for one in asked)
    for one in asked:
        command = one["commands"][-1 if one["sort"] == "pair" else 0].split()[1:]
        if one["sort"] == "place":
            continue
        done = call(*command, "--why", "looked", "--into", store)
        if done.exit_code:
            # An earlier answer may have moved what a later question is about, and then says so.
            assert "id that begins with" in done.output, (command, done.output)
        left = [json.loads(line) for line in call("questions", "--json", "--into", store).stdout.splitlines()]
        assert (one["sort"], one["about"]) not in [(other["sort"], other["about"]) for other in left]


def test_sources_keep_three_things_apart(store: Path) -> None:
    shown = call("sources", "--into", store)
    assert shown.exit_code == 0
    assert all(head in shown.output for head in ("favours", "rel.", "credibility", "record"))
    voices = [json.loads(line) for line in call("sources", "--into", store, "--json").stdout.splitlines()]
    assert sum(len(voice["claims"]) for voice in voices) == len(edition(store).claims)
    assert all((voice["share"] is None) == (voice["judged"] < 20) for voice in voices)
