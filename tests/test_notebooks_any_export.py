"""Every notebook runs to its end on any file, says what is missing, and looks at what is there."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.charts.words import _
from cycle_kit.locale import speaking
from tests.notebook_run import FOLDER, QUESTIONS, Run

STAGES = " needs to know when deals entered their stages."
STAYS, SHORTER = f"How long deals stay in a stage{STAGES}", f"What shorter stages bring{STAGES}"
LEADS = "Nothing says when leads had their first contact."
NONE = "There are no leads here."
CHECKLIST = "The checklist is empty."
LINES, DONE = "There are no product lines here.", "There are no activities here."
DISCOUNTS = "Discounts are not known: deals have neither a discount nor a list price."
SLIPS = "Slips cannot be seen: the past of expected closes is not in this export."
#: of an export without history, leads, checklist and past closing dates: what is not answered
NO_HISTORY = {
    "01_funnel": [
        f"On which deals the rules disagree{STAGES}",
        f"The ways deals go{STAGES}",
        f"How often deals move back{STAGES}",
        f"Whether a step helps{STAGES}",
        LINES,
    ],
    "02_stage_durations": [STAYS, STAYS, STAYS, f'Counting from the stage "New"{STAGES}'],
    "03_benchmarks": [],
    "04_team": [STAYS, *[f"A review of steps{STAGES}"] * 2, DISCOUNTS],
    "05_forecast": [SLIPS, SLIPS],
    "06_what_to_do": [
        LEADS,
        LEADS,
        NONE,
        NONE,
        NONE,
        DONE,
        DONE,
        SHORTER,
        SHORTER,
        CHECKLIST,
    ],
    "07_change": [*[f"What became of each deal{STAGES}"] * 2, SHORTER],
}
#: of a small one with history
SMALL = {
    "02_stage_durations": [],
    "05_forecast": [SLIPS, SLIPS],
    "07_change": ["There are no two periods whose deals are decided."],
}
#: what the answer begins with, where it is not that of a full export
ANSWERS = {
    "01_funnel": "Of 1,250 deals, 242 were won (19 %) and 231 are still open.",
    "02_stage_durations": "Half of the 239 deals won so far took up to 115 days; the average is 152 days.",
    "05_forecast": "Eight times in ten between €204 k and €1.8 M will be won; as often more as less than €1.1 M.",
    "06_what_to_do": "71 open deals want something done (31 % of all open ones, worth €2,348,248).",
}


@pytest.mark.parametrize("name", NO_HISTORY)
def test_without_history(name):
    run = Run(name, shipped.sample("pipedrive_deals.csv"))
    assert run.failed == []
    assert run.boxes == NO_HISTORY[name]
    for told in run.waiting:  # each says again what a box has said
        assert told.startswith('Waits for "') and told.partition(": ")[2] in run.boxes
    assert run.answer.splitlines()[0] == ANSWERS.get(name, run.answer.splitlines()[0])


@pytest.mark.parametrize("name", SMALL)
def test_small_with_history_and_a_single_pipeline_of_another_name(name):
    run = Run(name, shipped.sample("odoo_fa.csv"))
    assert run.failed == []
    assert run.boxes == SMALL[name]


# ---- files of every kind


def deals(number, **columns):
    """A plain table of so many deals, created one a day from 2024 on."""
    days = pd.date_range("2024-01-01", periods=number).strftime("%Y-%m-%d")
    named = {"Deal ID": range(1, number + 1), "Deal name": [f"Deal {n}" for n in range(number)]}
    return pd.DataFrame({**named, "Created": days, **columns})


def closed(number, words):
    days = pd.date_range("2024-03-01", periods=number).strftime("%Y-%m-%d")
    return deals(number, Stage=(words * number)[:number], Closed=days)


def with_two_pipelines():
    table = closed(40, ["Won", "Lost"])
    return table.assign(Pipeline=["Renewals", "New business"] * 20, Amount=range(40))


def of_a_small_year():
    """Too few closed deals for a forecast, and enough for one of earlier days."""
    begun = pd.date_range("2024-01-19", periods=24, freq="15D")
    stages = (["Won", "Won", "Won", "Lost", "Offer", "Offer", "Offer"] * 4)[:24]
    ended = [
        "" if stage == "Offer" else day.strftime("%Y-%m-%d")
        for day, stage in zip(begun + pd.Timedelta(days=40), stages, strict=True)
    ]
    return deals(24, Stage=stages, Closed=ended).assign(
        Created=begun.strftime("%Y-%m-%d"), Amount=100
    )


KINDS = {
    "a small year": of_a_small_year,
    "closed deals only": lambda: closed(60, ["Won", "Lost", "Lost"]),
    "all open": lambda: deals(30, Stage=["Lead", "Demo", "Offer"] * 10),
    "one deal": lambda: closed(1, ["Won"]),
    "stages and no dates": lambda: deals(40, Stage=["1. New", "2. Offer"] * 20).drop(columns="Created"),
    "pipelines of other names": with_two_pipelines,
    "nothing that is known": lambda: pd.DataFrame({"a": [1, 2], "b": ["x", "y"]}),
    "owners in Persian": lambda: closed(30, ["Won", "Lost"]).assign(Owner=["سارا", "رضا", "مینا"] * 10),
}  # fmt: skip
SAMPLES = ["event_log.csv", "didar_deals.xlsx"]


@cache
def kind_of_file(kind, folder):
    path = folder / f"{kind}.csv"
    KINDS[kind]().to_csv(path, index=False)
    return path


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("exports")


@pytest.mark.parametrize("name", QUESTIONS)
@pytest.mark.parametrize("kind", [*KINDS, *SAMPLES])
def test_no_file_stops_a_notebook(kind, name, folder):
    export = shipped.sample(kind) if kind in SAMPLES else kind_of_file(kind, folder)
    run = Run(name, export)
    assert run.failed == []
    assert run.answer != "None"
    for picture in run.pictures:
        assert "Only the live chart" not in picture._repr_mimebundle_()["image/svg+xml"]


def test_a_file_that_is_not_understood_leads_to_the_import_page(folder):
    run = Run("00_your_export", kind_of_file("nothing that is known", folder))
    assert "nothing that is known.csv" in run.boxes[0]
    page = run.of("ck.import_page")
    assert type(page).__name__ == "ImportPage"
    assert [path.name for path in page.paths] == ["nothing that is known.csv"]


def test_the_pipeline_is_the_one_worth_most_and_a_wrong_name_says_what_is_there(folder):
    export = kind_of_file("pipelines of other names", folder)
    for said, told in (({}, "New business"), ({"PIPELINE": "Renewals"}, "Renewals")):
        *_notes, last = Run("01_funnel", export, **said).of("%load_ext").splitlines()
        assert f'"{told}"' in last.split(".")[0]
    wrong = str(Run("01_funnel", export, PIPELINE="Renewal").of("%load_ext"))
    assert 'no pipeline "Renewal"' in wrong
    assert '"New business"' in wrong and '"Renewals"' in wrong


def test_a_notebook_looks_at_some_deals_and_speaks_a_language(folder):
    export = kind_of_file("owners in Persian", folder)
    run = Run("01_funnel", export, WHERE={"owner": "سارا"}, LOCALE="fa")
    assert run.failed == []
    told = run.of("%load_ext")
    assert "سارا" in told and "۳۰" in told and "Only" not in told
    with speaking("fa"):
        assert _("There are no product lines here.") in run.boxes


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_notebook_draws_the_sample_in_full(name, monkeypatch):
    monkeypatch.chdir(FOLDER)
    run = Run(name, None)
    assert run.failed == []
    assert len(run.pictures) >= 3
    assert run.boxes == []


AGAIN = "Not answered: the file was not understood, as the first box says."


@pytest.mark.parametrize("name", ["01_funnel", "02_stage_durations", "06_what_to_do"])
def test_of_a_file_that_is_not_understood_nothing_is_said_that_it_lacks(name, folder):
    run = Run(name, kind_of_file("nothing that is known", folder))
    assert {*run.waiting} == {AGAIN}
    none = "None of these questions is answered; why stands with each of them above."
    assert run.answer in (none, AGAIN)


# ---- tables beside the deals


BESIDE = {"01_funnel": "lines.csv", "04_team": "shares.csv", "06_what_to_do": "activities.csv"}


@pytest.mark.parametrize("name", BESIDE)
def test_the_tables_of_the_sample_are_read_with_the_sample_alone(name, folder, monkeypatch):
    monkeypatch.chdir(FOLDER)
    own = Run(name, kind_of_file("closed deals only", folder))
    assert own.failed == []
    for run, there in ((own, False), (Run(name, None), True)):
        assert (BESIDE[name] in run.of("%load_ext")) == there


def test_a_table_of_ones_own_is_read_with_any_export():
    table, sample = "../data/samples/beside/lines.csv", "../data/samples/hubspot_deals.csv"
    assert ck.beside(table, sample) == table == ck.beside(table, [sample, "leads.csv"])
    for export in (
        "deals.csv",
        ["deals.csv"],
        "../data/samples/pipedrive_deals.csv",
        pd.DataFrame(),
        b"",
        "/data",
    ):
        assert ck.beside(table, export) is None
        for own in ("lines.csv", "beside/lines.csv", Path("samples/lines.csv"), None, ""):
            assert ck.beside(own, export) is own
    frame = pd.DataFrame({"Deal ID": [1]})
    assert ck.beside(frame, "deals.csv") is frame
