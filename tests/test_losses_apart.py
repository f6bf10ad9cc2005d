"""Several reasons in one cell, and the reasons of disqualified leads."""

from dataclasses import replace

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit import charts
from cycle_kit.errors import ColumnError, QuestionError
from cycle_kit.tables import empty_leads
from tests.companies import ENGINES, events

CELLS = ["Acme; Bolt", "Bolt", " bolt ;;Acme;Acme", None, ";"]


def lost(engine="pandas", cells=CELLS, **fields):
    log = [
        row
        for n in range(len(cells))
        for row in (f"{n} A 2025-01-05", f"{n} lost 2025-02-{n + 10}")
    ]
    deals = pd.DataFrame({"deal_id": [str(n) for n in range(len(cells))], "rival": cells})
    deals = deals.assign(amount=100.0, **fields)
    to = ENGINES[engine]
    return ck.from_events(to(events(*log)), stages=["A"], deals=to(deals), as_of="2025-03-31")


@pytest.mark.parametrize("engine", ENGINES)
def test_a_deal_counts_in_each_of_its_reasons(engine):
    table = ck.loss_reasons(lost(engine), column="rival", split=";")
    found = table.assign(reason=table["reason"].fillna("-")).set_index("reason")
    assert found["deals"].to_dict() == {"Acme": 2, "Bolt": 2, "bolt": 1, "-": 2}
    assert found["value"].to_dict() == {"Acme": 200, "Bolt": 200, "bolt": 100, "-": 200}
    assert found.loc["Acme", "share"] == 2 / 5 and found["share"].sum() == pytest.approx(7 / 5)
    whole = ck.loss_reasons(lost(engine), column="rival")
    assert len(whole) == 5 and whole["share"].sum() == pytest.approx(1)


def test_reasons_apart_by_month_and_owner():
    pipe = lost(owner=["Ann", "Ann", "Bo", "Bo", "Bo"])
    table = ck.loss_reasons(pipe, column="rival", split=";", every="month", by="owner")
    ann = table[table["owner"] == "Ann"].set_index("reason")
    assert ann["deals"].to_dict() == {"Bolt": 2, "Acme": 1}
    assert (
        ann["share"].to_dict() == {"Bolt": 1.0, "Acme": 0.5} and (ann["label"] == "2025-02").all()
    )


def test_a_number_is_one_reason_and_nothing_between_is_none():
    pipe = lost(cells=["a", "b"], code=[1.0, 2.0])
    assert ck.loss_reasons(pipe, column="code", split=";")["deals"].tolist() == [1, 1]
    with pytest.raises(QuestionError, match="what stands between two reasons"):
        ck.loss_reasons(pipe, column="rival", split=" ")


def leads():
    dates = pd.to_datetime(["2025-01-02", "2025-01-05", "2025-02-08", "2025-02-20", "2025-02-21"])
    return pd.DataFrame(
        {"lead_id": list("abcde"), "created_at": dates,
         "outcome": pd.Categorical(["disqualified"] * 4 + ["open"]),
         "reason": ["no budget", "no need; no budget", None, "no need", None],
         "source": ["Web", "Web", "Fair", "Fair", "Web"]}
    ).reindex(columns=list(empty_leads()))  # fmt: skip


def test_reasons_of_leads():
    pipe = replace(lost(), leads=leads())
    table = ck.loss_reasons(pipe, of="leads", split=";")
    found = table.assign(reason=table["reason"].fillna("-")).set_index("reason")
    assert found["deals"].to_dict() == {"no budget": 2, "no need": 2, "-": 1}
    assert found.loc["no need", "share"] == 2 / 4 and (found["outcome"] == "disqualified").all()
    assert list(table) == list(ck.loss_reasons(pipe))
    by = ck.loss_reasons(pipe, of="leads", by="source", every="month")
    assert by.groupby(["source", "label"])["deals"].sum().to_dict() == {
        ("Fair", "2025-02"): 2, ("Web", "2025-01"): 2,
    }  # fmt: skip


def test_what_leads_lack_is_told():
    pipe = replace(lost(region=["N"] * 5), leads=leads())
    with pytest.raises(ColumnError, match='Leads cannot be split by "region"') as error:
        ck.loss_reasons(pipe, of="leads", by="region")
    assert 'ck.loss_reasons(pipe, of="leads", by="' in str(error.value)
    with pytest.raises(QuestionError, match="There are no leads"):
        ck.loss_reasons(lost(), of="leads")


def test_reasons_of_leads_are_drawn():
    pipe = replace(lost(), leads=leads())
    chart = charts.loss_reasons_chart(ck.loss_reasons(pipe, of="leads"))
    bars = [bar for bar in chart.data if bar.type == "bar" and len(bar.x)]
    assert sum(x for bar in bars for x in bar.x) == 4
    assert bars[0].customdata[0][:2] == ["", "disqualified"]
    assert "1 lead disqualified" in bars[0].hovertext[0]
