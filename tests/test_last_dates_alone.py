"""One date far after all others of a file moves the day that the data speaks for: told with its line."""

from __future__ import annotations

import io

import pandas as pd
import pytest

import cycle_kit as ck


def deals(**cells) -> str:
    """Thirty deals of January and February 2024; `cells`: {column: (row from 0, date)} typed otherwise."""
    rows = []
    for n in range(30):
        born = pd.Timestamp("2024-01-02") + pd.Timedelta(days=n)
        status = ["Won", "Lost", "Open"][n % 3]
        closed = "" if status == "Open" else f"{born + pd.Timedelta(days=12 + n % 7):%Y-%m-%d}"
        rows.append([n + 1, f"Client {n}", status, 100 + n, f"{born:%Y-%m-%d}", closed])
    table = pd.DataFrame(rows, columns=["No", "Client", "Status", "Value", "Created", "Closed"])
    for column, (row, date) in cells.items():
        table.loc[row, column] = date
    return table.to_csv(index=False)


FEW = (
    "No,Status,Value,Created,Closed\n1,Won,100,2024-01-02,2025-12-31\n2,Won,100,2024-01-02,2024-02-01\n"
    "3,Lost,100,2024-01-05,2024-02-03\n4,Open,100,2024-01-09,\n"
)


def loaded(tmp_path, content: str, **said) -> ck.Pipeline:
    path = tmp_path / "deals.csv"
    path.write_text(content, encoding="utf-8")
    return ck.load(path, **said)


def told(pipe: ck.Pipeline) -> pd.DataFrame:
    notes = pd.DataFrame(pipe.notes)
    return notes[notes["note"].str.contains("far after every other date")]


@pytest.mark.parametrize(
    ("content", "day", "line", "before"),
    [
        (deals(Closed=(0, "2024-12-31")), "2024-12-31", 2, "2024-02-16"),
        (deals(Closed=(0, "2025-02-04")), "2025-02-04", 2, "2024-02-16"),
        (deals(Closed=(1, "2024-06-30")), "2024-06-30", 3, "2024-02-16"),
        (deals(Created=(2, "2025-01-04")), "2025-01-04", 4, "2024-02-16"),
        (FEW, "2025-12-31", 2, "2024-02-03"),
    ],
)
def test_a_last_date_alone_is_told_with_its_line_and_the_way_back(
    tmp_path, content, day, line, before
):
    pipe = loaded(tmp_path, content)
    assert pipe.as_of == pd.Timestamp(day)
    [note] = told(pipe).to_dict("records")
    assert f"(line {line})" in note["note"]
    assert day in note["effect"]
    assert "days older" in note["effect"]
    assert f'as_of="{before}"' in note["fix"]
    back = loaded(tmp_path, content, as_of=before)
    assert back.as_of.normalize() == pd.Timestamp(before)
    assert told(back).empty


def test_a_date_as_far_from_the_others_as_these_are_is_not_told(tmp_path):
    quarters = "No,Status,Value,Created,Closed\n" + "".join(
        f"{n},Won,100,{2021 + n // 4}-{n % 4 * 3 + 1:02d}-05,{2021 + n // 4}-{n % 4 * 3 + 2:02d}-05\n"
        for n in range(12)
    )
    for content in (deals(), quarters):
        assert told(loaded(tmp_path, content)).empty


# ---- what is taken for a slip, and what is not


def many(*more: tuple, **cells) -> str:
    """A hundred and sixty deals of 2023, and `more` (status, created, closed) below them, in any order."""
    rows = []
    for n in range(160):
        born = pd.Timestamp("2023-01-02") + pd.Timedelta(days=n * 37 % 320)
        status = ["Won", "Lost", "Open"][n % 3]
        closed = "" if status == "Open" else f"{born + pd.Timedelta(days=12 + n % 7):%Y-%m-%d}"
        rows.append([n + 1, f"Client {n}", status, 100 + n, f"{born:%Y-%m-%d}", closed, ""])
    rows += [[900 + n, f"New {n}", one[0], 5, *one[1:], ""] for n, one in enumerate(more)]
    headers = ["No", "Client", "Status", "Value", "Created", "Closed", "Expected close"]
    table = pd.DataFrame(rows, columns=headers)
    for column, (row, date) in cells.items():
        table.loc[row, column.replace("_", " ")] = date
    return table.to_csv(index=False)


def slips(pipe: ck.Pipeline) -> list[dict]:
    notes = pd.DataFrame(pipe.notes)
    return notes[notes["effect"].str.startswith("Taken for typing errors")].to_dict("records")


@pytest.mark.parametrize(
    ("content", "created", "closed"),
    [
        (many(("Open", "2025-06-01", ""), ("Open", "2025-06-11", "")), 162, 107),
        (many(("Won", "2025-06-01", "2025-06-30")), 161, 108),
        (many(*[("Won", "2025-06-01", "2025-06-30")] * 3), 163, 110),
        (many(("Open", "2025-06-01", ""), Expected_close=(160, "2025-08-01")), 161, 107),
        (many(("Open", "2024-10-01", ""), Closed=(0, "2025-06-01")), 161, 107),
        (deals(Created=(29, "2025-06-01")), 30, 20),  # the newest of a list in order
        (deals(Created=(29, "2025-06-01"), Closed=(28, "2025-08-01")), 30, 20),
    ],
)
def test_late_dates_in_company_are_no_slips(tmp_path, content, created, closed):
    pipe = loaded(tmp_path, content)
    assert slips(pipe) == []
    assert pipe.deals[["created_at", "closed_at"]].notna().sum().tolist() == [created, closed]


@pytest.mark.parametrize(
    ("content", "column", "line", "day"),
    [
        (many(("Open", "2025-06-01", "")), "created_at", 162, "2025-06-01"),
        (many(Closed=(0, "2025-06-01")), "closed_at", 2, "2025-06-01"),
        (many(Created=(7, "2032-01-14")), "created_at", 9, "2032-01-14"),
        (deals(Closed=(0, "2026-06-01")), "closed_at", 2, "2026-06-01"),
    ],
)
def test_a_late_date_alone_is_a_slip_unless_the_file_speaks_for_that_day(
    tmp_path, content, column, line, day
):
    pipe = loaded(tmp_path, content)
    [note] = slips(pipe)
    assert f"(line {line})" in note["note"]
    assert f'as_of="{day}"' in note["fix"]
    assert pipe.as_of < pd.Timestamp("2024-06-01")
    back = loaded(tmp_path, content, as_of=day)
    assert slips(back) == []
    assert back.deals[column].notna().sum() == pipe.deals[column].notna().sum() + 1


def test_slips_of_many_years_need_no_company(tmp_path):
    pipe = loaded(tmp_path, many(Closed=(0, "2041-06-01"), Created=(1, "2041-07-01")))
    assert len(slips(pipe)) == 2
    assert pipe.as_of < pd.Timestamp("2024-01-01")


def test_of_single_dates_in_two_columns_both_name_the_day_of_the_data(tmp_path):
    pipe = loaded(tmp_path, deals(Closed=(0, "2024-12-31"), Created=(5, "2025-01-03")))
    notes = told(pipe)
    assert pipe.as_of == pd.Timestamp("2025-01-03")
    assert len(notes) == 2
    assert notes["effect"].str.startswith("The data speaks for 2025-01-03").all()


@pytest.mark.parametrize("header", ["Expected close", "Call back", "Delivery date"])
def test_a_later_date_of_what_did_not_happen_is_not_denied(tmp_path, header):
    table = pd.read_csv(io.StringIO(deals(Closed=(0, "2024-12-31"))), dtype="str")
    table[header] = ""
    table.loc[2, header] = "2025-03-03"
    pipe = loaded(tmp_path, table.to_csv(index=False))
    [note] = told(pipe)["note"]
    assert "every other date of what happened, of which the last is 2024-02-16" in note
    assert pipe.as_of == pd.Timestamp("2024-12-31")
