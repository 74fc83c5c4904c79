"""Noun phrases of a parse as arguments: their words without trailing clauses, and what they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from marsad.codebook.words import Words
from marsad.model.clause import Argument
from marsad.read.roles import listed_after

if TYPE_CHECKING:
    from spacy.tokens import Token

_CUT = frozenset({"relcl", "acl", "appos", "punct", "advcl", "parataxis", "cc", "ccomp", "dep", "mark", "nsubj"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ"})
_KEEP_PREPOSITIONS = frozenset({"of"})
_PLACE_PREPOSITIONS = frozenset(
    {"in", "near", "outside", "of", "north", "south", "east", "west", "along", "around", "at"}
)
_INCLUDING = frozenset({"including", "include", "among"})
MEASURES = frozenset(
    {"number", "dozen", "hundred", "thousand", "score", "ten", "group", "series", "wave", "handful", "most", "third",
     "half", "quarter", "majority", "part", "all", "some", "many", "several", "least", "total", "pair", "couple",
     "million", "member", "lot", "cent", "percent", "each", "whole", "entirety", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"}
)  # fmt: skip
"""Heads that only measure what follows "of": "dozens of civilians" names civilians."""

_LOCATIVE = frozenset({"in", "near", "outside", "around", "inside", "throughout"})
"""Prepositions after which an unknown name is taken for a place."""

_KIN = frozenset({"family", "household"})
"""What a member of is no fighter."""

NameSorts = Callable[[int, int], frozenset[str]]
"""Says which sorts of name (place, armed, ...) lie within a span of the text."""


def text_of(token: Token) -> str:
    """Return the text of a token's paragraph; spaCy puts it together anew each time, so it is kept."""
    kept: dict[str, str] = token.doc.user_data
    if "text" not in kept:
        kept["text"] = token.doc.text
    return kept["text"]


def argument(head: Token, words: Words, named: NameSorts, offset: int) -> Argument:
    """Return the phrase around a head word, coordinated phrases included."""
    parts = [head, *_conjuncts(head)]
    single = [_one(part, words, named, offset) for part in parts]
    if len(single) == 1:
        return single[0]
    start, end = single[0].start, max(part.end for part in single)
    return replace(
        single[0],
        text=text_of(head)[start - offset : end - offset],
        end=end,
        sorts=frozenset().union(*(part.sorts for part in single[:1])) | (single[0].sorts & single[-1].sorts),
        parts=tuple(single),
        including=tuple(item for part in single for item in part.including),
    )


def _conjuncts(head: Token) -> Iterable[Token]:
    for child in head.children:
        is_listed = child.dep_ == "appos" and any(inner.dep_ in ("cc", "conj") for inner in child.children)
        if (child.dep_ == "conj" or is_listed) and child.pos_ in _NOMINAL and not _is_clause(child):
            yield child
            yield from _conjuncts(child)
    for second in listed_after(head):
        yield second
        yield from _conjuncts(second)


def _is_clause(token: Token) -> bool:
    return any(child.dep_ in ("nsubj", "nsubjpass", "aux") for child in token.children)


def _one(head: Token, words: Words, named: NameSorts, offset: int) -> Argument:
    kept = sorted(_kept(head, words, named, offset), key=lambda token: token.i)
    left, right = _contiguous(kept, head)
    left, right = _whole_names(left, right)
    start, end = left.idx + offset, right.idx + len(right) + offset
    core = _core(head)
    sorts = sorts_of(core, words, named, offset)
    if core != head:
        sorts |= (
            words.sort_of.get(head.lemma_.lower(), frozenset()) | named(head.idx + offset, head.idx + offset + 1)
        ) & {"place"}
    return Argument(
        text=text_of(head)[start - offset : end - offset],
        start=start,
        end=end,
        head=core.lemma_.lower(),
        head_start=core.idx + offset,
        sorts=sorts,
        pronoun=head.pos_ == "PRON" and head.lemma_.lower() not in ("some", "many", "most", "all", "none"),
        including=tuple(argument(item, words, named, offset) for item in _included(head) if item.pos_ in _NOMINAL),
        mods=tuple(
            child.lemma_.lower()
            for child in core.children
            if child.dep_ in ("amod", "compound", "nmod", "poss") and child.i < core.i
        ),
    )


def _contiguous(kept: list[Token], head: Token) -> tuple[Token, Token]:
    """Return the ends of the run of kept words around the head; a gap ends it."""
    at = kept.index(head)
    left = right = at
    while left and _adjacent(kept[left - 1], kept[left]):
        left -= 1
    while right + 1 < len(kept) and _adjacent(kept[right], kept[right + 1]):
        right += 1
    while left < at and kept[left].is_punct and kept[left].text not in "\"'“‘(":
        left += 1
    while right > at and (kept[right].dep_ == "case" or kept[right].is_punct):
        right -= 1
    return kept[left], kept[right]


_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "ad", "an", "az", "at", "ul"})


def _whole_names(left: Token, right: Token) -> tuple[Token, Token]:
    """Widen a phrase that would end within a hyphenated name ("Fatah al" of "Fatah al-Sham")."""
    doc = right.doc
    while (
        left.i > 1
        and doc[left.i - 1].text == "-"
        and not doc[left.i - 1].whitespace_
        and doc[left.i - 2].lower_ in _ARTICLES
    ):
        left = doc[left.i - 2]
    while right.i + 2 < len(doc):
        following = doc[right.i + 1]
        if following.text == "-" and right.lower_ in _ARTICLES:
            right = doc[right.i + 2]
        elif (
            following.lower_ in _ARTICLES
            and doc[right.i + 2].text == "-"
            and right.text[:1].isupper()
            and right.whitespace_
        ):
            right = following
        else:
            break
    return left, right


def _adjacent(first: Token, second: Token) -> bool:
    return second.i - first.i == 1 or all(
        token.is_punct or token.text == "'s" for token in first.doc[first.i + 1 : second.i]
    )


def _kept(head: Token, words: Words, named: NameSorts, offset: int) -> Iterable[Token]:
    yield head
    is_place = "place" in sorts_of(_core(head), words, named, offset)
    for child in head.children:
        if child.dep_ == "conj" or child.dep_ in _CUT or child.lemma_.lower() in _INCLUDING:
            if child.dep_ == "acl" and child.i < head.i:
                yield from child.subtree
            continue
        if child.dep_ == "prep" and child.i > head.i:
            is_title = child.lower_ == "for" and head.pos_ == "PROPN"
            if is_title or child.lower_ in _KEEP_PREPOSITIONS or (is_place and child.lower_ in _PLACE_PREPOSITIONS):
                for item in child.children:
                    if item.dep_ == "pobj" and item.pos_ in _NOMINAL:
                        yield child
                        yield from _kept(item, words, named, offset)
                        for conjunct in _conjuncts(item):
                            yield from _between(item, conjunct)
                            yield from _kept(conjunct, words, named, offset)
            continue
        if child.dep_ in ("amod", "compound", "nmod", "poss", "nummod", "quantmod", "det", "case", "predet",
                          "npadvmod", "advmod", "amod", "prep", "neg", "nounmod", "preconj") and (
            child.i < head.i or child.dep_ in ("case", "nummod", "compound", "nmod")
        ):  # fmt: skip
            yield from child.subtree


def _between(first: Token, second: Token) -> Iterable[Token]:
    yield from (token for token in first.doc[first.i + 1 : second.i] if token.dep_ in ("cc", "punct"))


def _included(head: Token) -> Iterable[Token]:
    for child in head.children:
        if child.dep_ == "prep" and child.lemma_.lower() in _INCLUDING:
            yield from (item for item in child.children if item.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ == "of":
            for item in child.children:
                yield from _included(item)


def _core(head: Token) -> Token:
    """Return the head of what is meant: "civilians" of "dozens of civilians"."""
    if head.lemma_.lower() in MEASURES or head.pos_ == "NUM":
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ == "of":
                for item in child.children:
                    if item.dep_ == "pobj":
                        return item
    return head


def _is_next_of_a_row(core: Token) -> bool:
    """ "A second convoy came, and a third": another convoy, no share of anybody."""
    if core.lower_ != "third" or any(child.lower_ == "of" for child in core.children):
        return False
    is_after = any(token.lower_ == "second" for token in core.doc[: core.i])
    return is_after or any(child.lower_ in ("also", "too") for child in core.head.children)


def sorts_of(core: Token, words: Words, named: NameSorts, offset: int) -> frozenset[str]:
    """Return the sorts of thing that a head word names, from the word lists and the names found."""
    lemma = core.lemma_.lower()
    sorts = set(words.sort_of.get(lemma, ()) or words.sort_of.get(core.lower_, ()))
    if core.pos_ == "PROPN" and lemma in words.capitalised:
        sorts = {words.capitalised[lemma]}
    if any(child.dep_ == "compound" and child.lemma_.lower() in _KIN for child in core.children):
        sorts -= {"armed"}
    start = core.idx + offset
    sorts |= named(start, start + len(core))
    if (core.pos_ == "NUM" or lemma in MEASURES - {"member"}) and not _is_next_of_a_row(core):
        sorts.add("number")
    if core.pos_ == "PRON":
        sorts.add("pronoun")
        if lemma in ("who", "they", "he", "she", "we", "i", "everyone", "anyone", "someone"):
            sorts |= {"people", "armed"}
    is_name = core.pos_ == "PROPN" or (core.text[:1].isupper() and not core.is_sent_start and core.pos_ != "PRON")
    if is_name and not sorts:
        sorts.add("name")
        if core.dep_ == "pobj" and core.head.lower_ in _LOCATIVE:
            sorts.add("place")
    if lemma in words.demonyms:
        sorts.add("state")
    return frozenset(sorts)
