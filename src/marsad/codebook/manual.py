"""The codebook's manual, written from the codebook: what each entry asserts, its triggers, slots and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from marsad.codebook.book import Codebook, Entry, Example, forms
from marsad.codebook.kinds import meanings
from marsad.model.claim import Kind

_HEAD = """\
# The codebook

Written from the codebook by `marsad check --manual`; do not edit it here. An entry wakes on its triggers, which are base forms; a
trigger of two words is a verb with its particle or object, or a noun with its modifier. A slot names the roles of the clause that may
fill it, the first that fits winning: `role:sort` asks for a sort of thing, `role:-sort` for anything else, `role:!sort`
refuses a sort, `role.2` is the second of two coordinated phrases, and `place` is any preposition whose phrase names a place, `itself` the
noun that woke the entry ("1,500 evacuees"), `total` the number that a verb gives for it ("the number of evacuees rose to 1,500"). Sorts
are in `codebook/data/words/sorts.yaml`; `unarmed`, which an entry may refuse, is people who are no force.
"""


def manual(codebook: Codebook) -> str:
    """Return the manual as Markdown, entries grouped by kind."""
    entries = sorted(codebook.entries, key=lambda entry: (entry.kind, entry.id))
    parts = [_HEAD]
    for kind, members in groupby(entries, key=lambda entry: entry.kind):
        parts.append(f"\n## {kind}\n")
        parts += _mapped(kind)
        parts += [line for entry in members for line in _entry(entry)]
    return "\n".join(parts) + "\n"


def _mapped(kind: Kind) -> Iterator[str]:
    meaning = meanings()[kind]
    found = (
        ("ACLED", meaning.acled.sub_event or meaning.acled.type),
        ("PLOVER", f"{meaning.plover.type} {meaning.plover.mode}".strip()),
    )
    if listed := [f"{scheme} {words}" for scheme, words in found if words]:
        yield f"In other schemes: {', '.join(listed)}.\n"


def _entry(entry: Entry) -> Iterator[str]:
    yield f"### {entry.id}\n"
    yield f"{entry.because}\n"
    for form, triggers in forms(entry):
        if triggers:
            yield f"- **{form}s**: {_listed(triggers)}"
    for slot in ("who", "whom", "where", "whence", "count"):
        if roles := getattr(entry, slot):
            yield f"- **{slot}**: {_listed(roles, code=True)}"
    for name in ("needs", "takes", "refuses"):
        if demands := getattr(entry, name):
            words = "; ".join(f"`{role}` {' or '.join(sorts)}" for role, sorts in demands.items())
            yield f"- **{name}**: {words}"
    yield ""
    yield "| sentence | read as |"
    yield "| --- | --- |"
    yield from (_example(example) for example in entry.examples)
    yield ""


def _example(example: Example) -> str:
    claims = "; ".join(
        ", ".join(f"{slot}: {value}" for slot, value in claim.items()) or "yes" for claim in example.claims
    )
    note = f" (not yet: {example.todo})" if example.todo else ""
    return f"| {_cell(example.text)} | {_cell(claims) or 'nothing'}{note} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "/").split())


def _listed(words: Iterable[str], *, code: bool = False) -> str:
    return ", ".join(f"`{word}`" if code else word for word in words)
