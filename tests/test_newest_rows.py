"""Deals that come again in one file: the newest row counts, whatever the order of the rows."""

from collections.abc import Sequence

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
    fix = loaded(tmp_path, "Last Modified", ROWS[::-1]).notes["fix"]
    assert fix.str.contains("save those of each day as a file with the day in its name").any()
    pipe = of_files(tmp_path, "Last Modified", ROWS, ("2025-01-20", "2025-02-20"))
    assert ends(pipe) == {"A1": "won", "A2": "lost", "A3": "open"}
    assert pipe.recorded


def of_files(tmp_path, header, rows, days):
    folder = tmp_path / "days"
    folder.mkdir()
    for day in days:
        told = [",".join(row) for row in rows if row[4] == day]
        text = "\n".join([f"Deal ID,Stage,Created,Closed,{header}", *told]) + "\n"
        (folder / f"deals_{day}.csv").write_text(text, encoding="utf-8")
    return ck.load(folder)


# ---- a list of several days in one file is an export of each day

DAYS = [
    "As of",
    "Snapshot date",
    "Export week",
    "Data migawki",
    "Tydzień eksportu",
    "Дата на експорта",
    "Дата на снимката",
    "هفته خروجی",
    "تاریخ گزارش‌گیری",
    "تاريخ اللقطة",
    "أسبوع التصدير",
    "Exportwoche",
    "Stichtag",
    "Stan na dzień",
]
STANDS = [
    *ROWS,
    ("A4", "Talk", "2025-02-09", "", "2025-02-20"),
    ("A1", "Won", "2025-01-03", "2025-02-14", "2025-03-20"),
    ("A2", "Lost", "2025-01-08", "2025-02-16", "2025-03-20"),
    ("A3", "Offer", "2025-01-09", "", "2025-03-20"),
    ("A4", "Offer", "2025-02-09", "", "2025-03-20"),
]


def told(pipe):
    """The notes without the names of the files, and without those on the days and their column, which files of each
    do not need."""
    of_days = ("The rows are of ", "Columns that are not used: ")
    notes = pipe.notes[~pipe.notes["note"].str.startswith(of_days)].copy()
    notes["note"] = notes["note"].str.replace(
        r"deals_([\d-]+)\.csv", r"\1 in deals.csv", regex=True
    )
    return notes.drop(columns="file").reset_index(drop=True)


def assert_same(mine, other):
    pd.testing.assert_frame_equal(mine.deals, other.deals)
    pd.testing.assert_frame_equal(mine.visits, other.visits)
    pd.testing.assert_frame_equal(told(mine), told(other))
    assert mine.as_of == other.as_of
    assert mine.first_export == other.first_export is not None


@pytest.mark.parametrize("header", DAYS)
def test_a_list_of_several_days_is_what_its_days_are_as_files(tmp_path, header):
    pipe = loaded(tmp_path, header, STANDS)
    assert_same(pipe, of_files(tmp_path, header, STANDS, sorted({row[4] for row in STANDS})))
    note = pipe.notes.loc[pipe.notes["note"].str.startswith("The rows are of "), "note"].item()
    assert f'of 3 days by "{header}"' in note


def test_its_days_may_stand_in_any_order(tmp_path):
    rows = sorted(STANDS, key=lambda row: (row[0], row[4]))
    pipe = loaded(tmp_path, "As of", rows)
    assert_same(pipe, of_files(tmp_path, "As of", rows, sorted({row[4] for row in rows})))


def test_a_sum_below_a_list_of_several_days_is_left_out(tmp_path):
    rows = [*((*row, "100") for row in STANDS), ("", "", "", "", "", "1000")]
    pipe = loaded(tmp_path, "As of,Amount", rows)
    assert pipe.first_export == pd.Timestamp("2025-01-20")
    assert list(pipe.deals["deal_id"]) == ["A1", "A2", "A3", "A4"]
    assert pipe.notes.loc[pipe.notes["fate"] == "furniture", "rows"].sum() == 1


def test_a_list_of_several_months_is_what_its_months_are_as_files(tmp_path):
    rows = [(*row[:4], row[4][:7]) for row in STANDS]
    pipe = loaded(tmp_path, "Report month", rows)
    assert_same(pipe, of_files(tmp_path, "Report month", rows, ["2025-01", "2025-02", "2025-03"]))


@pytest.mark.parametrize(
    "rows",
    [
        [(row[0], "Offer", row[2], "", row[4]) for row in STANDS],
        [("B" + row[0][1:] if row[4] > "2025-02" else row[0], *row[1:]) for row in ROWS],
        [(*row[:4], "" if row[0] == "A3" else row[4]) for row in STANDS],
    ],
    ids=["nothing moves, as in rows of payments", "no deal comes again", "rows without a day"],
)
def test_other_rows_with_a_day_are_no_exports(tmp_path, rows):
    assert loaded(tmp_path, "As of", rows).first_export is None


def test_a_log_beside_a_list_of_several_days_tells_the_history(tmp_path):
    text = "Deal ID,From stage,To stage,Changed at\nA1,Offer,Won,2025-02-14\nA2,Offer,Lost,2025-02-16\n"
    (tmp_path / "log.csv").write_text(text, encoding="utf-8")
    lines = ["Deal ID,Stage,Created,Closed,As of", *map(",".join, STANDS)]
    (tmp_path / "deals.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    pipe = ck.load(tmp_path / "deals.csv", history=tmp_path / "log.csv")
    assert ends(pipe) == {"A1": "won", "A2": "lost", "A3": "open", "A4": "open"}
    assert pipe.first_export is None


def without_dates(header: str, *, days: Sequence[str], closed: bool, sep: str = ",") -> str:
    """Deals without the day of their creation, on each of these days one step further; some are new on the second."""
    rows = [["Deal ID", "Stage", "Amount", *(["Closed"] if closed else []), header]]
    for turn, day in enumerate(days):
        for deal in range(8 if turn else 6):
            step = ["New", "Talk", "Offer", "Lost" if deal % 3 == 0 else "Won"][
                max(turn - deal % 2, 0)
            ]
            ended = [day if step in ("Lost", "Won") else ""] if closed else []
            rows.append([f"A{deal}", step, str(100 + deal), *ended, day])
    return "\n".join(map(sep.join, rows)) + "\n"


FOUR = ["2025-01-20", "2025-02-20", "2025-03-20", "2025-04-20"]


@pytest.mark.parametrize("header", DAYS)
@pytest.mark.parametrize("closed", [False, True])
def test_a_list_of_several_days_without_dates_of_creation_is_no_log_of_steps(
    tmp_path, header, closed
):
    text = without_dates(header, days=FOUR, closed=closed)
    (tmp_path / "deals.csv").write_text(text, encoding="utf-8")
    pipe = ck.load(tmp_path / "deals.csv")
    assert (
        pipe.deals["created_at"].isna().all()
    )  # nobody knows it of deals that were there on the first day
    assert set(pipe.visits["evidence"]) == {"inferred"}
    assert pipe.as_of.normalize() == pd.Timestamp(FOUR[-1])
    assert pipe.deals["outcome"].value_counts().to_dict() == {
        "won": 2,
        "lost": 2,
        "open": 4,
        "dropped": 0,
    }
    assert pipe.notes["note"].str.contains(f'of 4 days by "{header}"', regex=False).any()
    assert not pipe.notes["fix"].str.contains(f'"created_at": "{header}"', regex=False).any()


def test_dates_of_steps_stay_a_log(tmp_path):
    """A column of a date alone may say when a step was entered, and so may any where deals have own days."""
    text = without_dates("Date", days=FOUR, closed=False)
    (tmp_path / "steps.csv").write_text(text, encoding="utf-8")
    assert set(ck.load(tmp_path / "steps.csv").visits["evidence"]) == {"recorded"}


@pytest.mark.parametrize("header", ["No.", "Item ID"])
def test_numbers_of_clients_who_buy_again_get_the_line_that_keeps_their_deals_apart(header):
    rows = [
        (
            str(1 + at // 2),
            f"Firm {at // 2}",
            100 + at,
            "2024-01-05",
            ("Won", "Lost", "Offer")[at % 3],
        )
        for at in range(12)
    ]
    frame = pd.DataFrame(rows, columns=[header, "Client", "Amount", "Created", "Stage"]).astype(str)
    merged = ck.load(frame)
    assert len(merged.deals) == 6
    fix = merged.notes.loc[merged.notes["fate"] == "repeat", "fix"].item()
    assert fix.endswith(' If each row is a deal of its own: columns={"deal_id": ""}.')
    assert len(ck.load(frame, columns={"deal_id": ""}).deals) == 12
