"""Why deals are lost and leads disqualified, in whole sentences with the numbers of `loss_reasons`."""

from __future__ import annotations

import pandas as pd

from cycle_kit.charts.foremost import together
from cycle_kit.charts.sentences import Sentences, of_answers, sentences
from cycle_kit.charts.told import say

UNFIT = "disqualified"
NAMED_MOST = """
    {?tie}{?leads}Of {all:n} disqualified leads the reasons named most are {reasons}: {named:#} time ({share:share})
        each. || {?tie}{?leads}Of {all:n} disqualified leads the reasons named most are {reasons}: {named:#} times
        ({share:share}) each.
        // {?tie}Of {all:n} lost deals the reasons named most are {reasons}: {named:#} time ({share:share}) each.
        || {?tie}Of {all:n} lost deals the reasons named most are {reasons}: {named:#} times ({share:share}) each.
        // {?once}{?leads}Of {all:#} disqualified lead the only reason named is “{reason}”: once ({share:share}).
        || {?once}{?leads}Of {all:#} disqualified leads the only reason named is “{reason}”: once ({share:share}).
        // {?once}Of {all:#} lost deal the only reason named is “{reason}”: once ({share:share}).
        || {?once}Of {all:#} lost deals the only reason named is “{reason}”: once ({share:share}).
        // {?leads}Of {all:#} disqualified lead the reason named most is “{reason}”: {named:n} times ({share:share}).
        || {?leads}Of {all:#} disqualified leads the reason named most is “{reason}”: {named:n} times
        ({share:share}).
        // Of {all:#} lost deal the reason named most is “{reason}”: {named:n} times ({share:share}).
        || Of {all:#} lost deals the reason named most is “{reason}”: {named:n} times ({share:share}).
"""
SILENT = "{?silent}For {silent:n} ({silent_share:share}) no reason is given."
NONE = "{?leads}No lead was disqualified. // No deal was lost."
NONE_GIVEN = """
    {?leads}No reason is given for any disqualified lead. // No reason is given for any lost deal.
"""


@of_answers
def loss_words(reasons: pd.DataFrame) -> Sentences:
    """The reason named most for lost deals, or for disqualified leads, and how often none is given."""
    leads = of_leads(reasons)
    ended = reasons[reasons["outcome"].astype(str) == (UNFIT if leads else "lost")]
    if not ended["deals"].sum():
        return sentences(say(NONE, {"leads": leads}))
    counts = ended.groupby("reason", dropna=False)["deals"].sum()
    given = counts[counts.index.notna()]
    if given.empty:
        return sentences(say(NONE_GIVEN, {"leads": leads}))
    total, silent = whole(ended), counts.sum() - given.sum()
    row = {"all": total, "reason": given.idxmax(), "named": given.max(), "silent": silent}
    most = given.index[given == given.max()]
    row |= {
        "once": given.max() == 1,
        "tie": len(most) > 1,
        "reasons": together(f"“{each}”" for each in most),
    }
    row |= {"share": given.max() / total, "silent_share": silent / total, "leads": leads}
    return sentences(say(NAMED_MOST, row), say(SILENT, row))


def of_leads(reasons: pd.DataFrame) -> bool:
    """A table of leads, also where none of them is disqualified."""
    outcome = reasons["outcome"]
    named = outcome.cat.categories if isinstance(outcome.dtype, pd.CategoricalDtype) else outcome
    return UNFIT in set(named)


def whole(ended: pd.DataFrame) -> int:
    """How many ended, each once, however many reasons one has: a share is of all of its period."""
    periods = ended.groupby("period", dropna=False)[["deals", "share"]].first()
    return round(float((periods["deals"] / periods["share"]).sum()))


def named_twice(reasons: pd.DataFrame) -> bool:
    """Whether something has several reasons: their shares are more than all of it."""
    shares = reasons.groupby(["outcome", "period"], dropna=False, observed=True)["share"].sum()
    return bool((shares > 1 + 1e-9).any())
