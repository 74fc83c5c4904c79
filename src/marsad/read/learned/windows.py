"""Windows of whole sentences as the network takes them: pieces of words with their offsets in the report."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from marsad.model.clause import Sentence

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LONGEST = 224
"""Pieces in a window; longer costs attention, shorter costs context read twice."""
CONTEXT = 40
"""Pieces of the sentences before, read along with a sentence so that "he said" finds its speaker."""
_FIRST, _BREAK = 101, 102
"""The numbers of [CLS] and [SEP] in the vocabulary of BERT's uncased models."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces of consecutive sentences. `spans` are offsets in the report, (-1, -1) for what is no word.

    `sentences` gives each piece's sentence number, -1 for the first; claims are read in the
    sentences from `own` on, those before are context.
    """

    pieces: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    sentences: tuple[int, ...]
    own: int

    def around(self, position: int) -> tuple[int, int]:
        """Return the pieces that the roles of a cue may lie in: its sentence and what stands right before."""
        sentence = self.sentences[position]
        first = self.sentences.index(sentence)
        after = len(self.sentences) - self.sentences[::-1].index(sentence)
        return max(1, first - CONTEXT), after

    def at(self, start: int, end: int) -> list[int]:
        """Return the positions of the pieces that overlap a span of the report."""
        return [number for number, (first, last) in enumerate(self.spans) if first < end and start < last]


def windows(sentences: Sequence[Sentence], tokenizer: Tokenizer) -> Iterator[Window]:
    """Yield windows that together hold every sentence once as its own."""
    coded = tokenizer.encode_batch([sentence.text for sentence in sentences], add_special_tokens=False)
    parts = [
        ([*code.ids[: LONGEST - 2], _BREAK], [(sentence.start + a, sentence.start + b) for a, b in code.offsets[: LONGEST - 2]] + [(-1, -1)])
        for sentence, code in zip(sentences, coded, strict=True)
    ]  # fmt: skip
    own = 0
    while own < len(parts):
        first, size = own, 1 + len(parts[own][0])
        last = own + 1
        while (
            first > 0
            and own - first < 2
            and len(parts[first - 1][0]) <= CONTEXT
            and size + len(parts[first - 1][0]) <= LONGEST
        ):
            first -= 1
            size += len(parts[first][0])
        while last < len(parts) and size + len(parts[last][0]) <= LONGEST:
            size += len(parts[last][0])
            last += 1
        pieces, spans, numbers = [_FIRST], [(-1, -1)], [-1]
        for number in range(first, last):
            pieces += parts[number][0]
            spans += parts[number][1]
            numbers += [number] * len(parts[number][0])
        yield Window(tuple(pieces), tuple(spans), tuple(numbers), own)
        own = last
