"""Collects every example of the codebook, here and in packs, as a test named after its file and line."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from marsad import codebook as codebooks
from marsad import reference
from marsad.check import example_problems
from marsad.codebook import Codebook, Entry
from marsad.codebook.source import load_located
from marsad.reference import Reference


@cache
def _book(pack: Path | None) -> tuple[Codebook, Reference]:
    return codebooks.load(*((pack,) if pack else ())), reference.load(pack)


class _Example(pytest.Item):
    def __init__(self, *, entry: str, number: int, pack: Path | None, line: int, **kwargs: object) -> None:
        super().__init__(**kwargs)  # type: ignore[arg-type]
        self._entry, self._number, self._pack, self._line = entry, number, pack, line

    def runtest(self) -> None:
        book, names = _book(self._pack)
        entry = book.entry(self._entry)
        assert isinstance(entry, Entry)
        found = list(example_problems(entry, entry.examples[self._number], f"{self.path}:{self._line}", book, names))
        if found:
            pytest.fail("\n".join(f"{problem.place}: {problem.message}" for problem in found), pytrace=False)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self._line - 1, self.name


class _Entries(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        folder = self.path.parent.parent
        pack = folder.parent if (folder.parent / "pack.yaml").is_file() else None
        for item in load_located(self.path):
            for number, line in enumerate(item.lines_of("examples")):
                yield _Example.from_parent(
                    self, name=f"{item.value['id']}-{number + 1}", entry=item.value["id"], number=number, pack=pack,
                    line=line,
                )  # fmt: skip


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    if file_path.suffix == ".yaml" and file_path.parent.name == "entries":
        entries: pytest.Collector = _Entries.from_parent(parent, path=file_path)
        return entries
    return None
