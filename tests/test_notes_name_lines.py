"""Notes on odd deals name the lines on which these stand, and none of their cells."""

import pandas as pd
import pytest

import cycle_kit as ck

HEADER = "Client,Stage,Amount,Created,Closed"
ROWS = [
    *(f"Firm {chr(65 + n)},Won,{100 + n},2024-01-{n + 10},2024-02-{n + 10}" for n in range(6)),
    *(f"Firm {chr(75 + n)},Demo,{100 + n},2024-01-{n + 10}," for n in range(6)),
]
ODD = {
    "closed before": ("Secret Ltd,Won,7,2024-03-09,2024-02-01", "closed before"),
    "no creation": ("Secret Ltd,Won,7,,2024-02-01", "no date of creation"),
}


def notes_of(*rows, **said):
    notes = ck.load("\n".join([HEADER, *rows, ""]).encode(), **said).notes
    return notes.assign(told=notes["note"] + " " + notes["fix"])


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("kind", ODD)
def test_the_lines_of_odd_deals_are_told_and_no_cell(kind, times):
    row, said = ODD[kind]
    more = [row.replace("Secret", f"Secret {n}").replace(",7,", f",{7 + n},") for n in range(times)]
    notes = notes_of(*ROWS[:4], *more, *ROWS[4:])
    told = notes.loc[notes["note"].str.contains(said), "told"].item()
    assert ("(line 6)" if times == 1 else "(lines 6, 7)") in told
    assert not notes["told"].str.contains("Secret").any()


def test_a_file_with_totals_and_titles_has_its_own_lines():
    rows = [
        "Report,,,,",
        ",,,,",
        HEADER,
        *ROWS[:3],
        ODD["closed before"][0],
        *ROWS[3:],
        "Total,,999,,",
    ]
    notes = ck.load("\n".join(rows).encode()).notes
    assert (
        notes.loc[notes["note"].str.contains("closed before"), "fix"].item().endswith("(line 7).")
    )


def test_deals_of_several_files_have_no_lines(tmp_path):
    for name, rows in (("a", ROWS), ("b", [ODD["closed before"][0], *ROWS[:3]])):
        content = "\n".join([HEADER, *(row.replace("Firm", f"Firm {name}") for row in rows)])
        (tmp_path / f"{name}.csv").write_text(content, encoding="utf-8")
    notes = ck.load(tmp_path).notes
    assert (
        not notes.loc[notes["note"].str.contains("closed before"), "fix"].str.contains("line").any()
    )


def test_moves_before_the_creation_name_the_lines_of_their_deals(tmp_path):
    deals = pd.DataFrame({
        "Deal ID": [f"D{n}" for n in range(8)], "Stage": ["Demo"] * 8, "Amount": range(8),
        "Created Date": ["2024-01-05"] * 8,
    })  # fmt: skip
    log = pd.DataFrame({
        "Deal ID": deals["Deal ID"], "Stage": ["Demo"] * 8,
        "Entered at": ["2023-12-01" if n == 3 else "2024-02-01" for n in range(8)],
    })  # fmt: skip
    deals.to_csv(tmp_path / "deals.csv", index=False)
    log.to_csv(tmp_path / "history.csv", index=False)
    notes = ck.load(tmp_path / "deals.csv", history=tmp_path / "history.csv").notes
    told = notes[notes["note"].str.contains("moves before the day")]
    assert told["fix"].item() == "Compare the dates of this deal (line 5) with those in the CRM."
    assert told["file"].item() == "deals.csv"


@pytest.mark.parametrize("undated", ["Lost", "Won"])
def test_closed_deals_without_a_closing_date_by_their_lines(undated):
    rows = [f"{n},{('Won', 'Lost', 'Offer')[n % 3]},2024-01-{n + 1:02d}," for n in range(9)]
    dated = [row if undated in row or "Offer" in row else f"{row}2024-02-01" for row in rows]
    note = "3 closed deals have no closing date (lines {}).".format(
        "2, 5, 8" if undated == "Won" else "3, 6, 9"
    )
    head = "Deal ID,Stage,Created Date,Close Date"
    assert note in set(ck.load("\n".join([head, *dated]).encode()).notes["note"])
    assert "6 closed deals have no closing date." in set(
        ck.load("\n".join([head, *rows]).encode()).notes["note"]
    )


@pytest.mark.parametrize("header", ["Closed", "Close Date"])
def test_open_deals_with_a_closing_date_by_their_lines(header):
    ends = ["Won", "Lost", "Open"] * 5
    rows = [
        f"{n},Offer,{end},2024-01-{n:02d},{'2024-02-01' * (end != 'Open' or n in (6, 12))}"
        for n, end in enumerate(ends, 1)
    ]
    notes = ck.load(
        "\n".join([f"Deal ID,Stage,Status,Created Date,{header}", *rows]).encode()
    ).notes
    [note] = notes.loc[notes["note"].str.contains("open deals have a date"), "note"]
    assert note.endswith(f'in "{header}" (lines 7, 13).')
