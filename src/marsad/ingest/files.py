"""Files and folders to reports: plain text, Markdown with a head, JSON Lines."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from marsad.model.ids import digest
from marsad.model.problem import Problem
from marsad.model.report import Raw, Report

LARGEST = 200_000_000
"""Bytes of the largest file read; a report is a few kilobytes, an archive of them should be split."""
LONGEST = 2_000_000
"""Characters of the longest report: a book, not a report."""
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 1, 1)
"""Days of publication outside these are slips, and would date the whole picture."""
_NAMED_DAY = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_HEAD = re.compile(r"\A---\s*\n(?P<head>.*?)\n---\s*(?:\n|\Z)", re.DOTALL)
_SKIPPED = frozenset({"readme.md", "license.md", "changelog.md", "contributing.md"})
_FIELDS: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article"),
    "title": ("title", "headline"),
    "source": ("source", "outlet", "publisher"),
    "published": ("published", "date", "published_at", "datePublished", "pubDate"),
    "url": ("url", "link"),
    "language": ("language", "lang"),
}
"""Names under which the parts of a report are found in JSON and in heads, best first."""


@dataclass(frozen=True, slots=True)
class Defaults:
    """What to assume of a report that does not say it."""

    published: date | None = None
    source: str = ""
    retrieved: str = ""


def reports(
    targets: Iterable[Path], published: date | None = None, source: str = "", retrieved: str = ""
) -> Iterator[Report | Problem]:
    """Yield the reports of files and folders, and a problem for each item that could not be used.

    `published` and `source` are taken for reports that do not state theirs. A folder that is a pack
    (it has a pack.yaml) gives the reports of its `reports` folder.
    """
    defaults = Defaults(published, source, retrieved)
    for target in targets:
        found = list(_files(target))
        if not found:
            yield Problem(
                code="ingest.nothing", message="no report found there", place=str(target),
                remedy="name a .txt, .md or .jsonl file, or a folder that holds some",
            )  # fmt: skip
        for path in found:
            yield from _of_file(path, defaults)


def _files(target: Path) -> Iterator[Path]:
    if target.is_file():
        yield target
        return
    folder = target / "reports" if (target / "pack.yaml").is_file() else target
    if folder.is_dir():
        yield from sorted(
            path for path in folder.rglob("*")
            if path.is_file() and path.suffix.lower() in _READERS and path.name.lower() not in _SKIPPED
            and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        )  # fmt: skip


def _of_file(path: Path, defaults: Defaults) -> Iterator[Report | Problem]:
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        yield Problem(
            code="ingest.format", message=f"files ending in {path.suffix or 'nothing'} are not read", place=str(path),
            remedy="convert it to .txt, .md or .jsonl",
        )  # fmt: skip
        return
    try:
        if path.stat().st_size > LARGEST:
            yield Problem(
                code="ingest.size", message=f"larger than {LARGEST // 1_000_000} MB", place=str(path),
                remedy="split the file",
            )  # fmt: skip
            return
        yield from reader(path, defaults)
    except OSError as error:
        yield Problem(
            code="ingest.unreadable", message=str(error.strerror or error), place=str(path),
            remedy="check that the file is there and may be read",
        )  # fmt: skip


def _of_text(path: Path, defaults: Defaults) -> Iterator[Report | Problem]:
    raw = path.read_bytes()
    text = _decoded(raw)
    if text is None:
        yield _bad_encoding(str(path))
        return
    yield _report({"text": text}, raw, str(path), path.stem, defaults)


def _of_markdown(path: Path, defaults: Defaults) -> Iterator[Report | Problem]:
    import yaml

    raw = path.read_bytes()
    text = _decoded(raw)
    if text is None:
        yield _bad_encoding(str(path))
        return
    fields: dict[str, Any] = {}
    if match := _HEAD.match(text):
        try:
            head = yaml.load(match["head"], Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes text only
        except yaml.YAMLError as error:
            yield Problem(
                code="ingest.head", message=f"the head is not valid YAML: {_first_line(error)}", place=str(path),
                remedy="correct the lines between the two '---'",
            )  # fmt: skip
            return
        if not isinstance(head, dict):
            yield Problem(
                code="ingest.head", message="the head is not a list of `name: value` lines", place=str(path),
                remedy="write it as `source: ...`, `published: 2016-11-29`, `title: ...`",
            )  # fmt: skip
            return
        fields = head
        text = text[match.end() :]
    yield _report({**fields, "text": text}, raw, str(path), path.stem, defaults)


def _of_lines(path: Path, defaults: Defaults) -> Iterator[Report | Problem]:
    import msgspec

    with path.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            place = f"{path}:{number}"
            try:
                fields = msgspec.json.decode(line)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                yield Problem(
                    code="ingest.json", message=f"not valid JSON: {error}", place=place,
                    remedy="write one JSON object a line, in UTF-8",
                )  # fmt: skip
                continue
            if not isinstance(fields, dict):
                yield Problem(
                    code="ingest.json", message="not a JSON object", place=place,
                    remedy='write one object a line, as {"text": "...", "published": "2016-11-29"}',
                )  # fmt: skip
                continue
            yield _report(fields, line, place, "", defaults)


_READERS: dict[str, Callable[[Path, Defaults], Iterator[Report | Problem]]] = {
    ".txt": _of_text,
    ".md": _of_markdown,
    ".markdown": _of_markdown,
    ".jsonl": _of_lines,
    ".ndjson": _of_lines,
}


def _report(fields: dict[str, Any], raw: bytes, place: str, stem: str, defaults: Defaults) -> Report | Problem:
    values = {name: _field(fields, names) for name, names in _FIELDS.items()}
    text = normalised(values["text"])
    if not text.strip():
        return Problem(
            code="ingest.empty", message="it has no text", place=place,
            remedy="give its text; in JSON Lines, under the name \"text\"",
        )  # fmt: skip
    if len(text) > LONGEST:
        return Problem(
            code="ingest.length", message=f"longer than {LONGEST:,} characters", place=place,
            remedy="split it into reports",
        )  # fmt: skip
    stated = values["published"] or (match.group() if (match := _NAMED_DAY.search(stem)) else "")
    day = _day(stated)
    if stated and day is None:
        return Problem(
            code="ingest.date", message=f"{stated!r} is not a day of publication", place=place,
            remedy="write the day of publication as 2016-11-29",
        )  # fmt: skip
    published = day or defaults.published
    source = values["source"] or defaults.source or "unknown"
    title = normalised(values["title"]).strip()
    return Report(
        id=digest(source, published, title, text), source=source, published=published, title=title, text=text,
        raw=Raw(path=place, sha256=hashlib.sha256(raw).hexdigest(), size=len(raw)),
        language=values["language"] or "en", url=values["url"], retrieved=defaults.retrieved,
    )  # fmt: skip


def normalised(text: str) -> str:
    """Return a text with Unix line ends, in Unicode form C, without control and invisible characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _CONTROL.sub("", unicodedata.normalize("NFC", lines)).replace("\xa0", " ")


def _field(fields: dict[str, Any], names: tuple[str, ...]) -> str:
    for name in names:
        value = fields.get(name)
        if isinstance(value, (str, int, float)) and str(value).strip():
            return str(value)
    return ""


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None


def _decoded(raw: bytes) -> str | None:
    encoding = "utf-16" if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError:
        return None


def _bad_encoding(place: str) -> Problem:
    return Problem(
        code="ingest.encoding", message="not UTF-8 text", place=place, remedy="save the file as UTF-8 and try again"
    )


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
