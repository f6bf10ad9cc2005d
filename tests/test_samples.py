"""The sample exports: the same bytes as committed, and the same deals in every file."""

from datetime import time

import pandas as pd
import pytest

from tests.sample_oracles import (
    DAY,
    FACTS,
    FOLDER,
    READERS,
    Dice,
    co,
    crm,
    days,
    make,
    read,
    truth,
    visits,
    win_rates,
)

FILES = (
    "hubspot_deals.csv",
    "salesforce_opportunities.csv",
    "salesforce_history.csv",
    "pipedrive_deals.csv",
    "event_log.csv",
    "event_log_deals.csv",
)


@pytest.fixture(scope="module")
def deals():
    return truth.deals_table(truth.story())


@pytest.fixture(scope="module")
def events():
    return truth.events_table(truth.story())


# ---- the files


def test_the_committed_files_come_out_again(tmp_path):
    made = make(tmp_path / "a new folder" / "in a new folder")
    assert tuple(path.name for path in made) == FILES
    for path in made:
        assert path.read_bytes() == (FOLDER / path.name).read_bytes(), path.name


def test_chance_is_the_same_on_every_machine():
    dice = Dice("path", 7)
    assert [round(dice.share(), 12) for _ in range(3)] == [
        0.438959933191,
        0.866785888095,
        0.095858072146,
    ]


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_small_utf8_without_bom_and_ends_its_lines_with_lf(name):
    content = (FOLDER / name).read_bytes()
    assert 100_000 < len(content) < 1_500_000
    assert not content.startswith(b"\xef\xbb\xbf") and b"\r" not in content
    assert "ś" in content.decode("utf-8") or name == "event_log.csv"


@pytest.mark.parametrize("name", FILES[:3])
def test_hubspot_and_salesforce_quote_every_cell(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    assert all(line.startswith('"') and line.endswith('"') for line in lines if line)


@pytest.mark.parametrize("name", FILES[1:3])
def test_a_salesforce_report_ends_with_its_footer(name):
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    assert lines[-6:] == [
        "",
        "",
        f'"Grand Totals ({len(read(name)):,} records)"',
        "",
        '"Confidential Information - Do Not Distribute"',
        '"Copyright (c) 2000-2025 salesforce.com, inc. All rights reserved."',
    ]


def test_ids_of_salesforce_differ_in_capitals_alone():
    ids = read("salesforce_opportunities.csv")["Opportunity ID"]
    assert set(ids.str.len()) == {15}
    assert ids.nunique() == 2700 > ids.str.lower().nunique()


# ---- one story in every file


@pytest.mark.parametrize("crm_name", READERS)
def test_every_file_counts_the_same_deals(crm_name):
    told = READERS[crm_name]().groupby(["pipeline", "outcome"]).size().to_dict()
    for pipeline, facts in FACTS["deals"].items():
        expected = {key: facts[key] for key in ("open", "won", "lost", "dropped")}
        if crm_name == "pipedrive":
            expected["lost"] += expected.pop("dropped")
        assert {key: told[pipeline, key] for key in expected} == expected
        assert sum(expected.values()) == facts["deals"]


@pytest.mark.parametrize("crm_name", READERS)
def test_every_file_tells_the_same_money_and_cycle(crm_name):
    frame = READERS[crm_name]()
    for pipeline, facts in FACTS["cycle"].items():
        mine = frame[frame["pipeline"] == pipeline]
        sums = mine.groupby("outcome")["value"].sum().round(2)
        assert sums["won"] == FACTS["won_value"][pipeline]
        assert sums["open"] == FACTS["open_value"][pipeline]
        won = days(mine[mine["outcome"] == "won"])
        kept = won[won >= 0]
        assert (len(kept), len(won) - len(kept)) == (facts["deals"], facts["excluded"])
        whole = (mine["closed_at"].dt.normalize() - mine["created_at"].dt.normalize()) / DAY
        assert whole.loc[kept.index].median() == facts["median_whole_days"]
        if crm_name != "salesforce":
            assert round(kept.median(), 2) == facts["median_days"]
            assert round(kept.mean(), 2) == facts["mean_days"]


@pytest.mark.parametrize("crm_name", ["hubspot", "pipedrive", "event_log"])
def test_moments_are_the_same_to_the_minute(crm_name, deals):
    told = READERS[crm_name]().sort_index()
    true = deals.set_index("number")
    assert (told["created_at"] == true["created_at"]).all()
    closed = told["closed_at"].notna()
    assert (closed == true["closed_at"].notna()).all()
    assert (told["closed_at"][closed] == true["closed_at"][closed]).all()


def test_win_rate(deals):
    rates = win_rates(deals, deals["pipeline"]).round(4).to_dict()
    assert rates == FACTS["win_rate"]


def test_nothing_is_later_than_the_last_day_and_every_file_has_it(deals, events):
    last = pd.Timestamp(FACTS["as_of"])
    for moments in (deals["created_at"], deals["last_activity_at"], events["at"]):
        assert moments.max().normalize() == last
    made = pd.to_datetime(read("salesforce_opportunities.csv")["Created Date"], format="%m/%d/%Y")
    saved = read("salesforce_history.csv")["Last Modified"]
    assert made.max() == last
    assert pd.to_datetime(saved, format="%m/%d/%Y %I:%M %p").max().normalize() == last


def test_hubspot_holds_the_last_entry_and_the_sum_of_all_stays(events):
    raw = read("hubspot_deals.csv").drop_duplicates("Record ID").set_index("Record ID")
    stays = visits(events).query("stage == 'Proposal'")
    twice = stays[stays.duplicated("number", keep=False)].groupby("number")
    assert twice.ngroups > 20
    for number, mine in twice:
        row = raw.loc[crm.hubspot_id(number)]
        assert row['Date entered "Proposal (B2B)"'] == f"{mine['at'].max():%Y-%m-%d %H:%M}"
        seconds = row['Cumulative time in "Proposal (B2B)"']
        assert int(seconds) == round(mine["days"].sum() * 86_400)


def test_salesforce_history_chains_and_ends_where_the_report_says():
    history = read("salesforce_history.csv")
    first = ~history.duplicated("Opportunity ID")
    before = history.groupby("Opportunity ID")["To Stage"].shift()
    assert (history.loc[first, "From Stage"] == "").all()
    assert (history.loc[~first, "From Stage"] == before[~first]).all()
    stages = read("salesforce_opportunities.csv").drop_duplicates("Opportunity ID", keep="last")
    last = history.drop_duplicates("Opportunity ID", keep="last").set_index("Opportunity ID")
    now = stages.set_index("Opportunity ID")
    assert (last.loc[now.index, "To Stage"] == now["Stage"]).all()
    still_open = ~now["Stage"].isin(["Closed Won", "Closed Lost", "Disqualified"])
    same = last.loc[now.index, "Close Date"] == now["Close Date"]
    assert same[still_open].all()


def test_pipedrive_keeps_the_stage_where_a_deal_died():
    raw = read("pipedrive_deals.csv")
    assert set(raw["Deal - Stage"]) == set(co.STEPS)
    dropped = raw["Deal - Lost reason"].str.startswith("Disqualified")
    total = sum(facts["dropped"] for facts in FACTS["deals"].values())
    assert dropped.sum() == total and set(raw.loc[dropped, "Deal - Status"]) == {"Lost"}


def test_stages_change_in_office_hours(events):
    changes = events[events.duplicated("number") & (events["stage"] != "Consultation")]
    assert (changes["at"].dt.day_of_week < 5).all()
    clock = changes["at"].dt.time
    assert clock.min() >= time(8) and clock.max() <= time(18)


def test_business_grows_and_august_is_quiet(deals):
    months = deals["created_at"].dt.to_period("M").value_counts().sort_index()
    assert months["2025-05":"2025-10"].mean() > 1.5 * months["2023-05":"2023-10"].mean()
    assert months["2024-08"] < 0.8 * months["2024-10"]
