"""Small companies written by hand, and the engines that every metric must agree on."""

from collections.abc import Callable

import duckdb
import pandas as pd
import polars as pl

from cycle_kit.pipeline import meeting

ENGINES: dict[str, Callable] = {
    "pandas": lambda frame: frame,
    "polars": pl.from_pandas,
    "duckdb": duckdb.from_df,
}


def events(*rows: str) -> pd.DataFrame:
    """Events from lines such as "1 New 2024-01-01" or "1 Won 2024-01-05 14:30"."""
    cells = [row.split(maxsplit=2) for row in rows]
    frame = pd.DataFrame(cells, columns=["deal_id", "stage", "at"])
    return frame.assign(at=pd.to_datetime(frame["at"], format="ISO8601").astype("datetime64[us]"))


def plain(native) -> pd.DataFrame:
    """A frame of any engine as pandas, in a stable order."""
    if isinstance(native, pd.DataFrame):
        return native
    return native.to_pandas() if hasattr(native, "to_pandas") else native.df()


def without_deals(pipe):
    """A pipeline of which nothing is left, as filters of a page can leave it."""
    return meeting(pipe, {"owner": []})
