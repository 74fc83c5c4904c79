"""Copies of reports, and who a claim goes back to."""

from __future__ import annotations

from datetime import date

from marsad.reconcile.copies import copies, groups
from marsad.reconcile.origins import origins
from marsad.reconcile.rules import rules
from tests.reconcile.hand import REFERENCE, copy_of, say, to_report

WORDS = " ".join(f"word{number}" for number in range(60))
EDITED = WORDS.replace("word10", "other").replace("word40", "another")
UNLIKE = " ".join(f"thing{number}" for number in range(60))


def test_the_same_text_and_nearly_the_same_are_copies() -> None:
    reports = [
        to_report("a", WORDS),
        to_report("b", WORDS.upper() + "."),
        to_report("c", EDITED),
        to_report("d", UNLIKE),
    ]
    links = copies(reports, rules())
    assert {link.verdict for link in links} == {"copy"}
    assert all(link.reasons for link in links)
    assert groups(links) == {"a": "a", "b": "a", "c": "a"}
    assert copies(reports[::-1], rules()) == links


def test_no_report_and_empty_reports_are_no_copies() -> None:
    assert copies([], rules()) == ()
    assert copies([to_report("a", ""), to_report("b", " \n")], rules()) == ()


def test_the_origin_is_who_is_quoted() -> None:
    claims = [
        say("attack.air", "old", said="monitor", outlet="wire"),
        say("attack.air", "old", said="monitor", outlet="gazette"),
        say("attack.air", "old", said="Michael Horowitz", outlet="wire"),
        say("attack.air", "old", said="residents", outlet="wire"),
        say("attack.air", "old", said="residents", outlet="gazette"),
        say("attack.air", "old", outlet="monitor"),
        say("attack.air", "old", outlet="", report="x"),
        say("attack.air", "old", outlet="", report="y"),
    ]
    found = origins(claims, [], {}, REFERENCE, rules())
    assert [found[claim.id] for claim in claims] == [
        "monitor", "monitor", "michael horowitz", "wire/residents", "gazette/residents", "monitor",
        "report x", "report y",
    ]  # fmt: skip


def test_a_copy_speaks_with_the_voice_of_the_first_to_print_it() -> None:
    mine = [say("attack.air", "old", outlet="wire", report="a", text="Short one.")]
    theirs = copy_of(mine, "b", "gazette", date(2019, 3, 8))
    alone = origins(mine + theirs, [], {}, REFERENCE, rules())
    assert len(set(alone.values())) == 2
    grouped = origins(mine + theirs, [], {"a": "a", "b": "a"}, REFERENCE, rules())
    assert set(grouped.values()) == {"wire"}


def test_a_long_sentence_that_two_print_is_the_first_ones() -> None:
    text = "Republic warplanes struck the market of Arnor on Thursday morning, residents told reporters."
    mine = [say("attack.air", "market", outlet="wire", report="a", text=text)]
    theirs = copy_of(mine, "b", "gazette", date(2019, 3, 8))
    assert set(origins(theirs + mine, [], {}, REFERENCE, rules()).values()) == {"wire"}


def test_a_byline_names_the_agency() -> None:
    report = to_report("a", "ARNOR (Reuters) - Warplanes struck the market.", outlet="gazette")
    claim = say("attack.air", "market", outlet="gazette", report="a")
    assert origins([claim], [report], {}, REFERENCE, rules()) == {claim.id: "reuters"}
