"""Texts whose columns are aligned by blanks, and tables that stand beside each other without an empty column."""

import pytest

import cycle_kit as ck

HEAD = ["Deal name", "Stage", "Created on", "Closed on", "Amount"]
NAMES = ("Acme Corp", "Bolt", "Cora and Sons", "Dyna")
ROWS = [
    [
        f"{NAMES[n % 4]} {n}",
        ("New lead", "Offer sent", "Won", "Lost")[n % 4],
        f"2024-01-{n + 1:02}",
        f"2024-03-{n + 1:02}" if n % 4 > 1 else "",
        f"{1000 + n}",
    ]
    for n in range(16)
]


def printed(rows, *, gap=2, right=()):
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = [
        (" " * gap)
        .join(
            cell.rjust(width) if at in right else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        .rstrip()
        for row in rows
    ]
    return lines


TEXTS = {
    "two blanks": printed([HEAD, *ROWS]),
    "many blanks": printed([HEAD, *ROWS], gap=6),
    "numbers at the right": printed([HEAD, *ROWS], right=(4,)),
    "a rule below": printed(
        [HEAD, ["---------", "-----", "----------", "---------", "------"], *ROWS]
    ),
    "a footer": [*printed([HEAD, *ROWS]), "", "(16 rows affected by this query)"],
    "amounts with commas": printed([HEAD, *([*row[:4], f"{int(row[4]):,}.00"] for row in ROWS)]),
    "Windows": [line + "\r" for line in printed([HEAD, *ROWS])],
}


@pytest.mark.parametrize("case", TEXTS)
def test_columns_that_blanks_align_are_read(case):
    pipe = ck.load("\n".join([*TEXTS[case], ""]).encode())
    told = pipe.deals["outcome"].astype(str).value_counts().to_dict()
    assert told == {"open": 8, "won": 4, "lost": 4}
    assert pipe.deals["name"].tolist() == [row[0] for row in ROWS]
    assert pipe.deals["amount"].sum() == 16_120
    assert pipe.deals["closed_at"].notna().sum() == 8
    assert pipe.notes["note"].str.contains("aligned by blanks").any()


def test_one_blank_is_enough_between_single_words():
    rows = [["Deal", "Stage", "Created"]]
    rows += [[f"D{n}", ("Lead", "Won", "Lost")[n % 3], f"2024-01-{n + 1:02}"] for n in range(12)]
    assert len(ck.load("\n".join([*printed(rows, gap=1), ""]).encode()).deals) == 12


PROSE = [
    "Dear all, the deals of this month are fine.\nWe met three customers.\nThe rest follows.\n",
    "Dear all\n\nthe deals are fine\nand the offers too\nRegards\n",
    "one\ntwo\nthree\nfour\n",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_is_no_table(text):
    with pytest.raises(ck.CycleKitError):
        ck.load(text.encode())


def test_titles_above_a_plain_list_stay_what_they_are():
    rows = [f"D{n},{('Lead', 'Won')[n % 2]},2024-01-{n + 1:02}" for n in range(12)]
    deals = ck.load(
        "\n".join(["Deals of this year", "Deal,Stage,Created", *rows, ""]).encode()
    ).deals
    assert len(deals) == 12


@pytest.mark.parametrize("many", [2, 3])
def test_a_header_that_comes_again_whole_begins_another_table(many):
    head = ["Deal", "Stage", "Created", "Amount"]
    rows = [
        [f"D{n}", ("Lead", "Won", "Lost")[n % 3], f"2024-01-{n + 1:02}", "5"] for n in range(24)
    ]
    height = 24 // many
    lines = [head * many] + [
        [cell for part in range(many) for cell in rows[part * height + n]] for n in range(height)
    ]
    deals = ck.load("\n".join([*map(",".join, lines), ""]).encode()).deals
    assert set(deals["deal_id"] if deals["name"].isna().all() else deals["name"]) | {"D0"} >= {
        "D23"
    }
    assert len(deals) == 24


def test_some_headers_that_come_again_are_columns_of_one_table():
    head = "Deal,Stage,Created,Date,Amount,Note,Date,Amount,Note"
    rows = [f"D{n},Lead,2024-01-{n + 1:02},2024-02-01,5,x,2024-03-01,6,y" for n in range(9)]
    assert len(ck.load("\n".join([head, *rows, ""]).encode()).deals) == 9


@pytest.mark.parametrize("right", [(4,), (1, 4)])
@pytest.mark.parametrize("long", ["9,000,000", "12,345,678.50 EUR"])
@pytest.mark.parametrize("at", [1, 16])
@pytest.mark.parametrize("gap", [1, 2])
def test_one_row_that_begins_before_its_header_is_a_deal(gap, at, long, right):
    rows = [HEAD, *[[*row[:4], long] if n == at else row for n, row in enumerate(ROWS, 1)]]
    deals = ck.load("\n".join(printed(rows, gap=gap, right=right)).encode()).deals
    assert len(deals) == len(ROWS)
    assert deals["amount"].iloc[at - 1] in (9_000_000, 12_345_678.50)


def test_a_remark_below_that_crosses_the_columns_is_no_deal():
    lines = [*printed([HEAD, *ROWS], right=(4,)), "All deals of the first quarter as of March 31"]
    assert len(ck.load("\n".join(lines).encode()).deals) == len(ROWS)
