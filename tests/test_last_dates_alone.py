"""One date far after all others of a file moves the day that the data speaks for: told with its line."""

from __future__ import annotations

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
