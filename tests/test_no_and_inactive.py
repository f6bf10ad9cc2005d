"""What a "no" leaves open: of the won flag, and of a column of yes and no that nobody reads."""

import re

import pytest

import cycle_kit as ck

REASON = "They count as open: if some were lost, the win rate is too high."


def flagged(*marks, header="Won", closed=()):
    rows = [
        f"D{n},{['Offer', 'Demo'][n % 2]},{mark},2024-01-{n:02d}"
        + (f",{closed[n - 1]}" if closed else "")
        for n, mark in enumerate(marks, 1)
    ]
    return "\n".join([f"Name,Stage,{header},Created" + ",Closed" * bool(closed), *rows]).encode()


def rows_of(text, words, **said):
    notes = ck.load(text, **said).notes
    return notes[notes["note"].str.contains(words, regex=False)].to_dict("records")


def typed(text, fix):
    said = {
        name: re.findall('"(.*?)"', words)
        for name, words in re.findall(r"(won|lost)=\[(.*?)\]", fix)
    }
    pairs = dict(re.findall(r'"(\w+)": "(.*?)"', fix))
    return ck.load(text, columns=pairs, **said).deals["outcome"].value_counts()


@pytest.mark.parametrize(
    ("header", "yes", "no"),
    [
        ("Won", "yes", "no"),
        ("Wygrana?", "tak", "nie"),
        ("Gewonnen", "ja", "nein"),
        ("Won", "TRUE", "FALSE"),
    ],
)
def test_a_no_that_may_be_a_loss_or_not_yet_is_told(header, yes, no):
    text = flagged(*[yes, no, no] * 6, header=header)
    [row] = rows_of(text, "nothing says whether lost or still open")
    assert row["note"].startswith(f'12 deals are not won by "{header}"')
    assert row["effect"] == REASON
    assert typed(text, row["fix"])[["won", "lost", "open"]].tolist() == [6, 12, 0]


@pytest.mark.parametrize(
    "text",
    [
        flagged(*["yes", "no", ""] * 6),  # open ones are blank
        flagged(*["yes", "yes"] * 6),
        flagged(*["yes", "no", "no"] * 6, closed=["2024-02-01", "2024-02-02", ""] * 6),
        flagged(*["yes", "", ""] * 6),
    ],
)
def test_where_something_tells_a_loss_or_no_no_is_said_nothing_is_told(text):
    assert not rows_of(text, "nothing says whether lost or still open")


def with_flag(header="Etkin", *, inactive=lambda n: n % 3 == 0, reasons=True):
    """Every third deal is won, lost (with a reason, but for what the flag says open) and open in turn."""
    rows = []
    for n in range(1, 19):
        lost = n % 3 == 0
        stage = "Won" if n % 3 == 1 else "Offer"
        rows.append(
            f"D{n},{stage},{'FALSE' if inactive(n) else 'TRUE'},{'Price' if lost and reasons else ''},"
            f"2024-01-{n:02d}"
        )
    return "\n".join([f"Name,Stage,{header},Lost reason,Created", *rows]).encode()


@pytest.mark.parametrize("header", ["Etkin", "Zzz", "В работе", "Still on"])
@pytest.mark.parametrize("reasons", [True, False])
def test_a_flag_that_says_no_of_deals_that_may_be_lost_is_named(header, reasons):
    text = with_flag(header, reasons=reasons)
    if not reasons:
        text = text.replace(b",Lost reason", b"").replace(b",,", b",")
    line = f'If no in "{header}" says which were lost: columns={{"is_active": "{header}"}}.'
    told = rows_of(text, "not one that was lost") + (
        rows_of(text, "a lost reason in") if reasons else []
    )
    assert [row["fix"].endswith(line) for row in told] == [True] * (1 + reasons)
    assert typed(text, line)[["won", "lost", "open"]].tolist() == [6, 6, 6]


@pytest.mark.parametrize(
    "inactive",
    [
        lambda n: n % 3 != 2,  # of won deals too
        lambda n: False,
        lambda n: n % 3 != 1,  # of all others: none would be open
    ],
)
def test_a_flag_of_something_else_is_not_named(inactive):
    notes = ck.load(with_flag(inactive=inactive)).notes
    assert not notes["fix"].str.contains("is_active").any()


def beside_won(header, *cells, won=("yes", "no", "no")):
    """Deals that are won, lost and open in turn, of which the last two are not won, and what a column says of each."""
    rows = [f"D{n},{won[n % 3]},{cells[n % 3]},2024-01-{n:02d}" for n in range(18)]
    return "\n".join([f"Name,Won,{header},Created", *rows]).replace("-00", "-20").encode()


@pytest.mark.parametrize(
    ("header", "cells", "name"),
    [
        ("Active", ("no", "no", "yes"), "is_active"),
        ("Aktywna", ("nie", "nie", "tak"), "is_active"),
        ("В работе", ("не", "не", "да"), "is_active"),
        ("Active", ("yes", "no", "yes"), "is_active"),
        ("Archived", ("yes", "yes", "no"), "is_closed"),
        ("Archiviert", ("ja", "ja", "nein"), "is_closed"),
        ("Zzz", ("no", "yes", "no"), "is_lost"),
    ],
)
def test_what_a_column_is_named_as_gives_the_deals_their_outcome(header, cells, name):
    text = beside_won(header, *cells)
    [row] = rows_of(text, "not one that was lost")
    assert f'columns={{"{name}": "{header}"}}' in row["fix"]
    assert typed(text, row["fix"])[["won", "lost", "open"]].tolist() == [6, 6, 6]


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Active", ("no", "yes", "yes")),
        ("Archived", ("no", "no", "yes")),
        ("Archived", ("yes", "no", "no")),
    ],
)
def test_a_column_that_splits_no_open_deals_from_lost_ones_is_not_named_as_active_or_closed(
    header, cells
):
    fixes = ck.load(beside_won(header, *cells)).notes["fix"]
    assert not fixes.str.contains("is_active|is_closed").any()
