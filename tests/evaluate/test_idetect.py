from marsad.evaluate.idetect import Fact, fact_of_row, read, right, scored

WANTED = Fact(1200.0, "Forced to Flee", "People", "Arnor")


def test_an_excerpt_gives_a_fact() -> None:
    assert read("About 1,200 people fled Arnor on Monday.") == Fact(1200.0, "Forced to Flee", "People", "Arnor")


def test_families_are_households() -> None:
    fact = read("Some 300 families were evacuated from Belgarth.")
    assert (fact.figure, fact.term, fact.unit) == (300.0, "Evacuated", "Households")


def test_homes_are_households() -> None:
    fact = read("On the coast, 80 homes were evacuated in Belgarth.")
    assert (fact.figure, fact.unit) == (80.0, "Households")


def test_a_place_is_right_where_a_word_is_shared() -> None:
    assert right(WANTED, Fact(1200.0, "Displaced", "People", "the town of Arnor")) == {
        "figure": True, "term": False, "unit": True, "place": True,
    }  # fmt: skip


def test_a_place_that_is_not_labelled_is_not_asked_for() -> None:
    result = scored([(Fact(5.0, "Displaced", "People", ""), Fact(5.0, "Displaced", "People", "Arnor"), "text")])
    assert result.value("all four") == 1.0
    assert next(measure.n for measure in result.measures if measure.name == "place") == 0


def test_errors_say_what_was_read() -> None:
    result = scored([(WANTED, Fact(None, "", "", ""), "text")])
    assert [error.sort for error in result.errors] == [
        "figure missed", "Forced to Flee read as nothing", "People read as nothing", "place missed",
    ]  # fmt: skip


def test_a_row_without_a_place_is_read() -> None:
    assert fact_of_row({"Quantity": 5.0, "Term": "Displaced", "Unit": "People", "Location": None}).place == ""
