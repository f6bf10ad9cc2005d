"""A click on a mark of the question pages lists the deals that the mark stands for: as many as its table says."""

import json
from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.charts.waterfall_series import FLOWS
from cycle_kit.dashboard.filters import LAST_YEAR
from cycle_kit.dashboard.pages import PAGES
from cycle_kit.dashboard.pages.declared import CLICK, View
from cycle_kit.errors import CycleKitError

PARTS = {(key, part.key): part for key, page in PAGES.items() for part in page.parts}
CLICKED = [name for name, part in PARTS.items() if part.clicked is not None]
#: pictures whose marks are no deals: estimates, shares beside each other, published figures, companies' steps
OTHERS = {
    ("stops", "rules"), ("stops", "effects"), ("stops", "template"), ("stops", "flows"), ("waits", "readings"),
    ("benchmarks", "published_median_cycle_days"), ("benchmarks", "published_win_rate"),
    ("ahead", "forecast"), ("ahead", "tried"), ("ahead", "calibration"), ("ahead", "slips"),
    ("actions", "bottlenecks"), ("actions", "questions"), ("actions", "again"), ("actions", "soon"),
    ("actions", "leads"), ("actions", "lead_sources"), ("actions", "done"), ("changes", "mix"),
    ("changes", "sides"), ("file", "effects"),
}  # fmt: skip
#: how many deals a row of a table says that its mark is of, by what tells the row
EXACT = {
    ("stops", "from_each"): lambda t, m: t.loc[t.stage == m[0], "deals"],
    ("stops", "paths"): lambda t, m: t.loc[t.way == m[0], m[1]],
    ("stops", "loops"): lambda t, m: t.loc[(t.from_stage == m[0]) & (t.to_stage == m[1]), "deals"],
    ("waits", "age"): lambda t, m: t.loc[
        t.stage.astype("string").fillna("").eq(m[0]), ["deals", "undated"]
    ].sum(),
    ("team", "patterns"): lambda t, m: t.loc[t.group == m[0], "n"],
    ("ahead", "due"): lambda t, m: t.loc[
        (t.when == m[0]) & t.period.astype("string").fillna("").eq(m[1]) & t.stage.astype("string").fillna("").eq(m[2]),
        "deals",
    ],
    ("ahead", "when"): lambda t, m: t.loc[t.deal_id == m[0], "deal_id"].count(),
    ("changes", "bridge"): lambda t, m: t.loc[t["item"] == m[0], "deals"],
    ("changes", "became"): lambda t, m: t["what"].str.split(", ").map(lambda w: m[0] in w).sum(),
    ("changes", "pairs"): lambda t, m: t.loc[
        (t.stage_before == m[0]) & (t.stage_after == m[1]), "deals"
    ],
    ("changes", "months"): lambda t, m: t.loc[
        (t.period == m[0]) & t["item"].isin(FLOWS[m[1]][0]) & ~t["item"].isin(["raised", "lowered"]),
        "deals",
    ],
    ("changes", "reasons"): lambda t, m: t.loc[
        t.stage.astype("string").fillna("").eq(m[0])
        & t.outcome.eq(m[1])
        & t.reason.fillna("").eq(m[2])
        & t.period.eq(m[3]),
        "deals",
    ],
    ("file", "odd"): lambda t, m: t.loc[t.defect == m[0], "deals"],
}  # fmt: skip
#: some of the list are not in the figure, such as wins without a day of creation or an amount
AT_LEAST = {
    ("waits", "quarters"): lambda t, m: t.loc[t.period == m[0], "n"],
    ("benchmarks", "own_median_cycle_days"): lambda t, m: t.loc[t.period == m[0], "n"],
    ("benchmarks", "own_win_rate"): lambda t, m: t.loc[t.period == m[0], "n"],
    ("benchmarks", "industries"): lambda t, m: t.loc[t.industry == m[0], "deals"],
    ("changes", "rates"): lambda t, m: t.loc[t.period == m[0], "n"],
    ("changes", "standing"): lambda t, m: t.loc[(t.period == m[0]) & (t.stage == m[1]), "n"],
    ("changes", "running"): lambda t, m: t.loc[(t.period == m[0]) & (t.week == int(m[1])), "n"],
    ("team", "steps"): lambda t, m: t.loc[t.stage == m[0], "conversion_n"],
}


@pytest.fixture(scope="module")
def view():
    pipe = ck.load(shipped.sample("hubspot_deals.csv")).where(pipeline="B2B")
    return View(pipe, pipe, pipe, pipe)


def marked(figure, each):
    """Marks of a figure: the first, the last, and some between of every trace."""
    for trace in json.loads(figure.to_json())["data"]:
        marks = [mark for mark in trace.get("customdata") or [] if mark]
        yield from marks[:: max(1, len(marks) // each)]


def listed(name, view, each=3):
    """(mark as clicked, what it is said to be, its deals, the table) of some marks of a part."""
    part = PARTS[name]
    table = part.answer(view)
    assert not isinstance(table, CycleKitError), table
    for clicked in marked(part.made(part.draws, table, view), each):
        mark = part.mark(clicked, view, table)
        if mark is not None:
            yield clicked, mark, part.behind(mark, view), table


def test_every_picture_answers_a_click_or_its_marks_are_no_deals():
    drawn = {name for name, part in PARTS.items() if part.draws is not None}
    assert drawn - {*CLICKED} == OTHERS


@pytest.mark.parametrize("name", CLICKED, ids="-".join)
def test_a_mark_lists_its_deals(name, view):
    found = list(listed(name, view))
    assert any(len(deals) for _clicked, _mark, deals, _table in found)
    for clicked, mark, deals, table in found:
        assert deals["deal_id"].is_unique, clicked
        said = mark.told(len(deals)).replace(",", "")
        assert str(len(deals)) in said and "{" not in said
        if name in EXACT:
            assert len(deals) == EXACT[name](table, clicked).sum(), clicked
        if name in AT_LEAST:
            assert len(deals) >= AT_LEAST[name](table, clicked).sum(), clicked


@pytest.mark.parametrize("key", ["bridge", "became", "pairs"])
def test_what_changed_since_a_year_before_is_listed_so(key, view):
    name = ("changes", key)
    for clicked, _mark, deals, table in listed(name, replace(view, compared=LAST_YEAR)):
        assert len(deals) == EXACT[name](table, clicked).sum(), clicked


def test_a_page_says_which_pictures_answer(view):
    for part in PARTS.values():
        if part.draws is not None and not part.press:
            assert (CLICK in part.told(view)) == (part.clicked is not None)


HOLES = b"""Deal,Stage,Status,Owner,Created,Closed,Amount,Expected close
A,Offer,Won,Ada,2025-01-02,2025-02-03,100,
B,Offer,Lost,Ada,2025-01-05,2025-02-09,200,
C,,Open,Bo,2025-02-01,,300,2025-05-01
D,Lead,Open,,2025-02-01,,,2025-01-01
E,Lead,Open,Bo,,,300,
"""


def test_without_stages_owners_or_dates_nothing_breaks():
    pipe = ck.load(HOLES)
    view = View(pipe, pipe, pipe, pipe)
    for name in CLICKED:
        part = PARTS[name]
        table = part.answer(view)
        if isinstance(table, CycleKitError):
            continue
        for clicked in marked(part.made(part.draws, table, view), 9):
            mark = part.mark(clicked, view, table)
            found = pd.DataFrame() if mark is None else part.behind(mark, view)
            if name in EXACT and mark is not None:
                assert len(found) == EXACT[name](table, clicked).sum(), (name, clicked)
