"""The tables. Reports, readings and decisions are kept; all that is derived from them is computed again."""

from __future__ import annotations

from sqlalchemy import Column, Date, Integer, LargeBinary, MetaData, String, Table, Text

VERSION = 1
"""Version of the schema, kept in the file; a file of another version is refused with a remedy."""

metadata = MetaData()

settings = Table("settings", metadata, Column("name", String, primary_key=True), Column("value", Text, nullable=False))

reports = Table(
    "reports", metadata,
    Column("id", String, primary_key=True),
    Column("source", String, nullable=False),
    Column("published", Date, index=True),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String, nullable=False),
    Column("url", Text, nullable=False),
    Column("raw_path", Text, nullable=False),
    Column("raw_sha256", String, nullable=False),
    Column("raw_size", Integer, nullable=False),
    Column("retrieved", String, nullable=False),
)  # fmt: skip

readings = Table(
    "readings", metadata,
    Column("report", String, primary_key=True),
    Column("reader", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip

problems = Table(
    "problems", metadata,
    Column("place", String, primary_key=True),
    Column("code", String, primary_key=True),
    Column("message", Text, nullable=False),
    Column("remedy", Text, nullable=False),
)  # fmt: skip

decisions = Table(
    "decisions", metadata,
    Column("id", String, primary_key=True),
    Column("when", String, nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
"""What persons decided, as JSON. Rows are added and never changed: taking a decision back is a row of its own."""

derived = Table(
    "derived", metadata,
    Column("name", String, primary_key=True),
    Column("key", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)  # fmt: skip
"""What was computed from the rest, with the key of all that it was computed from; safe to drop."""
