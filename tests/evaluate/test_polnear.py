from marsad.evaluate.polnear import Attribution, Tally, attributions, overlap

TEXT = "The mayor said the bridge was safe. Nobody knew."
ANNOTATED = "T1\tSource 0 9\tThe mayor\nT2\tCue 10 14\tsaid\nT3\tContent 15 20;25 34\tthe b\nE1\tAttribution:T2 Source:T1 Cue:T2 Content:T3\n"


def test_standoff_is_read_with_its_pieces() -> None:
    assert attributions(ANNOTATED) == [Attribution(((0, 9),), ((10, 14),), ((15, 20), (25, 34)))]


def test_two_empty_sources_agree() -> None:
    assert overlap((), ())
    assert not overlap((), ((0, 3),))
    assert overlap(((0, 4),), ((3, 9),))
    assert not overlap(((0, 3),), ((3, 9),))


def test_all_three_parts_have_to_overlap() -> None:
    wanted = attributions(ANNOTATED)
    tally = Tally()
    tally.add(wanted, [Attribution(((4, 9),), ((10, 14),), ((30, 34),))], TEXT)
    assert tally.result().value("attribution F1") == 1.0
    tally = Tally()
    tally.add(wanted, [Attribution((), ((10, 14),), ((30, 34),))], TEXT)
    result = tally.result()
    assert (result.value("attribution F1"), result.value("cue F1")) == (0.0, 1.0)
    assert [error.sort for error in result.errors] == ["source wrong"]


def test_what_is_missed_and_read_too_much_is_named_by_its_cue() -> None:
    tally = Tally()
    tally.add(attributions(ANNOTATED), [Attribution((), ((43, 47),), ((36, 42),))], TEXT)
    assert [error.sort for error in tally.result().errors] == ["missed: said", "read too much: knew"]
