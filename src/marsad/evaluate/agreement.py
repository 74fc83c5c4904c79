"""How far two readers agree on the same reports: claims both read, claims one reads alone, and slots of the shared."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from marsad.evaluate.gold import Line, pair, plain, show, slot_verdicts
from marsad.model.report import Report
from marsad.publish.claim_line import form
from marsad.read.reader import Reading

SLOTS = ("who", "whom", "where", "whence", "when", "count", "said_by", "modality")
COLUMNS = ("report", "sentence", "difference", "kind", "first", "second")


@dataclass
class Agreement:
    """Counts of two readers over the same reports.

    `kinds` holds per kind how often both, the first alone and the second alone read it; `slots` how often
    both agree on a slot, of how many shared claims where either fills it; `differences` every disagreement
    as a row of `COLUMNS`.
    """

    kinds: dict[str, Counter[str]] = field(default_factory=dict)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    differences: list[dict[str, str]] = field(default_factory=list)

    def add(self, report: Report, first: Reading, second: Reading) -> None:
        """Count one report."""
        one, two = plain([form(claim) for claim in first.claims]), plain([form(claim) for claim in second.claims])
        paired = [(i, j) for i, j in pair(one, two) if one[i]["kind"] == two[j]["kind"]]
        for i, j in paired:
            self._kind(one[i]["kind"])["both"] += 1
            self._slots(report, one[i], two[j])
        for i in sorted(set(range(len(one))) - {i for i, _ in paired}):
            self._alone(report, "first", one[i])
        for j in sorted(set(range(len(two))) - {j for _, j in paired}):
            self._alone(report, "second", two[j])

    def f1(self) -> float:
        """Return the F1 of either reader against the other: it is the same both ways."""
        total = Counter[str]()
        for counts in self.kinds.values():
            total.update(counts)
        read = 2 * total["both"] + total["first"] + total["second"]
        return 2 * total["both"] / read if read else 1.0

    def _kind(self, kind: str) -> Counter[str]:
        return self.kinds.setdefault(kind, Counter())

    def _alone(self, report: Report, who: str, line: Line) -> None:
        self._kind(line["kind"])[who] += 1
        self._differ(report, line, f"read by the {who} alone", {who: line["cue"]})

    def _slots(self, report: Report, one: Line, two: Line) -> None:
        for slot, same in slot_verdicts(one, two).items():
            if one.get(slot) or two.get(slot):
                self.asked[slot] += 1
                self.right[slot] += same
                if not same:
                    self._differ(report, one, slot, {"first": one.get(slot), "second": two.get(slot)})

    def _differ(self, report: Report, line: Line, difference: str, values: dict[str, Any]) -> None:
        shown = {name: show(value) for name, value in values.items()}
        self.differences.append(
            {"report": report.id, "sentence": show(line["sentence"]), "difference": difference, "kind": line["kind"],
             "first": shown.get("first", ""), "second": shown.get("second", "")}
        )  # fmt: skip


def write(found: Sequence[dict[str, str]], path: Path) -> None:
    """Write the differences as CSV that Excel opens as UTF-8."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(found)
