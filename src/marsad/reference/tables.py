"""Read the tables of a pack (YAML and CSV), every value as text until its type is asked for.

YAML is read with the failsafe schema (`BaseLoader`), in which `no`, `12:30` and `1e3` stay the
text that the author wrote; msgspec then gives each field its type.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from marsad.model.problem import MarsadError

T = TypeVar("T")


def load_yaml(path: Path) -> Any:
    """Return the content of a YAML file as text, lists and dictionaries."""
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - makes text only
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MarsadError(f"{path}: not valid YAML: {error}. Correct the file and try again.") from error


def typed(value: Any, kind: type[T], path: Path) -> T:
    """Return `value` as `kind`, or say which field of which file does not fit."""
    try:
        return msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        raise MarsadError(f"{path}: {error}. Correct the field and try again.") from error


def load_csv(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file in UTF-8 (with or without a byte-order mark)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MarsadError(f"{path}: not UTF-8. Save the table as CSV in UTF-8 and try again.") from error
    return [
        {name: (value or "").strip() for name, value in row.items() if name}
        for row in csv.DictReader(io.StringIO(text))
    ]
