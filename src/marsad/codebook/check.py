"""Faults of the codebook that show without reading a sentence: each with file, line and remedy."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.codebook.book import Codebook, Entry, forms
from marsad.codebook.kinds import meanings
from marsad.codebook.schemes import acled, plover
from marsad.model.claim import KINDS
from marsad.model.problem import Problem

READS, READS_NOT = 2, 1
"""Examples that every entry needs: so many that it reads, and so many that it must not read."""

_SLOTS = frozenset(
    {"who", "whom", "where", "whence", "when", "count", "said_by", "modality", "condition", "horizon", "kind"}
)


def faults(codebook: Codebook) -> Iterator[Problem]:
    """Yield the faults of a codebook's form."""
    for entry in codebook.entries:
        place = str(codebook.lines.get(entry.id, ""))
        yield from _of_entry(entry, codebook, place)
    yield from _of_schemes()
    covered = {entry.kind for entry in codebook.entries}
    for kind in KINDS:
        if kind not in covered:
            yield _fault("codebook.kind", f"no entry reads {kind}", "add an entry of that kind", "")


def _of_schemes() -> Iterator[Problem]:
    """Yield what kinds and rows map to that the scheme does not have."""
    scheme, types = acled(), plover()
    for rule in scheme.rules:
        if rule.sub_event not in scheme.type_of:
            yield _fault("codebook.acled", f"ACLED has no sub-event {rule.sub_event!r}", "use its exact name", "")
        for kind in rule.of:
            if kind not in KINDS:
                yield _fault("codebook.kind", f"schemes/acled.yaml: no kind is called {kind!r}", "correct its name", "")
    for kind, meaning in meanings().items():
        own, other = meaning.acled, meaning.plover
        if own.type and (own.type not in scheme.event_types or scheme.type_of.get(own.sub_event, own.type) != own.type):
            yield _fault(
                "codebook.acled", f"{kind}: ACLED has no {own.type}, {own.sub_event}", "use its exact names", ""
            )
        if other.type and (other.type not in types or (other.mode and other.mode not in types[other.type])):
            yield _fault(
                "codebook.plover", f"{kind}: PLOVER has no {other.type} {other.mode}", "use its exact names", ""
            )


def _of_entry(entry: Entry, codebook: Codebook, place: str) -> Iterator[Problem]:
    if not any(triggers for _, triggers in forms(entry)):
        yield _fault("codebook.trigger", f"{entry.id} has no trigger", "give it verbs, nouns or compounds", place)
    if not entry.because:
        yield _fault(
            "codebook.because", f"{entry.id} gives no reason", "say in `because` what the entry asserts", place
        )
    reads = sum(1 for example in entry.examples if example.claims)
    if reads < READS:
        yield _fault("codebook.examples", f"{entry.id} has {reads} examples that read", f"write {READS}", place)
    if len(entry.examples) - reads < READS_NOT:
        yield _fault(
            "codebook.examples", f"{entry.id} has no example that must not read", "write one: `claims: []`", place
        )
    for number, example in enumerate(entry.examples):
        at = str(codebook.example_lines.get((entry.id, number), place))
        for claim in example.claims:
            for slot in sorted(set(claim) - _SLOTS):
                yield _fault("codebook.slot", f"{entry.id}: a claim has no slot {slot!r}", "correct its name", at)
        for kind in example.also:
            if kind not in KINDS:
                yield _fault("codebook.kind", f"{entry.id}: no kind is called {kind!r}", "correct its name", at)


def _fault(code: str, message: str, remedy: str, place: str) -> Problem:
    return Problem(code=code, message=message, remedy=remedy, place=place)
