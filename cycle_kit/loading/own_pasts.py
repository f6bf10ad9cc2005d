"""What an export's own columns held before, where several dated exports have them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from cycle_kit.loading.changes import Changes, only_changes
from cycle_kit.loading.deals import DealRows
from cycle_kit.loading.lines import LINE
from cycle_kit.tables import DEALS

#: what stands among the fields beside ours and the export's own columns
MADE = {*DEALS, "value", "converted", "converted_currency", LINE}


def of_own_columns(read: Sequence[tuple[pd.Timestamp, DealRows]], told: pd.DataFrame) -> Changes:
    """The past of each column of the exports' own that is of one kind in all that have it. `told`: from when on what
    an export says of a deal holds."""
    since = told.set_index(["deal_id", "day"])["at"]
    own = [(day, deals.fields.drop(columns=MADE, errors="ignore")) for day, deals in read]
    found = {}
    for name in dict.fromkeys(str(column) for _, fields in own for column in fields):
        parts = [(day, fields[name]) for day, fields in own if name in fields]
        if len({part.dtype for _, part in parts}) > 1:
            continue
        values = pd.concat([part for _, part in parts])
        days = np.repeat(np.array([day for day, _ in parts]), [len(part) for _, part in parts])
        rows = pd.DataFrame({"deal_id": values.index, "seq": 0})
        asked = pd.MultiIndex.from_arrays([values.index, days])
        rows["at"] = since.reindex(asked).to_numpy()
        rows["at"] = rows["at"].astype("datetime64[us]")
        found[name] = only_changes(rows, values.reset_index(drop=True), blank_is_empty=True)
    return found
