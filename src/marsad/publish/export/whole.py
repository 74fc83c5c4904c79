"""All tables at once: Parquet, a workbook, JSON Lines, and a SQLite file that is ready for Datasette."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

import msgspec

from marsad.publish.export.points import to_parquet
from marsad.publish.export.typed import Sort, need, tables
from marsad.publish.lookup import Lookup

_WIDEST = 60
_LONGEST_CELL = 32_767
"""Characters that a cell of a workbook holds."""


def parquet(look: Lookup) -> dict[str, bytes]:
    """Return a Parquet file for each table, with days, numbers and lists as such."""
    pyarrow = need("pyarrow", "Parquet")
    types: dict[Sort, Any] = {
        "text": pyarrow.string(), "number": pyarrow.float64(), "integer": pyarrow.int64(), "day": pyarrow.date32(),
        "yes": pyarrow.bool_(), "list": pyarrow.list_(pyarrow.string()),
    }  # fmt: skip
    made = {}
    for table, sorts, rows in tables(look):
        columns = {name: pyarrow.array([row[name] for row in rows], types[sort]) for name, sort in sorts.items()}
        made[f"{table.name}.parquet"] = to_parquet(pyarrow.table(columns))
    return made


def xlsx(look: Lookup) -> bytes:
    """Return a workbook with a sheet a table. Text is stored as text, so that no cell is run as a formula.

    A cell holds 32,767 characters; a longer list of ids ends with "...", and is whole in the other formats.
    """
    openpyxl = need("openpyxl", "A workbook")
    cells = need("openpyxl.cell", "A workbook")
    letters = need("openpyxl.utils", "A workbook").get_column_letter
    book = openpyxl.Workbook(write_only=True)
    stamp = datetime.combine(look.edition.picture.known_by, time())
    book.properties.creator, book.properties.created, book.properties.modified = "marsad", stamp, stamp
    for table, sorts, rows in tables(look):
        sheet = book.create_sheet(table.name)
        sheet.freeze_panes = "A2"
        sheet.auto_filter.ref = f"A1:{letters(len(sorts))}{len(rows) + 1}"
        for number, name in enumerate(sorts, start=1):
            sheet.column_dimensions[letters(number)].width = _width(name, (row[name] for row in rows))
        sheet.append([_text(sheet, cells, name) for name in sorts])
        for row in rows:
            sheet.append([_cell(sheet, cells, row[name], sort) for name, sort in sorts.items()])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _width(name: str, values: Iterable[Any]) -> int:
    """Return the width of a column in characters: that of its longest value, within what can be read at a glance."""
    longest = max((len(str(value)) for value in values if value is not None), default=0)
    return min(max(longest, len(name)) + 2, _WIDEST)


def _cell(sheet: Any, cells: Any, value: Any, sort: Sort) -> Any:
    if sort == "list":
        return _text(sheet, cells, "; ".join(value)) if value else None
    return _text(sheet, cells, value) if sort == "text" and value is not None else value


def _text(sheet: Any, cells: Any, value: str) -> Any:
    """Return a cell of type string whatever its text begins with."""
    cell = cells.WriteOnlyCell(sheet)
    cell.value = value if len(value) <= _LONGEST_CELL else f"{value[: _LONGEST_CELL - 3]}..."
    cell.data_type = "s"
    return cell


def jsonl(look: Lookup) -> bytes:
    """Return every row of every table as a line of JSON, with the name of its table."""
    return b"".join(
        msgspec.json.encode({"table": table.name, **row}) + b"\n" for table, _, rows in tables(look) for row in rows
    )


_SQL: dict[Sort, str] = {
    "text": "TEXT", "number": "REAL", "integer": "INTEGER", "day": "TEXT", "yes": "INTEGER", "list": "TEXT"
}  # fmt: skip
_LINKS = {
    "claims": "tells",
    "claims_for": "for",
    "claims_against": "against",
    "superseded": "superseded",
    "evidence": "evidence",
}
"""Columns with ids of claims, and what they say of the item."""


def datasette(look: Lookup) -> dict[str, bytes]:
    """Return a SQLite file with keys, indexes, a table from items to claims, full-text search, and its metadata for Datasette."""
    connection = sqlite3.connect(":memory:")
    described: dict[str, Any] = {}
    links: list[tuple[str, str, str, str]] = []
    with connection:
        for table, sorts, rows in tables(look):
            _table(connection, table.name, sorts, rows)
            described[table.name] = {
                "description": f"A row is {table.row}.",
                "columns": {column.name: column.meaning for column in table.columns},
            }
            if table.name not in ("claims", "reports", "misses"):
                links += [(table.name, str(next(iter(row.values()))), said, claim) for row in rows
                          for name, said in _LINKS.items() if isinstance(row.get(name), list) for claim in row[name]]  # fmt: skip
        connection.executescript(
            "CREATE TABLE item_claims (item_table TEXT, item_id TEXT, says TEXT, claim_id TEXT REFERENCES claims(claim_id));"
            "CREATE VIRTUAL TABLE claims_fts USING fts5(sentence, who, whom, [where], content=claims);"
            "INSERT INTO claims_fts(rowid, sentence, who, whom, [where]) SELECT rowid, sentence, who, whom, [where] FROM claims;"
        )
        connection.executemany("INSERT INTO item_claims VALUES (?,?,?,?)", links)
        for statement in (
            "CREATE INDEX item_claims_item ON item_claims(item_table, item_id)",
            "CREATE INDEX item_claims_claim ON item_claims(claim_id)",
            "CREATE INDEX claims_kind ON claims(kind)",
            "CREATE INDEX claims_report ON claims(report_id)",
        ):
            connection.execute(statement)
    described["item_claims"] = {"description": "Which claims tell of, for or against which item."}
    title = look.edition.title or look.edition.reference.pack.title or "marsad"
    metadata = {
        "title": title, "source": "derived by marsad from the reports named",
        "databases": {"*": {"tables": described}},
    }  # fmt: skip
    content = connection.serialize()
    connection.close()
    return {"": content, ".metadata.json": msgspec.json.format(msgspec.json.encode(metadata), indent=1) + b"\n"}


def _table(connection: sqlite3.Connection, name: str, sorts: dict[str, Sort], rows: list[dict[str, Any]]) -> None:
    keyed = next(iter(sorts)) != "report_id" or name == "reports"
    columns = []
    for number, (column, sort) in enumerate(sorts.items()):
        key = " PRIMARY KEY" if number == 0 and keyed else ""
        refers = " REFERENCES reports(report_id)" if column == "report_id" and name != "reports" else ""
        columns.append(f"[{column}] {_SQL[sort]}{key}{refers}")
    connection.execute(f"CREATE TABLE [{name}] ({', '.join(columns)})")
    marks = ",".join("?" * len(sorts))
    connection.executemany(
        f"INSERT INTO [{name}] VALUES ({marks})",  # noqa: S608 - names of our own tables
        ([_sql(value) for value in row.values()] for row in rows),
    )


def _sql(value: Any) -> Any:
    if isinstance(value, list):
        return msgspec.json.encode(value).decode()
    return value.isoformat() if hasattr(value, "isoformat") else value
