"""The known layouts as a table, for people."""

import pandas as pd

from cycle_kit.dialects import Dialect, known
from cycle_kit.dialects.dialect import DATED, DurationHistory, FieldLog, WideHistory

OWN = {
    WideHistory: "a date per stage",
    DurationHistory: "time per stage",
    FieldLog: "changes of fields",
}
PAST = {*DATED, "close_date"}


def crms() -> pd.DataFrame:
    """The systems and layouts whose exports are known by their headers.

    One row per layout: `crm` as in `pipe.crm`; `title`, the name people know; `table`, whether it holds
    deals, history or leads; `language` of its headers; `history`, how it tells the way through the
    stages ("a date per stage", "moves", "moves and past values" of amounts and the like, "changes of
    fields", "time per stage", or, of deals alone, "last change only" or "none"; empty for leads);
    `export`, how to export from that system so that history and lost deals are in the file.
    """
    rows = [(d.crm, d.title, d.table, d.language or "en", history_of(d), d.export) for d in known()]
    return pd.DataFrame(rows, columns=["crm", "title", "table", "language", "history", "export"])


def history_of(dialect: Dialect) -> str:
    """How this layout tells the way through the stages, in a word or two."""
    if type(dialect.history) in OWN:
        return OWN[type(dialect.history)]
    if dialect.table == "history":
        return "moves and past values" if PAST & set(dialect.columns) else "moves"
    if dialect.table == "deals":
        return "last change only" if "stage_changed_at" in dialect.columns else "none"
    return ""
