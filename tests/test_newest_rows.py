"""Deals that come again in one file: the newest row counts, whatever the order of the rows."""

import pandas as pd
import pytest

import cycle_kit as ck

#: id, stage, created, closed, when it was changed or of which day the row is
ROWS = [
    ("A1", "Offer", "2025-01-03", "", "2025-01-20"),
    ("A2", "Offer", "2025-01-08", "", "2025-01-20"),
    ("A3", "Offer", "2025-01-09", "", "2025-01-20"),
    ("A1", "Won", "2025-01-03", "2025-02-14", "2025-02-20"),
    ("A2", "Lost", "2025-01-08", "2025-02-16", "2025-02-20"),
    ("A3", "Talk", "2025-01-09", "", "2025-02-20"),
]
ORDERS = {
    "oldest first": ROWS,
    "newest first": ROWS[::-1],
    "mixed": [ROWS[at] for at in (3, 1, 5, 0, 4, 2)],
}
TOLD = (
    "Last Modified",
    "Modified Time",
    "Updated at",
    "Zuletzt geändert am",
    "Data modyfikacji",
    "Дата изменения",
    "Последна промяна",
    "تاریخ آخرین تغییر",
    "آخر تعديل",
    "Snapshot date",
    "As of",
    "Week",
    "Month end",
    "Report date",
    "Stand",
    "Stichtag",
    "Stan na dzień",
    "Дата среза",
    "Към дата",
    "تاریخ گزارش",
    "تاريخ التقرير",
)


def loaded(tmp_path, header, rows):
    lines = [f"Deal ID,Stage,Created,Closed,{header}", *map(",".join, rows)]
    (tmp_path / "deals.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return ck.load(tmp_path / "deals.csv")


def ends(pipe):
    return pipe.deals.set_index("deal_id")["outcome"].astype("str").sort_index().to_dict()


def effect(pipe):
    return pipe.notes.loc[pipe.notes["fate"] == "repeat", "effect"].item()


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("header", TOLD)
def test_the_newest_row_counts_whatever_the_order(tmp_path, header, order):
    pipe = loaded(tmp_path, header, ORDERS[order])
    assert ends(pipe) == {"A1": "won", "A2": "lost", "A3": "open"}
    assert pipe.deals.set_index("deal_id").loc["A3", "stage"] == "Talk"


def test_the_note_names_the_column(tmp_path):
    assert effect(loaded(tmp_path, "Last Modified", ROWS[::-1])) == (
        'The newest row of each id by "Last Modified" counts.'
    )


def test_hours_tell_rows_of_one_day_apart(tmp_path):
    rows = [("A1", "Won", "2025-01-03", "2025-02-14", "2025-02-14 15:30")]
    rows += [("A1", "Offer", "2025-01-03", "", "2025-02-14 09:10")]
    assert ends(loaded(tmp_path, "Last Modified", rows)) == {"A1": "won"}


@pytest.mark.parametrize(
    ("header", "told"),
    [
        ("Colour", "red"),
        ("Last Modified", ""),
        ("Last Modified", "2025-03-01"),
        ("Paid until", None),
    ],
)
def test_the_last_row_counts_where_no_column_tells(tmp_path, header, told):
    rows = [(*row[:4], row[4] if told is None else told) for row in ROWS]
    pipe = loaded(tmp_path, header, rows)
    assert ends(pipe) == {"A1": "won", "A2": "lost", "A3": "open"}
    assert effect(pipe) == "The last row of each id counts."


@pytest.mark.parametrize("form", ["%d.%m.%y", "%m/%d/%Y %I:%M %p", "%d/%m/%Y", "%b %d, %Y"])
def test_the_dates_are_read_however_they_are_written(tmp_path, form):
    rows = [(*row[:4], f'"{pd.Timestamp(row[4]):{form}}"') for row in ROWS[::-1]]
    assert ends(loaded(tmp_path, "Modified Time", rows)) == {
        "A1": "won",
        "A2": "lost",
        "A3": "open",
    }


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("months", [("2025-01", "2025-02"), ("Jan 2025", "Feb 2025")], ids=str)
def test_rows_of_months_are_told_apart_too(tmp_path, months, order):
    names = dict(zip(("2025-01-20", "2025-02-20"), months, strict=True))
    rows = [(*row[:4], names[row[4]]) for row in ORDERS[order]]
    assert ends(loaded(tmp_path, "Month", rows)) == {"A1": "won", "A2": "lost", "A3": "open"}


def test_the_advice_makes_the_rows_of_several_days_a_history(tmp_path):
    fix = loaded(tmp_path, "As of", ROWS[::-1]).notes["fix"]
    assert fix.str.contains("save those of each day as a file with the day in its name").any()
    days = tmp_path / "days"
    days.mkdir()
    for day in ("2025-01-20", "2025-02-20"):
        rows = [",".join(row) for row in ROWS if row[4] == day]
        text = "\n".join(["Deal ID,Stage,Created,Closed,As of", *rows]) + "\n"
        (days / f"deals_{day}.csv").write_text(text, encoding="utf-8")
    pipe = ck.load(days)
    assert ends(pipe) == {"A1": "won", "A2": "lost", "A3": "open"}
    assert pipe.recorded
