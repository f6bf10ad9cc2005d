"""What won deals were really worth, where the export has it beside the estimate of all deals."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import one_or_more
from cycle_kit.loading.deals import DealRows

NAME = "won_amount"


def with_won_amounts(deals: DealRows, fields: pd.DataFrame, won: pd.Series) -> pd.DataFrame:
    """The fields with the real amounts of won deals in place of their estimates, as far as there are any."""
    if NAME not in deals.hints:
        return fields
    real = deals.hints[NAME].where(won)
    estimate = fields.get("amount", pd.Series(float("nan"), index=fields.index))
    return fields.assign(amount=real.fillna(estimate))


def remark_on_won_amounts(deals: DealRows, won: pd.Series) -> None:
    if NAME not in deals.hints:
        return
    real = deals.hints[NAME].where(won)
    if real.notna().any():
        headers = deals.source.match.columns
        others = (
            f'that of the others is "{headers["amount"]}"'
            if "amount" in headers
            else "others have none"
        )
        deals.source.remarks.add(
            "money",
            f"The amount of {one_or_more(real.notna().sum(), '{n} won deal', '{n} won deals')} is "
            f'"{headers[NAME]}"; {others}.',
            file=deals.source.raw.file,
        )
