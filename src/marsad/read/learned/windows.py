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
_NO_WORD = (-1, -1)
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
    """Yield windows that together hold every piece once as their own; a sentence too long for one is cut."""
    parts = list(_parts(sentences, tokenizer))
    own = 0
    while own < len(parts):
        first, last, size = own, own + 1, 1 + len(parts[own].pieces)
        while first > 0 and own - first < 2 and _fits_before(parts[first - 1], size):
            first -= 1
            size += len(parts[first].pieces)
        while last < len(parts) and size + len(parts[last].pieces) <= LONGEST:
            size += len(parts[last].pieces)
            last += 1
        held = parts[first:last]
        yield Window(
            (_FIRST, *(piece for part in held for piece in part.pieces)),
            (_NO_WORD, *(span for part in held for span in part.spans)),
            (-1, *(part.sentence for part in held for _ in part.pieces)),
            parts[own].sentence,
        )
        own = last


@dataclass(frozen=True, slots=True)
class _Part:
    """A sentence, or as much of it as a window takes."""

    sentence: int
    pieces: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]


def _parts(sentences: Sequence[Sentence], tokenizer: Tokenizer) -> Iterator[_Part]:
    coded = tokenizer.encode_batch([sentence.text for sentence in sentences], add_special_tokens=False)
    for number, (sentence, code) in enumerate(zip(sentences, coded, strict=True)):
        for start in range(0, max(1, len(code.ids)), LONGEST - 2):
            some = slice(start, start + LONGEST - 2)
            spans = ((sentence.start + first, sentence.start + last) for first, last in code.offsets[some])
            yield _Part(number, (*code.ids[some], _BREAK), (*spans, _NO_WORD))


def _fits_before(part: _Part, size: int) -> bool:
    return len(part.pieces) <= CONTEXT and size + len(part.pieces) <= LONGEST
