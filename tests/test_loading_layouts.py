"""What declarations ask of loading: groups, created deals, cents, recurring amounts, one of several pipelines."""

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from cycle_kit.files import RawTable
from cycle_kit.loading.groups import without_groups


def raw(rows: list[list[str]], lines: list[int]) -> RawTable:
    """A table whose missing lines were subtotals."""
    frame = pd.DataFrame(rows, columns=["Region", "Stage", "Name", "Amount"])
    return RawTable("x.xlsx", frame, np.array(lines), 9, 0, "", "", "Report", ())


def test_labels_of_groups_are_copied_to_their_rows():
    rows = [
        ["North", "New", "a", "1"],
        ["", "", "b", "2"],
        ["", "Offer", "c", ""],
        ["", "", "d", ""],
    ]
    flat = without_groups(raw(rows, [2, 3, 5, 6])).frame
    assert flat["Region"].tolist() == ["North"] * 4
    assert flat["Stage"].tolist() == ["New", "New", "Offer", "Offer"]
    assert flat["Amount"].tolist() == ["1", "2", "", ""]


def test_outer_groups_change_where_an_inner_one_does():
    rows = [
        ["North", "New", "a", ""],
        ["", "", "b", ""],
        ["South", "New", "c", ""],
        ["", "", "d", ""],
    ]
    flat = without_groups(raw(rows, [2, 3, 6, 7]))
    assert flat.frame["Region"].tolist() == ["North", "North", "South", "South"]
    assert flat.remarks == ('The label of each group in "Region" was copied to all its rows.',)


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([["North", "New", "a", ""], ["", "", "b", ""], ["", "Offer", "c", ""]], [2, 3, 4]),
        ([["North", "New", "a", ""], ["", "", "b", ""], ["", "", "c", ""]], [2, 3, 5]),
        ([["N", "New", "a", ""], ["S", "", "b", ""], ["N", "Offer", "c", ""]], [2, 3, 5]),
    ],
    ids=["no subtotals", "a group without a label", "blanks in a second column"],
)
def test_a_blank_in_a_plain_table_stays_blank(rows, lines):
    table = raw(rows, lines)
    assert without_groups(table) is table


def csv(tmp_path, *lines: str, name: str = "deals.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


FIELDS = "Opportunity ID,Stage,Field / Event,Old Value,New Value,Edit Date"
REPORT = "Opportunity ID,Opportunity Name,Stage,Opportunity Owner,Created Date,Close Date"


def test_a_created_deal_stands_where_its_first_change_or_its_report_says(tmp_path):
    deals = csv(
        tmp_path,
        REPORT,
        "1,a,Offer,A,1/13/2024,6/30/2024",
        "2,b,New,A,1/14/2024,6/30/2024",
        name="opportunities.csv",
    )
    history = csv(
        tmp_path,
        FIELDS,
        "1,Offer,Created.,,,1/13/2024 10:00 AM",
        "2,New,Created.,,,1/14/2024 10:00 AM",
        "1,Offer,Stage,New,Offer,1/20/2024 10:00 AM",
        "2,New,Close Date,5/31/2024,6/30/2024,1/21/2024 10:00 AM",
        name="history.csv",
    )
    pipe = ck.load(deals, history=history)
    visits = pipe.visits[["deal_id", "stage", "entered_at"]].astype(str).to_numpy().tolist()
    assert visits == [
        ["1", "New", "2024-01-13 10:00:00"],
        ["1", "Offer", "2024-01-20 10:00:00"],
        ["2", "New", "2024-01-14 10:00:00"],
    ]
    fates = pipe.notes[pipe.notes["file"] == "history.csv"].groupby("fate")["rows"].sum()
    assert fates.drop("").to_dict() == {"move": 3, "repeat": 1}


CLOSE = "id,status_label,status_type,value,value_period,value_formatted,value_currency,date_created"


def close(tmp_path, *rows: tuple) -> ck.Pipeline:
    lines = [f"{n},New,active,{v},{p},{f},EUR,2024-01-01" for n, (v, p, f) in enumerate(rows)]
    return ck.load(csv(tmp_path, CLOSE, *lines))


def said(pipe) -> list[str]:
    return pipe.notes.loc[pipe.notes["step"] == "money", "note"].tolist()


def test_cents_are_divided_where_the_formatted_amount_says_so(tmp_path):
    pipe = close(tmp_path, ("50000", "one_time", "€500"), ("1234", "one_time", "€12"))
    assert pipe.deals["amount"].tolist() == [500.0, 12.34]
    assert said(pipe) == ['"value" is in cents: "value_formatted" says a hundredth of it in 1 row.']


def test_amounts_that_disagree_are_left_as_they_are(tmp_path):
    pipe = close(tmp_path, ("50000", "one_time", "€500"), ("700", "one_time", "€700"))
    assert pipe.deals["amount"].tolist() == [50000.0, 700.0]
    assert said(pipe) == ['"value" is in cents in 1 row and not in 1, as "value_formatted" has it.']


def test_amounts_that_all_recur_are_one_money(tmp_path):
    pipe = close(tmp_path, ("500", "monthly", "€500 monthly"), ("700", "monthly", "€700 monthly"))
    assert pipe.deals["value"].tolist() == [500.0, 700.0]
    assert said(pipe) == ['All amounts are "monthly", as "value_period" says.']


def test_months_and_years_are_never_summed(tmp_path):
    pipe = close(tmp_path, ("500", "monthly", "€500"), ("700", "annual", "€700"))
    assert pipe.deals["currency"].tolist() == ["EUR monthly", "EUR annual"]
    assert pipe.deals["value"].isna().all()


PLAIN = "Deal ID,Stage,Owner,Created Date,Amount"
TWO = {"A": ["New", "Offer"], "B": ["Lead", "Offer"]}


def test_a_file_without_pipelines_is_of_the_one_that_has_its_stages(tmp_path):
    path = csv(tmp_path, PLAIN, "1,Lead,A,2024-01-01,1", "2,Offer,A,2024-01-01,1")
    assert ck.load(path, stages=TWO).stages == ("Lead", "Offer")


def test_a_file_without_pipelines_that_fits_two_is_refused(tmp_path):
    path = csv(tmp_path, PLAIN, "1,Offer,A,2024-01-01,1", "2,Won,A,2024-01-01,1")
    with pytest.raises(StageError) as error:
        ck.load(path, stages=TWO)
    assert str(error.value) == (
        "stages= names 2 pipelines, and the file names none.\n"
        'The file has the stages "Offer".\n'
        "Pass stages=[...], the open stages of this file in order."
    )


def test_stages_stand_in_the_order_of_their_numbers(tmp_path):
    path = csv(
        tmp_path,
        "Id,Name,StageName,StageSortOrder,OwnerId,CloseDate,CreatedDate,IsClosed,IsWon",
        "1,a,Offer,2,x,2024-09-01 00:00:00,2024-01-01 10:00:00,0,0",
        "2,b,New,1,x,2024-09-01 00:00:00,2024-01-01 10:00:00,0,0",
        "3,c,Signed,3,x,2024-03-01 00:00:00,2024-01-01 10:00:00,1,1",
    )
    pipe = ck.load(path)
    assert pipe.stages == ("New", "Offer")
    assert pipe.ordered
    assert pipe.deals["outcome"].tolist() == ["open", "open", "won"]


def test_currencies_named_in_words_have_their_codes(tmp_path):
    path = csv(
        tmp_path,
        f"{PLAIN},Currency",
        "1,New,A,2024-01-01,1,US Dollar",
        "2,New,A,2024-01-01,1,Euro",
        "3,New,A,2024-01-01,1,Shells",
    )
    pipe = ck.load(path, stages=["New"])
    assert pipe.deals["currency"].tolist() == ["USD", "EUR", "Shells"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Opportunity ID,From Stage,To Stage,Last Modified", "{},,New,1/13/2024 10:00 AM"),
        (FIELDS, "{},New,Created.,,,1/13/2024 10:00 AM"),
        ("OpportunityId,StageName,CreatedDate", "{},New,2024-01-13 10:00:00"),
        (
            "OpportunityId,Field,OldValue,NewValue,CreatedDate",
            "{},StageName,Lead,New,2024-01-13 10:00:00",
        ),
    ],
    ids=["history report", "field history report", "history", "field history"],
)
@pytest.mark.parametrize(
    ("of_deal", "of_history"),
    [("0065g00000ABCdeXYZ", "0065g00000ABCde"), ("0065g00000ABCde", "0065g00000ABCdeXYZ")],
    ids=["18 and 15", "15 and 18"],
)
def test_salesforce_ids_of_15_and_18_letters_are_the_same(tmp_path, lines, of_deal, of_history):
    deals = csv(tmp_path, REPORT, f"{of_deal},a,New,A,1/13/2024,6/30/2024", name="report.csv")
    header, row = lines
    history = csv(tmp_path, header, row.format(of_history), name="history.csv")
    pipe = ck.load(deals, history=history)
    assert pipe.visits["deal_id"].unique().tolist() == [of_deal]
    assert pipe.visits["entered_at"].max() == pd.Timestamp("2024-01-13 10:00")


def test_the_dates_of_freshsales_are_day_first_where_nothing_tells(tmp_path):
    path = csv(
        tmp_path,
        "Deal : id,Deal : Name,Deal : Deal stage,Deal : Total Deal Value,Deal : Created at",
        '1,a,New,"$1,234",03/04/2024',
    )
    deals = ck.load(path).deals
    assert deals["created_at"].tolist() == [pd.Timestamp("2024-04-03")]
    assert deals[["amount", "currency"]].to_numpy().tolist() == [[1234.0, "USD"]]
