"""Several tables in one load: parts, copies and days of one list, other tables beside it, and what is which."""

import zipfile

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError, LayoutError


def deals(numbers, *, stage=None, closed=""):
    return pd.DataFrame(
        {
            "Deal ID": [f"D{n}" for n in numbers],
            "Stage": [stage or ["Call", "Offer", "Won", "Lost"][n % 4] for n in numbers],
            "Owner": [f"Owner {n % 3}" for n in numbers],
            "Amount": [100 * (n + 1) for n in numbers],
            "Created Date": [f"2024-01-{1 + n % 28:02d}" for n in numbers],
            "Close Date": [closed or ("2024-03-01" if n % 4 > 1 else "") for n in numbers],
        }
    )


def saved(frame, path):
    frame.to_csv(path, index=False)
    return path


def figures(pipe):
    outcomes = pipe.deals["outcome"].astype(str).value_counts()
    return (
        len(pipe.deals),
        {k: int(v) for k, v in outcomes.items() if v},
        pipe.deals["amount"].sum(),
    )


WHOLE = deals(range(40))


@pytest.fixture(scope="module")
def whole():
    return figures(ck.load(WHOLE))


# ---- parts


@pytest.mark.parametrize("by", ["Owner", "Stage", "Created Date"])
def test_parts_of_one_list_are_put_together(tmp_path, whole, by):
    for number, (_, part) in enumerate(WHOLE.groupby(by)):
        saved(part, tmp_path / f"part {number}.csv")
    pipe = ck.load(tmp_path)
    assert figures(pipe) == whole
    assert pipe.notes["note"].str.contains("were put together").any()
    rows = pipe.notes[pipe.notes["fate"] != ""].groupby("file")["rows"].sum()
    assert rows.sum() == len(WHOLE)


def test_parts_as_sheets_of_a_workbook(tmp_path, whole):
    path = tmp_path / "book.xlsx"
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        for name, part in WHOLE.groupby("Owner"):
            part.to_excel(book, sheet_name=name, index=False)
    assert figures(ck.load(path)) == whole


def test_parts_that_have_columns_of_their_own(tmp_path):
    won = deals(range(4), stage="Won", closed="2024-03-01")
    lost = deals(range(10, 16), stage="Lost", closed="2024-03-02").assign(
        **{"Lost Reason": "Price"}
    )
    saved(won, tmp_path / "a.csv"), saved(lost, tmp_path / "b.csv")
    pipe = ck.load(tmp_path, stages=["Call"])
    assert figures(pipe)[:2] == (10, {"won": 4, "lost": 6})
    assert pipe.deals["lost_reason"].notna().sum() == 6


def test_parts_without_ids_are_named_by_file_and_line(tmp_path, whole):
    nameless = WHOLE.drop(columns="Deal ID").assign(Customer=[f"Firm {n % 7}" for n in range(40)])
    saved(nameless[:25], tmp_path / "a.csv"), saved(nameless[25:], tmp_path / "b.csv")
    pipe = ck.load(tmp_path)
    assert figures(pipe) == whole
    assert pipe.deals["deal_id"].is_unique


def test_a_deal_in_two_parts_counts_once_as_the_last_says(tmp_path):
    saved(deals(range(20)), tmp_path / "a.csv")
    saved(deals(range(19, 40)).assign(Amount=5), tmp_path / "b.csv")
    pipe = ck.load(tmp_path)
    assert len(pipe.deals) == 40
    assert pipe.deals.set_index("deal_id").loc["D19", "amount"] == 5


# ---- copies


@pytest.mark.parametrize("way", ["list", "folder", "zip", "shuffled", "workbook"])
def test_one_list_given_twice_is_read_once(tmp_path, whole, way):
    first, again = saved(WHOLE, tmp_path / "deals.csv"), tmp_path / "deals (1).csv"
    saved(WHOLE.sample(frac=1, random_state=1) if way == "shuffled" else WHOLE, again)
    source = tmp_path
    if way == "list":
        source = [first, again]
    if way == "zip":
        source = tmp_path / "both.zip"
        with zipfile.ZipFile(source, "w") as archive:
            archive.write(first, "deals.csv"), archive.write(again, "copy.csv")
    if way == "workbook":
        again.unlink()
        WHOLE.to_excel(tmp_path / "deals.xlsx", index=False)
    pipe = ck.load(source)
    assert figures(pipe) == whole
    assert pipe.notes["note"].str.contains("The same rows as").sum() == 1


# ---- days


def test_dated_exports_are_a_history_and_speak_for_the_last_day(tmp_path):
    before = deals(range(20), stage="Call")
    after = before.assign(Stage=["Offer"] * 10 + ["Call"] * 10)
    (
        saved(before, tmp_path / "deals_2024-02-01.csv"),
        saved(after, tmp_path / "deals_2024-02-08.csv"),
    )
    pipe = ck.load(tmp_path, stages=["Call", "Offer"])
    assert len(pipe.deals) == 20
    assert (pipe.deals["stage"] == "Offer").sum() == 10
    assert pipe.as_of == pd.Timestamp("2024-02-08")
    assert len(pipe.visits) == 30


def test_dated_exports_without_ids_are_matched_by_name(tmp_path):
    before = deals(range(20), stage="Call").rename(columns={"Deal ID": "Deal Name"})
    after = before.assign(Stage=["Offer"] * 10 + ["Call"] * 10)
    (
        saved(before, tmp_path / "deals_2024-02-01.csv"),
        saved(after, tmp_path / "deals_2024-02-08.csv"),
    )
    pipe = ck.load(tmp_path, stages=["Call", "Offer"])
    assert (len(pipe.deals), len(pipe.visits)) == (20, 30)
    assert pipe.notes["note"].str.contains("matched by their name").any()


def test_two_exports_of_one_day_ask_for_the_day(tmp_path):
    saved(deals(range(20)), tmp_path / "a.csv")
    saved(deals(range(20)).assign(Amount=1), tmp_path / "b.csv")
    with pytest.raises(LayoutError, match="same day") as error:
        ck.load(tmp_path)
    assert "2024-06-30.csv" in error.value.fix


# ---- other tables

OTHERS = {
    "reps": pd.DataFrame({"Rep": ["Ann", "Bob"], "Region": ["N", "S"], "Quota": [5, 6]}),
    "pivot": pd.DataFrame({"Row Labels": ["Won", "Lost"], "Sum of Amount": [5, 6]}),
    "customers": pd.DataFrame({"Customer": ["A", "B"], "City": ["X", "Y"], "Created": ["2024-01-01"] * 2}),
    "notes": pd.DataFrame({"Date": ["2024-01-01", "2024-01-02"], "Note": ["x y", "z z"], "By": ["a", "b"]}),
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
@pytest.mark.parametrize("way", ["folder", "sheets", "list"])
def test_another_table_beside_the_deals_is_left_aside_and_accounted_for(tmp_path, whole, name, way):
    other = OTHERS[name]
    paths = [saved(WHOLE, tmp_path / "deals.csv"), saved(other, tmp_path / f"{name}.csv")]
    source = paths if way == "list" else tmp_path
    if way == "sheets":
        source = tmp_path / "book.xlsx"
        with pd.ExcelWriter(source, engine="xlsxwriter") as book:
            other.to_excel(book, sheet_name="Summary", index=False)
            WHOLE.to_excel(book, sheet_name="Deals", index=False)
    pipe = ck.load(source)
    assert figures(pipe) == whole
    aside = pipe.notes[pipe.notes["note"].str.contains("left aside")]
    assert list(aside["rows"]) == [len(other)]
    assert list(aside["fate"]) == ["furniture"]


def test_only_other_tables_are_an_error(tmp_path):
    for name, frame in OTHERS.items():
        saved(frame, tmp_path / f"{name}.csv")
    with pytest.raises(LayoutError):
        ck.load(tmp_path)


# ---- which kind a table is

LOG = pd.DataFrame(
    [(f"D{n}", stage, f"2024-02-{day:02d}", f"Owner {n % 3}")
     for n in range(12) for stage, day in (("Call", 1 + n), ("Offer", 10 + n))],
    columns=["Deal ID", "Stage", "Date", "Owner"],
)  # fmt: skip


@pytest.mark.parametrize("header", ["Date", "Created Date", "Changed at", "Data", "Timestamp"])
def test_several_rows_per_deal_with_stage_and_date_are_a_history(header):
    pipe = ck.load(LOG.rename(columns={"Date": header}))
    assert (len(pipe.deals), len(pipe.visits)) == (12, 24)
    assert pipe.stages == ("Call", "Offer")


@pytest.mark.parametrize("header", ["Created Date", "Date", "Created"])
def test_one_row_per_deal_with_stage_and_date_is_a_table_of_deals(header):
    frame = WHOLE.rename(columns={"Created Date": header})
    pipe = ck.load(frame)
    assert figures(pipe)[0] == 40
    assert not pipe.recorded
    assert pipe.deals["created_at"].notna().all()


@pytest.mark.parametrize(
    "headers",
    [
        {"Deal ID": "Number", "Stage": "Step", "Date": "When"},
        {"Deal ID": "Deal ID", "Stage": "Stage Name", "Date": "Stage Created At"},
        {"Deal ID": "Nr szansy sprzedaży", "Stage": "Etap", "Date": "Kiedy"},
    ],
)
def test_a_file_given_as_history_is_one_or_the_error_says_what_to_name(headers):
    log, columns = LOG.drop(columns="Owner").rename(columns=headers), {}
    for _ in range(3):
        try:
            pipe = ck.load(WHOLE, history=log, columns={"history": columns} if columns else None)
            break
        except CycleKitError as error:
            asked = [
                name for name in ("deal_id", "stage", "entered_at") if f'"{name}"' in error.fix
            ]
            assert asked and "history" in error.fix
            ours = {"deal_id": "Deal ID", "stage": "Stage", "entered_at": "Date"}
            columns |= {name: headers[ours[name]] for name in asked}
    assert len(pipe.deals) == 40
    assert pipe.visits[pipe.visits["evidence"] == "recorded"].shape[0] == 24


@pytest.mark.parametrize(
    ("number", "stage", "date", "closed"),
    [
        ("Deal ID", "Stage", "Created Date", "Close Date"),
        ("Nr", "Etap", "Data utworzenia", "Data zamknięcia"),
        ("№ сделки", "Этап", "Дата создания", "Дата закрытия"),
        ("الرقم", "المرحلة", "تاريخ الإنشاء", "تاريخ الإغلاق"),
    ],
)
def test_what_is_said_of_the_history_is_said_of_the_file_that_is_given_as_one(
    number, stage, date, closed
):
    """Its date may be called as that of the deals is."""
    called = {"Deal ID": number, "Stage": stage, "Date": date, "Created Date": date}
    list_of_deals = WHOLE.rename(columns={**called, "Close Date": closed})
    log = LOG.drop(columns="Owner").rename(columns=called)
    pipe = ck.load(list_of_deals, history=log, columns={"history": {"entered_at": date}})
    clean = ck.load(WHOLE, history=LOG.drop(columns="Owner"))
    assert figures(pipe) == figures(clean)
    assert len(pipe.visits) == len(clean.visits)


def test_what_is_said_of_leads_is_said_of_the_file_that_is_given_as_them():
    leads = pd.DataFrame({"Lead ID": ["E1"], "Created Date": ["2024-01-01"], "Stage": ["x"]})
    columns = {"leads": {"created_at": "Created Date", "source": "Stage"}}
    pipe = ck.load(WHOLE, leads=leads, columns=columns)
    assert len(pipe.leads) == 1 and figures(pipe) == figures(ck.load(WHOLE))


def test_a_file_given_as_leads_is_one():
    leads = pd.DataFrame(
        {
            "Enquiry": ["E1", "E2"],
            "Came in": ["2024-01-01 09:00"] * 2,
            "Answered": ["2024-01-01 10:00", ""],
        }
    )
    columns = {
        "leads": {"lead_id": "Enquiry", "created_at": "Came in", "first_contact_at": "Answered"}
    }
    pipe = ck.load(WHOLE, leads=leads, columns=columns)
    assert len(pipe.leads) == 2
    assert pipe.leads["first_contact_at"].notna().sum() == 1
    with pytest.raises(LayoutError) as error:
        ck.load(WHOLE, leads=leads.rename(columns={"Answered": "X"}))
    assert '"leads"' in error.value.fix and "created_at" in error.value.fix


def test_what_is_said_is_heard_in_a_folder_as_in_one_file(tmp_path):
    frame = WHOLE.rename(columns={"Stage": "Where", "Amount": "Geld"})
    saved(frame[:20], tmp_path / "a.csv"), saved(frame[20:], tmp_path / "b.csv")
    said = {"columns": {"stage": "Where", "amount": "Geld"}, "stages": ["Call", "Offer"]}
    assert figures(ck.load(tmp_path, **said)) == figures(ck.load(frame, **said))
