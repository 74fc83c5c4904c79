"""What stands over a clause: verbs and nouns that say, vow, fail, deny; negation, modals, if-clauses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from marsad.codebook.words import Words
from marsad.model.clause import Argument, Governor
from marsad.read.phrases import text_of
from marsad.read.roles import is_passive, verb_roles

if TYPE_CHECKING:
    from spacy.tokens import Token

Phrase = Callable[["Token"], Argument]
_NEGATIVE = frozenset({"no", "not", "n't", "never", "neither", "nor", "without", "nobody", "none", "cannot"})
_CONDITIONAL = frozenset({"if", "unless", "should", "once"})
_LINKING = frozenset({"be", "seem", "appear", "become", "remain"})
_STEPS = 8
"""How far up the tree governors are looked for; sentences in news do not nest deeper."""


def negated(token: Token) -> bool:
    """Return whether a verb or noun is negated by a word of its own."""
    for child in token.children:
        if child.dep_ == "neg" or (child.lower_ in _NEGATIVE and child.dep_ in ("det", "advmod", "preconj", "cc")):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and child.lower_ in ("no", "none", "nobody", "neither"):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr") and any(
            inner.dep_ == "det" and inner.lower_ in ("no", "neither") for inner in child.children
        ):
            return True
    head = token.head
    if token.dep_ in ("pcomp", "pobj") and head.lower_ == "without":
        return True
    if token.dep_ == "conj" and head.pos_ == token.pos_ and any(c.lower_ == "nor" for c in head.children):
        return negated(head)
    return False


def modal_of(verb: Token, words: Words) -> str:
    """Return the modal of a verb ("will", "may"), that of the verb it is coordinated with if need be."""
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass") and child.lower_ in words.modals:
            return child.lower_
    has_own = any(child.dep_ in ("aux", "nsubj", "nsubjpass") for child in verb.children)
    if verb.dep_ == "conj" and not has_own and verb.head.pos_ in ("VERB", "AUX"):
        return modal_of(verb.head, words)
    return ""


def governors(token: Token, host: Token, phrase: Phrase, words: Words, offset: int) -> tuple[Governor, ...]:
    """Return the verbs and nouns over a clause, nearest first.

    `host` is the verb that a noun hangs on; the light verb of "launch an attack" is no governor.
    """
    found: list[Governor] = []
    current = token
    if host != token and host.pos_ in ("VERB", "AUX") and _is_over(token, host):
        found += _between(token, host, phrase, words, offset)
        if host.lemma_.lower() not in words.light and not _is_beside(token, host):
            found.append(_governor(host, "noun", phrase, words, offset))
        current = host
    for _ in range(_STEPS):
        head = current.head
        if head == current:
            break
        relation = _relation(current)
        if head.pos_ == "ADJ" and head.dep_ == "acomp" and head.head.lemma_ in _LINKING:
            # "Has not been able to": negation and modal stand with the verb of being.
            head = head.head
        if relation and head.pos_ in ("VERB", "AUX", "NOUN", "ADJ", "PROPN"):
            found.append(_governor(head, relation, phrase, words, offset))
        elif current != token and current.dep_ == "dobj" and head.lemma_.lower() in words.speech_acts:
            found.append(_governor(head, "open", phrase, words, offset))
        elif _is_medium(current, words):
            found.append(_governor(head, "complement", phrase, words, offset))
        elif _is_purpose(current):
            found.append(_governor(head.head, "open", phrase, words, offset))
        if current.dep_ == "relcl":
            # What a relative clause tells is taken for granted, whatever is wanted or denied of its noun.
            break
        current = head
    return tuple(found)


def _is_medium(prep: Token, words: Words) -> bool:
    """Whether a preposition names what somebody speaks in: "said in a report that"."""
    is_said = prep.dep_ == "prep" and prep.head.lemma_.lower() in words.reporting
    return is_said and any(child.lemma_.lower() in words.reporting_nouns for child in prep.children)


def _is_purpose(verb: Token) -> bool:
    """Whether a to-clause that the parser hung on the object belongs to its verb ("forced 300 families to leave")."""
    is_infinitive = verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children)
    return verb.dep_ == "relcl" and is_infinitive and verb.head.dep_ == "dobj" and verb.head.head.pos_ == "VERB"


_BESIDE = frozenset(
    {
        "in",
        "on",
        "at",
        "over",
        "during",
        "by",
        "after",
        "before",
        "amid",
        "near",
        "through",
        "from",
        "as",
        "since",
        "under",
        "following",
    }
)
"""Prepositions that put an event beside what a verb tells, not under it ("killed in an air strike")."""


def _is_beside(token: Token, host: Token) -> bool:
    for ancestor in (token, *token.ancestors):
        if ancestor == host:
            return False
        if ancestor.dep_ in ("prep", "agent") and ancestor.head == host:
            return ancestor.lower_ in _BESIDE
    return False


def _is_over(token: Token, host: Token) -> bool:
    return any(ancestor == host for ancestor in token.ancestors)


def _between(token: Token, host: Token, phrase: Phrase, words: Words, offset: int) -> list[Governor]:
    """Nouns between a noun and its verb: "plans for an attack", "a call for a truce"."""
    found: list[Governor] = []
    current = token
    while current.head != host and current.head != current:
        current = current.head
        if current.pos_ == "NOUN" and current.dep_ != "conj":
            found.append(_governor(current, "noun", phrase, words, offset))
    return found


def _relation(token: Token) -> str:
    if token.dep_ in ("ccomp", "parataxis", "csubj", "csubjpass"):
        return "complement"
    if token.dep_ == "acl" and any(child.dep_ in ("nsubj", "nsubjpass", "mark") for child in token.children):
        return "complement"
    if token.dep_ in ("xcomp", "pcomp", "acl") or (token.dep_ == "advcl" and token.tag_ == "VB"):
        return "open"
    if token.dep_ == "prep" and any(child.dep_ == "pcomp" for child in token.children):
        return "open"
    if token.dep_ in ("dobj", "pobj", "nsubj", "nsubjpass", "prep") and token.head.pos_ in ("NOUN", "ADJ"):
        return "noun"
    return ""


def _governor(head: Token, relation: str, phrase: Phrase, words: Words, offset: int) -> Governor:
    is_verb = head.pos_ in ("VERB", "AUX")
    passive = is_verb and is_passive(head)
    roles = verb_roles(head) if is_verb else {}
    subject = next(iter(roles.get("subject", ())), None)
    if not is_verb:
        subject = next((child for child in head.children if child.dep_ == "poss"), None)
    target = next(iter([*roles.get("object", ()), *roles.get("on", ()), *roles.get("to", ())]), None)
    return Governor(
        predicate=_with_complement(head),
        relation=relation,  # type: ignore[arg-type]
        start=head.idx + offset,
        end=head.idx + len(head) + offset,
        negated=negated(head),
        modal=modal_of(head, words),
        passive=passive,
        subject=phrase(subject) if subject is not None else None,
        object=phrase(target) if target is not None else None,
    )


def _with_complement(head: Token) -> str:
    """Return the lemma, with an adjective or particle that carries the meaning ("be likely", "call on")."""
    for child in head.children:
        if child.dep_ == "acomp" and head.lemma_ in _LINKING:
            return f"be {child.lower_}"
        if child.dep_ == "prt" or (child.dep_ == "prep" and head.lemma_ == "call"):
            return f"{head.lemma_.lower()} {child.lower_}"
    return head.lemma_.lower()


def conditions(verb: Token, offset: int) -> tuple[Argument | None, bool]:
    """Return the if-clause of a clause, and whether the clause stands in an if-clause itself."""
    current = verb
    inside = False
    for _ in range(_STEPS):
        if current.dep_ == "advcl" and _is_conditional(current):
            inside = True
        for child in current.children:
            if child.dep_ == "advcl" and _is_conditional(child) and child != verb:
                span = sorted(child.subtree, key=lambda token: token.i)
                start, end = span[0].idx + offset, span[-1].idx + len(span[-1]) + offset
                text = text_of(verb)[start - offset : end - offset].rstrip(" ,")
                return Argument(
                    text=text, start=start, end=start + len(text), head=child.lemma_, head_start=child.idx + offset
                ), inside
        if current.head == current or current.dep_ == "relcl":
            break
        current = current.head
    return None, inside


def _is_conditional(token: Token) -> bool:
    return any(child.dep_ in ("mark", "advmod") and child.lower_ in _CONDITIONAL for child in token.children)
