"""A deal that moves between stages of one name in two pipelines moves; what only repeats its stage does not."""

import narwhals as nw
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.metrics.frames import table
from tests.companies import ENGINES

STAGES = {"A": ["New", "Talk"], "B": ["New", "Talk"]}
#: deal, pipeline, stage, day in January: 1 changes the pipeline, 2 repeats its stage, 3 comes back to the first one
MOVES = [
    ("1", "A", "New", 1), ("1", "B", "New", 5), ("1", "B", "Talk", 9),
    ("2", "A", "New", 1), ("2", "A", "New", 5), ("2", "A", "Talk", 9),
    ("3", "A", "Talk", 1), ("3", "B", "Talk", 5), ("3", "A", "Talk", 9),
]  # fmt: skip
VISITS = {
    "1": [("A", "New", 4), ("B", "New", 4), ("B", "Talk", 11)],
    "2": [("A", "New", 8), ("A", "Talk", 11)],
    "3": [("A", "Talk", 4), ("B", "Talk", 4), ("A", "Talk", 11)],
}
LOG = pd.DataFrame(
    [(deal, line, stage, pd.Timestamp(2024, 1, day)) for deal, line, stage, day in MOVES],
    columns=["deal_id", "pipeline", "stage", "at"],
)


def stays(pipe) -> dict[str, list[tuple]]:
    rows = table(nw.from_native(pipe.visits))
    days = (rows["left_at"].fillna(pd.Timestamp("2024-01-20")) - rows["entered_at"]).dt.days
    rows = rows.assign(days=days).sort_values(["deal_id", "visit"])
    return {deal: list(zip(part["pipeline"], part["stage"], part["days"], strict=True))
            for deal, part in rows.groupby("deal_id")}  # fmt: skip


def exported() -> ck.Pipeline:
    last = LOG.groupby("deal_id").tail(1)
    deals = pd.DataFrame({"Deal ID": last["deal_id"], "Pipeline": last["pipeline"], "Stage": last["stage"],
                          "Created Date": "2024-01-01", "Status": "open"})  # fmt: skip
    names = {"deal_id": "Deal ID", "pipeline": "Pipeline", "stage": "Stage", "at": "Entered At"}
    return ck.load(deals, history=LOG.rename(columns=names), stages=STAGES, as_of="2024-01-20")


@pytest.mark.parametrize("engine", ["pandas", "polars", "duckdb"])
def test_stays_of_a_log(engine):
    assert stays(ck.from_events(ENGINES[engine](LOG), stages=STAGES, as_of="2024-01-20")) == VISITS


def test_stays_of_an_export_with_its_history():
    pipe = exported()
    assert stays(pipe) == VISITS
    (moves,) = pipe.notes.loc[pipe.notes["note"].eq("rows that are a move"), "rows"]
    assert moves == sum(map(len, VISITS.values()))


@pytest.mark.parametrize("day", ["2024-01-03", "2024-01-06", "2024-01-12"])
def test_the_last_stay_of_a_past_day_is_in_the_pipeline_that_the_deal_was_in_then(day):
    pipe = exported()
    then = stays(pipe.rewind(day))
    known = {
        deal: [move for move in MOVES if move[0] == deal and move[3] <= int(day[-2:])]
        for deal in VISITS
    }
    assert {deal: found[-1][:2] for deal, found in then.items()} == {
        deal: moves[-1][1:3] for deal, moves in known.items()
    }
    before = ck.changes(pipe, day, "2024-01-20").set_index("deal_id")["stage_before"]
    assert before.to_dict() == {deal: moves[-1][2] for deal, moves in known.items()}


def test_what_was_open_on_a_past_day_was_in_the_pipeline_of_then():
    sums = ck.waterfall(exported(), "2024-01-06", "2024-01-20", by="pipeline")
    deals = sums.set_index(["pipeline", "item"])["deals"]
    assert (deals["A", "opening"], deals["B", "opening"]) == (1, 2)
    assert (deals["A", "closing"], deals["B", "closing"]) == (2, 1)
    assert (deals["A", "moved_in"], deals["B", "moved_out"]) == (1, 1)


def of_hubspot(pipelines, rows, own=()):
    """A list without a column of pipelines: the headers of the dates name them. `rows`: stage and dates."""
    dates = [f'Date entered "{stage} ({name})"' for name in pipelines for stage in STEPS]
    names = ["Record ID", "Deal Name", "Deal Stage", "Amount", "Create Date", "Close Date"]
    made = [
        [str(n), f"Deal {n}", stage, "100", "2024-01-02 10:00", ends, *days]
        for n, (stage, ends, *days) in enumerate(rows)
    ]
    return ck.load(pd.DataFrame(made, columns=[*names, *dates]))


STEPS = ("Talk", "Closed Won")
T, W = "2024-01-05 10:00", "2024-02-05 10:00"


@pytest.mark.parametrize("behind", ["", " (Sales)", " (Sales (EU))"])
def test_headers_that_name_one_pipeline_make_no_second_one(behind):
    name = behind.strip()[1:-1] or "Sales"
    rows = [
        ("Closed Won", W, T, W),
        ("Talk", "", T, ""),
        ("Closed Lost", W, T, ""),
        ("Talk", "", "", ""),
    ]
    pipe = of_hubspot([name], [(stage + behind, *rest) for stage, *rest in rows])
    assert pipe.deals["pipeline"].tolist() == [name] * 4
    assert [str(stage) for stage in pipe.stages] == ["Talk"]
    assert pipe.deals["outcome"].tolist() == ["won", "open", "lost", "open"]
    assert len(ck.funnel(pipe))


def test_deals_are_in_the_pipeline_of_their_dates_or_behind_their_stage():
    rows = [
        ("Closed Won", W, T, W, "", ""),
        ("Talk", "", "", "", T, ""),
        ("Talk (Renewals)", "", T, "", "", ""),  # moved there since
        ("Talk", "", T, "", W, ""),
        ("Closed Won (Sales)", W, "", "", "", ""),
        ("Talk", "", "", "", "", ""),
    ]
    pipe = of_hubspot(["Sales", "Renewals"], rows)
    sales, more = "Sales", "Renewals"
    assert pipe.deals["pipeline"].fillna("").tolist() == [sales, more, more, more, sales, ""]
    assert set(pipe.deals["stage"].dropna().astype(str)) == {"Talk"}
    [note] = pipe.notes[pipe.notes["note"].str.contains("No column says the pipeline")].to_dict(
        "records"
    )
    assert note["effect"].endswith("1 deal is in none.")
