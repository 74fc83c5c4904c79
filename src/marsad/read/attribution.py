"""Who says it: the chain of speakers of a claim, nearest first, and how it carries over sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from marsad.codebook.words import Words
from marsad.model.claim import Speaker
from marsad.model.clause import Argument, Clause, Governor, Sentence
from marsad.read.resolve import antecedent, speaker
from marsad.reference import Reference

UNSPECIFIED = Speaker(text="unspecified")
_CONTINUES = re.compile(
    r"^\W*(?:(?:it|he|she|they)\b|the (?:source|statement|monitor|monitoring group|group|agency|report|official|spokesman|ministry)\s+"
    r"(?:also\s+|further\s+|later\s+)?(?:said|says|went on|told|added|reported|noted|stated|stressed|confirmed|explained|warned|"
    r"claimed|announced|pointed)\b)",
    re.IGNORECASE,
)
_CARRIES = re.compile(
    r"\b(?:\d+ more|more (?:people|civilians|were)|another|others|additional|further|the rest|of (?:them|those)|"
    r"(?:those|the) (?:killed|dead|wounded|victims)|among them|also)\b",
    re.IGNORECASE,
)
"""Words that carry on the matter of the sentence before, and with it its speaker."""
_HEADLINE = re.compile(r"(?:[:–—]|\s-)\s*(?:the\s+)?([A-Za-z][\w' .-]{1,50}?)\W*$")
"""The end of a headline that names its speaker ("kills 18: monitor")."""
_NOUN = (
    r"(?:monitor(?:ing)?|group|source|sources|agency|ministry|officials?|activists?|residents|media|statement|army|police|"
    r"witnesses|reporter|correspondent|broadcaster|network|report|spokesman|spokesperson|spokeswoman|service|news|military|"
    r"local|informed|official|state|security|medical|field|workers|rescue|rights|war|opposition|rebels|monitors|doctor|observers)"
)
_TAIL = re.compile(
    rf"((?:\b(?:the|a|an|one|another)\s+)?(?:(?:[A-Z][\w.'’-]*|{_NOUN}|\([A-Z]+\))"
    rf"(?:\s+(?:for|of|and|in|on|from)(?=\s+[A-Z])|\s+and\s+(?:the|a|an)?(?=\s*{_NOUN})"
    rf"|\s+(?:in|from|of)\s+(?:the|a)\s+(?:town|city|area|region|province|village|country|district|scene))?\s+){{1,9}})$"
)
"""The noun phrase right before a verb of speaking, where commas that would part it are lost."""
_AFTER_VERB = re.compile(
    r"\s+((?:(?:the|a|an|its|his|their)\s+)?(?:[\w.'’()-]+\s+){0,9}?[\w.'’()-]+)(?:,? (?:who|which|as|in an?) [^.]*)?\W*$"
)
"""The speaker after a verb that closes its sentence: "... three people, said the director of the monitor"."""
_PARTS_OF_TIME = frozenset(
    {"on", "in", "at", "late", "early", "yesterday", "today", "overnight", "earlier", "that", "by", "to"}
)
_RELATIVE = re.compile(r"\s*,?\s*\b(?:who|which|that|whose)\b")
_LOCATIVE = re.compile(r"\b(?:in|at|near|from|of|to|with|by|on|for|into|around|outside|against)\s+(?:the\s+)?$")
_TITLED = re.compile(
    r"^\W*([A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,3}), (?:the |a |an )?(?:\w+ )*?(?:Director|director|Head|head|chief|analyst|"
    r"expert|spokes\w+|fellow|professor|commander|minister|editor|researcher|founder|adviser|advisor)\b[^,]*, (?:the|a|an|this|it)\b"
)
"""A person with a title before a whole clause, where "according to" has been left out."""
_QUOTE = re.compile(r"[\"“”«»]")
_SPEECHLESS = frozenset({"mission", "deal", "projectile", "weapon", "other_field", "building"})
_SPEAKING = frozenset({"armed", "state", "people", "name", "speaker", "pronoun"})


@dataclass
class Hold:
    """The speaker who holds the floor, and the paragraph in which he took it."""

    speakers: tuple[Speaker, ...] = ()
    paragraph: int = -1
    sentence: int = -9
    quoted: bool = False


@dataclass(frozen=True)
class Attributor:
    """Attributes the claims of one report, sentence by sentence."""

    words: Words
    reference: Reference
    sentences: Sequence[Sentence]
    hold: Hold = field(default_factory=Hold)

    def speakers(self, clause: Clause, at: int) -> tuple[Speaker, ...]:
        """Return the chain of speakers of a clause of sentence number `at`."""
        chain = self._chain(clause, at)
        named = [link for link in chain if link != UNSPECIFIED]
        chain = named or self._of_sentence(at, clause) or chain
        if cited := self._cited_beside(clause, at):
            chain = _distinct([*cited, *chain])
        if (not chain or clause.form == "noun") and any(word in self.words.unspecified for word in clause.adverbs):
            return (UNSPECIFIED, *chain)
        if not chain and any(self._is_rumour(governor) for governor in clause.under):
            return (UNSPECIFIED,)
        if not chain and self._held(at):
            return self.hold.speakers
        return tuple(chain)

    def after(self, at: int) -> None:
        """Note who has spoken in sentence number `at`, so that later sentences can carry it on."""
        sentence = self.sentences[at]
        spoken = self._speaker_of_sentence(at)
        if spoken:
            quoted = len(_QUOTE.findall(sentence.text)) % 2 == 1
            self.hold.speakers, self.hold.paragraph, self.hold.sentence = tuple(spoken), sentence.paragraph, at
            self.hold.quoted = quoted
        elif not self._continues(at):
            self.hold.speakers = ()
        else:
            self.hold.sentence = at

    def _held(self, at: int) -> bool:
        return bool(self.hold.speakers) and self._continues(at)

    def _continues(self, at: int) -> bool:
        """Whether a sentence without a speaker of its own carries on the speaker before it."""
        sentence = self.sentences[at]
        if not self.hold.speakers or self.hold.sentence < at - 1:
            return False
        if self.hold.quoted or self.hold.paragraph != sentence.paragraph:
            return self.hold.quoted
        return bool(_CONTINUES.match(sentence.text) or _CARRIES.search(sentence.text[:60]))

    def _chain(self, clause: Clause, at: int) -> list[Speaker]:
        chain: list[Speaker] = []
        for governor in clause.under:
            if not self._speaks(governor):
                continue
            if governor.passive and not self._can_speak(governor.subject):
                chain.append(UNSPECIFIED)
            elif (named := self._beside(self.sentences[at], governor, governor.subject)) is not None:
                chain.append(named)
            elif governor.subject is not None and self._can_speak(governor.subject):
                chain.append(self._speaker(governor.subject, at))
            elif governor.subject is None and governor.passive:
                chain.append(UNSPECIFIED)
            if governor.predicate in ("tell", "inform") and governor.object is not None:
                chain.append(self._speaker(governor.object, at))
        return _distinct(chain)

    def _is_rumour(self, governor: Governor) -> bool:
        """Whether a clause hangs on "reports that" or "allegations of" that are nobody's."""
        return governor.subject is None and governor.predicate in self.words.reporting_nouns

    def _speaks(self, governor: Governor) -> bool:
        name = governor.predicate
        bare = name.split()[0]
        listed = name in self.words.reporting or bare in self.words.reporting
        if bare in _SHOWING:
            return governor.subject is not None and governor.subject.head in _EVIDENCE
        if governor.relation == "complement":
            return listed or name in self.words.reporting_nouns
        if governor.relation == "noun":
            return name in self.words.speech_acts or bare in self.words.speech_acts
        return name in self.words.speech_acts or bare in self.words.speech_acts or (listed and governor.passive)

    def _can_speak(self, argument: Argument | None) -> bool:
        if argument is None or argument.head in ("there", "this", "that", "which", "what"):
            return False
        return bool(argument.sorts & _SPEAKING) or not argument.sorts & _SPEECHLESS

    def _speaker(self, argument: Argument, at: int) -> Speaker:
        if argument.pronoun:
            if self.hold.speakers and argument.text.lower() in ("it", "he", "she", "they"):
                return self.hold.speakers[0]
            meant = antecedent(argument, self.sentences, at)
            if meant is not None:
                return speaker(meant.text, meant.start, meant.end, self.reference)
        return speaker(argument.text, argument.start, argument.end, self.reference)

    def _cited_beside(self, clause: Clause, at: int) -> list[Speaker]:
        """Return whom the speaker of a clause relays: "the agency reported, citing the ministry"."""
        return [
            self._speaker(item, at)
            for other in self.sentences[at].clauses
            if other.form == "verb" and other.predicate in ("cite", "quote") and clause.start < other.start
            for item in other.roles.get("object", ())
            if self._can_speak(item)
        ]

    def _of_sentence(self, at: int, clause: Clause) -> list[Speaker]:
        """Return a speaker named beside the clause: "according to X", or a verb of speaking at its end."""
        sentence = self.sentences[at]
        if cited := _cited(sentence, ("according", "quoting")):
            return [self._speaker(cited, at)]
        for other, subject in self._speaking(sentence):
            said = other.content
            if _ends(sentence, other, clause) or (said and said[0] <= clause.start < said[1]):
                beside = self._beside(sentence, other, subject)
                return [beside or self._speaker(subject, at)]
        if match := _TITLED.match(sentence.text):
            start = sentence.start + match.start(1)
            return [speaker(match[1], start, start + len(match[1]), self.reference)]
        return self._of_tail(sentence, clause) or self._of_headline(sentence)

    def _beside(self, sentence: Sentence, verb: Clause | Governor, subject: Argument | None) -> Speaker | None:
        """Return the speaker whose words stand at a verb of speaking, where the parser took its subject from afar."""
        name = verb.predicate.split()[0]
        if name not in self.words.reporting:
            return None
        after = _AFTER_VERB.match(sentence.text[verb.end - sentence.start :])
        if after and name in _INVERTED and _is_name(after[1]):
            start, text = verb.end + after.start(1), after[1].rstrip(".")
            if not any(clause.form == "verb" and clause.start > verb.end for clause in sentence.clauses):
                return speaker(text, start, start + len(text), self.reference)
        if subject is None or not subject.end <= verb.start or subject.pronoun:
            return None
        between = sentence.text[subject.end - sentence.start : verb.start - sentence.start]
        has_verb = any(
            clause.form == "verb" and subject.end <= clause.start < verb.start for clause in sentence.clauses
        )
        tail = _TAIL.search(between)
        if not has_verb or tail is None or _RELATIVE.match(between):
            return None
        first = tail.start(1)
        if _LOCATIVE.search(between[:first]):
            # "An attack on Arnor Halb TV reported": the first name is the preposition's.
            first += len(tail[1].split()[0]) + 1
        text = between[first:].strip()
        if not text:
            return None
        start = subject.end + first
        return speaker(text, start, start + len(text), self.reference)

    def _of_tail(self, sentence: Sentence, clause: Clause) -> list[Speaker]:
        for other in sentence.clauses:
            if other.form == "verb" and other.predicate in self.words.reporting and _ends(sentence, other, clause):
                before = sentence.text[: other.start - sentence.start]
                if match := _TAIL.search(before):
                    start = sentence.start + match.start(1)
                    text = match[1].strip()
                    return [speaker(text, start, start + len(text), self.reference)]
        return []

    def _of_headline(self, sentence: Sentence) -> list[Speaker]:
        match = _HEADLINE.search(sentence.text)
        if match is None or match.start() < 15:
            return []
        start = sentence.start + match.start(1)
        found = speaker(match[1], start, start + len(match[1]), self.reference)
        last = match[1].split()[-1].lower()
        is_speaker = "speaker" in self.words.sort_of.get(last, ()) or "armed" in self.words.sort_of.get(last, ())
        return [found] if found.source or is_speaker else []

    def _speaker_of_sentence(self, at: int) -> list[Speaker]:
        sentence = self.sentences[at]
        if cited := _cited(sentence, ("according",)):
            return [self._speaker(cited, at)]
        active = (subject for clause, subject in self._speaking(sentence) if not clause.passive)
        return [self._speaker(subject, at) for subject in islice(active, 1)]

    def _speaking(self, sentence: Sentence) -> Iterator[tuple[Clause, Argument]]:
        """Yield the clauses of a sentence that tell of speaking, each with the one who speaks."""
        for clause in sentence.clauses:
            subject = next(iter(clause.roles.get("subject", ())), None)
            is_reporting = clause.form == "verb" and clause.predicate in self.words.reporting
            is_other = clause.predicate in _SAID_OR_DONE and clause.content is None and "object" in clause.roles
            if is_reporting and not is_other and subject is not None and self._can_speak(subject):
                yield clause, subject


def _cited(sentence: Sentence, roles: Sequence[str]) -> Argument | None:
    """Return whom a sentence cites: "according to X", "quoting X"."""
    cited = (item for clause in sentence.clauses for role in roles for item in clause.roles.get(role, ()))
    return next(cited, None)


_SHOWING = frozenset({"show", "depict"})
_EVIDENCE = frozenset(
    {
        "video",
        "footage",
        "image",
        "imagery",
        "photo",
        "photograph",
        "picture",
        "record",
        "document",
        "map",
        "data",
        "figure",
    }
)
"""What speaks where it shows something: evidence is a speaker."""
_SAID_OR_DONE = frozenset(
    {"maintain", "observe", "understand", "learn", "post", "publish", "claim", "project", "quote"}
)
"""Verbs that tell of speaking only where they have a clause of what is said: "maintain a presence" tells of none."""
_INVERTED = frozenset({"say", "add", "explain"})


def _is_name(text: str) -> bool:
    """Whether words after a verb of speaking name who speaks: a name, with or without a title, and no time."""
    first = text.split(maxsplit=1)[0].lower().strip(".,")
    is_time = first in _PARTS_OF_TIME or first.removesuffix("s") in _DAYS
    return not is_time and bool(re.search(r"\b[A-Z]", text)) and (text[0].isupper() or first in _ARTICLES)


_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_ARTICLES = frozenset(("the", "a", "an", "its", "his", "their"))


def _ends(sentence: Sentence, speaking: Clause, clause: Clause) -> bool:
    """Whether a verb of speaking closes the sentence after the clause."""
    goes_on = speaking.content is not None and speaking.content[0] >= speaking.end
    return sentence.end - speaking.end < 60 and clause.start < speaking.start and not goes_on


def _distinct(chain: list[Speaker]) -> list[Speaker]:
    return list({speaker.text: speaker for speaker in chain}.values())
