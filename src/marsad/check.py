"""Run the codebook's own tests: every example, read by all entries of the book at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from marsad import codebook as codebooks
from marsad import reference
from marsad.codebook import Codebook, Entry, Example
from marsad.codebook.check import faults
from marsad.model.claim import Claim, Count
from marsad.model.ids import digest
from marsad.model.problem import Problem
from marsad.model.report import Raw, Report
from marsad.read import claims
from marsad.reference import Reference
from marsad.reference.check import faults as table_faults

_ARTICLES = frozenset({"the", "a", "an"})


def problems(packs: Sequence[Path] = (), model: str = "") -> Iterator[Problem]:
    """Yield all that is wrong with the codebook that ships, or with it and some packs."""
    codebook = codebooks.load(*packs)
    shipped = reference.load()
    yield from faults(codebook)
    for pack in packs:
        yield from table_faults(reference.load(pack, world=False), pack)
    for entry in codebook.entries:
        for number, example in enumerate(entry.examples):
            place = codebook.example_lines[entry.id, number]
            owner = next((pack for pack in packs if place.path.is_relative_to(pack)), None)
            names = reference.load(owner) if owner else shipped
            yield from example_problems(entry, example, str(place), codebook, names, model)


def example_problems(
    entry: Entry, example: Example, place: str, codebook: Codebook, names: Reference, model: str = ""
) -> Iterator[Problem]:
    """Yield what is wrong with one example: what was expected, and what was read instead."""
    read = _read(example, codebook, names, model)
    own = [claim for claim in read if claim.read_by.entry == entry.id]
    others = sorted({claim.kind for claim in read if claim.read_by.entry != entry.id})
    faults_found = [*_wrong(example, own), *_undeclared(example, others)]
    if example.todo and not faults_found:
        yield Problem(
            code="codebook.todo", message=f"{entry.id}: marked as not yet read, but it is read now", place=place,
            remedy="delete its `todo`",
        )  # fmt: skip
    elif not example.todo:
        for fault in faults_found:
            yield Problem(
                code="codebook.example", message=f"{entry.id}: {example.text!r}: {fault}", place=place,
                remedy="correct the entry, or the example",
            )  # fmt: skip


def report_of(example: Example) -> Report:
    """Return an example as a report of its own."""
    return Report(
        id=digest(example.text), source="example", published=example.published or date(2013, 6, 6), title="",
        text=example.text, raw=Raw(path="", sha256="", size=0),
    )  # fmt: skip


def _read(example: Example, codebook: Codebook, names: Reference, model: str) -> tuple[Claim, ...]:
    return claims(report_of(example), codebook, names, model, readers="codebook").claims


def _wrong(example: Example, own: Sequence[Claim]) -> Iterator[str]:
    left = list(own)
    for expected in example.claims:
        match = next((claim for claim in left if not list(_differences(expected, claim))), None)
        if match is not None:
            left.remove(match)
        elif left:
            yield f"expected {expected}; it differs in {'; '.join(_differences(expected, left[0]))}"
        else:
            yield f"expected {expected}, read nothing"
    if not example.claims or len(own) > len(example.claims):
        for claim in left:
            yield f"must not be read, but {claim.cue.text!r} gave {claim.kind}"


def _undeclared(example: Example, others: Sequence[str]) -> Iterator[str]:
    if extra := sorted(set(others) - set(example.also)):
        yield f"other entries read {', '.join(extra)}: declare them under `also`, or mend those entries"
    if missing := sorted(set(example.also) - set(others)):
        yield f"declared under `also`, but not read: {', '.join(missing)}"


def _differences(expected: dict[str, str], claim: Claim) -> Iterator[str]:
    for slot, value in {"modality": "asserted", **expected}.items():
        found = slot_text(claim, slot)
        if _words(found) != _words(value):
            yield f"{slot}: {value!r} expected, {found!r} read"


def slot_text(claim: Claim, slot: str) -> str:
    """Return a slot as the codebook's examples write it."""
    if slot == "said_by":
        return "; ".join(speaker.text for speaker in claim.said_by)
    if slot == "when":
        return claim.when.edtf if claim.when else ""
    if slot == "count":
        return _count(claim.count) if claim.count else ""
    value = getattr(claim, slot)
    return value if isinstance(value, str) else value.text if value is not None else ""


def _count(count: Count) -> str:
    low, high = (f"{end:g}" if end is not None else "" for end in (count.low, count.high))
    return low if low == high else f"{low}..{high}"


def _words(text: str) -> list[str]:
    return [word for word in text.lower().split() if word not in _ARTICLES]
