"""Show how a sentence was read: its clauses, the entries that saw them, and why each did not fire."""

from __future__ import annotations

from collections.abc import Iterator

from marsad.codebook.book import Codebook
from marsad.model.clause import Clause
from marsad.model.report import Report
from marsad.read import learned, reader
from marsad.read.frames import frames, refusals
from marsad.reference import Reference


def lines(report: Report, codebook: Codebook, reference: Reference, model: str = "") -> Iterator[str]:
    """Yield the explanation of each sentence of a report, line by line."""
    found, context, _, _ = reader.by_codebook(report, codebook, reference, model)
    told = learned.explanations(found, context) if learned.is_installed() else {}
    for number, sentence in enumerate(context.sentences):
        yield sentence.text
        fired = {(frame.clause.start, frame.entry.id) for frame in frames(sentence, codebook)}
        for clause in sentence.clauses:
            yield from _clause(clause, codebook, fired)
        yield from told.get(number, ())


def _clause(clause: Clause, codebook: Codebook, fired: set[tuple[int, str]]) -> Iterator[str]:
    keys = ", ".join(key for key, _, _ in clause.keys)
    marks = [
        word
        for word, is_so in (
            ("negated", clause.negated),
            (clause.modal, bool(clause.modal)),
            ("passive", clause.passive),
            ("in an if-clause", clause.conditional),
        )
        if is_so
    ]
    yield f"  {clause.form} {keys}" + (f"  ({', '.join(marks)})" if marks else "")
    for role, arguments in clause.roles.items():
        for item in arguments:
            yield f"      {role}: {item.text!r} [{', '.join(sorted(item.sorts))}]"
    for governor in clause.under:
        yield f"      under {governor.predicate!r} ({governor.relation})"
    for start, entry in sorted(fired):
        if start == clause.start:
            yield f"      + {entry} fired"
    for refusal in refusals(clause, codebook):
        yield f"      - {refusal.entry} did not: {refusal.why}"
