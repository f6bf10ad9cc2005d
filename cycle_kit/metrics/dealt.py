"""Each open deal with its chance and its value: the table that forecasts are made of."""

from __future__ import annotations

import pandas as pd

from cycle_kit.metrics.basis import Basis


def by_deal(basis: Basis, method: str) -> pd.DataFrame:
    """Each open deal with its chance, what that rests on (`n`, `place`, `step`, `off`) and its value."""
    rows, lives = basis.facts.open_deals, basis.facts.lives
    found = basis.chances(method)
    won = lives[lives["outcome"] == "won"]
    usual = won.groupby("segment")["value"].mean().reindex(rows["segment"]).set_axis(rows.index)
    worth = rows["value"].fillna(usual).fillna(won["value"].mean())
    return pd.DataFrame(
        {
            "deal_id": rows["deal_id"],
            "owner": rows["owner"],
            "stage": rows["stage"],
            "value": worth,
            "p_win_by": found["p"],
            "expected_value": worth * found["p"],
            "basis": found["basis"],
            "value_imputed": rows["value"].isna(),
            "n": found["n"],
            "place": rows["place"],
            "step": rows["furthest"],
            "off": found.get("off", 0.0),
        }
    ).sort_values(["expected_value", "deal_id"], ascending=[False, True], ignore_index=True)
