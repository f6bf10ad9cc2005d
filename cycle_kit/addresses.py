"""Addresses of databases: told from paths, and never shown, as nobody can tell surely where a password in them ends.

SQLAlchemy takes an address apart in its way, drivers in theirs, and what is written wrongly is taken apart by none.
So only the words that can be told surely are shown: the name of the database system, if it is known, and the host.
"""

from __future__ import annotations

import os
import re
from typing import Any

_WEB = re.compile(r"\s*(?:https?|s?ftp|s3|gs|abfss?|wasbs?):", re.IGNORECASE)
_ADDRESS = re.compile(r"\s*(?!file:)[a-z][\w+.-]*://", re.IGNORECASE)

#: what addresses begin with; of anything else nobody knows that it is no password
SYSTEMS = (
    "postgresql", "postgres", "mysql", "mariadb", "oracle", "mssql", "sqlite", "duckdb", "motherduck", "snowflake",
    "bigquery", "databricks", "redshift", "trino", "presto", "clickhouse", "awsathena", "teradatasql", "db2", "hana",
    "vertica", "exasol", "cockroachdb", "firebird", "access", "impala", "hive", "spark", "dremio", "sqlserver",
)  # fmt: skip

_SYSTEM = "|".join(SYSTEMS)
_SYSTEM_FIRST = re.compile(rf"\s*({_SYSTEM})(?:\+\w+)?:", re.IGNORECASE)
#: one "@", and behind it what looks like a host: then no part of a password stands where the host does
_HOST = re.compile(
    r"[^:]*://[^@/?#\\\s]+@(localhost|[a-z0-9-][a-z0-9.-]*\.[a-z0-9-]+)(?::\d*)?(?:[/?][^@]*)?\s*",
    re.IGNORECASE,
)

_LIKE = re.compile(
    rf"""\w[\w+.-]+:[/\\]                # a scheme, of more than the letter of a drive; one stroke is enough
    | ^\W*(?:jdbc|odbc|md|{_SYSTEM})\b[^/\\]*:  # or without any
    | \S[:/]\S.*@ | ^\s*[/\\]{{2}}.*@         # a user and a password
    | (?:pass|pwd|token|secret|key|cred|sig|auth)\w*\s*=(?!=) | [?&;]\w+=  # a password by its name
    """,
    re.IGNORECASE | re.VERBOSE,
)


def is_address(source: Any) -> bool:
    """Whether a source is the address of a database."""
    return isinstance(source, str) and bool(_ADDRESS.match(source)) and not is_web(source)


def is_web(text: str) -> bool:
    """Whether a text, or what was taken for a path, is an address in the network that files are fetched from."""
    return bool(_WEB.match(text))


def is_like(text: str) -> bool:
    """Whether a text may be an address with a password, well written or not."""
    return bool(_LIKE.search(text))


def is_like_path(path: str) -> bool:
    """The same of what was taken for a path and is none that is there: "@" ends the password in many addresses."""
    return ("@" in path or is_like(path)) and not os.path.exists(path)


def system(address: str) -> str:
    """What the address begins with, where that is a database system that is known; else ""."""
    found = _SYSTEM_FIRST.match(address)
    return found[1].lower() if found else ""


def named(address: str) -> str:
    """What a message calls the database of an address."""
    host = _HOST.fullmatch(address)
    whose = f"{system(address)} database".strip()
    return f"{whose} at {host[1]}" if host else whose
