"""What to type for a table that is not known: for a system without a declaration how to export from it, too."""

from __future__ import annotations

from collections.abc import Iterable

from cycle_kit.dialects.unattested import HOW_TOS, HowTo, columns_to_pass
from cycle_kit.loading.matching import folded_key


def way_out(there: Iterable[str], crm: str | None, missing: Iterable[str]) -> str:
    """What to type next, and for a system without a declaration how to export from it, too.

    `missing`: our columns that are not known.
    """
    how_to = how_to_of(there, crm)
    if how_to:
        return (
            f"{how_to.title} files are not recognised by their headers. Export: {how_to.export} "
            f"Then: ck.load(..., {columns_to_pass(how_to)}). {how_to.notes}"
        )
    entries = ", ".join(f'"{name}": "..."' for name in missing)
    return f"Name the columns: ck.load(..., columns={{{entries}}})."


def how_to_of(there: Iterable[str], crm: str | None) -> HowTo | None:
    """The system without a declaration that is named, or that a header points to."""
    there = set(there)
    for how_to in HOW_TOS:
        if how_to.crm == crm or any(folded_key(header) in there for header in how_to.headers):
            return how_to
    return None
