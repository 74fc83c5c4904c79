"""Read a codebook file with the line on which each entry and each example stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from marsad.model.problem import MarsadError

# The failsafe schema: every scalar stays the text that its author wrote (`no`, `12:30`).
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True)
class Located:
    """An item of a YAML list, its line, and the lines of the items of the lists within it."""

    value: dict[str, Any]
    line: int
    lines: dict[str, list[int]] = field(default_factory=dict)

    def lines_of(self, name: str) -> list[int]:
        """Return the line of each item of the list called `name`."""
        return self.lines.get(name, [])


def load_located(path: Path) -> list[Located]:
    """Return the items of a file that holds a list of mappings."""
    try:
        text = path.read_text(encoding="utf-8")
        root = yaml.compose(text, Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise MarsadError(f"{path}: not valid YAML: {error}. Correct the file and try again.") from error
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode) or not all(isinstance(node, yaml.MappingNode) for node in root.value):
        raise MarsadError(f"{path}: must be a list of entries, each beginning with '- id: ...'.")
    return [_located(node) for node in root.value]


def _located(node: Any) -> Located:
    lines = {
        name.value: [item.start_mark.line + 1 for item in value.value]
        for name, value in node.value
        if isinstance(value, yaml.SequenceNode)
    }
    return Located(plain(node), node.start_mark.line + 1, lines)


def plain(node: Any) -> Any:
    """Return a composed YAML node as text, lists and dictionaries."""
    if isinstance(node, yaml.MappingNode):
        return {name.value: plain(value) for name, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [plain(item) for item in node.value]
    return node.value
