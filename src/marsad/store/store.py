"""The store of one analyst: a SQLite file in WAL mode, behind a dozen methods."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Connection, Engine, create_engine, delete, event, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DatabaseError, OperationalError

from marsad.model.decision import Decision
from marsad.model.ids import digest
from marsad.model.problem import MarsadError, Problem
from marsad.model.report import Raw, Report
from marsad.store.schema import VERSION, decisions, derived, metadata, problems, readings, reports, settings

T = TypeVar("T")
_BATCH = 500


class Store:
    """Reports, what reading made of them, decisions and problems. Ids are hashes, so putting twice changes nothing."""

    def __init__(self, engine: Engine) -> None:
        """Wrap an engine whose tables exist; use `open_store`."""
        self._engine = engine

    def close(self) -> None:
        """Release the file."""
        self._engine.dispose()

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.begin() as connection:
            yield connection

    def put_reports(self, batch: Iterable[Report]) -> int:
        """Keep reports in one transaction; return how many were new."""
        with self._writing() as connection:
            before = connection.execute(select(func.count()).select_from(reports)).scalar_one()
            for report in batch:
                connection.execute(insert(reports).values(_row(report)).on_conflict_do_nothing())
            after = connection.execute(select(func.count()).select_from(reports)).scalar_one()
        return int(after - before)

    def reports(self, known_by: date | None = None) -> Iterator[Report]:
        """Yield the reports published by a day (and undated ones), oldest first."""
        query = select(reports).order_by(reports.c.published, reports.c.id)
        if known_by is not None:
            query = query.where((reports.c.published <= known_by) | reports.c.published.is_(None))
        with self._engine.connect() as connection:
            for row in connection.execution_options(yield_per=_BATCH).execute(query):
                yield _report(row)

    def report(self, identifier: str) -> Report | None:
        """Return one report."""
        with self._engine.connect() as connection:
            row = connection.execute(select(reports).where(reports.c.id == identifier)).first()
        return _report(row) if row else None

    def unread(self, reader: str) -> list[str]:
        """Return the ids of the reports that this reader has not read, oldest first."""
        query = (
            select(reports.c.id)
            .outerjoin(readings, (readings.c.report == reports.c.id) & (readings.c.reader == reader))
            .where(readings.c.report.is_(None))
            .order_by(reports.c.published, reports.c.id)
        )
        with self._engine.connect() as connection:
            return list(connection.execute(query).scalars())

    def put_reading(self, report: str, reader: str, reading: object) -> None:
        """Keep what a reader made of a report, in place of any earlier reading of it."""
        row = {"report": report, "reader": reader, "body": msgspec.msgpack.encode(reading)}
        statement = insert(readings).values(row)
        with self._writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(
                    index_elements=["report"], set_={"reader": row["reader"], "body": row["body"]}
                )
            )

    def readings(self, kind: type[T], known_by: date | None = None) -> Iterator[T]:
        """Yield the readings of reports published by a day, in the order of the reports."""
        query = (
            select(readings.c.body)
            .join(reports, reports.c.id == readings.c.report)
            .order_by(reports.c.published, reports.c.id)
        )
        if known_by is not None:
            query = query.where((reports.c.published <= known_by) | reports.c.published.is_(None))
        decoder = msgspec.msgpack.Decoder(kind)
        with self._engine.connect() as connection:
            for body in connection.execution_options(yield_per=_BATCH).execute(query).scalars():
                yield decoder.decode(body)

    def put_problems(self, found: Iterable[Problem], places: Iterable[str] = ()) -> None:
        """Keep problems; those of `places` that are not found again are forgotten."""
        with self._writing() as connection:
            for place in places:
                connection.execute(delete(problems).where(problems.c.place == place))
            for problem in found:
                row = {
                    "place": problem.place, "code": problem.code, "message": problem.message,
                    "remedy": problem.remedy,
                }  # fmt: skip
                connection.execute(insert(problems).values(row).on_conflict_do_nothing())

    def problems(self) -> list[Problem]:
        """Return all problems, by place."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(problems).order_by(problems.c.place, problems.c.code))
            return [Problem(code=row.code, message=row.message, remedy=row.remedy, place=row.place) for row in rows]

    def put_decisions(self, made: Iterable[Decision]) -> int:
        """Add decisions to the log; return how many were new."""
        new = 0
        with self._writing() as connection:
            for decision in made:
                body = msgspec.json.encode(decision).decode()
                row = insert(decisions).values(id=decision.id, when=decision.when, body=body)
                new += connection.execute(row.on_conflict_do_nothing()).rowcount
        return new

    def decisions(self) -> tuple[Decision, ...]:
        """Return every decision ever made, those taken back among them, the first made first."""
        query = select(decisions.c.body).order_by(decisions.c.when, decisions.c.id)
        with self._engine.connect() as connection:
            return tuple(msgspec.json.decode(body, type=Decision) for body in connection.execute(query).scalars())

    def derived(self, name: str, key: str, kind: type[T]) -> T | None:
        """Return what was kept under a name, if it was computed from the same `key`."""
        query = select(derived.c.body).where((derived.c.name == name) & (derived.c.key == key))
        with self._engine.connect() as connection:
            body = connection.execute(query).scalar()
        return msgspec.msgpack.decode(body, type=kind) if body is not None else None

    def put_derived(self, name: str, key: str, value: object) -> None:
        """Keep what was computed from `key`, in place of what was kept under the name before."""
        row = {"name": name, "key": key, "body": msgspec.msgpack.encode(value)}
        statement = insert(derived).values(row)
        with self._writing() as connection:
            connection.execute(
                statement.on_conflict_do_update(index_elements=["name"], set_={"key": row["key"], "body": row["body"]})
            )

    def fingerprint(self, known_by: date | None = None) -> str:
        """Return a hash of the reports published by a day and of how they were read."""
        query = select(reports.c.id, readings.c.reader).outerjoin(readings, readings.c.report == reports.c.id)
        if known_by is not None:
            query = query.where((reports.c.published <= known_by) | reports.c.published.is_(None))
        with self._engine.connect() as connection:
            return digest(*(f"{row.id} {row.reader}" for row in connection.execute(query.order_by(reports.c.id))))

    def count(self) -> int:
        """Return how many reports there are."""
        with self._engine.connect() as connection:
            return int(connection.execute(select(func.count()).select_from(reports)).scalar_one())

    def setting(self, name: str) -> str:
        """Return a setting, "" where it is not set."""
        with self._engine.connect() as connection:
            return str(connection.execute(select(settings.c.value).where(settings.c.name == name)).scalar() or "")

    def put_setting(self, name: str, value: str) -> None:
        """Set a setting."""
        statement = insert(settings).values(name=name, value=value)
        with self._writing() as connection:
            connection.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


def _row(report: Report) -> dict[str, Any]:
    return {
        "id": report.id, "source": report.source, "published": report.published, "title": report.title,
        "text": report.text, "language": report.language, "url": report.url, "raw_path": report.raw.path,
        "raw_sha256": report.raw.sha256, "raw_size": report.raw.size, "retrieved": report.retrieved,
    }  # fmt: skip


def _report(row: Any) -> Report:
    return Report(
        id=row.id, source=row.source, published=row.published, title=row.title, text=row.text, language=row.language,
        url=row.url, raw=Raw(path=row.raw_path, sha256=row.raw_sha256, size=row.raw_size), retrieved=row.retrieved,
    )  # fmt: skip


def open_store(path: Path | None) -> Store:
    """Return the store in a file, made if it is not there; without a path, one in memory."""
    if path is not None:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise MarsadError(
                f"{path.parent} cannot be made ({error.strerror}). Name another file with --into."
            ) from error
    engine = create_engine(f"sqlite:///{path}" if path else "sqlite://")
    event.listen(engine, "connect", _on_connect)
    try:
        with contextlib.suppress(OperationalError):
            metadata.create_all(engine)  # two first runs at once: the other may make the tables meanwhile
        store = Store(engine)
        version = store.setting("schema")
    except DatabaseError as error:
        raise MarsadError(
            f"{path} is not a store of marsad, or cannot be written ({error.orig}). Name another file with --into."
        ) from error
    if not version:
        store.put_setting("schema", str(VERSION))
    elif version != str(VERSION):
        raise MarsadError(
            f"{path} has schema {version}; this marsad writes {VERSION}. Run again into a new file: nothing is lost, "
            "the reports are read anew."
        )
    return store


def _on_connect(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.execute("PRAGMA busy_timeout=10000")
    cursor.close()
