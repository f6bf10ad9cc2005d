"""One person's steps beside the rest of the team's: by hand, as compare has them, and where the truth is known."""

import subprocess
import sys

import numpy as np
import pandas as pd
import pytest
from scipy.stats import chi2, chi2_contingency

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import QuestionError
from tests.companies import ENGINES, events, plain, without_deals
from tests.companies_at_random import Company, pipeline_of

#: Ann: three in New, one lost there, two go on and one of them is won; Bob: two in New, both lost in Offer
ROWS = events(
    "1 New 2025-01-01", "1 Lost 2025-01-11",
    "2 New 2025-01-01", "2 Offer 2025-01-05", "2 Won 2025-02-01",
    "3 New 2025-01-01", "3 Offer 2025-01-07",
    "4 New 2025-01-01", "4 Offer 2025-01-03", "4 Lost 2025-01-20",
    "5 New 2025-01-01", "5 Offer 2025-01-05", "5 Lost 2025-01-22",
)  # fmt: skip
OWNERS = pd.DataFrame({"deal_id": list("12345"), "owner": ["Ann", "Ann", "Ann", "Bob", "Bob"]})


def small(engine="pandas", owners=OWNERS):
    to = ENGINES[engine]
    return ck.from_events(to(ROWS), stages=["New", "Offer"], deals=to(owners), as_of="2025-06-30")


def words(chart):
    return " ".join(note.text.replace("<br>", " ") for note in chart.layout.annotations)


@pytest.mark.parametrize("engine", ENGINES)
def test_losses_of_each_step_and_too_few_to_judge(engine):
    table = ck.steps(small(engine), owner="Ann").set_index("stage")
    assert table.index.tolist() == ["New", "Offer"] and set(table["owner"]) == {"Ann"}
    assert table.loc["New", ["left", "lost"]].tolist() == [3, 1]
    assert table.loc["New", "lost_share"] == pytest.approx(1 / 3)
    assert table.loc["New", "rest_lost_share"] == 0
    assert table.loc["Offer", ["left", "lost", "lost_share", "rest_lost_share"]].tolist() == [
        1, 0, 0, 1,
    ]  # fmt: skip
    assert table["days_verdict"].tolist() == ["too few", "too few"]
    assert table["strongest"].tolist() == table["weakest"].tolist() == ["", ""]


def test_a_table_of_one_is_the_part_of_all():
    pipe = pipeline_of(Company(owners=4, deals_each=80), 3)
    whole = ck.steps(pipe)
    assert len(whole) == 4 * 3
    for owner in whole["owner"].unique():
        mine = whole[whole["owner"].eq(owner)].reset_index(drop=True)
        pd.testing.assert_frame_equal(ck.steps(pipe, owner=owner), mine)


@pytest.mark.parametrize("seed", range(10))
def test_figures_are_those_of_compare_and_of_plain_pandas(seed):
    pipe = pipeline_of(Company(owners=3, deals_each=60), seed)
    table = ck.steps(pipe).set_index(["owner", "stage"])
    for part, start in (("conversion", "conversion from "), ("days", "days in ")):
        rows = ck.compare(pipe, f"{start}Talk").set_index("group")
        mine = table.xs("Talk", level="stage")
        for name, column in (
            ("value", part), ("rest", f"rest_{part}"), ("difference", f"{part}_difference"),
            ("low", f"{part}_low"), ("n", f"{part}_n"),
        ):  # fmt: skip
            assert mine[column].to_dict() == pytest.approx(rows[name].to_dict(), nan_ok=True)
        assert not (
            mine[f"{part}_verdict"].isin(["better", "worse"])
            & ~rows["verdict"].isin(["better", "worse"])
        ).any()
    stays = plain(pipe.visits).merge(plain(pipe.deals)[["deal_id", "owner"]], on="deal_id")
    ended = stays[stays["exit"].ne("open")]
    lost = (
        ended["exit"]
        .isin(["lost", "dropped"])
        .groupby([ended["owner"], ended["stage"].astype("str")])
    )
    assert table["lost"].to_dict() == {k: v for k, v in lost.sum().items() if k in table.index}
    assert table["lost_share"].to_dict() == pytest.approx(lost.mean().to_dict())


def test_who_is_slow_is_told_and_nobody_else():
    pipe = pipeline_of(Company(owners=6, deals_each=200, speeds={2: 2.0}), 1)
    table = ck.steps(pipe)
    slow = table["owner"].eq("Owner 02")
    assert (table.loc[slow, "days_verdict"] == "worse").sum() >= 2
    assert (table.loc[slow, "weakest"] == "days").sum() == 1
    assert not table.loc[~slow, "days_verdict"].eq("worse").any()
    assert "Worse than the rest: " in words(charts.steps_chart(ck.steps(pipe, owner="Owner 02")))


def test_among_equals_hardly_anybody_is_judged():
    judged = 0
    for seed in range(12):
        table = ck.steps(pipeline_of(Company(owners=5, deals_each=60), seed))
        verdicts = table[["conversion_verdict", "days_verdict"]]
        judged += bool(verdicts.isin(["better", "worse"]).to_numpy().any())
    assert judged <= 2


def test_each_stands_out_once_on_either_side_at_most():
    table = ck.steps(pipeline_of(Company(owners=4, deals_each=120), 5))
    for name, side in (("strongest", 1), ("weakest", -1)):
        rows = table[table[name].ne("")]
        assert rows["owner"].is_unique and len(rows)
        for row in rows.to_dict("records"):
            better = row[f"{row[name]}_difference"] * (1 if row[name] == "conversion" else -1)
            assert np.sign(better) == side and row[f"{row[name]}_n"] >= 10


def ways(engine="pandas", **counts):
    """100 deals for each owner: so many `soon` on in Offer, so many `late`, so many `lost`, the others still in New."""
    rows, deals = [], []
    for owner, numbers in counts.items():
        ends = [way for way, number in numbers.items() for _ in range(number)]
        for number, way in enumerate([*ends, *["open"] * (100 - len(ends))]):
            deal, begun = f"{owner}{number}", pd.Timestamp("2025-01-01")
            rows.append((deal, "New", begun))
            deals.append((deal, owner))
            stage, days = {"soon": ("Offer", 5), "late": ("Offer", 30), "lost": ("Lost", 10)}.get(
                way, ("", 0)
            )
            if stage:
                rows.append((deal, stage, begun + pd.Timedelta(days=days)))
    to = ENGINES[engine]
    log = pd.DataFrame(rows, columns=["deal_id", "stage", "at"]).astype({"at": "datetime64[us]"})
    owners = pd.DataFrame(deals, columns=["deal_id", "owner"])
    return ck.from_events(to(log), stages=["New", "Offer"], deals=to(owners), as_of="2025-06-30")


@pytest.mark.parametrize("engine", ENGINES)
def test_who_loses_more_is_weakest_in_losses(engine):
    pipe = ways(engine, Ann={"soon": 60, "lost": 40}, Bob={"soon": 60, "late": 20, "lost": 20})
    mine = ck.steps(pipe, owner="Ann", within=None).iloc[0]
    assert mine[["lost_share", "rest_lost_share", "losses_n"]].tolist() == [0.4, 0.2, 100]
    assert mine["losses_difference"] == pytest.approx(0.2)
    assert mine["losses_low"] < 0.2 < mine["losses_high"] and mine["losses_low"] > 0
    chi = chi2_contingency([[40, 60], [20, 80]], correction=False).statistic * 199 / 200
    assert mine["losses_p"] == pytest.approx(chi2.sf(chi, 1))
    assert (mine["losses_verdict"], mine["weakest"]) == ("worse", "losses")
    chart = charts.steps_chart(ck.steps(pipe, owner="Ann", within=None))
    assert "Worse than the rest: 40 % lost in New, of the rest 20 %." in words(chart).replace(
        "\xa0", " "
    )
    values = next(
        trace.text for trace in chart.data if trace.mode == "text" and "lost" in str(trace.text)
    )
    assert "lost 40 % / 20 %" in values[0].replace("\xa0", " ")
    theirs = ck.steps(pipe, owner="Bob", within=None).iloc[0]
    assert (theirs["losses_verdict"], theirs["strongest"]) == ("better", "losses")


def test_who_never_closes_what_is_lost_loses_no_less():
    pipe = ways(Ann={"soon": 60, "lost": 40}, Bob={"soon": 60, "lost": 10})
    table = ck.steps(pipe, within=None).set_index(["owner", "stage"]).xs("New", level="stage")
    assert table["lost_share"].to_dict() == {"Ann": 0.4, "Bob": pytest.approx(1 / 7)}
    assert set(table["losses_verdict"]) == {"no clear difference"}


LONE = {
    "open, one step on": ["1 New 2025-01-01", "1 Offer 2025-01-05"],
    "won": ["1 New 2025-01-01", "1 Offer 2025-01-05", "1 Won 2025-02-01"],
    "lost at once": ["1 New 2025-01-01", "1 Lost 2025-01-05"],
}


@pytest.mark.parametrize("rows", LONE.values(), ids=LONE)
def test_a_lone_deal_has_been_in_its_steps(rows):
    deals = pd.DataFrame({"deal_id": ["1"], "owner": ["Ann"]})
    pipe = ck.from_events(events(*rows), stages=["New", "Offer"], deals=deals, as_of="2025-06-30")
    table = ck.steps(pipe)
    seen = list(dict.fromkeys(row.split()[1] for row in rows if row.split()[1] in pipe.stages))
    assert table["stage"].tolist() == seen
    said = words(charts.steps_chart(table))
    assert "Nobody" not in said and f"Too few to judge: {', '.join(seen)}." in said


def test_what_is_missing_is_said():
    with pytest.raises(QuestionError, match="No deal has this owner"):
        ck.steps(small(), owner="Cy")
    with pytest.raises(QuestionError, match="whose deals they are"):
        ck.steps(small(owners=OWNERS[["deal_id"]]))
    listed = pd.DataFrame(
        {"Deal": ["1", "2"], "Stage": ["New", "Offer"], "Owner": ["Ann", "Bob"],
         "Created": ["2025-01-01", "2025-01-02"]}
    )  # fmt: skip
    with pytest.raises(QuestionError, match="when deals entered their stages"):
        ck.steps(ck.load(listed, stages=["New", "Offer"], as_of="2025-03-01"))
    assert ck.steps(without_deals(small())).empty


def test_one_owner_alone_has_no_rest():
    table = ck.steps(small(owners=OWNERS.assign(owner="Ann")))
    assert table["rest_days"].isna().all() and table["days_verdict"].eq("too few").all()
    assert table["lost"].tolist() == [1, 2] and table["rest_lost_share"].isna().all()


def test_the_dot_is_ones_own_and_the_diamond_the_rest():
    pipe = pipeline_of(Company(owners=3, deals_each=80), 2)
    table = ck.steps(pipe, owner="Owner 01")
    chart = charts.steps_chart(table)
    dots = next(trace for trace in chart.data if trace.customdata is not None)
    assert list(dots.x) == pytest.approx(table["conversion"].tolist())
    assert dots.customdata[0] == ["New", "", "Owner 01"]
    diamonds = next(t for t in chart.data if t.mode == "markers" and t.marker.symbol == "diamond")
    assert list(diamonds.x) == pytest.approx(table["rest_conversion"].tolist())
    assert "Too few to judge: New, Offer." in words(
        charts.steps_chart(ck.steps(small(), owner="Ann"))
    )
    titles = {note.text for note in charts.steps_chart(ck.steps(pipe)).layout.annotations}
    assert {f"<b>Owner {at:02}</b>" for at in range(3)} <= titles
    assert "Nobody has been" in words(charts.steps_chart(ck.steps(without_deals(small()))))


def test_the_name_is_the_function_whatever_is_imported_later():
    """There is a module `cycle_kit.steps`, which would take the name if it were imported after the function."""
    code = "import cycle_kit as ck, cycle_kit.steps, cycle_kit.dashboard.manager; assert callable(ck.steps)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_chance_brings_every_second_time_stands_out_nowhere():
    for seed in range(3):
        table = ck.steps(pipeline_of(Company(owners=4, deals_each=60), seed))
        for name in ("strongest", "weakest"):
            for row in table[table[name].ne("")].to_dict("records"):
                assert row[f"{row[name]}_p"] < 0.5
