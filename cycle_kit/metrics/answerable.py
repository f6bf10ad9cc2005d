"""Which questions this data can answer, and what to export to get the rest."""

from collections.abc import Sequence

import narwhals as nw
import pandas as pd

from cycle_kit.metrics.catalogue import CARDS, FACTS, Card, Fact
from cycle_kit.metrics.counting import is_in
from cycle_kit.metrics.discounts import tells_discounts
from cycle_kit.metrics.edges import why_no_curve
from cycle_kit.metrics.frames import deals, furthest, metric, table
from cycle_kit.metrics.span_ends import date_columns
from cycle_kit.metrics.spans import told_by_history, with_cycle_days
from cycle_kit.metrics.two_days import known_days
from cycle_kit.pipeline import Pipeline

COLUMNS = ("metric", "answer", "why", "export_this")
#: dates that begin or end a deal, or are only planned
ENDS = ("created_at", "closed_at", "expected_close")
#: a field that this share of the deals has counts as there
ENOUGH = 0.95
#: facts for which the system's own way to export is shown
FROM_THE_SYSTEM = {"history", "stages", "closed", "lost", "ended"}


@metric
def answerable(pipe: Pipeline) -> pd.DataFrame:
    """Which metrics this data can answer, and what to export to get the rest.

    One row per metric. `answer`: "yes"; "partly" where something that it uses is missing or is
    known for less than 95 % of the deals; "no" where it cannot be computed at all. `why` and
    `export_this` are sentences, empty for "yes".
    """
    counts = fact_counts(pipe)
    shares = {name: share(counts, fact) for name, fact in FACTS.items()}
    asked = [(name, card) for name, card in CARDS.items() if card.must is not None]
    rows = [(name, *verdict(pipe, card, shares)) for name, card in asked]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def share(counts: dict[str, float], fact: Fact) -> float:
    """Which share of the deals has it; nothing is missing where no deal could have it."""
    if not fact.whole:
        return float(counts[fact.part] > 0)
    if counts[fact.whole] == 0:
        return float(fact.whole != "deals")
    return counts[fact.part] / counts[fact.whole]


def verdict(pipe: Pipeline, card: Card, shares: dict[str, float]) -> tuple[str, str, str]:
    """The answer, why, and what to export, for one metric."""
    lacking = lacking_in(shares, card.must or (), 0.0)
    answer = "no"
    if lacking and card.instead and all(shares[name] > 0 for name in card.instead):
        answer = "partly"
    if not lacking:
        lacking = lacking_in(shares, (*(card.must or ()), *card.better), ENOUGH)
        answer = "partly" if lacking else "yes"
    why = [reason(name, shares[name]) for name in lacking]
    exports = [remedy(pipe, name) for name in lacking]
    return answer, " ".join(dict.fromkeys(why)), " ".join(dict.fromkeys(exports))


def lacking_in(shares: dict[str, float], names: Sequence[str], enough: float) -> list[str]:
    """Those of these facts that are not there, or for less than `enough` of the deals."""
    lacking = [name for name in names if shares[name] == 0 or shares[name] < enough]
    if {"history", "order"} <= set(lacking):  # a history tells the order of the stages, too
        lacking.remove("order")
    return lacking


def reason(name: str, of_deals: float) -> str:
    """Why a fact is lacking, in words."""
    fact = FACTS[name]
    return fact.partial.format(share=percent(of_deals)) if of_deals > 0 else fact.missing


def percent(of_deals: float) -> str:
    """A share below 95 % in words, never rounded to nothing."""
    return "less than 1 %" if of_deals < 0.01 else f"{int(of_deals * 100)} %"


def remedy(pipe: Pipeline, name: str) -> str:
    """What to export, with the system's own clicks where its dialect tells them."""
    from cycle_kit import dialects  # here, as it brings the declarations of all systems

    clicks = next((d.export for d in dialects.of_crm(pipe.crm) if d.export), "")
    return f"{FACTS[name].export} {clicks if name in FROM_THE_SYSTEM else ''}".strip()


def fact_counts(pipe: Pipeline) -> dict[str, float]:
    """How many deals, or leads, there are of each kind that a fact speaks of."""
    counts = deal_counts(pipe)
    told = told_deals(pipe)
    unfit = pipe.leads["outcome"].eq("disqualified")
    contacts = float(pipe.leads["first_contact_at"].notna().sum())
    return counts | {
        "ordered": float(pipe.ordered),
        "recorded": told,
        "on_the_way": max(told, min(counts["created"], dated_on_the_way(pipe))),
        "leads": float(len(pipe.leads)),
        "leads_reasoned": float((unfit & pipe.leads["reason"].notna()).sum()),
        "one_pipeline": float(len(pipe.orders) < 2),
        "discounted": float(tells_discounts(pipe)),
        "contacted": counts["contacted"] + contacts,
        "deals_and_leads": counts["deals"] + len(pipe.leads),
        **{name: float(len(pipe.beside.get(name, ()))) for name in ("lines", "activities")},
        "endings_dated": float(not why_no_curve(pipe)),
        "known_days": float(bool(known_days(pipe, ()))),
        "dated_closes": float("expected_close" in pipe.changes),
        "dated_amounts": float("amount" in pipe.changes),
    }


def deal_counts(pipe: Pipeline) -> dict[str, float]:
    """Deals by outcome, and those that have a field."""
    closed, is_open = is_in("outcome", ("won", "lost", "dropped")), is_in("outcome", ("open",))
    timed = is_in("outcome", ("won",)) & (nw.col("cycle_") >= 0)
    ended, decided = is_in("outcome", ("lost", "dropped")), is_in("outcome", ("won", "lost"))
    marks = {
        "deals": nw.col("deal_id"),
        "closed": nw.when(closed).then(nw.col("deal_id")),
        "open": nw.when(is_open).then(nw.col("deal_id")),
        "ended": nw.when(ended).then(nw.col("deal_id")),
        "won": nw.when(is_in("outcome", ("won",))).then(nw.col("deal_id")),
        "lost": nw.when(is_in("outcome", ("lost",))).then(nw.col("deal_id")),
        "decided": nw.when(decided).then(nw.col("deal_id")),
        "decided_valued": nw.when(decided & (nw.col("value") != 0)).then(nw.col("value")),
        "won_valued": nw.when(is_in("outcome", ("won",))).then(nw.col("value")),
        "timed": nw.when(timed).then(nw.col("deal_id")),
        "of_a_trade": nw.when(timed).then(nw.col("industry")),
        "staged": nw.when(ended & ~nw.col("unknown")).then(nw.col("deal_id")),
        "closed_on": nw.when(closed).then(nw.col("closed_at")),
        "won_dated": nw.when(is_in("outcome", ("won",))).then(nw.col("closed_at")),
        "created": nw.col("created_at"),
        "valued": nw.col("value"),
        "owned": nw.col("owner"),
        "accounted": nw.when(is_in("outcome", ("won",))).then(nw.col("account")),
        "reasoned": nw.when(ended).then(nw.col("lost_reason")),
        "due": nw.when(is_open).then(nw.col("expected_close")),
        "likely": nw.when(is_open).then(nw.col("probability")),
        "active": nw.col("last_activity_at"),
        "contacted": nw.col("first_contact_at"),
    }
    rows = with_cycle_days(pipe, furthest(pipe), name="cycle_").select(**marks)
    counted = table(rows.select(nw.col(name).count() for name in marks))
    return {name: float(counted[name].iloc[0]) for name in marks}


def dated_on_the_way(pipe: Pipeline) -> float:
    """Deals with the date that most of them have of something between creation and closing."""
    frame = deals(pipe)
    dates = [name for name in date_columns(frame) if name not in ENDS]
    if not dates:
        return 0.0
    counted = table(frame.select(nw.col(name).count() for name in dates))
    return float(counted.iloc[0].max())


def told_deals(pipe: Pipeline) -> float:
    """Deals with visits of which a history tells."""
    if not pipe.recorded:
        return 0.0
    told = told_by_history(pipe)
    return float(table(told.select(nw.col("deal_id").n_unique()))["deal_id"].iloc[0])
