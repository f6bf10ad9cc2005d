"""Every known export layout: one TOML per system in `crms`, and plain tables by the words of all languages."""

from functools import cache
from pathlib import Path

from cycle_kit.dialects import declared, own
from cycle_kit.dialects.dialect import Dialect as Dialect
from cycle_kit.dialects.leads_plain import DIALECTS as PLAIN_LEADS
from cycle_kit.dialects.plain import DIALECTS as PLAIN_TABLES

FOLDER = Path(__file__).parent / "crms"


def known() -> tuple[Dialect, ...]:
    """All declared dialects: the user's own, then ours by the names of their systems, leads among them."""
    mine = own.dialects()
    return (*mine, *shipped()) if mine else shipped()


def of_crm(crm: str) -> tuple[Dialect, ...]:
    """The dialects of one system; the user's own are remembered that were beside an export."""
    return tuple(dialect for dialect in (*own.of_crm(crm), *shipped()) if dialect.crm == crm)


@cache
def shipped() -> tuple[Dialect, ...]:
    placed = [("leads", dialect) for dialect in PLAIN_LEADS]
    placed += [("plain", dialect) for dialect in PLAIN_TABLES]
    placed += [
        ("leads" if dialect.table == "leads" else path.stem, dialect)
        for path in sorted(FOLDER.glob("*.toml"))
        for dialect in declared.read(path, path.stem)
    ]
    return tuple(dialect for _, dialect in sorted(placed, key=lambda each: each[0]))
