"""Fit the learned reader: networks over folds of whole reports, their combination with the codebook, and the one that ships.

    PYTHONPATH=src:training python -m reader --data ../shared/gold/train --work build/reader

Every network that is done is kept in the folder of work, so that a run that was cut off goes on where it
stopped. The result goes to `src/marsad/read/learned/data`.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import time
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
from marsad.read.learned.weigh import combine
from reader.combination import cases
from reader.combination import fit as fit_combination
from reader.examples import Example, examples, of_codebook
from reader.export import export
from reader.fit import fit
from reader.network import BASE, Network
from reader.predict import Read, reads

FOLDS, FITTED = 4, 2
"""Parts of the reports, and how many of them a network is fitted without: two suffice to fit the weighing of readers."""
SEED = 1
SEED_OF_FOLDS = 7
EPOCHS = 20
VERSION = "2"


def main() -> None:
    """Fit all and write the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="Folder of annotated reports.")
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
    for fold in range(FITTED):
        kept = [*(example for example in found if fold_of[example.report] != fold), *plain]
        network(kept, EPOCHS, arguments.work / f"fold{fold}", about)
    network([*found, *plain], EPOCHS, arguments.work / "all", about)
    networks = [load(arguments.work / f"fold{fold}") for fold in range(FITTED)]
    read = list(reads(arguments.data, {report: networks[fold] for report, fold in fold_of.items() if fold < FITTED}))
    alone = [replace(one, claims=[]) for one in read]
    for name in ("encoder.onnx", "roles.onnx", "tokenizer.json", "network.json"):
        (Path(str(DATA)) / name).write_bytes((arguments.work / "all" / name).read_bytes())
    (Path(str(DATA)) / "both.toml").write_bytes(msgspec.toml.encode(fit_combination(cases(read))))
    (Path(str(DATA)) / "learned.toml").write_bytes(msgspec.toml.encode(fit_combination(cases(alone))))
    measures = {
        "codebook": measured(read, lambda one: one.claims),
        "learned": measured_unseen(alone, fold_of),
        "both": measured_unseen(read, fold_of),
    }
    (arguments.work / "measures.json").write_text(json.dumps(measures, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(measures, indent=1))


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


def network(found: list[Example], epochs: int, folder: Path, about: dict[str, Any]) -> None:
    """Fit a network and export it, if that has not been done."""
    if (folder / "network.json").is_file():
        return
    began = time.time()
    print(f"{folder.name}: {len(found)} windows")
    fitted: Network = fit(found, SEED, epochs, log=print)
    torch.save(fitted.state_dict(), folder.with_suffix(".pt"))
    export(fitted, folder, {**about, "epochs": epochs, "minutes": round((time.time() - began) / 60)})


def measured_unseen(read: list[Read], fold_of: dict[str, int]) -> dict[str, float]:
    """Return the measures of both readers, weighed for each fold by settings fitted on the others."""
    made = cases(read)
    settings = {
        fold: fit_combination([case for case in made if fold_of[case.read.report] != fold])
        for fold in set(fold_of.values())
    }
    return measured(
        read, lambda one: combine(one.claims, one.times, one.network, one.context, settings[fold_of[one.report]])
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
