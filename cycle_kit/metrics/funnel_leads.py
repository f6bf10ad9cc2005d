"""Leads as the first row of the funnel."""

from __future__ import annotations

import pandas as pd

from cycle_kit.errors import ColumnError, QuestionError, code
from cycle_kit.metrics.counting import amounts_known, any_amount, ratio, share_interval
from cycle_kit.metrics.funnel_counts import STANDINGS
from cycle_kit.metrics.lead_funnel import check_leads, check_own, counts
from cycle_kit.metrics.own_columns import plain
from cycle_kit.pipeline import Pipeline

#: the name of the row
LEADS = "leads"
IN_NONE = "Leads that became no deal are counted here, too: they are in no pipeline."


def check_leads_first(pipe: Pipeline, keys: list[str]) -> None:
    """There are leads, and they have these columns."""
    check_leads(pipe)
    if any(LEADS in order for order in pipe.orders.values()):
        raise QuestionError(
            'A stage is called "leads" here, as the row of the leads would be.',
            fix="Ask for the leads alone: ck.lead_funnel(pipe).",
        )
    check_own(
        [plain(name) for name in keys],
        known=("source", "owner"),
        asked="funnel",
        more="leads=True, ",
    )
    for column in keys:
        check_both_say(pipe, column)


def check_both_say(pipe: Pipeline, column: str) -> None:
    """ColumnError: a column that only leads fill, or only deals, sets leads and their deals in different groups."""
    of_leads = pipe.leads[column].notna().any()
    of_deals = amounts_known(pipe, column) > 0
    if of_leads == of_deals or not any_amount(pipe, "deal_id"):
        return
    named = code(plain(column))
    one, other, alone = (
        ("leads", "deal", "lead_funnel") if of_leads else ("deals", "lead", "funnel")
    )
    raise ColumnError(
        f"by={named} does not lead from leads to their deals: no {other} says it.",
        there=f"Only {one} do, so leads and what became of them would stand in different groups.",
        fix=f"Ask for the {one} alone: ck.{alone}(pipe, by={named}); or export it for the {other}s, too.",
    )


def leads_nowhere(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """Every group of leads at no step, so that those without a deal have rows too."""
    return pipe.leads[keys].drop_duplicates().assign(step=0)


def with_leads(pipe: Pipeline, found: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The funnel's table with a row `stage == "leads"` before each group's first stage."""
    rows = lead_rows(pipe, keys)
    rows = found[keys].drop_duplicates().merge(rows, on=keys, how="left") if keys else rows
    whole = dict.fromkeys(("deals", *STANDINGS), 0)
    rows = rows.fillna(whole)
    stages = [LEADS, *found["stage"].cat.categories]
    kind = pd.CategoricalDtype(stages, ordered=True)
    here = found.assign(stage=found["stage"].astype(kind), note=found.get("note", ""))
    rows = rows.assign(stage=pd.Categorical([LEADS] * len(rows), dtype=kind))
    rows = rows.assign(rule=found["rule"].iloc[0] if len(found) else "", note=told(pipe))
    both = pd.concat([rows.reindex(columns=here.columns).astype(here.dtypes.to_dict()), here])
    order = [*keys, "stage"]
    return both.sort_values(order, kind="stable", ignore_index=True)


def lead_rows(pipe: Pipeline, keys: list[str]) -> pd.DataFrame:
    """Leads per group in the columns of the funnel: who became a deal went on."""
    rows = counts(pipe.leads, keys)
    every, went_on = rows["leads"].to_numpy(float), rows["converted"].to_numpy(float)
    most = went_on + rows["open"].to_numpy(float)
    rows = rows.assign(
        deals=rows["leads"], conversion=ratio(went_on, every), at_most=ratio(most, every),
        low=share_interval(went_on, every)[0], high=share_interval(most, every)[1],
        lost=0, dropped=rows["disqualified"], unknown=0, no_stage=0,
    )  # fmt: skip
    return rows.drop(columns=["leads", "converted", "disqualified"])


def told(pipe: Pipeline) -> str:
    """Of which pipeline the leads are that became no deal, where one of several was chosen."""
    return IN_NONE if "pipeline" in pipe.conditions else ""
