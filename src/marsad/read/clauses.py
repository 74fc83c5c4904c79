"""From a parsed sentence to clauses: voice, nominalisation, relative and participial clauses, light
verbs, coordination and control are normalised here, once, so that the codebook need not know them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from marsad.codebook.words import Words
from marsad.model.clause import Argument, Clause, Sentence
from marsad.read.governors import conditions, governors, modal_of, negated
from marsad.read.phrases import MEASURES, NameSorts, argument
from marsad.read.roles import Roles, add_prepositions, is_passive, objects, preposition, verb_roles

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_AT = ("in", "at", "near", "on", "over", "along", "between", "north", "south", "east", "west", "under", "through",
       "off", "to", "into", "towards", "from", "across")  # fmt: skip
"""Prepositions that can say where; the role `place` collects those whose phrase names a place."""


@dataclass
class _Reader:
    """What reading one sentence needs at every step."""

    words: Words
    named: NameSorts
    offset: int
    triggers: frozenset[tuple[str, str]]
    arguments: dict[int, Argument] = field(default_factory=dict)

    def phrase(self, head: Token) -> Argument:
        if head.i not in self.arguments:
            self.arguments[head.i] = argument(head, self.words, self.named, self.offset)
        return self.arguments[head.i]


def sentence(
    span: Span, words: Words, named: NameSorts, triggers: frozenset[tuple[str, str]], offset: int, paragraph: int
) -> Sentence:
    """Return a sentence with its clauses.

    `named` tells which sorts of name lie in a span, `triggers` the (form, lemma) pairs that the
    codebook knows; `offset` is that of the paragraph in the report's text.
    """
    reader = _Reader(words, named, offset, triggers)
    found: list[Clause] = []
    for token in span:
        found += _clauses_of(token, reader)
    text = span.text.rstrip()
    return Sentence(
        text=text,
        start=span.start_char + offset,
        end=span.start_char + offset + len(text),
        paragraph=paragraph,
        clauses=tuple(found),
        verb_at=tuple(
            (token.idx + offset, token.idx + len(token) + offset, _dated(token, reader).idx + offset) for token in span
        ),
    )


def _verb_of(token: Token) -> Token:
    while token.pos_ not in ("VERB", "AUX") and token.head != token:
        token = token.head
    return token


def _dated(token: Token, reader: _Reader) -> Token:
    """Return the verb that a word, if it tells a time, dates, or the event noun below it.

    "Condemned the attack on Monday" dates the attack. "Since the war began" dates what has happened since.
    """
    current = token.head.head if token.dep_ == "mark" and token.lower_ == "since" else token
    while current.pos_ not in ("VERB", "AUX") and current.head != current:
        is_other = current.dep_ == "pobj" and current.head.lower_ in _OTHERWISE
        is_event = current.pos_ == "NOUN" and current != token and _noun_keys(current, reader)
        if is_event and (is_other or current.dep_ == "dobj"):
            return current
        current = current.head
    return current


_OTHERWISE = frozenset({"of", "for", "to", "against", "about", "over", "on", "following", "after"})
"""Prepositions whose noun is not what happened when its verb did."""


def _clauses_of(token: Token, reader: _Reader) -> Iterable[Clause]:
    if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and (compound := _compound(token, reader)):
        yield compound
        return
    if token.dep_ in ("aux", "auxpass"):
        return
    if token.dep_ == "amod" and ("adjective", token.lower_) in reader.triggers:
        yield _adjective_clause(token, reader)
        return
    if token.pos_ in ("VERB", "AUX") or (token.tag_ in ("VBN", "VBG", "VBD") and token.dep_ != "compound"):
        yield _verb_clause(token, reader)
    is_modifier = token.dep_ == "compound" and token.head.i > token.i
    is_month = token.text in ("March", "May")
    if (
        not is_modifier
        and not is_month
        and token.pos_ in ("NOUN", "PROPN", "VERB", "ADJ")
        and (keys := _noun_keys(token, reader))
    ):
        if token.pos_ in ("VERB", "ADJ") and token.dep_ not in ("compound", "amod", "pobj", "dobj", "nsubj"):
            return
        yield _noun_clause(token, keys, reader)
    if token.pos_ == "ADJ" and ("adjective", token.lower_) in reader.triggers:
        yield _adjective_clause(token, reader)


def _lemma(token: Token) -> str:
    # The lemmatizer leaves capitalised words of headlines alone; their plurals matter to us.
    lemma = token.lemma_.lower()
    if token.pos_ == "PROPN" and lemma.endswith("s") and len(lemma) > 4 and not lemma.endswith("ss"):
        return lemma[:-1]
    return lemma


# ------------------------------------------------------------------ compounds: "rebel-held", "US-backed"


def _compound(token: Token, reader: _Reader) -> Clause | None:
    form = token.lower_ if token.tag_ in ("VBN", "VBD", "JJ") else _lemma(token)
    if ("compound", form) not in reader.triggers or token.i < 2 or token.nbor(-1).text not in ("-", "–"):
        return None
    first = token.nbor(-2)
    target = token.head if token.dep_ in ("amod", "compound", "nmod") else None
    roles: Roles = {"subject": [first]}
    if target is not None and target.i > token.i:
        roles["object"] = [target]
    start = first.idx + reader.offset
    end = token.idx + len(token) + reader.offset
    host = target or token
    return _clause("compound", token, [(form, start, end)], roles, reader, host=host)


# ------------------------------------------------------------------ verbs


def _verb_clause(token: Token, reader: _Reader) -> Clause:
    roles = verb_roles(token)
    keys = _verb_keys(token, roles, reader)
    for noun in list(roles.get("object", ())):
        if any(key.split()[-1] == _lemma(noun) for key, _, _ in keys if " " in key):
            # "Take control of X": the noun is a part of the predicate, and what hangs on it is the verb's.
            roles["object"].remove(noun)
            add_prepositions(roles, noun)
    for key, _, _ in keys[:-1]:
        for noun in [item for items in list(roles.values()) for item in items if _lemma(item) == key.split()[-1]]:
            if noun.dep_ == "pobj":
                add_prepositions(roles, noun)
    if token.dep_ in ("acl", "relcl"):
        roles["total"] += _total(token.head)
    return _clause("verb", token, keys, roles, reader, host=token)


def _verb_keys(token: Token, roles: Roles, reader: _Reader) -> list[tuple[str, int, int]]:
    """Return the triggers of a verb: with particle, object or preposition, then bare."""
    lemma, offset = _lemma(token), reader.offset
    begin, end = token.idx + offset, token.idx + len(token) + offset
    keys: list[tuple[str, int, int]] = []
    for child in [*token.children, *roles.get("object", ()), *roles.get("attr", ())]:
        names: list[str] = []
        if child.dep_ == "prt" or (child.dep_ == "advmod" and child.i > token.i):
            names = [child.lower_]
        elif child.dep_ in ("dobj", "nsubjpass", "attr", "acomp", "oprd", "pobj"):
            names = [_lemma(child)]
            for inner in child.children:
                if inner.dep_ in ("compound", "amod"):
                    keys_pair = f"{lemma} {inner.lower_} {_lemma(child)}"
                    if ("verb", keys_pair) in reader.triggers:
                        names.insert(0, f"{inner.lower_} {_lemma(child)}")
        elif child.dep_ in ("prep", "agent"):
            names = [child.lower_, *(f"{child.lower_} {_lemma(item)}" for item in objects(child))][::-1]
        for name in names:
            if ("verb", f"{lemma} {name}") in reader.triggers:
                last = max((token, child, *_named_last(child, name)), key=lambda item: item.i)
                first = min((token, child), key=lambda item: item.i)
                keys.append((f"{lemma} {name}", first.idx + offset, last.idx + len(last) + offset))
    keys.sort(key=lambda item: -len(item[0]))
    idiom = next((f"{lemma} {child.lower_}" for child in token.children if f"{lemma} {child.lower_}" in _IDIOMS), "")
    return [*keys, (idiom or lemma, begin, end)]


_IDIOMS = frozenset(
    {"take place", "take part", "take effect", "take advantage", "take action", "take office", "take care"}
)
"""A verb with a bare noun, which means something else than the verb."""


def _named_last(child: Token, name: str) -> Iterable[Token]:
    return (item for item in objects(child) if " " in name and _lemma(item) == name.rsplit(maxsplit=1)[-1])


# ------------------------------------------------------------------ nouns


def _noun_keys(token: Token, reader: _Reader) -> list[tuple[str, int, int]]:
    # "The wounded" are people, not a wound.
    lemma, offset = token.lower_ if token.tag_ in ("VBN", "VBD") else _lemma(token), reader.offset
    begin, end = token.idx + offset, token.idx + len(token) + offset
    keys: list[tuple[str, int, int]] = []
    modifiers = [child for child in token.children if child.i < token.i and child.dep_ in ("compound", "amod", "nmod")]
    modifiers += [inner for child in modifiers for inner in child.children if inner.dep_ in ("compound", "amod")]
    for child in sorted(modifiers, key=lambda item: -item.i):
        key = f"{child.lower_} {lemma}"
        if ("noun", key) in reader.triggers:
            keys.append((key, child.idx + offset, end))
    for child in token.children:
        if child.dep_ == "prep" and child.i == token.i + 1:
            keys += [
                (f"{lemma} {child.lower_} {_lemma(item)}", begin, item.idx + len(item) + offset)
                for item in objects(child)
                if ("noun", f"{lemma} {child.lower_} {_lemma(item)}") in reader.triggers
            ]
    if ("noun", lemma) in reader.triggers:
        keys.append((lemma, begin, end))
    return keys


def _noun_clause(token: Token, keys: list[tuple[str, int, int]], reader: _Reader) -> Clause:
    roles: Roles = defaultdict(list)
    for child in token.children:
        if child.dep_ == "poss":
            roles["poss"].append(child)
        elif child.dep_ in ("amod", "compound", "nmod", "npadvmod") and child.i < token.i:
            roles["mod"].append(child)
            roles["mod"] += [item for item in child.children if item.dep_ in ("compound", "amod", "nmod")]
        elif child.dep_ == "nummod":
            roles["number"].append(child)
        elif child.dep_ in ("acl", "relcl") and child.pos_ == "VERB":
            _adopt_participle(roles, child)
    add_prepositions(roles, token)
    for item in list(roles.get("of", ())):
        add_prepositions(roles, item, weak=True)
    host = _adopt_verb(roles, token, reader)
    roles["itself"] = [token]
    roles["total"] += _total(token)
    return _clause("noun", token, keys, roles, reader, host=host)


def _adopt_participle(roles: Roles, verb: Token) -> None:
    """ "Shelling that hit X", "an assault launched by Y": the verb's roles are the noun's too."""
    inner = verb_roles(verb)
    if is_passive(verb):
        roles["by"] += inner["subject"]
    else:
        roles["object"] += [item for item in inner["object"] if item != verb.head]
    _merge_prepositions(roles, inner)


def _adopt_verb(roles: Roles, token: Token, reader: _Reader) -> Token:
    """Take from the verb that the noun hangs on what the noun itself does not say."""
    verb, link = _host(token)
    if verb is None:
        return token
    lemma = verb.lemma_.lower()
    inner = verb_roles(verb)
    is_light = lemma in reader.words.light
    if (link == "object" and is_light) or (link and lemma == "be"):
        roles["subject"] += inner["subject"]
    elif link in ("subject", "agent") and not is_light and lemma not in reader.words.occurring:
        roles["object"] += [item for item in inner["object"] if item != token]
    elif link in ("in", "during", "with", "by", "using", "through") and not is_light:
        roles["object"] += inner["object"] if not roles["on"] and not roles["against"] else []
        if not is_passive(verb) and lemma not in reader.words.undergoing:
            roles["subject"] += inner["subject"]
    roles["verb"] = [verb]
    _merge_prepositions(roles, inner)
    for name in list(roles):
        roles[name] = [item for item in roles[name] if token not in (item, *_conjuncts_of(item))]
    return verb


def _conjuncts_of(token: Token) -> Iterable[Token]:
    return (child for child in token.children if child.dep_ == "conj")


_TOTALS = frozenset({"number", "total", "figure", "toll", "tally"})


def _total(token: Token) -> list[Token]:
    """Return the number that a verb gives for how many there are: "the number of evacuees rose to 3,000"."""
    noun = token.head.head
    if token.dep_ != "pobj" or token.head.lower_ != "of" or noun.lemma_.lower() not in _TOTALS:
        return []
    given = [child for child in noun.head.children if child.dep_ in ("attr", "dobj") and child != noun]
    given += [item for child in noun.head.children if child.lower_ in ("to", "at") for item in objects(child)]
    return [item for item in given if item.pos_ == "NUM"]


def _host(token: Token) -> tuple[Token | None, str]:
    """Return the verb that a noun hangs on, and how: object, subject, agent, or a preposition."""
    head, dep = token, token.dep_
    while dep == "conj" and head.head.pos_ in ("NOUN", "PROPN", "VERB"):
        head = head.head
        dep = head.dep_
    while dep == "pobj" and head.head.lower_ == "of" and head.head.head.lemma_.lower() in MEASURES:
        head = head.head.head
        dep = head.dep_
    verb = head.head
    if dep in ("dobj", "nsubjpass", "attr", "oprd"):
        return (verb, "object") if verb.pos_ in ("VERB", "AUX") else (None, "")
    if dep == "nsubj" and verb.pos_ in ("VERB", "AUX"):
        return verb, "object" if is_passive(verb) else "subject"
    if dep == "pobj" and verb.dep_ == "agent":
        return verb.head, "agent"
    if dep in ("pobj", "pcomp") and verb.dep_ == "prep":
        top = verb.head
        while top.dep_ == "prep":
            top = top.head
        if top.pos_ in ("VERB", "AUX"):
            return top, preposition(verb)
        if top.dep_ in ("dobj", "nsubjpass", "nsubj") and top.head.pos_ in ("VERB", "AUX"):
            return top.head, preposition(verb)
    return None, ""


def _merge_prepositions(roles: Roles, inner: Roles) -> None:
    for name, items in inner.items():
        if name in _AT or name in ("against", "near", "during"):
            roles[name] += [item for item in items if item not in roles[name]]


# ------------------------------------------------------------------ adjectives


def _adjective_clause(token: Token, reader: _Reader) -> Clause:
    roles: Roles = defaultdict(list)
    head = token.head
    if token.dep_ in ("amod", "acl", "appos", "relcl"):
        roles["subject"].append(head)
        roles["total"] += _total(head)
        add_prepositions(roles, head, weak=True)
    elif token.dep_ in ("acomp", "attr", "oprd") and head.pos_ in ("VERB", "AUX"):
        roles["subject"] += verb_roles(head)["subject"]
    elif token.dep_ == "ccomp":
        roles["subject"] += [child for child in token.children if child.dep_ == "nsubj"]
    add_prepositions(roles, token)
    key = (token.lower_, token.idx + reader.offset, token.idx + len(token) + reader.offset)
    return _clause("adjective", token, [key], roles, reader, host=head)


# ------------------------------------------------------------------ a clause from its roles


def _clause(
    form: str, token: Token, keys: list[tuple[str, int, int]], roles: Roles, reader: _Reader, host: Token
) -> Clause:
    arguments = {name: tuple(reader.phrase(item) for item in _unique(items)) for name, items in roles.items() if items}
    arguments = {
        name: kept for name, items in arguments.items() if (kept := tuple(i for i in items if not _is_empty(i)))
    }
    at = [item for name in _AT for item in arguments.get(name, ()) if "place" in item.sorts]
    if at:
        arguments["place"] = tuple(at)
    verb = host if host.pos_ in ("VERB", "AUX") else token
    condition, conditional = conditions(verb, reader.offset)
    scope, beyond = _scope(token, host, reader.offset)
    return Clause(
        form=form,  # type: ignore[arg-type]
        keys=tuple(keys),
        start=token.idx + reader.offset,
        end=token.idx + len(token) + reader.offset,
        roles=arguments,
        negated=negated(token) or (form == "noun" and host != token and _denies(host, token)),
        modal=modal_of(verb, reader.words),
        tense=_tense(verb),
        passive=form == "verb" and is_passive(token),
        adverbs=_adverbs(token, verb),
        under=governors(token, host, reader.phrase, reader.words, reader.offset),
        condition=condition,
        conditional=conditional or (form == "noun" and _is_premise(token, host, reader.words)),
        scope=scope,
        beyond=beyond,
        content=_content(token, reader.offset) if form == "verb" else None,
    )


def _is_premise(token: Token, host: Token, words: Words) -> bool:
    """ "The fall of X would cut the road": what would follow is foretold, not the fall."""
    link = _host(token)[1]
    lemma = host.lemma_.lower()
    is_would = modal_of(host, words) in ("would", "could", "might") if host.pos_ in ("VERB", "AUX") else False
    return link == "subject" and is_would and lemma not in words.occurring and lemma not in words.light


def _is_empty(item: Argument) -> bool:
    """Time words and reflexives fill no slot."""
    return "time" in item.sorts or item.text.lower().endswith(("self", "selves"))


def _unique(items: Iterable[Token]) -> list[Token]:
    return list(dict.fromkeys(items))


def _denies(host: Token, token: Token) -> bool:
    return negated(host) and host != token and host.pos_ in ("VERB", "AUX")


def _tense(verb: Token) -> str:
    tags = {verb.tag_, *(child.tag_ for child in verb.children if child.dep_ in ("aux", "auxpass"))}
    if "MD" in tags:
        return "modal"
    if verb.tag_ == "VB" and any(child.lower_ == "to" and child.dep_ == "aux" for child in verb.children):
        return "infinitive"
    if verb.dep_ == "conj" and verb.tag_ == "VB" and verb.head.pos_ == "VERB":
        return _tense(verb.head)
    return "past" if tags & {"VBD", "VBN"} else "present"


def _adverbs(token: Token, verb: Token) -> tuple[str, ...]:
    found = [
        child.lemma_.lower()
        for item in dict.fromkeys((token, verb))
        for child in item.children
        if child.dep_ in ("advmod", "amod", "det", "npadvmod", "acomp")
    ]
    return tuple(dict.fromkeys(found))


_APART = frozenset(
    {"after", "before", "since", "as", "because", "although", "though", "until", "if", "unless", "whereas"}
)
"""What opens a clause, or stands before a noun, of another time than the verb above it."""


def _scope(token: Token, host: Token, offset: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the words whose time words also date this clause, nearest first, and those that do if they open the sentence."""
    chain = [token, *_told_of(token)]
    beyond: list[Token] = []
    at = beyond if _is_apart(token, host) else chain
    at.append(host)
    current = _verb_of(host)
    while len(chain) + len(beyond) < 6:
        at.append(current)
        if current.head == current or current.dep_ == "ccomp":
            break
        if _is_of_another_time(current):
            at = beyond
        current = _verb_of(current.head)
    near, far = (tuple(dict.fromkeys(item.idx + offset for item in items)) for items in (chain, beyond))
    return near, far


def _told_of(token: Token) -> list[Token]:
    """Return the verbs that tell of an event noun: "blasts that rocked the capital on Wednesday"."""
    if token.pos_ != "NOUN":
        return []
    is_measured = token.dep_ == "pobj" and token.head.lower_ == "of" and token.head.head.lemma_.lower() in MEASURES
    nouns = [token, token.head.head] if is_measured else [token]
    return [child for noun in nouns for child in noun.children if child.dep_ in ("acl", "relcl")]


def _is_apart(token: Token, host: Token) -> bool:
    """Whether a noun stands in another time than its verb: "withdrew on Monday after the fall of the town"."""
    return token != host and any(
        ancestor.dep_ == "prep" and ancestor.lower_ in _APART and host in ancestor.ancestors
        for ancestor in token.ancestors
    )


def _is_of_another_time(verb: Token) -> bool:
    """Whether a clause is dated apart from the one above it: what comes after, before or as, what is aimed at, what still is."""
    marks = {child.lower_ for child in verb.children if child.dep_ in ("mark", "advmod")}
    if verb.dep_ == "advcl":
        return verb.tag_ == "VB" or bool(marks & _APART)
    if verb.dep_ == "conj":
        return verb.head.tag_ == "VBD" and (verb.tag_ in ("VBZ", "VBP") or _is_perfect(verb))
    return (verb.dep_ == "relcl" and "where" in marks) or _is_apart(verb, _verb_of(verb.head))


def _is_perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("has", "have") for child in verb.children)


def _content(token: Token, offset: int) -> tuple[int, int] | None:
    """Return the span of what a verb of speaking says: its clausal complement."""
    for child in token.children:
        if child.dep_ in ("ccomp", "parataxis") or (child.dep_ == "xcomp" and child.pos_ == "VERB"):
            inner = list(child.subtree)
            return inner[0].idx + offset, inner[-1].idx + len(inner[-1]) + offset
    return None
