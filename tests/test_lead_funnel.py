"""What becomes of leads: by hand, and as plain pandas has it."""

import io
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.dashboard.deals_table import DealsTable
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.tables import empty_leads
from tests.companies import ENGINES, events, plain
from tests.companies_over_time import Habits, company

DEALS = """deal_id,pipeline,stage,created_at,closed_at,amount,status
a,B2B,New,2025-01-03,2025-02-01,1000,won
b,B2B,New,2025-01-04,2025-02-03,500,lost
c,B2C,New,2025-01-05,,700,open
"""
LEADS = """lead_id,created_at,status,source,owner,deal_id,converted_at,reason
1,2025-01-01,converted,Web,Ann,a,2025-01-03,
2,2025-01-02,converted,Web,Ann,b,2025-01-04,
3,2025-01-02,disqualified,Web,Bo,,,no budget
4,2025-01-02,new,Web,Bo,,,
5,2025-01-03,converted,Fair,Ann,c,2025-01-05,
6,2025-01-03,disqualified,Fair,Bo,,,no need
"""
ASKED = [
    "leads",
    "open",
    "converted",
    "disqualified",
    "conversion",
    "deals",
    "won",
    "lead_to_won",
    "won_value",
]


@pytest.fixture
def pipe(tmp_path):
    return loaded(tmp_path)


def loaded(folder, deals=DEALS, leads=LEADS):
    (folder / "deals.csv").write_text(deals, encoding="utf-8")
    (folder / "leads.csv").write_text(leads, encoding="utf-8")
    return ck.load(folder / "deals.csv", leads=folder / "leads.csv")


def with_leads(*rows, engine="pandas", deals=None, log=None):
    """Leads from (source, outcome, deal) of a company of three deals: won for 1,000, lost, open."""
    log = events(*(log or ("a A 2025-01-03", "a won 2025-02-01", "b A 2025-01-04",
                           "b lost 2025-02-03", "c A 2025-01-05")))  # fmt: skip
    fields = {"deal_id": ["a", "b", "c"], "amount": [1000.0, 500.0, 700.0]}
    to = ENGINES[engine]
    pipe = ck.from_events(
        to(log), stages=["A"], deals=to(pd.DataFrame({**fields, **(deals or {})}))
    )
    table = pd.DataFrame(rows, columns=["source", "outcome", "deal_id"])
    table = table.assign(lead_id=[str(n) for n in range(len(rows))])
    table = table.assign(created_at=pd.Timestamp("2025-01-01"))
    return replace(pipe, leads=typed(table))


def typed(table):
    return table.reindex(columns=list(empty_leads())).astype(
        {"first_contact_at": "datetime64[us]", "converted_at": "datetime64[us]"}
    )


SIX = [
    ("Web", "converted", "a"), ("Web", "converted", "b"), ("Web", "disqualified", None),
    ("Web", "open", None), ("Fair", "converted", "c"), ("Fair", "disqualified", None),
]  # fmt: skip


def words(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)


def test_by_source(pipe):
    table = ck.lead_funnel(pipe, by="source")
    assert list(table)[:10] == ["source", *ASKED]
    found = table.set_index("source")[ASKED]
    assert found.loc["Web"].tolist() == pytest.approx([4, 1, 2, 1, 2 / 3, 2, 1, 0.25, 1000])
    assert found.loc["Fair"].tolist() == [2, 0, 1, 1, 1 / 2, 1, 0, 0, 0]
    assert (table["note"] == "").all()


@pytest.mark.parametrize("engine", ENGINES)
def test_the_same_of_every_engine(engine):
    table = ck.lead_funnel(with_leads(*SIX, engine=engine), by="source").set_index("source")
    assert table.loc["Web", ASKED].tolist() == pytest.approx([4, 1, 2, 1, 2 / 3, 2, 1, 0.25, 1000])
    assert table.loc["Fair", ASKED].tolist() == [2, 0, 1, 1, 0.5, 1, 0, 0, 0]
    (whole,) = ck.lead_funnel(with_leads(*SIX, engine=engine)).to_dict("records")
    assert [whole[name] for name in ASKED] == pytest.approx([6, 1, 3, 2, 0.6, 3, 1, 1 / 6, 1000])
    assert whole["low"] < 0.6 < whole["high"]


def test_leads_have_the_pipeline_of_their_deal_else_none(pipe):
    known = pipe.leads.set_index("lead_id")["pipeline"]
    assert known.dropna().to_dict() == {"1": "B2B", "2": "B2B", "5": "B2C"}
    # one that became a deal of another pipeline is not of this one; one that became none is of any
    assert list(pipe.where(pipeline="B2C").leads["lead_id"]) == ["3", "4", "5", "6"]
    assert len(pipe.where(pipeline=["B2B", "B2C"]).leads) == 6
    assert pipe.rewind("2025-01-03").leads["pipeline"].dropna().tolist() == ["B2B"]
    table = ck.lead_funnel(pipe, by="pipeline")
    assert table["leads"].tolist() == [2, 1, 3] and table["conversion"].isna().all()
    assert table["note"].str.contains("Only leads that became deals are in a pipeline").all()


def test_a_deal_counts_once_and_money_too():
    table = ck.lead_funnel(with_leads(*SIX, ("Web", "converted", "a"), ("Post", "converted", "a")))
    assert table[["leads", "converted", "deals", "won", "won_value"]].iloc[0].tolist() == [
        8, 5, 3, 1, 1000,
    ]  # fmt: skip


def test_what_a_filter_left_out_is_still_what_the_leads_became():
    pipe = with_leads(*SIX, deals={"owner": ["Bo", "Bo", "Bo"]})
    pipe = replace(pipe, leads=pipe.leads.assign(owner="Ann"))
    mine = ck.lead_funnel(pipe.where(owner="Ann"))
    assert mine[["leads", "deals", "won", "won_value"]].iloc[0].tolist() == [6, 3, 1, 1000]
    then = pipe.rewind("2025-01-20")
    assert ck.lead_funnel(then)["won"].tolist() == [0]
    # neither does a filter of a past day tell of what came later
    assert ck.lead_funnel(then.where(owner="Ann"))["won"].tolist() == [0]


def test_what_is_not_known_is_told():
    unlinked = ck.lead_funnel(with_leads(("Web", "converted", None), ("Web", "disqualified", None)))
    assert unlinked[["deals", "won", "lead_to_won", "won_value"]].isna().all(axis=None)
    assert unlinked["conversion"].tolist() == [0.5] and "name no deal" in unlinked["note"][0]
    partly = ck.lead_funnel(with_leads(*SIX, ("Web", "converted", "z")))
    assert partly["note"].tolist() == [
        "1 of 4 converted leads name no deal that is here: won is at least that."
    ]
    nobody = ck.lead_funnel(with_leads(("Web", "converted", "a"), ("Web", "open", None)))
    assert nobody["conversion"].isna().all() and "No lead is disqualified" in nobody["note"][0]
    assert nobody["lead_to_won"].tolist() == [0.5]
    none = with_leads(*SIX, deals={"amount": [np.nan] * 3})
    assert ck.lead_funnel(none)["won_value"].isna().all()


def test_several_currencies_are_not_added():
    log = ("a A 2025-01-03", "a won 2025-02-01", "b A 2025-01-04", "b won 2025-02-03",
           "c A 2025-01-05")  # fmt: skip
    deals = {"currency": ["EUR", "USD", "EUR"], "source": ["Web", "Fair", "Web"]}
    pipe = with_leads(*SIX, ("Post", "converted", "b"), log=log, deals=deals)
    table = ck.lead_funnel(pipe, by="source").set_index("source")
    assert np.isnan(table.loc["Web", "won_value"]) and table.loc["Post", "won_value"] == 500
    assert "several currencies" in table.loc["Web", "note"] and table.loc["Web", "won"] == 2


@pytest.mark.parametrize("by", ["town", ["source", "stage"], "outcome"])
def test_columns_that_leads_lack(by):
    with pytest.raises(ColumnError, match="Leads cannot be split by") as error:
        ck.lead_funnel(with_leads(*SIX, deals={"town": ["X", "Y", "Z"]}), by=by)
    assert 'ck.lead_funnel(pipe, by="' in str(error.value)


def test_no_leads_is_an_error_that_says_what_to_export():
    with pytest.raises(QuestionError, match="There are no leads here"):
        ck.lead_funnel(company(Habits(months=3), 0))


@pytest.mark.parametrize("seed", range(10))
def test_as_plain_pandas_has_it(seed):
    pipe, dice = company(Habits(months=8), seed), np.random.default_rng(seed)
    deals = plain(pipe.deals)
    ids = deals["deal_id"].sample(60, random_state=seed).tolist()
    rows = [
        (source, "converted", one)
        for one, source in zip(ids, dice.choice(["Web", "Fair"], 60), strict=True)
    ]
    rows += [(source, end, None) for source, end in zip(
        dice.choice(["Web", "Fair"], 90), dice.choice(["open", "disqualified"], 90), strict=True)]  # fmt: skip
    table = pd.DataFrame(rows, columns=["source", "outcome", "deal_id"]).assign(lead_id="x")
    leads = typed(table).assign(created_at=deals["created_at"].min())
    found = ck.lead_funnel(replace(pipe, leads=leads), by="source").set_index("source")
    both = table.merge(
        deals[["deal_id", "outcome", "amount"]], on="deal_id", how="left", suffixes=("", "_d")
    )
    for source, own in both.groupby("source"):
        won = own[own["outcome_d"].eq("won")]
        converted, ended = own["outcome"].eq("converted").sum(), own["outcome"].ne("open").sum()
        expected = [
            len(own), len(own) - ended, converted, ended - converted, converted / ended,
            converted, len(won), len(won) / len(own), won["amount"].sum(),
        ]  # fmt: skip
        assert found.loc[source, ASKED].tolist() == pytest.approx(expected)


def test_a_bar_per_source_is_cut_by_how_leads_stand(pipe):
    chart = charts.lead_funnel_chart(ck.lead_funnel(pipe, by="source"), currency="EUR")
    bars = [trace for trace in chart.data if trace.type == "bar"]
    sizes = {(*mark,): x for bar in bars for mark, x in zip(bar.customdata, bar.x, strict=True)}
    assert sizes == {
        ("converted", "Web"): 2, ("disqualified", "Web"): 1, ("open", "Web"): 1,
        ("converted", "Fair"): 1, ("disqualified", "Fair"): 1,
    }  # fmt: skip
    assert "Most came of Web: 1 deal won from 4 leads, worth €1,000. That is too few" in words(
        chart
    )
    alone = charts.lead_funnel_chart(ck.lead_funnel(pipe))
    assert "60 % of the leads that came to an end became deals." in words(alone).replace(
        "\xa0", " "
    )
    assert "1 is open and not decided yet." in words(alone)
    assert "No leads" in words(charts.lead_funnel_chart(ck.lead_funnel(pipe).iloc[:0]))


# ---- leads as the first bar of the funnel


@pytest.mark.parametrize("engine", ENGINES)
def test_leads_come_first_in_the_funnel(engine):
    pipe = with_leads(*SIX, engine=engine)
    table = ck.funnel(pipe, leads=True)
    assert table["stage"].tolist() == ["leads", "A", "won"] and table["stage"].cat.ordered
    first = table.loc[0, ["deals", "conversion", "at_most", "open", "lost", "dropped"]]
    assert first.tolist() == pytest.approx([6, 3 / 6, 4 / 6, 1, 0, 2])
    plain_table = ck.funnel(pipe)
    rest = table[table["stage"].ne("leads")].reset_index(drop=True)[list(plain_table)]
    pd.testing.assert_frame_equal(
        rest.astype({"stage": "str"}), plain_table.astype({"stage": "str"})
    )


def test_leads_come_first_in_each_group():
    pipe = with_leads(*SIX, ("Post", "open", None), deals={"source": ["Web", "Web", "Fair"]})
    table = ck.funnel(pipe, by="source", leads=True).set_index(["source", "stage"])["deals"]
    assert table["Web"].to_dict() == {"leads": 4, "A": 2, "won": 1}
    assert table["Fair"].to_dict() == {"leads": 2, "A": 1, "won": 0}
    assert table["Post"].to_dict() == {"leads": 1, "A": 0, "won": 0}
    with pytest.raises(ColumnError, match="Leads cannot be split by") as error:
        ck.funnel(pipe, by="region", leads=True)
    assert 'ck.funnel(pipe, leads=True, by="' in str(error.value)
    with pytest.raises(QuestionError, match="There are no leads"):
        ck.funnel(company(Habits(months=3), 0), leads=True)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("column", ["source", "owner"])
def test_a_column_that_only_leads_or_only_deals_fill_is_no_split_of_both(engine, column):
    filled = {column: ["Web", "Fair", "Fair"]}
    bare = with_leads(*SIX, engine=engine, deals={column: [None] * 3})
    leads = replace(bare, leads=bare.leads.assign(**{column: "Web"}))
    with pytest.raises(ColumnError, match="no deal says it") as error:
        ck.funnel(leads, leads=True, by=column)
    assert f'ck.lead_funnel(pipe, by="{column}")' in str(error.value)
    assert ck.lead_funnel(leads, by=column)["leads"].sum() == 6
    deals = with_leads(*SIX, engine=engine, deals=filled)
    deals = replace(deals, leads=deals.leads.assign(**{column: None}))
    with pytest.raises(ColumnError, match="no lead says it") as error:
        ck.funnel(deals, leads=True, by=column)
    assert f'ck.funnel(pipe, by="{column}")' in str(error.value)
    assert ck.funnel(deals, by=column)["deals"].sum() > 0
    neither = replace(leads, leads=leads.leads.assign(**{column: None}))
    assert ck.funnel(neither, leads=True, by=column)["deals"].tolist()[0] == 6


def test_leads_of_no_pipeline_are_told(pipe):
    table = ck.funnel(pipe.where(pipeline="B2B"), leads=True)
    assert table["deals"].tolist() == [5, 2, 1] and "in no pipeline" in table["note"][0]


def test_the_first_bar_is_named_after_leads():
    chart = charts.funnel_chart(ck.funnel(with_leads(*SIX), leads=True))
    titles = [text for trace in chart.data if trace.type == "scatter" for text in trace.text]
    assert any("<b>Leads</b>  6 leads" in text for text in titles)
    assert any("50" in text and "of 6 leads" in text for text in titles)
    bars = next(trace for trace in chart.data if trace.type == "bar" and trace.customdata is not None)  # fmt: skip
    assert [mark[0] for mark in bars.customdata] == ["leads", "A", "won"]
    assert "disqualified" in bars.hovertext[0] and "lost" in bars.hovertext[1]


def test_the_list_of_leads_is_taken_away_from_the_page(pipe, tmp_path):
    shown = DealsTable(clear=lambda: None)
    shown.show(pipe.deals.assign(days=1.0), "All deals", everything=True)
    assert "leads-csv" not in shown.head.html
    shown.leads, given = pipe.leads, []
    shown.show(shown.deals, "All deals", everything=True)
    assert "leads-csv" in shown.head.html and "leads-xlsx" in shown.head.html
    shown.head.hand_over = lambda name, kind, content: given.append((name, content))
    shown._said("leads-csv")
    shown._said("leads-xlsx")
    (csv, text), (xlsx, book) = given
    assert (csv, xlsx) == ("leads.csv", "leads.xlsx")
    taken = pd.read_csv(io.BytesIO(text), dtype=str)
    assert taken["lead_id"].tolist() == list("123456") and "reason" in taken
    assert "first_contact_at" not in taken  # columns that hold nothing stay out
    sheet = openpyxl.load_workbook(io.BytesIO(book)).active
    assert sheet.title == "Leads" and [cell.value for cell in sheet["A"]][1:] == list("123456")


def test_one_pipeline_of_several_has_not_all_leads_that_became_nothing(pipe):
    one = ck.lead_funnel(pipe.where(pipeline="B2B"))
    assert one[["conversion", "low", "high", "lead_to_won"]].isna().all(axis=None)
    assert one["leads"].tolist() == [5] and "are in no pipeline" in one["note"][0]
    split = ck.lead_funnel(pipe.where(pipeline="B2B"), by="source")
    assert split["conversion"].isna().all() and "are in no pipeline" in split["note"][0]
    # all pipelines chosen, or only leads that became deals: nothing is mixed
    every = ck.lead_funnel(pipe.where(pipeline=pipe.names("pipeline")))
    whole = ck.lead_funnel(pipe)
    assert every["conversion"].tolist() == whole["conversion"].tolist() and every["note"][0] == ""
    assert ck.lead_funnel(pipe.where(owner="Ann"))["lead_to_won"].notna().all()


@pytest.mark.parametrize(
    ("won", "values", "said"),
    [
        ([1, 1], [500.0, 500.0], "Most came of Web and Fair: deals worth 500 each."),
        ([2, 2], [None, None], "Most came of Web and Fair: 2 deals won of each."),
        ([1, 3], [500.0, 400.0], "Most came of Web: 1 deal won from"),
        ([2, 1], [None, 1000.0], "Most came of Web: 2 deals won from 2 leads. "),
        (
            [None, 1],
            [None, 10.0],
            "Of what is known most came of Fair: 1 deal won from 2 leads, worth 10.",
        ),
        ([1, 3], [None, None], "Most came of Fair: 3 deals won from"),
        ([0, 0], [0.0, 0.0], "No deal is won from these leads yet."),
    ],
)
def test_of_whom_as_much_came_is_told_together(pipe, won, values, said):
    rows = ck.lead_funnel(pipe, by="source").iloc[[0, 0]].reset_index(drop=True)
    table = rows.assign(source=["Web", "Fair"], won=won, won_value=pd.Series(values, dtype=float))
    assert said in words(charts.lead_funnel_chart(table))
