"""What one more report costs, beside reconciling everything anew.

Reconciles an archive made at random (as in reconciling.py), then adds reports of four claims one by one. `update` is what the
report itself costs; `result` is handing out all events, which grows with the archive but compares nothing.

    python benchmarks/increments.py [--claims N] [--reports N]
"""

from __future__ import annotations

import argparse
import random
import statistics
import time

from reconciling import SKEWS, made

from marsad.reconcile import State, events
from marsad.reference import Reference


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=100_000, help="claims of the archive (100000 unless told)")
    parser.add_argument("--reports", type=int, default=50, help="reports added one by one (50 unless told)")
    told = parser.parse_args()
    for name, places, days, words in SKEWS[:2]:
        chance = random.Random(told.claims)
        size = told.claims + 4 * told.reports
        claims = [made(number, places, days or size // 40, words, chance) for number in range(size)]
        start = time.process_time()
        rebuilt = events(claims, Reference())
        whole = time.process_time() - start
        state = State(Reference())
        state.update(claims[: told.claims])
        costs: list[float] = []
        for first in range(told.claims, size, 4):
            start = time.process_time()
            state.update(claims[first : first + 4])
            costs.append(time.process_time() - start)
        start = time.process_time()
        grown = state.result()
        handed = time.process_time() - start
        assert grown == rebuilt
        print(
            f"{name}: rebuild of {size:,} claims {whole:.1f} s; one more report: update {statistics.median(costs):.4f} s "
            f"(median of {told.reports}, most {max(costs):.4f} s), result {handed:.2f} s",
            flush=True,
        )


if __name__ == "__main__":
    main()
