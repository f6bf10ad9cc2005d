"""What is told of the systems that the user declares in a TOML of his own."""

from __future__ import annotations

from collections.abc import Sequence

from cycle_kit.dialects import own
from cycle_kit.dialects.dialect import Dialect
from cycle_kit.errors import listed
from cycle_kit.loading.columns import Source
from cycle_kit.loading.matching import folded_key
from cycle_kit.remarks import Remarks


def remark_on_own_systems(sources: Sequence[Source], remarks: Remarks) -> None:
    """Which tables were read as the user's TOML says; and of one beside the export that no table fits, why."""
    used = set()
    for source in sources:
        file = own.file_of(source.match.dialect)
        if file:
            used.add(file.path)
            remarks.add(
                "file",
                f"Its layout is declared in {file.path.name} {file.where}.",
                file=source.raw.file,
            )
    there = {folded_key(header) for source in sources for header in source.raw.frame}
    for file in own.files():
        if file.where == own.BESIDE and file.path not in used:
            remarks.add(
                "file",
                f"{file.path.name} {file.where} declares a layout that no table has{lacking(file.dialects[0], there)}.",
                fix="Write the headers that tell it as they are in the file.",
            )


def lacking(dialect: Dialect, there: set[str]) -> str:
    """What no table has of the headers that tell a layout."""
    groups = [group for group in dialect.tells if not any(folded_key(h) in there for h in group)]
    return f": none is called {listed(groups[0])}" if groups else ""
