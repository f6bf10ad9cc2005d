"""An export's own columns that a metric is split by, under names that none of its own steps has.

Steps of a metric add columns ("days", "step", "known_") to the deals, and a deal may have one of that name
already. So those asked for wear a mark inside, and whatever comes out (columns, words in cells, errors) has
it taken off.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.errors import ColumnError, CycleKitError, code, keyword, listed
from cycle_kit.pipeline import Pipeline

MARK = "·own"
#: arguments that name columns to split by
NAMING = ("by", "within")
#: columns that are ours, or read as ours
OURS = frozenset((*tables.DEALS, "value"))


class Asked(NamedTuple):
    """What a metric is asked inside, and `names`: of each marked column its own one."""

    pipe: Pipeline
    options: dict[str, Any]
    names: dict[str, str]


def marked(pipe: Pipeline, options: Mapping[str, Any]) -> Asked:
    """The same question with the own columns that it splits by marked, in the deals and in it."""
    given = [options.get(name) for name in NAMING]
    asked = [
        name
        for one in given
        for name in ([one] if isinstance(one, str) else one or ())
        if name not in OURS and not name.endswith(MARK)
    ]
    there = nw.from_native(pipe.deals).collect_schema().names() if asked else ()
    names = {name: name + MARK for name in dict.fromkeys(asked) if name in there}
    if not names:
        return Asked(pipe, dict(options), {})
    made = pipe.once(f"marked {sorted(names)}", lambda: with_names(pipe, names))
    told = {name: renamed(options[name], names) for name in NAMING if name in options}
    return Asked(made, {**options, **told}, {new: old for old, new in names.items()})


def named_instead(call: str, argument: str, kind: str, columns: Iterable[str]) -> str:
    """What to type where an argument names a column of another kind: one of these that is not ours, if any is."""
    own = next((plain(name) for name in columns if plain(name) not in OURS), "")
    if not own:
        return f"Leave it out, or export a column of {kind}."
    return f"Name a column of {kind}, for example ck.{call}(pipe, {argument}={code(own)})."


def renamed(said: Any, names: Mapping[str, str]) -> Any:
    if isinstance(said, str):
        return names.get(said, said)
    return said and [names.get(name, name) for name in said]


def with_names(pipe: Pipeline, names: Mapping[str, str]) -> Pipeline:
    """The pipeline with these columns under other names."""
    fields: dict[str, Any] = {
        field: nw.from_native(frame).rename(dict(names)).to_native()
        for field in ("deals", "whole")
        if (frame := getattr(pipe, field)) is not None
    }
    changes = {names.get(name, name): rows for name, rows in pipe.changes.items()}
    made = replace(pipe, **fields, changes=changes)
    made.found["since"] = pipe.since
    return made


def plain(column: str) -> str:
    """A column by the name that the export has for it."""
    return column.removesuffix(MARK)


def said(text: Any, names: Mapping[str, str]) -> Any:
    """A text with own names; anything else as it is."""
    if not isinstance(text, str) or MARK not in text:
        return text
    for new, old in names.items():
        text = text.replace(new, old)
    return text


def check_clash(pipe: Pipeline, column: str, outputs: Iterable[str]) -> None:
    """ColumnError: the result has a column of that name already."""
    if column not in outputs:
        return
    if column == "stage":
        raise ColumnError(
            'by="stage" does not split this.',
            there="A deal stands in one stage today; the rows here are the stages it passed.",
            fix='Leave by="stage" out, or ask ck.win_rate(pipe, by="stage").',
        )
    mine, named = f"my_{column}", code(column)
    copied = with_column(pipe, mine, f"pipe.deals[{named}]", f"narwhals.col({named})")
    raise ColumnError(
        f"by={named} would clash with the column of that name in the result.",
        there=f"Columns of the result are {listed(outputs)}.",
        fix=f"Copy it under another name first: {copied}, then by={code(mine)}.",
    )


def with_column(pipe: Pipeline, name: str, pandas: str, other: str) -> str:
    """What to type to add a column to the deals, in pandas or, by Narwhals, in any other library."""
    added = (
        f"pipe.deals.assign({keyword(name, pandas)})"
        if nw.from_native(pipe.deals).implementation.is_pandas()
        else f"narwhals.from_native(pipe.deals).with_columns({keyword(name, other)}).to_native()"
    )
    return f"pipe = dataclasses.replace(pipe, deals={added})"


def unmarked(pipe: Pipeline, found: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """A table with own names, in its columns and in its words; ColumnError where it has one of them itself."""
    for name in names.values():
        check_clash(pipe, name, [one for one in found if one not in names])
    words = [
        name
        for name in found
        if name not in names and pd.api.types.is_string_dtype(found[name].dtype)
    ]
    own = {
        name: found[name].map(lambda text: said(text, names)).astype(found[name].dtype)
        for name in words
        if found[name].map(lambda text: said(text, names) is not text).any()
    }
    return found.assign(**own).rename(columns=dict(names))


def unmarked_error(error: CycleKitError, names: Mapping[str, str]) -> CycleKitError:
    """An error with own names."""
    wrong, there, fix = (said(part, names) for part in (error.wrong, error.there, error.fix))
    return type(error)(wrong, there=there, fix=fix)
