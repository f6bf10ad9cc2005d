"""What `columns=` and `crm=` say that cannot be heard: the error says what to type, and that works."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, LayoutError

SALES = pd.DataFrame(
    {
        "Client": ["A", "B", "C", "D"],
        "Opened": ["2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05"],
        "Closed": ["2024-02-01", "2024-02-13", "", ""],
        "Value": ["100", "250", "70", "90"],
        "Rep": ["Ann", "Bob", "Ann", "Bob"],
        "Status": ["Won", "Lost", "Open", "Open"],
    }
)


@pytest.mark.parametrize(
    ("said", "meant", "header"),
    [("outcome", "status", "Status"), ("value", "amount", "Value")],
)
def test_a_column_that_is_worked_out_leads_to_the_one_it_comes_from(said, meant, header):
    for columns in ({said: header}, {"deals": {said: header}}):
        with pytest.raises(ColumnError) as error:
            ck.load(SALES, columns=columns)
        assert f'columns={{"{meant}": "{header}"}}' in error.value.fix
    assert len(ck.load(SALES, columns={meant: header}).deals) == 4


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("client", "account"),
        ("Kunde", "account"),
        ("rep", "owner"),
        ("Handlowiec", "owner"),
        ("opened", "created_at"),
        ("Kwota", "amount"),
        ("date closed", "closed_at"),
        ("ownr", "owner"),
    ],
)
def test_a_word_that_heads_such_columns_leads_to_our_name(said, meant):
    with pytest.raises(ColumnError, match=f'Did you mean "{meant}"'):
        ck.load(SALES, columns={said: "Rep"})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("created_at", "closed_at"),
        ("created_at", "won_at"),
        ("created_at", "close_date"),
        ("won_at", "lost_at"),
    ],
)
def test_one_date_is_not_the_beginning_and_the_end(one, other):
    for columns in ({one: "Opened", other: "opened"}, {"deals": {other: "Opened", one: "Opened"}}):
        with pytest.raises(ColumnError, match="twice") as error:
            ck.load(SALES, columns=columns)
        assert one in error.value.wrong and other in error.value.wrong


def test_one_column_may_tell_two_things_that_are_no_dates():
    pipe = ck.load(SALES, columns={"name": "Client", "account": "Client"})
    assert pipe.deals["name"].tolist() == pipe.deals["account"].tolist() == ["A", "B", "C", "D"]


@pytest.mark.parametrize("crm", ["hubspot", "salesforce", "pipedrive", "zoho"])
def test_a_system_that_the_file_is_not_of_is_left_out(crm):
    with pytest.raises(LayoutError) as error:
        ck.load(SALES, crm=crm)
    assert "Leave crm= out" in error.value.fix and "columns=" not in error.value.fix
    assert len(ck.load(SALES).deals) == 4


def test_a_file_of_no_known_layout_is_not_mended_by_leaving_the_system_out():
    strange = SALES.set_axis(["Qa", "Qb", "Qc", "Qd", "Qe", "Qf"], axis=1)
    with pytest.raises(LayoutError) as error:
        ck.load(strange, crm="hubspot")
    assert "Leave crm= out" not in error.value.fix


@pytest.mark.parametrize(
    "heads", [("Won", "Lost"), ("Gewonnen am", "Verloren am"), ("Won on", "Lost on")]
)
def test_the_history_of_stages_need_not_say_how_deals_ended_where_their_table_does(heads):
    steps = pd.DataFrame(
        {
            "Client": ["A", "B", "C"],
            "Lead": ["2024-01-02", "2024-01-03", "2024-01-04"],
            "Proposal": ["2024-01-12", "2024-01-13", ""],
            heads[0]: ["2024-02-01", "", ""],
            heads[1]: ["", "2024-02-02", ""],
            "Value": ["100", "250", "70"],
        }
    )
    pipe = ck.load(steps)
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert not pipe.notes["note"].str.contains("history does not say so").any()


def test_a_history_beside_the_deals_that_says_otherwise_is_told():
    deals = SALES.assign(**{"Deal ID": ["1", "2", "3", "4"]})
    log = pd.DataFrame(
        {
            "Deal ID": ["1", "1", "2", "3"],
            "Stage": ["Call", "Lost", "Call", "Call"],
            "Date": ["2024-01-02", "2024-01-09", "2024-01-03", "2024-01-04"],
        }
    )
    notes = ck.load(deals, history=log).notes
    assert notes["note"].str.startswith("2 deals are closed although their history").any()
