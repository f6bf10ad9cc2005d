"""Boards in blocks with a row of sums below each: such a row is left out, and not told to be read as it stands."""

import openpyxl
import pytest

import cycle_kit as ck

HEADS = ["Name", "Item ID", "Owner", "Stage", "Date created", "Close date", "Value", "Reason"]
BARE = "next to nothing of what all others do"


def board(path, titles, *, sums=True, bare=None):
    """A sheet with a block of eight deals below each title. `bare`: the title of a block in which one deal has a name
    alone."""
    sheet = (made := openpyxl.Workbook()).active
    for row in (["Deals"], ["Main board"], []):
        sheet.append(row)
    for at, title in enumerate(titles):
        sheet.append([title])
        sheet.append(HEADS)
        for n in range(1, 9):
            row = [f"Acme {at}{n}", f"{at}{n}", ["Ann", "Bob"][n % 2], ["Offer", "Demo"][n % 2]]
            row += [
                f"2024-01-{n:02d}",
                f"2024-02-{n:02d}" if title != "Open" else None,
                100.5 * n,
                "x",
            ]
            sheet.append(row[:2] if bare == title and n == 5 else row)
        if sums:
            sheet.append([None] * 6 + [100.5 * 36, None])
        sheet.append([])
    made.save(path)
    return path


@pytest.mark.parametrize(
    "titles", [["Open", "Won", "Lost"], ["Won", "Lost"], ["Lost", "Open", "Won"]]
)
def test_sums_below_each_block_are_told_once(tmp_path, titles):
    pipe = ck.load(board(tmp_path / "board.xlsx", titles))
    assert len(pipe.deals) == 8 * len(titles)
    notes = pipe.notes["note"]
    assert not notes.str.contains(BARE).any()
    assert sum(note.count("of nothing but figures") for note in notes) == len(titles)


@pytest.mark.parametrize("block", [0, 1, 2])
def test_a_deal_with_a_name_alone_is_told_in_its_block(tmp_path, block):
    titles = ["Open", "Won", "Lost"]
    pipe = ck.load(board(tmp_path / "board.xlsx", titles, bare=titles[block]))
    [note] = [note for note in pipe.notes["note"] if BARE in note]
    assert f"(line {10 + 12 * block})" in note
