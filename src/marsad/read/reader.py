"""Read one report: text to sentences, clauses, frames, claims; what gave none is a miss."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from marsad.codebook.book import Codebook
from marsad.model.claim import Claim
from marsad.model.clause import Sentence
from marsad.model.problem import MarsadError, Miss, Problem
from marsad.model.report import Report
from marsad.model.when import When
from marsad.read import build, clauses, learned, llm, means, names, parse, rows, time
from marsad.read.attribution import Attributor
from marsad.read.combine import combine
from marsad.read.frames import frames, refusals
from marsad.reference import Reference

Readers = Literal["codebook", "learned", "both", "llm"]
READERS: tuple[Readers, ...] = get_args(Readers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one report gave: claims, sentences on the conflict that gave none, and problems."""

    claims: tuple[Claim, ...] = ()
    misses: tuple[Miss, ...] = ()
    problems: tuple[Problem, ...] = ()


def claims(
    report: Report, codebook: Codebook, reference: Reference, model: str = "", readers: str = "",
    endpoint: llm.Endpoint | None = None,
) -> Reading:  # fmt: skip
    """Return the claims of a report, its misses and its problems.

    `readers` is one of `READERS`, or "" for what MARSAD_READERS says, or else for both where the
    learned reader is installed; `llm` asks `endpoint`. Nothing is remembered between reports; models alone are kept loaded.
    """
    if report.is_row:
        return Reading(claims=rows.claims(report, reference))
    who = chosen(readers)
    found, context, times, misses = by_codebook(report, codebook, reference, model)
    problems: list[Problem] = []
    if who == "llm":
        if endpoint is None:
            raise MarsadError("The reader `llm` needs an endpoint to ask.")
        found, problems = llm.read(times, context, endpoint)
    elif who == "both":
        found = learned.both(found, times, context)
    elif who == "learned":
        found = learned.alone(times, context)
    if who != "codebook":
        misses = [miss for miss in misses if not any(miss.start <= claim.cue.start < miss.end for claim in found)]
    problems += _problems(report, found)
    return Reading(claims=tuple(_distinct(found)), misses=tuple(misses), problems=tuple(problems))


def chosen(readers: str = "") -> Readers:
    """Return who reads: as named, else as MARSAD_READERS says, else both where the learned reader is installed."""
    name = readers or os.environ.get("MARSAD_READERS", "") or ("both" if learned.is_installed() else "codebook")
    for known in READERS:
        if name == known:
            return known
    raise MarsadError(f"No reader is called {name!r}. Choose one of: {', '.join(READERS)}.")


def by_codebook(
    report: Report, codebook: Codebook, reference: Reference, model: str = ""
) -> tuple[list[Claim], build.Context, dict[int, list[When]], list[Miss]]:
    """Return what the codebook reads: claims, what they were built from, the times of each sentence, and misses."""
    parser = parse.load(model)
    found_names = names.find(report.text, codebook.words, reference)
    sentences = list(parsed(report, codebook, found_names, parser))
    context = build.Context(report, codebook, reference, found_names, sentences, f"{parser.name}-{parser.version}")
    attributor = Attributor(codebook.words, reference, sentences)
    claims_found: list[Claim] = []
    misses: list[Miss] = []
    times: dict[int, list[When]] = {}
    published = report.published or _day_of_head(report.text)
    last = _year_of_title(report)
    for at, sentence in enumerate(sentences):
        times[at] = time.find(sentence.text, published, reference.pack.anchors or time.ANCHORS, last)
        own_times = [
            when
            for when in times[at]
            if not _is_time_of_speaking(when, sentence, codebook)
            and not _is_dateline(when, sentence, published)
            and not _is_compared_with(when, sentence)
        ]
        found_frames = frames(sentence, codebook)
        own = [
            build.claim(frame, at, own_times, attributor.speakers(frame.clause, at), context, times[at])
            for frame in found_frames
        ]
        aimed = frozenset(
            claim.id for claim, frame in zip(own, found_frames, strict=True) if build.is_aimed_at_place(frame)
        )
        attributor.after(at)
        last = next((when.first for when in reversed(times[at]) if when.precision == "day" and when.first), last)
        claims_found += combine(own, build.places(sentence, context), aimed)
        if not own and (miss := _miss(report, sentence, codebook, found_names)):
            misses.append(miss)
    return means.carried(_distinct(claims_found), report.text), context, times, misses


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def _day_of_head(text: str) -> date | None:
    """Return the day that a report without a date of publication names in its date line."""
    found = (
        when for when in time.find(text[:_FIRST_LINES], None) if when.precision == "day" and when.basis == "stated"
    )
    return next((when.first for when in found if _word_before(text, when.start) not in _OF_AN_EVENT), None)


def _word_before(text: str, at: int) -> str:
    return text[:at].rstrip().rpartition(" ")[2].lower()


def _year_of_title(report: Report) -> date | None:
    """Return the middle of the year that a title names: an account of a war is about that year."""
    match = _YEAR.search(report.title)
    return date(int(match.group()), 7, 1) if match else None


def parsed(report: Report, codebook: Codebook, found_names: names.Names, parser: parse.Parser) -> Iterator[Sentence]:
    """Yield the parsed sentences of the paragraphs that may hold a claim."""
    screen = _screen(codebook)
    wanted = [
        (number, start, text)
        for number, (start, text) in enumerate(parse.paragraphs(report.text))
        if screen.search(text)
    ]
    triggers = frozenset(codebook.triggers)
    docs = parser.docs([text for _, _, text in wanted])
    for (number, start, _), doc in zip(wanted, docs, strict=True):
        for span in doc.sents:
            if span.text.strip():
                yield clauses.sentence(span, codebook.words, found_names.sorts, triggers, start, number)


_SCREENS: dict[str, re.Pattern[str]] = {}


def _screen(codebook: Codebook) -> re.Pattern[str]:
    """Return a pattern of the stems of all triggers: a paragraph without any cannot wake an entry."""
    found = _SCREENS.get(codebook.digest)
    if found is None:
        stems = {_stem(trigger.split()[0]) for form, trigger in codebook.triggers}
        stems |= {_stem(word) for word in (*codebook.words.screen, *codebook.words.pasts)}
        found = re.compile(r"\b(?:\w+-)?(?:" + "|".join(sorted(stems)) + r")", re.IGNORECASE)
        _SCREENS[codebook.digest] = found
    return found


def _stem(word: str) -> str:
    return re.escape(word[: max(3, len(word) - 2)] if len(word) > 4 else word[:3])


_SAID_OF_ACTS = frozenset({"claim", "record", "document"})
"""Verbs of speaking whose object, if it is an act, is dated by their time: "claimed an attack on Monday"."""


def _is_time_of_speaking(when: When, sentence: Sentence, codebook: Codebook) -> bool:
    at = sentence.start + when.start
    verb = next((verb for start, end, verb in sentence.verb_at if start <= at < end), -1)
    return any(
        clause.form == "verb" and clause.start == verb and clause.predicate in codebook.words.reporting
        and not (clause.predicate in _SAID_OF_ACTS and clause.content is None and "object" in clause.roles)
        and not any((clause.form, key) in codebook.triggers for key, _, _ in clause.keys)
        for clause in sentence.clauses
    )  # fmt: skip


_SUPERLATIVE_SINCE = re.compile(
    r"\b(?:worst|first|most\s+\w+|(?:bigg|larg|heavi|deadli|fierc|bloodi|strong|great|high|low|bold|sharp)est)"
    r"(?:\s+[\w'’-]+){1,6}\s+since$",
    re.IGNORECASE,
)


def _is_compared_with(when: When, sentence: Sentence) -> bool:
    """Whether a time is only how far back nothing was like it: "their worst defeat since 2012"."""
    before = sentence.text[: when.start].rstrip()
    return _SUPERLATIVE_SINCE.search(f"{before} since" if when.text.lower().startswith("since") else before) is not None


_DATELINE = 60
"""Characters at the head of a report within which its own date stands."""
_FIRST_LINES = 200
_OF_AN_EVENT = frozenset({"on", "since", "by", "until", "from", "in", "of", "before", "after", "between"})
"""Words before a date that is told of; a date line has none."""


def _is_dateline(when: When, sentence: Sentence, published: date | None) -> bool:
    """Whether a full date at the head of a report is the report's own date, not that of what it tells."""
    if when.first is None or published is None or when.precision != "day" or when.basis != "stated":
        return False
    near = abs((when.first - published).days) <= 1
    before = _word_before(sentence.text, when.start)
    at = sentence.start + when.start
    is_head = at < _DATELINE or (at < _FIRST_LINES and before not in _OF_AN_EVENT)
    return near and is_head and bool(_YEAR.search(when.text))


def _distinct(found: Sequence[Claim]) -> list[Claim]:
    return list({claim.id: claim for claim in found}.values())


def _miss(report: Report, sentence: Sentence, codebook: Codebook, found_names: names.Names) -> Miss | None:
    """Return a miss where a sentence woke an entry or uses a word of war, and gave no claim."""
    woken = [refusal for clause in sentence.clauses for refusal in refusals(clause, codebook)]
    screen = codebook.words.screen
    verb = next((clause.predicate for clause in sentence.clauses if clause.form == "verb"), "")
    if woken:
        first = woken[0]
        reason, verb = f"{first.entry}: {first.why}", first.trigger
    elif any(re.search(rf"\b{word}", sentence.text, re.IGNORECASE) for word in screen):
        reason = "no entry knows its words"
    else:
        return None
    unknown = _unknown_names(sentence, found_names)
    return Miss(
        report=report.id, start=sentence.start, end=sentence.end, text=sentence.text, reason=reason, verb=verb,
        unknown=unknown,
    )  # fmt: skip


_CAPITALISED = re.compile(r"(?<![.!?\"“] )(?<!^)\b[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")


def _unknown_names(sentence: Sentence, found_names: names.Names) -> tuple[str, ...]:
    found: list[str] = []
    for match in _CAPITALISED.finditer(sentence.text):
        start = sentence.start + match.start()
        if not found_names.sorts(start, start + 1):
            found.append(match.group())
    return tuple(dict.fromkeys(found))


def _is_foreign(text: str) -> bool:
    """Whether most letters of a text are of another script than Latin."""
    letters = [character for character in text[:5_000] if character.isalpha()]
    return bool(letters) and sum(character < "\u0250" for character in letters) < len(letters) / 2


def _problems(report: Report, found: Sequence[Claim]) -> Iterator[Problem]:
    if report.language[:2] != "en" or _is_foreign(report.text):
        yield Problem(
            code="read.language",
            message="the report is not in English, and was not understood",
            remedy="translate it, keeping the original; marsad reads English only",
            place=report.raw.path or report.id,
        )
    if report.published is None and any(claim.when and claim.when.basis == "unresolved" for claim in found):
        yield Problem(
            code="read.undated",
            message="the report has no date of publication, so its relative times stay unresolved",
            remedy="give it one: `--published DAY`, or `published:` in the report's head",
            place=report.id,
        )
