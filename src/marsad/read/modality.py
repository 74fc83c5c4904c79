"""How a claim is said: asserted, denied, possible, predicted, planned or urged."""

from __future__ import annotations

from marsad.codebook.words import Words
from marsad.model.claim import Modality
from marsad.model.clause import Clause, Governor

_RANK: dict[str, int] = {"asserted": 0, "possible": 1, "denied": 2, "predicted": 3, "planned": 4, "urged": 5}
"""Where several apply, the one that is further from what has happened wins."""
_INTENTIONAL = frozenset({"attack", "force", "control", "siege", "relief", "deal", "tie", "displacement", "stance"})
"""Families in which "will", said of the one who acts, is a plan rather than a forecast."""


def modality(
    clause: Clause, family: str, words: Words, given: Modality | None = None, *, acts: bool = True
) -> Modality:
    """Return the modality of a clause; `given` is what the codebook entry says of itself.

    `acts` tells whether the subject is the one who acts, whose "will" is a plan, or the one acted upon.
    """
    found: list[Modality] = [given] if given else []
    if clause.form in ("compound", "adjective") and not clause.negated:
        # A modifier ("rebel-held") is taken for granted, however its sentence is meant.
        return given or "asserted"
    if clause.negated:
        found.append("denied" if given != "denied" else "asserted")
        if given == "denied":
            found.remove("denied")
    if clause.negated and given is None:
        # "Will not give up the town" foretells no loss: the denial outweighs future and plan.
        return "denied"
    found += _own(clause, family if acts else "", words)
    for index, governor in enumerate(clause.under):
        over = _of_governor(governor, index, words, is_to=clause.tense == "infinitive")
        if over:
            found.append(over)
    return max(found, key=lambda item: _RANK[item], default="asserted")


def _own(clause: Clause, family: str, words: Words) -> list[Modality]:
    found: list[Modality] = []
    for adverb in clause.adverbs:
        for name, listed in {**words.adverbs, **words.adjectives}.items():
            if adverb in listed:
                found.append(name)  # type: ignore[arg-type]
    by_modal = words.modals.get(clause.modal, "")
    if by_modal == "future":
        found.append(_future(clause, family))
    elif by_modal == "ability":
        found.append("denied" if clause.negated else "possible")
    elif by_modal:
        found.append(by_modal)  # type: ignore[arg-type]
    if clause.tense == "infinitive" and not _is_governed(clause, words) and not _is_object(clause):
        found.append("planned")
    return found


def _future(clause: Clause, family: str) -> Modality:
    subject = next(iter(clause.roles.get("subject", ())), None)
    acts = subject is not None and bool(subject.sorts & {"armed", "state", "name", "pronoun"})
    return (
        "planned"
        if acts and family in _INTENTIONAL and not clause.conditional and not clause.condition
        else "predicted"
    )


def _is_governed(clause: Clause, words: Words) -> bool:
    """Return whether the verb over a to-clause says itself whether the thing was done."""
    first = clause.under[0] if clause.under else None
    if first is None or first.relation not in ("open", "complement"):
        return False
    name = first.predicate
    return name in words.implicative or name in words.modality_of or _bare(name) in words.implicative


def _is_object(clause: Clause) -> bool:
    """Whether a noun only is what a verb is about ("to monitor the ceasefire"); light verbs are no governors."""
    return clause.form == "noun" and bool(clause.under) and clause.under[0].relation == "noun"


def _bare(name: str) -> str:
    return name.split(maxsplit=1)[0] if not name.startswith("be ") else name


def _of_governor(governor: Governor, index: int, words: Words, *, is_to: bool) -> Modality | None:
    name = words.modality_of.get(governor.predicate) or words.modality_of.get(_bare(governor.predicate))
    is_open_to = is_to and index == 0 and governor.relation == "open"
    if name == "planned" and not is_open_to and _bare(governor.predicate) in words.only_to:
        return None
    is_near = index == 0 or governor.relation in ("complement", "noun")
    if not name and governor.predicate in words.hindering and governor.relation == "open":
        return "denied"
    if not name and governor.predicate == "be" and governor.relation == "open" and index == 0 and is_to:
        return "planned"
    if not name:
        if words.modals.get(governor.modal) in ("future", "possible", "urged") and governor.relation == "open":
            return "predicted" if words.modals[governor.modal] == "future" else words.modals[governor.modal]  # type: ignore[return-value]
        if governor.negated and governor.relation == "open" and _bare(governor.predicate) in words.implicative:
            return "denied"
        return None
    if not is_near and name in ("planned", "urged"):
        return None
    if governor.negated:
        is_denied = name in ("planned", "asserted") or (is_near and governor.predicate in words.implicative)
        return "denied" if is_denied else None
    return name  # type: ignore[return-value]
