"""Names of stages and pipelines: as the company calls them now, in one spelling."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import pandas as pd

from cycle_kit.config import Rename
from cycle_kit.errors import listed, one_or_more
from cycle_kit.loading.columns import Source
from cycle_kit.remarks import Remarks
from cycle_kit.values import key


def stage_names(source: Source, names: pd.Series, at: pd.Series | None = None) -> pd.Series:
    """Stages under their present names; `at`: when each row happened, for changes that have a day."""
    for rename in source.reading.renames:
        old = names.isin([name for name in names.unique() if is_name(name, rename.old)])
        if rename.since is not None and at is not None:
            old &= ~(at >= rename.since).to_numpy(dtype=bool)
        if old.any():
            names = names.mask(old, rename.new)
            source.remarks.add("stages", sentence(rename), file=source.raw.file)
    return names


def is_name(name: object, other: str) -> bool:
    return isinstance(name, str) and key(name) == key(other)


def sentence(rename: Rename) -> str:
    until = f" before {rename.since:%Y-%m-%d}" if rename.since is not None else ""
    return f'The stage "{rename.old}" is called "{rename.new}", as cycle.toml says{until}.'


def remark_on_unused(renames: Iterable[Rename], remarks: Remarks) -> None:
    """A change of names that changed nothing may be misspelled."""
    said = {row["note"] for row in remarks.rows}
    for rename in renames:
        if sentence(rename) not in said:
            remarks.add(
                "stages",
                f'cycle.toml renames the stage "{rename.old}", which no row names.',
                fix="Compare its spelling with the file, or take it out.",
            )


def pipeline_names(source: Source) -> pd.Series:
    """The column of pipelines, with the names that cycle.toml gives them."""
    names = source.words("pipeline")
    new = {key(old): name for old, name in source.reading.pipelines.items()}
    if not new:
        return names
    return names.map({name: new.get(key(name), name) for name in names.dropna().unique()}).astype(
        "str"
    )


def one_spelling(counts: pd.Series, chosen: Sequence[str]) -> dict[str, str]:
    """{spelling: the one that stands for it} of names that differ only in case, spaces or punctuation.

    `counts`: rows per name. `chosen`: names that the user spelled; else the most frequent one stands.
    """
    best: dict[str, str] = {}
    for name in counts.sort_values(ascending=False, kind="stable").index:
        best.setdefault(key(name), name)
    best |= {key(name): name for name in chosen}
    return {
        name: best[key(name)]
        for name in counts.index
        if name not in chosen and best[key(name)] != name
    }


def remark_on_spellings(spellings: dict[str, str], remarks: Remarks) -> None:
    for stage in dict.fromkeys(spellings.values()):
        others = [name for name, best in spellings.items() if best == stage]
        remarks.add(
            "stages",
            f'"{stage}" is also spelled {listed(others)}.',
            effect="They count as one stage.",
        )


def one_owner_spelling(source: Source, owners: pd.Series) -> pd.Series:
    """Owners that differ only in capitals or blanks as one, in the spelling most rows have."""
    counts = owners.value_counts()
    best: dict[str, str] = {}
    for name in sorted(counts.index, key=lambda name: (-counts[name], name.isupper(), name)):
        best.setdefault(" ".join(name.casefold().split()), name)
    other = {name: best[" ".join(name.casefold().split())] for name in counts.index}
    other = {name: one for name, one in other.items() if name != one}
    if not other:
        return owners
    odd = owners.isin(list(other))
    source.remarks.add(
        "deals",
        one_or_more(odd.sum(), "{n} row spells", "{n} rows spell")
        + f' a name in "{source.match.columns["owner"]}" with other capitals or blanks than most rows do.',
        file=source.raw.file,
        effect="It is one owner, shown in the commonest spelling.",
    )
    return owners.replace(other)
