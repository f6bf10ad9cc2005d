"""What becomes of leads: converted or disqualified, the deals they became, and what these were worth."""

from __future__ import annotations

from collections.abc import Sequence

import narwhals as nw
import numpy as np
import pandas as pd

from cycle_kit.days import end_of_day
from cycle_kit.errors import ColumnError, QuestionError, code, listed, nearest
from cycle_kit.metrics.counting import SEVERAL, UNNAMED, any_amount, ratio, share_interval
from cycle_kit.metrics.frames import By, everyone, groups, metric, table
from cycle_kit.metrics.own_columns import plain
from cycle_kit.pipeline import Pipeline

COLUMNS = (
    "leads", "open", "converted", "disqualified", "conversion", "deals", "won", "lead_to_won",
    "won_value", "low", "high", "note",
)  # fmt: skip
ENDS = ("open", "converted", "disqualified")
#: columns that leads have of their own, and the pipeline of the deals they became
OWN = ("source", "owner", "pipeline")
PIPELINE = "Only leads that became deals are in a pipeline, so in one nearly all are converted."
UNLINKED = "Not known what became of them: converted leads name no deal that is here."
NAMELESS = (
    "Not known what became of them: leads name no deal. If a column of theirs does: "
    'ck.load(..., columns={"leads": {"deal_id": "..."}}).'
)
OF_ONE = (
    "Leads that became no deal are in no pipeline and counted here, too: what share of one pipeline's leads "
    "is converted or won is not known."
)
PARTLY = "{n:,} of {of:,} converted leads name no deal that is here: won is at least that."
NO_AMOUNTS = "Not known what they were worth: won deals have no amounts."
NONE_ENDED = "No lead is disqualified here: what share of them is converted is not known."


@metric
def lead_funnel(pipe: Pipeline, *, by: By = None) -> pd.DataFrame:
    """From first contacts to won deals: what became of the leads, in all or per group.

    One row, or one per group of columns of leads (`source`, `owner`, `pipeline`). `leads`: all of them,
    and how they stand: `open, converted, disqualified`. `conversion`: converted of those converted or
    disqualified, with `low, high` (95 %, Wilson); empty where no lead at all is disqualified, as it would be 100 %
    whatever happens, by "pipeline", and in one pipeline of several. `deals`: those that these leads became,
    each once, and `won` of them; `lead_to_won`: won deals per lead, open ones among them; `won_value`: what the
    won ones were worth. `note`: what is not known. Deals that came without a lead are in none of it. Raises
    QuestionError without leads, ColumnError for columns that leads do not have.
    """
    keys = [plain(name) for name in groups(by)]
    check_leads(pipe)
    check_own(keys)
    leads, deals = pipe.leads, became(pipe)
    rows = counts(leads, keys)
    ends = ended(pipe, leads, deals, keys)
    rows = rows.merge(ends, on=keys, how="left") if keys else pd.concat([rows, ends], axis=1)
    rows = with_shares(rows, one_sided=not leads["outcome"].astype("str").eq(ENDS[2]).any())
    if "pipeline" in keys:
        rows.loc[:, ["conversion", "low", "high"]] = np.nan
        rows["note"] = (PIPELINE + " " + rows["note"]).str.strip()
    if of_one_pipeline(pipe) and "pipeline" not in keys:
        rows[["conversion", "low", "high", "lead_to_won"]] = np.nan
        rows["note"] = (OF_ONE + " " + rows["note"]).str.strip()
    return rows[[*keys, *COLUMNS]]


def of_one_pipeline(pipe: Pipeline) -> bool:
    """Whether these are the deals of some pipelines of several, and leads without a deal are among the leads."""
    if (
        "pipeline" not in pipe.conditions
        or pipe.whole is None
        or pipe.leads["deal_id"].notna().all()
    ):
        return False
    every = table(nw.from_native(pipe.whole).select("pipeline").unique())["pipeline"].dropna()
    return len(every) > len(table(everyone(pipe).select("pipeline").unique()).dropna())


def check_leads(pipe: Pipeline) -> None:
    if pipe.leads.empty:
        raise QuestionError(
            "There are no leads here.",
            there="Deals alone do not tell of leads that became none.",
            fix="Export the leads, converted or not, and pass them: ck.load(deals, leads=...).",
        )


def check_own(
    keys: list[str], *, known: Sequence[str] = OWN, asked: str = "lead_funnel", more: str = ""
) -> None:
    """ColumnError: leads have no such column."""
    for name in keys:
        if name not in known:
            near = nearest(name, known) or known[0]
            raise ColumnError(
                f"Leads cannot be split by {code(name)}.",
                there=f"Their own columns are {listed(known)}.",
                fix=f"Use one of these: ck.{asked}(pipe, {more}by={code(near)}).",
            )


def counts(leads: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """How many leads there are per group, and how they stand."""
    outcome = leads["outcome"].astype("str")
    marks = leads[keys].assign(leads=1, **{name: outcome.eq(name).astype(int) for name in ENDS})
    names = ["leads", *ENDS]
    if not keys:
        return marks[names].sum().to_frame().T.astype("int64")
    return marks.groupby(keys, dropna=False)[names].sum().astype("int64").reset_index()


def became(pipe: Pipeline) -> pd.DataFrame:
    """The deals that leads became, as they stand: `deal_id, outcome, amount, currency, value`.

    Also those that a filter left out: a lead is its source's and owner's, whoever has the deal now.
    """
    ids = pipe.leads["deal_id"].dropna().unique().tolist()
    here = of_these(everyone(pipe), ids)
    if pipe.whole is None:
        return here
    late = end_of_day(pipe.as_of)
    rest = of_these(nw.from_native(pipe.whole), ids)
    rest = rest[~rest["deal_id"].isin(here["deal_id"]) & ~(rest["created_at"] > late)]
    later = rest["closed_at"] > late
    rest = rest.assign(outcome=rest["outcome"].mask(later, "open"))
    return pd.concat([here, rest], ignore_index=True) if len(rest) else here


def of_these(frame, ids: list[str]) -> pd.DataFrame:
    fields = ["deal_id", "outcome", "amount", "currency", "value", "created_at", "closed_at"]
    mine = frame.filter(nw.col("deal_id").cast(nw.String).is_in(ids)) if ids else frame.head(0)
    rows = table(mine.select(*fields))
    dates = dict.fromkeys(("created_at", "closed_at"), "datetime64[us]")
    return rows.astype({"deal_id": "object", **dates})


def ended(
    pipe: Pipeline, leads: pd.DataFrame, deals: pd.DataFrame, keys: list[str]
) -> pd.DataFrame:
    """Per group the deals that its leads became, those won, their worth, and what is not known of it."""
    linked = leads[[*keys, "deal_id", "outcome"]].assign(
        deal_id=leads["deal_id"].astype("object"), turned=leads["outcome"].eq("converted")
    )
    rows = linked.drop(columns="outcome").merge(deals, on="deal_id", how="left")
    amounts = any_amount(pipe, "amount")
    parts = rows.groupby(keys, dropna=False) if keys else [((), rows)]
    found = []
    for label, part in parts:
        names = label if isinstance(label, tuple) else (label,)
        found.append(dict(zip(keys, names, strict=True)) | one_group(pipe, part, amounts=amounts))
    frame = pd.DataFrame(found)
    kinds = {name: leads[name].dtype for name in keys}
    return frame.astype(kinds)


def one_group(pipe: Pipeline, part: pd.DataFrame, *, amounts: bool) -> dict[str, object]:
    unlinked, converted = int((part["turned"] & part["outcome"].isna()).sum()), part["turned"].sum()
    deals = part.dropna(subset="outcome").drop_duplicates("deal_id")
    won = deals[deals["outcome"].eq("won")]
    value, why = worth(pipe, won, amounts=amounts)
    if converted and unlinked == converted and deals.empty:
        blank = dict.fromkeys(("deals", "won", "won_value"), np.nan)
        return {**blank, "note": NAMELESS if pipe.leads["deal_id"].isna().all() else UNLINKED}
    partly = PARTLY.format(n=unlinked, of=int(converted)) if unlinked else ""
    told = {"deals": len(deals), "won": len(won), "won_value": value}
    return {**told, "note": " ".join(filter(None, [partly, why]))}


def worth(pipe: Pipeline, won: pd.DataFrame, *, amounts: bool) -> tuple[float, str]:
    """What won deals were worth, in one currency; NaN and why where that is not known."""
    known = won[won["amount"].notna()]
    if known.empty:
        return (np.nan, NO_AMOUNTS) if len(won) or not amounts else (0.0, "")
    if not pipe.several_currencies:
        return float(known["value"].sum()), ""
    if known["currency"].isna().any():
        return np.nan, UNNAMED
    if len(known["currency"].unique()) > 1:
        return np.nan, SEVERAL + "; give them in cycle.toml."
    return float(known["amount"].sum()), ""


def with_shares(rows: pd.DataFrame, *, one_sided: bool) -> pd.DataFrame:
    """Conversion with its interval, where it can be known, and deals won per lead."""
    converted = rows["converted"].to_numpy(float)
    ended = converted + rows["disqualified"].to_numpy(float)
    low, high = share_interval(converted, ended)
    shares = {"conversion": ratio(converted, ended), "low": low, "high": high}
    note = rows["note"]
    if one_sided:
        shares = dict.fromkeys(shares, np.nan)
        note = (NONE_ENDED + " " + note).str.strip()
    rows = rows.assign(**shares, lead_to_won=ratio(rows["won"].to_numpy(float), rows["leads"]))
    whole = {name: "int64" for name in ("deals", "won") if rows[name].notna().all()}
    return rows.assign(note=note.astype("str")).astype(whole)
