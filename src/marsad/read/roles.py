"""Roles of a verb in a parse, turned to the active voice; what a verb lacks it inherits from its governor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

Roles = dict[str, list["Token"]]
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose", "where"})
_SAME_PREPOSITION = {
    "toward": "towards", "onto": "into", "inside": "in", "within": "in", "amid": "during", "across": "in",
    "throughout": "in", "around": "near", "outside": "near", "upon": "on", "beside": "near", "via": "through",
}  # fmt: skip


def verb_roles(token: Token, depth: int = 0) -> Roles:
    """Return the roles of a verb, turned to the active voice, inherited ones included."""
    roles: Roles = defaultdict(list)
    passive = is_passive(token)
    for child in _with_auxiliaries(token):
        _add_child(roles, child, passive, token)
    if not passive and not roles.get("subject") and (slipped := _slipped_subject(token)) is not None:
        roles["subject"].append(slipped)
    if depth < 4:
        _inherit(roles, token, passive, depth)
    for noun in [*roles.get("object", ()), *roles.get("subject", ())]:
        add_prepositions(roles, noun, weak=True)
    return roles


def _with_auxiliaries(token: Token) -> Iterable[Token]:
    """Children, and those that a parse slip hung on an auxiliary ("have been overran")."""
    for child in token.children:
        yield child
        if child.dep_ in ("aux", "auxpass"):
            yield from child.children


def _add_child(roles: Roles, child: Token, passive: bool, token: Token) -> None:
    if child.dep_ in _SUBJECTS and child.dep_ != "expl":
        roles["object" if passive else "subject"] += [referent(_nearest(child, token), token)]
    elif child.dep_ in ("dobj", "attr", "oprd", "dative") and child.pos_ != "ADP":
        if child.lower_ not in _RELATIVE or child.pos_ == "NOUN":
            roles["object" if child.dep_ != "attr" else "attr"].append(child)
        elif token.dep_ == "relcl":
            roles["object"].append(token.head)
    elif child.dep_ in ("agent", "prep", "dative"):
        name = "by" if child.dep_ == "agent" else preposition(child)
        for item in objects(child):
            key = "subject" if name == "by" and passive and child.dep_ == "agent" else name
            roles[key].append(referent(item, token))
    elif child.dep_ == "advmod" and child.lower_ in ("back", "out", "away", "off", "up", "down", "alongside"):
        for inner in child.children:
            if inner.dep_ == "prep":
                roles[preposition(inner)] += [referent(item, token) for item in objects(inner)]
    elif child.dep_ == "expl":
        roles["there"].append(child)


def _slipped_subject(verb: Token) -> Token | None:
    """ "By evening the army, with its allies, controlled ...": the army is the subject of the verb.

    The parser takes it for an object of the noun before it, and nouns have none.
    """
    if verb.tag_ not in ("VBD", "VBZ", "VBP") and verb.dep_ != "ROOT":
        return None
    nouns = [noun for child in verb.lefts if child.dep_ == "prep" for noun in objects(child) if noun.pos_ == "NOUN"]
    return next((child for noun in nouns for child in noun.rights if child.dep_ == "dobj"), None)


def _nearest(subject: Token, verb: Token) -> Token:
    """ "... reached the town, the monitor said": what stands right before the verb, with no comma, is its subject.

    The parser takes it for an apposition of the noun before the comma.
    """
    for child in subject.children:
        if child.dep_ == "appos" and child.right_edge.i + 1 == verb.i:
            return child
    return first if (first := _listed_before(subject, verb)) is not None else subject


def _listed_before(subject: Token, verb: Token) -> Token | None:
    """ "Arnor and the hills around it fell": the first of two subjects, which the parser takes for a clause of its own."""
    first = verb.head
    is_listed = verb.dep_ == "conj" and first.pos_ in ("NOUN", "PROPN", "ADJ") and first.i < subject.left_edge.i
    is_beside = is_listed and all(word.head == first and word.dep_ in ("cc", "compound") for word in
                                  verb.doc[first.i + 1 : subject.left_edge.i])  # fmt: skip
    return first if is_beside and first.i + 1 < subject.left_edge.i else None


def listed_after(first: Token) -> Iterable[Token]:
    """Yield what a list goes on with where the parser hung it on the verb: a subject or an object beside its first."""
    if first.dep_ == "dobj":
        for other in first.head.rights:
            goes_on = other.dep_ == "dobj" and any(child.dep_ == "conj" for child in other.children)
            if (
                goes_on
                and first.i < other.left_edge.i <= first.right_edge.i + 2
                and first.doc[other.left_edge.i - 1].text == ","
            ):
                yield other
    for verb in first.children:
        if verb.dep_ == "conj" and verb.pos_ in ("VERB", "AUX"):
            yield from (
                child for child in verb.lefts if child.dep_ in _SUBJECTS and _listed_before(child, verb) == first
            )


def objects(prep: Token) -> Iterable[Token]:
    """Yield the objects of a preposition, those of one within it included ("out of the town")."""
    for child in prep.children:
        if child.dep_ == "pobj":
            yield child
        elif child.dep_ == "prep" or (child.dep_ == "conj" and prep.lower_ in ("in", "at") and child.pos_ == "ADP"):
            yield from objects(child)


def preposition(prep: Token) -> str:
    """Return the role that a preposition gives: those of the same sense share one."""
    name = prep.lower_
    inner = next((child for child in prep.children if child.dep_ == "prep"), None)
    if name in ("out", "away", "off", "back") and inner is not None:
        return "from" if inner.lower_ in ("of", "from") else _SAME_PREPOSITION.get(inner.lower_, inner.lower_)
    return _SAME_PREPOSITION.get(name, name)


def referent(token: Token, verb: Token) -> Token:
    """Return what a relative pronoun stands for."""
    if token.lower_ in _RELATIVE and token.tag_ in ("WDT", "WP", "WRB", "IN"):
        while verb.dep_ in ("conj", "xcomp", "ccomp") and verb.head != verb:
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return token


def _inherit(roles: Roles, token: Token, passive: bool, depth: int) -> None:
    """Fill a missing subject (or passive object) from the clause or noun that this verb hangs on."""
    head = token.head
    missing = "object" if passive else "subject"
    if token.dep_ == "acl" or (token.dep_ == "amod" and token.tag_ in ("VBN", "VBG")):
        if not roles[missing]:
            roles[missing] += [head, *(_who_does(head, depth) if token.tag_ == "VB" and not passive else ())]
    elif token.dep_ == "relcl":
        role = "object" if roles["subject"] and not roles["object"] and not passive else missing
        if not roles[role] and head not in roles["in"]:
            roles[role].append(head)
    elif roles[missing] or head == token:
        pass
    elif token.dep_ in ("xcomp", "advcl", "ccomp") and token.tag_ not in ("VBZ", "VBP"):
        _inherit_from(roles, missing, head, depth, token)
    elif token.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        shared = verb_roles(head, depth + 1)
        inherited = shared["object"] if passive and is_passive(head) else shared["subject"]
        if not passive and is_passive(head) and token.tag_ == "VBN":
            inherited = []
        roles[missing] += inherited
        if not roles["object"] and not passive and token.tag_ == "VBN" and is_passive(head):
            roles["object"] += shared["object"]
    elif token.dep_ == "pcomp" and head.head != head:
        _inherit_from(roles, missing, head.head, depth, token)
    if not passive and not roles["object"]:
        _share_object(roles, token)


def _who_does(noun: Token, depth: int) -> list[Token]:
    """ "Launched an offensive to retake the town": who launched it is to retake the town."""
    own = [child for child in noun.children if child.dep_ == "poss"]
    own += [item for child in noun.children if child.lower_ == "by" for item in objects(child)]
    if own or noun.dep_ != "dobj" or noun.head.pos_ != "VERB":
        return own[:1]
    return verb_roles(noun.head, depth + 1)["subject"][:1]


def _inherit_from(roles: Roles, missing: str, head: Token, depth: int, token: Token) -> None:
    if head.pos_ == "ADJ" and head.dep_ == "acomp":
        head = head.head
    if head.pos_ not in ("VERB", "AUX"):
        roles[missing] += [child for child in head.children if child.dep_ == "poss"][:1]
        return
    shared = verb_roles(head, depth + 1)
    controlled = shared["object"] if token.dep_ in ("xcomp", "ccomp", "pcomp") else []
    source = controlled or shared["subject"] or shared["object"]
    if token.dep_ == "pcomp" and token.head.lower_ not in ("of", "from"):
        source = shared["subject"] or shared["object"]
    if token.dep_ == "advcl":
        source = shared["subject"] or (shared["object"] if is_passive(head) else [])
    roles[missing] += source[:1]


def _share_object(roles: Roles, token: Token) -> None:
    """ "Killed and wounded dozens": the object of the later verb is the earlier one's too."""
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i - token.i <= 3 and not is_passive(child):
            roles["object"] += [item for item in child.children if item.dep_ == "dobj"][:1]


def is_passive(token: Token) -> bool:
    """Return whether a verb is in the passive voice, reduced passives included."""
    deps = {child.dep_ for child in token.children}
    if deps & {"nsubjpass", "auxpass"}:
        return True
    if token.tag_ not in ("VBN", "VBD"):
        return False
    if any(child.dep_ == "aux" and child.lemma_ == "be" for child in token.children):
        return True
    if token.dep_ in ("acl", "amod") and "nsubj" not in deps and "dobj" not in deps:
        return token.tag_ == "VBN" or "agent" in deps
    if "agent" in deps and "dobj" not in deps:
        return True
    if token.dep_ == "conj" and token.tag_ == "VBN" and not deps & {"nsubj", "aux", "dobj"}:
        return token.head.pos_ in ("VERB", "AUX") and is_passive(token.head)
    return token.dep_ == "advcl" and token.tag_ == "VBN" and not deps & {"nsubj", "aux", "dobj"}


def add_prepositions(roles: Roles, noun: Token, *, weak: bool = False) -> None:
    """Add what hangs on a noun by prepositions; `weak` leaves out those that belong to the noun alone."""
    for child in noun.children:
        if child.dep_ in ("prep", "agent") and not (weak and child.lower_ in ("of", "by", "against", "between")):
            roles[preposition(child)] += [referent(item, noun) for item in objects(child)]
