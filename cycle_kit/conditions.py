"""Which rows are meant: conditions on columns, on pipelines and on deals, for frames of every engine."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import narwhals as nw
import pandas as pd

from cycle_kit import tables
from cycle_kit.days import end_of_day, moment


def condition(column: str, wanted: Any) -> nw.Expr:
    """A value, a list of values or a slice as an expression."""
    if isinstance(wanted, slice):
        test = nw.lit(True)
        if wanted.start is not None:
            test = test & (nw.col(column) >= bound(column, wanted.start, last=False))
        if wanted.stop is not None:
            test = test & (nw.col(column) <= bound(column, wanted.stop, last=True))
        return test & ~nw.col(column).is_null()
    if isinstance(wanted, (list, tuple, set, frozenset)):
        present = [value for value in wanted if not missing(value)]
        nothing = nw.col(column).is_null() & ~nw.col(column).is_null()
        test = nw.col(column).is_in(present) if present else nothing
        return test | nw.col(column).is_null() if len(present) < len(wanted) else test
    if missing(wanted):
        return nw.col(column).is_null()
    return nw.col(column) == wanted


def missing(value: Any) -> bool:
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def bound(column: str, value: Any, *, last: bool) -> Any:
    if tables.DEALS.get(column) != "date" and not isinstance(value, pd.Timestamp):
        return value
    when = moment(value, column)
    return (end_of_day(when) if last else when).to_pydatetime()


def in_these(native: Any, pipelines: Mapping[str, Any] | None) -> Any:
    """Of deals that came from another pipeline only the visits in these."""
    if pipelines is None:
        return native
    return nw.from_native(native).filter(nw.col("pipeline").is_in(list(pipelines))).to_native()


def only(native: Any, kept) -> Any:
    """The rows of these deals, in the frame's own library."""
    return nw.from_native(native).join(kept, on="deal_id", how="semi").to_native()
