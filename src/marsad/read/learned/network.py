"""The fitted network, run by ONNX Runtime: windows in, odds out. Nothing else knows that it exists."""

from __future__ import annotations

import functools
import hashlib
import importlib.util
import json
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from marsad.model.claim import KINDS
from marsad.model.problem import MarsadError
from marsad.read.learned.labels import MODALITIES, ROLES, SPEAKERS
from marsad.read.learned.windows import Window

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

    Odds = NDArray[np.float32]

DATA = files("marsad.read.learned") / "data"
CUES_AT_ONCE = 16
"""Cues run at once: those of like length, so that little is padded."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A place to read roles from: a window's number, a piece of it, and a kind."""

    window: int
    position: int
    kind: int


@dataclass(frozen=True, slots=True)
class Told:
    """What the network tells of a cue: odds of role spans (pieces by roles, begins and insides), modality, speaker."""

    first: int
    begins: Odds
    insides: Odds
    modality: Odds
    speaker: Odds


@dataclass(frozen=True)
class Network:
    """Both parts of the network, with the tokenizer that cuts words as they learned them."""

    encoder: Any
    roles: Any
    tokenizer: Tokenizer
    version: str

    def hidden(self, windows: Sequence[Window]) -> tuple[list[Odds], list[Odds]]:
        """Return for each window its hidden states, and the odds of a cue of each kind at each piece."""
        import numpy as np

        states: list[Odds] = []
        cues: list[Odds] = []
        for window in windows:
            # One by one: a report has few windows, and padding them to one length costs more than it saves.
            pieces = np.array([window.pieces], np.int64)
            hidden, odds = self.encoder.run(None, {"pieces": pieces, "there": np.ones_like(pieces)})
            states.append(hidden[0])
            cues.append(_odds(odds[0]))
        return states, cues

    def told(self, windows: Sequence[Window], states: Sequence[Odds], cues: Sequence[Cue]) -> list[Told]:
        """Return what the network tells of each cue."""
        import numpy as np

        found: list[Told | None] = [None] * len(cues)
        places = [windows[cue.window].around(cue.position) for cue in cues]
        by_length = sorted(range(len(cues)), key=lambda number: places[number][1] - places[number][0])
        for start in range(0, len(cues), CUES_AT_ONCE):
            numbers = by_length[start : start + CUES_AT_ONCE]
            longest = max(places[number][1] - places[number][0] for number in numbers)
            hidden = np.zeros((len(numbers), longest, states[0].shape[1]), np.float32)
            there = np.zeros((len(numbers), longest), np.int64)
            for row, number in enumerate(numbers):
                first, after = places[number]
                hidden[row, : after - first] = states[cues[number].window][first:after]
                there[row, : after - first] = 1
            spans, modality, speaker = self.roles.run(
                None,
                {
                    "hidden": hidden, "there": there,
                    "cue": np.array([cues[number].position - places[number][0] for number in numbers], np.int64),
                    "kind": np.array([cues[number].kind for number in numbers], np.int64),
                },
            )  # fmt: skip
            for row, number in enumerate(numbers):
                first, after = places[number]
                odds = _odds(spans[row, : after - first])
                found[number] = Told(first, odds[:, 0::2], odds[:, 1::2], _shares(modality[row]), _shares(speaker[row]))
        return [told for told in found if told is not None]


def _odds(values: Odds) -> Odds:
    import numpy as np

    return np.asarray(1 / (1 + np.exp(-values)), np.float32)


def _shares(values: Odds) -> Odds:
    import numpy as np

    powers = np.exp(values - values.max())
    return powers / powers.sum()  # type: ignore[no-any-return]


def version() -> str:
    """Return the version of the network that ships."""
    return str(json.loads((DATA / "network.json").read_text(encoding="utf-8"))["version"])


def is_installed() -> bool:
    """Whether the libraries that run the network are there (`pip install marsad[learned]`)."""
    return all(importlib.util.find_spec(name) for name in ("onnxruntime", "tokenizers"))


@functools.lru_cache(maxsize=2)
def load(folder: Path | None = None) -> Network:
    """Return the network of a folder, by default the one that ships, if its files are the ones that its card names."""
    if not is_installed():
        raise MarsadError(
            "The learned reader needs ONNX Runtime and tokenizers. Run `pip install 'marsad[learned]'`, "
            "or read with `--readers codebook`."
        )
    import onnxruntime
    from tokenizers import Tokenizer

    place = folder or DATA
    card = json.loads((place / "network.json").read_text(encoding="utf-8"))
    if [card["kinds"], card["roles"], card["modalities"], card["speakers"]] != [
        list(KINDS), list(ROLES), list(MODALITIES), list(SPEAKERS),
    ]:  # fmt: skip
        raise MarsadError("The learned reader was fitted for other kinds of claims. Fit it anew (docs/readers.md).")
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # Threads that spin while they wait take the time of whatever else runs on a small machine.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Windows differ in length, and a plan of memory for each length would be kept for ever.
    options.enable_mem_pattern = False
    parts: dict[str, bytes] = {}
    for name, wanted in card["files"].items():
        parts[name] = (place / name).read_bytes()
        if hashlib.sha256(parts[name]).hexdigest() != wanted:
            raise MarsadError(f"{name} of the learned reader is not the file its card names. Install marsad anew.")
    sessions = {
        name: onnxruntime.InferenceSession(parts[name], options, providers=["CPUExecutionProvider"])
        for name in ("encoder.onnx", "roles.onnx")
    }
    tokenizer = Tokenizer.from_buffer(parts["tokenizer.json"])
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Network(sessions["encoder.onnx"], sessions["roles.onnx"], tokenizer, card["version"])
