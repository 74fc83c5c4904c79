"""Write a fitted network as two int8 ONNX files with its tokenizer and a card of hashes."""

from __future__ import annotations

import hashlib
import json
import tempfile
import warnings
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from marsad.model.claim import KINDS
from marsad.read.learned.labels import MODALITIES, ROLES, SPEAKERS
from reader.network import BASE, Network

OPSET = 17


def export(network: Network, folder: Path, about: dict[str, Any]) -> None:
    """Write encoder.onnx, roles.onnx, tokenizer.json and network.json, which holds the hash of each and `about`."""
    folder.mkdir(parents=True, exist_ok=True)
    network.eval()
    width = network.encoder.bert.config.hidden_size
    there = torch.ones(2, 9, dtype=torch.long)
    _write(
        network.encoder, (torch.ones(2, 9, dtype=torch.long), there), folder / "encoder.onnx",
        {"pieces": 2, "there": 2}, {"hidden": 2, "odds": 2},
    )  # fmt: skip
    _write(
        network.roles, (torch.zeros(2, 9, width), there, torch.tensor([1, 2]), torch.tensor([0, 1])),
        folder / "roles.onnx", {"hidden": 2, "there": 2, "cue": 1, "kind": 1}, {"spans": 2, "modality": 1, "speaker": 1},
    )  # fmt: skip
    shrunk = json.loads((BASE / "tokenizer.json").read_text(encoding="utf-8"))
    (folder / "tokenizer.json").write_text(
        json.dumps(shrunk, ensure_ascii=False, separators=(",", ":")), encoding="utf-8"
    )
    names = ("encoder.onnx", "roles.onnx", "tokenizer.json")
    card = {
        **about,
        "kinds": KINDS, "roles": ROLES, "modalities": MODALITIES, "speakers": SPEAKERS,
        "files": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names},
    }  # fmt: skip
    (folder / "network.json").write_text(json.dumps(card, indent=1) + "\n", encoding="utf-8")


def _write(
    part: torch.nn.Module, inputs: tuple[torch.Tensor, ...], path: Path, takes: dict[str, int], gives: dict[str, int]
) -> None:
    free = {
        name: {axis: f"{name}_{axis}" if axis > 1 else ("rows", "pieces")[axis] for axis in range(axes)}
        for name, axes in (takes | gives).items()
    }
    with tempfile.TemporaryDirectory() as place, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(place) / "whole.onnx"
        torch.onnx.export(
            part, inputs, str(whole), input_names=list(takes), output_names=list(gives), dynamic_axes=free,
            opset_version=OPSET, dynamo=False,
        )  # fmt: skip
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)
