"""Windows: every sentence is once somebody's own, whatever its length."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from marsad.model.clause import Sentence
from marsad.read.learned.windows import LONGEST, windows


@dataclass
class Coded:
    ids: list[int]
    offsets: list[tuple[int, int]]


class Letters:
    """A tokenizer for which every letter is a piece."""

    def encode_batch(self, texts: list[str], add_special_tokens: bool) -> list[Coded]:
        assert not add_special_tokens
        return [Coded([ord(letter) for letter in text], [(n, n + 1) for n in range(len(text))]) for text in texts]


def _sentences(lengths: list[int]) -> list[Sentence]:
    made, start = [], 0
    for number, length in enumerate(lengths):
        made.append(
            Sentence(text="x" * length, start=start, end=start + length, paragraph=number, clauses=())
        )  # fmt: skip
        start += length + 1
    return made


@given(st.lists(st.integers(1, 300), max_size=30))
def test_every_letter_is_own_in_just_one_window(lengths: list[int]) -> None:
    sentences = _sentences(lengths)
    own = [
        span
        for window in windows(sentences, Letters())  # type: ignore[arg-type]
        for span, sentence in zip(window.spans, window.sentences, strict=True)
        if sentence >= window.own and span != (-1, -1)
    ]
    assert own == [(n, n + 1) for sentence in sentences for n in range(sentence.start, sentence.end)]


@given(st.lists(st.integers(1, 300), max_size=30))
def test_no_window_is_longer_than_allowed(lengths: list[int]) -> None:
    for window in windows(_sentences(lengths), Letters()):  # type: ignore[arg-type]
        assert len(window.pieces) <= LONGEST
        assert len(window.pieces) == len(window.spans) == len(window.sentences)


def test_a_short_sentence_before_is_read_as_context() -> None:
    _, second = windows(_sentences([30, 200]), Letters())  # type: ignore[arg-type]
    assert second.own == 1
    assert min(n for n in second.sentences if n >= 0) == 1 or second.sentences[1] == 0


def test_the_roles_of_a_cue_lie_in_its_sentence_and_right_before_it() -> None:
    (window,) = windows(_sentences([60, 20]), Letters())  # type: ignore[arg-type]
    (position,) = window.at(61, 62)
    first, after = window.around(position)
    assert window.spans[first][0] == 21
    assert after == len(window.pieces)
