"""Who says, thinks or wants what, for every sentence of a report: source, cue and content of each attribution.

Claims carry their speakers themselves (`attribution.py`). This is for readers of a whole text: it also finds
attributions of what is no claim, such as opinions and plans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from marsad.codebook.book import Codebook
from marsad.codebook.words import Words
from marsad.model.clause import Argument, Clause, Sentence
from marsad.model.report import Report
from marsad.read import clauses, names, parse
from marsad.reference import Reference

Span = tuple[int, int]

_ABOUT = ("about", "on", "over", "of", "for", "to", "against", "with", "as", "at", "in")
"""Prepositions that can introduce what is thought or wanted ("called for X"), likeliest first."""
_DUMMIES = frozenset({"there", "which", "that", "this", "what"})
_RELATIVE = re.compile(r"\b(who|which|that)\b")
_QUOTE_AFTER = re.compile(r"[^\"“”:.]{0,40}[:,]?\s*(?:[\"“]|''(?=\w))")
_SHORTEST = 12
"""Characters of the shortest words after a verb of speaking that are taken for what is said."""
_NOT_SPEAKERS = frozenset({"weapon", "projectile", "building"})
_ATTITUDES = frozenset(
    {"believe", "think", "feel", "know", "hope", "want", "wish", "plan", "intend", "expect", "fear", "worry",
     "doubt", "consider", "see", "view", "regard", "agree", "disagree", "support", "oppose", "favor", "favour",
     "endorse", "back", "criticize", "criticise", "praise", "blast", "slam", "attack", "mock", "defend", "dismiss",
     "reject", "question", "challenge", "promise", "pledge", "vow", "threaten", "propose", "suggest", "offer",
     "call", "urge", "demand", "ask", "request", "encourage", "push", "discuss", "address", "talk", "speak", "cite",
     "quote", "mention", "point", "reference", "recall", "remember", "describe", "portray", "characterize", "label",
     "accuse", "blame", "charge", "allege", "condemn", "denounce", "decry", "warn", "caution", "predict",
     "estimate", "conclude", "find", "learn", "discover", "show", "reveal", "indicate", "demonstrate", "note",
     "observe", "argue", "contend", "insist", "maintain", "claim", "assert", "declare", "proclaim", "announce",
     "confirm", "deny", "acknowledge", "admit", "concede", "explain", "respond", "reply", "answer", "echo", "joke",
     "quip", "laugh", "cry", "shout", "chant", "tweet", "write", "post", "read", "report", "say", "tell", "add",
     "state", "remark", "comment", "reiterate", "stress", "emphasize", "emphasise", "underscore", "highlight",
     "tout", "boast", "brag", "lament", "complain", "promote", "advocate", "seek", "refuse", "decline", "decide",
     "choose", "vote", "rate", "rank", "name", "identify", "imply", "signal", "hint", "wonder", "guess", "suspect",
     "assume", "imagine", "understand", "realize", "realise", "recognize", "recognise", "ignore", "like", "love",
     "hate", "admire", "respect", "welcome", "celebrate", "regret", "apologize", "apologise", "thank",
     "congratulate", "invite", "appeal", "recommend", "advise", "instruct", "order", "require", "allow", "approve",
     "rule", "testify", "swear", "assure", "convince", "persuade", "remind", "teach", "compare", "liken",
     "contrast", "equate", "dub", "term", "deem", "refer", "hear", "ponder", "mull", "weigh"}
)  # fmt: skip
"""Verbs of saying, thinking and wanting; those of the codebook's word lists are added to them."""
_SPEAKING = frozenset(
    {"say", "tell", "add", "write", "note", "reply", "respond", "explain", "argue", "joke", "quip", "recall",
     "tweet", "shout", "continue", "declare", "insist", "warn", "conclude", "remark", "observe", "ask", "state",
     "announce", "report", "claim", "acknowledge", "admit"}
)  # fmt: skip
"""Verbs that can stand beside a quotation without governing it ("..." the officer said)."""
_LABEL = re.compile(r"^[\s\"“]*([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})(:)\s+(?=\S)")
_BARE_LABEL = re.compile(r"^[\s\"“]*([A-Z][A-Z.'’ -]{2,40})(:)$")
_DASH = re.compile(r"([―—–]|--)\s*([A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){1,3})\s*$")
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|(?<!\w)\"[^\"\n]*(?:\"|$)|''(?!')[^\n]*?(?:''|$)", re.MULTILINE)
"""Words in quotation marks; a mark that is not closed holds to the end of its paragraph."""
_ACCORDING = re.compile(r"\baccording to\s+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One attribution, by offsets into the report's text; `source` is None where the text names nobody.

    `pronoun` is the relative pronoun that stands for the source beside the cue.
    """

    source: Span | None
    cue: Span
    content: Span
    pronoun: Span | None = None


def sentences(report: Report, codebook: Codebook, reference: Reference, model: str = "") -> list[Sentence]:
    """Return all parsed sentences of a report, those that can hold no claim included."""
    found = names.find(report.text, codebook.words, reference)
    parts = parse.paragraphs(report.text)
    triggers = frozenset(codebook.triggers)
    docs = parse.load(model).docs([text for _, text in parts])
    return [
        clauses.sentence(span, codebook.words, found.sorts, triggers, start, number)
        for number, ((start, _), doc) in enumerate(zip(parts, docs, strict=True))
        for span in doc.sents
        if span.text.strip()
    ]


def quotations(parsed: Sequence[Sentence], text: str, words: Words) -> list[Quotation]:
    """Return the attributions of the parsed sentences of `text`, in order; one for each verb at most."""
    verbs = _ATTITUDES | set(words.reporting) | set(words.speech_acts)
    found: list[Quotation] = []
    previous: Sentence | None = None
    for sentence in parsed:
        if previous is not None and previous.paragraph != sentence.paragraph:
            previous = None
        labels = _labels(sentence, previous)
        if labels and text[labels[0].cue[0] - 1].isupper():
            found += labels  # What follows the name in capitals is all speech.
        else:
            found += [*_according(sentence), *_verbs(sentence, previous, text, verbs)] or labels
        previous = sentence
    return found


def outermost(found: Sequence[Quotation], text: str) -> list[Quotation]:
    """Return the attributions that lie in no other's content and in no words in quotation marks."""
    quoted = [match.span() for match in _QUOTED.finditer(text)]
    kept: list[Quotation] = []
    for item in found:
        others = [other.content for other in found if other is not item and other.cue != item.cue]
        if not any(start <= item.cue[0] < end for start, end in (*others, *quoted)):
            kept.append(item)
    return kept


def _verbs(sentence: Sentence, previous: Sentence | None, text: str, verbs: AbstractSet[str]) -> Iterator[Quotation]:
    for clause in sentence.clauses:
        if clause.form != "verb" or clause.predicate not in verbs:
            continue
        source = _source(clause)
        content = (
            clause.content or _beside(clause, source, sentence, text) or _object(clause) or _before(clause, previous)
        )
        if content is None or (source is None and not clause.content):
            continue
        span = (source.start, source.end) if source else None
        cue = (clause.start, clause.end)
        yield Quotation(
            source=span, cue=cue, content=_without(content, span, cue), pronoun=_pronoun(source, clause, text)
        )


def _source(clause: Clause) -> Argument | None:
    """Return the subject, unless it is a thing that cannot speak; a name may ("the White House")."""
    subject = next(iter(clause.roles.get("subject", ())), None)
    if subject is None or subject.head in _DUMMIES:
        return None
    is_name = bool(re.search(r"\b[A-Z]", subject.text[1:])) or "name" in subject.sorts
    return None if subject.sorts & _NOT_SPEAKERS and not is_name else subject


def _pronoun(source: Argument | None, clause: Clause, text: str) -> Span | None:
    """Return the relative pronoun between a noun and the verb that it speaks ("the man, who said ...")."""
    if source is None or source.end > clause.start:
        return None
    match = _RELATIVE.search(text, source.end, clause.start)
    return (match.start(1), match.end(1)) if match else None


def _beside(clause: Clause, source: Argument | None, sentence: Sentence, text: str) -> Span | None:
    """Return the words before or after a verb of speaking, where the parse does not hang them on the verb."""
    if clause.predicate not in _SPEAKING:
        return None
    first, last = clause.start, clause.end
    if source is not None and sentence.start <= source.start < sentence.end:
        first, last = min(first, source.start), max(last, source.end)
    if after := _QUOTE_AFTER.match(text, clause.end, sentence.end):
        return after.end() - 1, sentence.end
    before = text[sentence.start : first].rstrip()
    if before.endswith((",", "?", "!", "”", '"', "''")) and (before[-1] != "," or sentence.end - last < 3):
        return sentence.start, sentence.start + len(before)
    return (last, sentence.end) if sentence.end - last > _SHORTEST else None


def _before(clause: Clause, previous: Sentence | None) -> Span | None:
    """Return the sentence before, where it ends a quotation ("Who did it?" he said)."""
    if previous is None or clause.predicate not in _SPEAKING or not previous.text.endswith(("”", '"', "''")):
        return None
    return previous.start, previous.end


def _object(clause: Clause) -> Span | None:
    for role in ("object", *_ABOUT):
        for argument in clause.roles.get(role, ()):
            if not (argument.pronoun and role != "object"):
                return argument.start, argument.end
    return None


def _without(content: Span, source: Span | None, cue: Span) -> Span:
    """Cut the cue and the source off the ends of the content."""
    start, end = content
    for span in (cue, source):
        if span and start <= span[0] and span[1] <= end:
            start, end = (span[1], end) if span[0] - start < end - span[1] else (start, span[0])
    return start, end


def _according(sentence: Sentence) -> Iterator[Quotation]:
    for clause in sentence.clauses:
        for argument in clause.roles.get("according", ()):
            before = sentence.text[: argument.start - sentence.start]
            match = _ACCORDING.search(before)
            if match is None:
                continue
            start = sentence.start + match.start()
            cue = (start, start + len("according to"))
            leads = match.start() < len(sentence.text) - (argument.end - sentence.start)
            content = (argument.end + 1, sentence.end) if leads else (sentence.start, start)
            if content[0] < content[1]:
                yield Quotation(source=(argument.start, argument.end), cue=cue, content=content)
            return


def _labels(sentence: Sentence, previous: Sentence | None) -> list[Quotation]:
    """Read "NAME: words" and "words" — Name, as transcripts and lists of letters print them."""
    at, text = sentence.start, sentence.text
    if match := _LABEL.match(text):
        source, cue = match.span(1), match.span(2)
        return _shifted(at, source, cue, (match.end(), len(text)))
    if previous is not None and (match := _BARE_LABEL.match(previous.text)):
        return _shifted(
            previous.start, match.span(1), match.span(2), (at - previous.start, sentence.end - previous.start)
        )
    if match := _DASH.search(text):
        content = (0, match.start())
        if not text[: match.start()].strip() and previous is not None:
            content = (previous.start - at, previous.end - at)
        return _shifted(at, match.span(2), match.span(1), content)
    return []


def _shifted(at: int, source: Span, cue: Span, content: Span) -> list[Quotation]:
    if content[0] >= content[1]:
        return []
    spans = [(at + start, at + end) for start, end in (source, cue, content)]
    return [Quotation(source=spans[0], cue=spans[1], content=spans[2])]
