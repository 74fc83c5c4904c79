"""Fit the learned reader: networks over folds of whole reports, their combination with the codebook, and the one that ships.

    PYTHONPATH=src:training python -m reader --data ../shared/gold/train --more REPORTS --work build/reader

A first network and the codebook read reports that nobody annotated, and the networks that count learn from those before they
learn from people. Every network that is done is kept in the folder of work, so that a run that was cut off goes on where it
stopped. The result goes to `src/marsad/read/learned/data`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec
import torch
from tokenizers import Tokenizer

from marsad.evaluate.gold import Tally, plain
from marsad.evaluate.result import Result
from marsad.publish.claim_line import form
from marsad.read.learned.network import DATA, load
from marsad.read.learned.network import Network as Fitted
from marsad.read.learned.weigh import combine
from reader import silver
from reader.combination import cases
from reader.combination import fit as fit_combination
from reader.examples import Example, examples, of_codebook
from reader.export import export
from reader.fit import fit
from reader.network import BASE, Network
from reader.predict import Read, reads

FOLDS = 4
"""Parts of the reports: how the readers are weighed is fitted on the first, read by networks that have not seen it."""
SEED = 1
SEED_OF_FOLDS = 7
EPOCHS, EPOCHS_OF_START, EPOCHS_FROM_START = 20, 2, 10
"""Rounds over the annotated reports from the base model, over reports that nobody annotated, and from there."""
VERSION = "2"


def main() -> None:
    """Fit all and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="Folder of annotated reports.")
    parser.add_argument("--more", type=Path, action="append", default=[], help="Reports that nobody annotated.")
    parser.add_argument("--work", type=Path, required=True, help="Folder for what is half done.")
    arguments = parser.parse_args()
    arguments.work.mkdir(parents=True, exist_ok=True)
    tokenizer = Tokenizer.from_file(str(BASE / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    found, lost = examples(arguments.data, tokenizer)
    fold_of = folds({example.report for example in found})
    print(f"{len(fold_of)} reports, {len(found)} windows, {lost} claims not found in their text")
    about: dict[str, Any] = {
        "version": VERSION, "seed": SEED, "base": "all-MiniLM-L6-v2 (Apache-2.0)", "reports": len(fold_of),
        "data": digest(arguments.data), "torch": version("torch"),
    }  # fmt: skip
    plain = of_codebook(tokenizer)
    kept = [*(example for example in found if fold_of[example.report]), *plain]
    unseen = {report for report, fold in fold_of.items() if not fold}
    teacher = network(kept, EPOCHS, arguments.work / "teacher", about)
    read = list(reads(arguments.data, dict.fromkeys(unseen, teacher)))
    start = None
    if arguments.more:
        how = fit_combination(cases(read))
        start = started(
            arguments.work / "start.pt",
            lambda: silver.examples(arguments.more, arguments.data, teacher, how, tokenizer),
        )
        about |= {"started_from": "unannotated reports, as both readers read them", "epochs_of_start": EPOCHS_OF_START}
        student = network(kept, EPOCHS_FROM_START, arguments.work / "student", about, start)
        read = [replace(one, network=student) for one in read]
    network([*found, *plain], EPOCHS_FROM_START if start else EPOCHS, arguments.work / "all", about, start)
    alone = [replace(one, claims=[]) for one in read]
    for name in ("encoder.onnx", "roles.onnx", "tokenizer.json", "network.json"):
        (Path(str(DATA)) / name).write_bytes((arguments.work / "all" / name).read_bytes())
    (Path(str(DATA)) / "both.toml").write_bytes(msgspec.toml.encode(fit_combination(cases(read))))
    (Path(str(DATA)) / "learned.toml").write_bytes(msgspec.toml.encode(fit_combination(cases(alone))))
    measures = {
        "codebook": measured(read, lambda one: one.claims),
        "learned": measured_unseen(alone),
        "both": measured_unseen(read),
    }
    (arguments.work / "measures.json").write_text(json.dumps(measures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measures, indent=1))


def started(path: Path, examples_of: Callable[[], list[Example]]) -> Network:
    """Return a network fitted to examples that nobody annotated, from which others start."""
    if not path.is_file():
        torch.save(fit(examples_of(), SEED, EPOCHS_OF_START).state_dict(), path)
    made = Network()
    made.load_state_dict(torch.load(path))
    return made


def folds(reports: set[str]) -> dict[str, int]:
    """Return the fold of each report."""
    ordered = sorted(reports)
    random.Random(SEED_OF_FOLDS).shuffle(ordered)
    return {report: number % FOLDS for number, report in enumerate(ordered)}


def digest(folder: Path) -> str:
    """Return the hash of the annotated reports."""
    whole = hashlib.sha256()
    for path in sorted(folder.glob("*.claims.jsonl")) + sorted(folder.glob("*.txt")):
        whole.update(path.name.encode() + path.read_bytes())
    return whole.hexdigest()


def network(
    found: list[Example], epochs: int, folder: Path, about: dict[str, Any], start: Network | None = None
) -> Fitted:
    """Return a network fitted to examples and exported to a folder, if that has not been done before."""
    if not (folder / "network.json").is_file():
        began = time.time()
        print(f"{folder.name}: {len(found)} windows")
        fitted = fit(found, SEED, epochs, start)
        export(fitted, folder, {**about, "epochs": epochs, "minutes": round((time.time() - began) / 60)})
    return load(folder)


def measured_unseen(read: list[Read]) -> dict[str, float]:
    """Return the measures of both readers, each report weighed by settings fitted on others."""
    made = cases(read)
    part_of = folds({one.report for one in read})
    settings = {
        part: fit_combination([case for case in made if part_of[case.read.report] != part])
        for part in set(part_of.values())
    }
    return measured(
        read, lambda one: combine(one.claims, one.times, one.network, one.context, settings[part_of[one.report]])
    )


def measured(read: list[Read], claims_of: Any) -> dict[str, float]:
    """Return the measures of one way to read."""
    tally = Tally()
    for one in read:
        tally.add(plain(one.gold), plain([form(claim) for claim in claims_of(one)]))
    result: Result = tally.result()
    return {measure.name: round(measure.value, 4) for measure in result.measures}


if __name__ == "__main__":
    main()
