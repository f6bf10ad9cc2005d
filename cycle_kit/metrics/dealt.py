"""Each open deal with its chance and its value: the table that forecasts are made of."""

from __future__ import annotations

import numpy as np
import pandas as pd

from cycle_kit.metrics.basis import Basis


def by_deal(basis: Basis, method: str) -> pd.DataFrame:
    """Each open deal with its chance, what that rests on (`n`, `place`, `step`, `off`) and its value.

    The most expected first. `deal`: its number, as in `Known`.
    """
    rows, lives = basis.facts.open_deals, basis.facts.lives
    found = basis.chances(method)
    won = lives[lives["outcome"] == "won"]
    usual = won.groupby("segment")["value"].mean().reindex(rows["segment"]).set_axis(rows.index)
    worth = rows["value"].fillna(usual).fillna(won["value"].mean())
    expected = (worth * found["p"]).to_numpy(float)
    each = pd.DataFrame(
        {
            "deal": rows["deal"],
            "deal_id": rows["deal_id"],
            "owner": rows["owner"],
            "stage": rows["stage"],
            "value": worth,
            "p_win_by": found["p"],
            "expected_value": expected,
            "basis": found["basis"],
            "value_imputed": rows["value"].isna(),
            "n": found["n"],
            "place": rows["place"],
            "step": rows["furthest"],
            "off": found.get("off", 0.0),
        }
    )
    order = np.lexsort((rows["deal"], -expected))  # the number of a deal is its place among the ids
    return each.iloc[order].reset_index(drop=True)
