"""The whole reader with the model: what the sentences of the specification must give."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marsad import observatory
from marsad.codebook import Codebook
from marsad.model.claim import Claim
from marsad.model.report import Raw, Report
from marsad.read import claims
from marsad.reference import Reference


def read(text: str, book: Codebook, names: Reference, published: date | None = date(2013, 6, 6)) -> tuple[Claim, ...]:
    report = Report(id="r", source="", published=published, title="", text=text, raw=Raw(path="", sha256="", size=0))
    return claims(report, book, names).claims


def of_kind(found: tuple[Claim, ...], kind: str) -> Claim:
    return next(claim for claim in found if claim.kind == kind)


def test_a_capture_inside_a_relayed_accusation_is_read(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("The US claimed that ISIL had attacked Iraq and taken the city of Mosul.", codebook, shipped_reference)
    claim = of_kind(found, "control.change")
    assert claim.who is not None
    assert claim.who.text == "ISIL"
    assert claim.where is not None
    assert claim.where.name == "Mosul"
    assert [speaker.text for speaker in claim.said_by] == ["The US"]


def test_a_toll_an_attacker_and_a_holder_in_one_sentence(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read(
        "The monitor said eight people were killed in an air strike by government forces in a rebel-held part of the city.",
        codebook,
        shipped_reference,
    )
    strike, dead, held = (of_kind(found, kind) for kind in ("attack.air", "casualty.killed", "control.hold"))
    assert strike.who is not None
    assert strike.who.text == "government forces"
    assert dead.count is not None
    assert (dead.count.low, dead.count.high) == (8, 8)
    assert held.who is not None
    assert held.who.text == "rebel"
    assert {claim.said_by[0].text for claim in found} == {"The monitor"}


def test_an_undated_report_keeps_its_time_words_and_says_so(codebook: Codebook, shipped_reference: Reference) -> None:
    report = Report(
        id="r", source="", published=None, title="", text="Rebels seized the town of Arnor on Tuesday.",
        raw=Raw(path="", sha256="", size=0),
    )  # fmt: skip
    reading = claims(report, codebook, shipped_reference)
    when = reading.claims[0].when
    assert when is not None
    assert (when.text, when.first) == ("Tuesday", None)
    assert [problem.code for problem in reading.problems] == ["read.undated"]


def test_a_sentence_that_gives_no_claim_is_a_miss(codebook: Codebook, shipped_reference: Reference) -> None:
    report = Report(
        id="r", source="", published=date(2013, 6, 6), title="", text="The troops were cheerful about the siege engine.",
        raw=Raw(path="", sha256="", size=0),
    )  # fmt: skip
    reading = claims(report, codebook, shipped_reference)
    assert reading.claims or reading.misses


@pytest.mark.parametrize("text", ["", " ", "\n\n", "....", "(((", "a" * 5000, "Arnor " * 500])
def test_odd_texts_give_no_fault(codebook: Codebook, shipped_reference: Reference, text: str) -> None:
    read(text, codebook, shipped_reference)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["rebels", "the army", "captured", "Arnor", "on Tuesday", "killing", "12 people", "said", ",", ".", "-held",
             "if", "not", "12", "in", "by", "and", "which", "shelling", "the monitor", "will", "\n", "السلام", "'s"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_words_of_claims_are_slices_of_the_report(
    codebook: Codebook, shipped_reference: Reference, parts: list[str]
) -> None:
    text = " ".join(parts)
    for claim in read(text, codebook, shipped_reference):
        for phrase in (
            claim.sentence,
            claim.cue,
            claim.who,
            claim.whom,
            claim.where,
            claim.whence,
            claim.count,
            claim.when,
        ):
            if phrase is not None:
                assert text[phrase.start : phrase.end] == phrase.text


def test_the_front_door_reads_a_text_without_a_store() -> None:
    reading = observatory.read("Rebels seized the town of Arnor on Tuesday.", published="2013-06-06")
    assert [claim.kind for claim in reading.claims] == ["control.change"]


def test_a_name_is_not_cut_at_its_hyphen(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("Fatah al-Sham seized the town of Arnor.", codebook, shipped_reference)
    who = of_kind(found, "control.change").who
    assert who is not None
    assert who.text == "Fatah al-Sham"


def test_a_premise_is_no_forecast(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("The fall of Arnor would cut the road to the coast.", codebook, shipped_reference)
    assert "control.change" not in {claim.kind for claim in found}


def test_a_report_in_another_script_is_listed(codebook: Codebook, shipped_reference: Reference) -> None:
    report = Report(
        id="r", source="", published=date(2013, 6, 6), title="", text="سقطت المدينة يوم الثلاثاء.",
        raw=Raw(path="a.jsonl:3", sha256="", size=0),
    )  # fmt: skip
    problems = claims(report, codebook, shipped_reference).problems
    assert [(problem.code, problem.place) for problem in problems] == [("read.language", "a.jsonl:3")]


def test_the_speaker_before_the_verb_is_not_the_place_before_the_comma(
    codebook: Codebook, shipped_reference: Reference
) -> None:
    found = read("Some 400 people have reached the town of Arnor, the monitor said.", codebook, shipped_reference)
    assert {claim.said_by[0].text for claim in found} == {"the monitor"}


@pytest.mark.parametrize(
    ("text", "count", "modality"),
    [
        ("Between 2,000 and 4,000 newly displaced people arrived in Arnor.", (2000, 4000), "asserted"),
        ("The number of people displaced by the war has reached 3,000.", (3000, 3000), "asserted"),
        ("Clashes in Arnor forced 300 households to leave.", (300, 300), "asserted"),
        ("The violence caused more than 600 families to flee.", (600, None), "asserted"),
        ("The storm affected 40,000 people, of whom 3,000 were evacuated.", (3000, 3000), "asserted"),
        ("The council asked 300 families to leave Arnor.", (300, 300), "urged"),
    ],
)
def test_people_who_move_are_counted_once(
    text: str, count: tuple[float, float | None], modality: str, codebook: Codebook, shipped_reference: Reference
) -> None:
    moved = [claim for claim in read(text, codebook, shipped_reference) if claim.kind == "displacement.flow"]
    assert [(claim.count and (claim.count.low, claim.count.high), claim.modality) for claim in moved] == [
        (count, modality)
    ]


def test_fighters_who_leave_with_their_families_are_both(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("Some 2,000 fighters and their families left Arnor.", codebook, shipped_reference)
    assert {claim.kind for claim in found} == {"displacement.flow", "force.withdraw"}


@pytest.mark.parametrize(
    ("text", "kind", "day"),
    [
        ("The council condemned Tuesday's attack on Arnor.", "stance.condemn", ""),
        ("Rebels withdrew from Arnor on Tuesday after the fall of Belgarth.", "control.change", ""),
        ("On Tuesday, rebels withdrew from Arnor after the fall of Belgarth.", "control.change", "Tuesday"),
        ("Ten people were killed in a series of blasts that rocked Arnor on Tuesday.", "casualty.killed", "Tuesday"),
        ("Rebels took Arnor on Tuesday and now control Belgarth.", "control.hold", ""),
        ("Some 300 people have been killed since the war began in March 2011.", "casualty.killed",
         "since the war began in March 2011"),
        ("The league claimed an attack on the town of Arnor on Tuesday.", "attack.violence", "Tuesday"),
    ],
)  # fmt: skip
def test_a_time_dates_what_it_hangs_on(
    text: str, kind: str, day: str, codebook: Codebook, shipped_reference: Reference
) -> None:
    when = of_kind(read(text, codebook, shipped_reference), kind).when
    assert (when.text if when else "") == day


def test_a_date_line_dates_a_report_without_a_date(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("Arnor, June 4, 2013 - Ten people were killed on Monday.", codebook, shipped_reference, None)
    when = of_kind(found, "casualty.killed").when
    assert when is not None
    assert when.first == date(2013, 6, 3)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("Northern jets bombed a clinic in the town of Arnor killing 15 people activists in the town reported.",
         ["activists in the town"]),
        ("A second bomb exploded in the town of Arnor killing three people said Omar Halb.", ["Omar Halb"]),
        ("Ten people were killed in Arnor on Monday, officials said Tuesday.", ["officials"]),
        ("The league accused the army of shelling the town of Arnor.", ["The league"]),
        ("Ten people were killed in Arnor, the agency reported, citing the ministry.", ["the ministry", "the agency"]),
        ("Ten people were reported killed in Arnor, according to the monitor.", ["the monitor"]),
        ("The team investigates reports that rebels shelled the town of Arnor.", ["unspecified"]),
        ("Video footage showed that rebels shelled the town of Arnor.", ["Video footage"]),
        ("Despite the shelling of Arnor, rebel groups maintain a presence there.", []),
        ("A day after rebels shelled Arnor, the council said that talks would begin.", []),
    ],
)  # fmt: skip
def test_the_speaker_is_who_stands_at_the_verb_of_speaking(
    text: str, speakers: list[str], codebook: Codebook, shipped_reference: Reference
) -> None:
    found = read(text, codebook, shipped_reference)
    attack = next(claim for claim in found if claim.family in ("attack", "casualty"))
    assert [speaker.text for speaker in attack.said_by] == speakers


def test_background_is_not_said_by_the_last_speaker(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read(
        "Ten people were killed in Arnor, the monitor said. More than 3,000 people have been killed in the war.",
        codebook,
        shipped_reference,
    )
    assert [[speaker.text for speaker in claim.said_by] for claim in found if claim.family == "casualty"] == [
        ["the monitor"], [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "kind", "count"),
    [
        ("7 December 2012 Terrorist fire wounded 3 people in Arnor.", "casualty.injured", (3, 3)),
        ("Thousands of protesters rallied in Arnor on Monday.", "unrest.protest", (1000, 9999)),
        ("Ten rebels have surrendered in Arnor.", "force.withdraw", (10, 10)),
        ("A man was killed and another was wounded in Arnor.", "casualty.injured", (1, 1)),
        ("Three people were killed and many more injured in Arnor.", "casualty.killed", (3, 3)),
        ("Shells killed and wounded 30 people in Arnor.", "casualty.killed", (None, 30)),
        ("The shells left dozens of civilians wounded in Arnor.", "casualty.injured", (24, 99)),
        ("No one was killed in Arnor.", "casualty.killed", None),
    ],
)
def test_what_is_counted_and_what_is_a_date(
    text: str,
    kind: str,
    count: tuple[float | None, float | None] | None,
    codebook: Codebook,
    shipped_reference: Reference,
) -> None:
    found = of_kind(read(text, codebook, shipped_reference), kind).count
    assert (found and (found.low, found.high)) == count


@pytest.mark.parametrize("text", ["The first attack took place in Arnor.", "Rebels took part in the talks in Arnor."])
def test_what_takes_place_takes_no_place(text: str, codebook: Codebook, shipped_reference: Reference) -> None:
    assert "control.change" not in {claim.kind for claim in read(text, codebook, shipped_reference)}


def test_half_of_a_number_is_a_share(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("Half of the 3,000 people displaced from Arnor returned to Belgarth.", codebook, shipped_reference)
    counts = {claim.kind: claim.count.low for claim in found if claim.count}
    assert (counts["displacement.flow"], counts["displacement.return"]) == (3000, 0.5)


def test_who_launches_an_offensive_is_to_take_the_place(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("Rebels launched an offensive to retake the town of Arnor.", codebook, shipped_reference)
    claim = of_kind(found, "control.change")
    assert claim.modality == "planned"
    assert claim.who is not None
    assert claim.who.text == "Rebels"


def test_how_far_back_nothing_was_like_it_is_no_date(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("Rebels lost Arnor on Monday, in their worst defeat there since 2012.", codebook, shipped_reference)
    assert {claim.when.text for claim in found if claim.when} == {"Monday"}


def test_the_third_of_a_row_is_no_share_of_people(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("Two convoys left Arnor on Monday, and a third also left.", codebook, shipped_reference)
    assert {claim.kind for claim in found} == {"force.withdraw"}


def test_who_is_wounded_and_is_to_go_is_no_new_toll(codebook: Codebook, shipped_reference: Reference) -> None:
    found = read("The council said only the wounded would leave Arnor.", codebook, shipped_reference)
    assert [(claim.kind, claim.modality) for claim in found] == [("displacement.flow", "predicted")]
