"""Rows below a deal that say of what its amount is made, in lists kept by hand: they are no deals."""

import pytest

import cycle_kit as ck

#: the header; a deal by name, stage, day, closing and amount; a row below it by product and amount
SHAPES = {
    "in the column of products": (
        "Opportunity / Product,Stage,Opened,Closed,Value", "{0},{1},{2},{3},{4}", "   {0},,,,{1}",
    ),
    "without a number": (
        "Opportunity / Product,No,Stage,Opened,Closed,Value", "{0},{0},{1},{2},{3},{4}", "- {0},,,,,{1}",
    ),
    "in the column of names": ("ID,Name,Stage,Created,Closed,Amount", "{0},Job {0},{1},{2},{3},{4}", ",- {0},,,,{1}"),
    "in columns of their own": (
        "ID,Name,Stage,Created,Closed,Amount,Product,Qty,Line total",
        "{0},Job {0},{1},{2},{3},{4},,,", ",,,,,,{0},2,{1}",
    ),
    "in the column of clients": ("Client,Stage,Opened,Closed,Value", "{0},{1},{2},{3},{4}", "{0},,,,{1}"),
    "told by a type": ("Type,Name,Stage,Created,Closed,Amount", "Deal,{0},{1},{2},{3},{4}", "Line,{0},,,,{1}"),
    "pl": ("Szansa;Etap;Utworzono;Zamknięto;Wartość", "{0};{1};{2};{3};{4}", "- {0};;;;{1}"),
}  # fmt: skip
DEALS = [
    ("D1", "Won", "2024-01-02", "2024-02-01", 3000, [1000, 2000]),
    ("D2", "Lost", "2024-01-05", "2024-01-25", 1500, [1500]),
    ("D3", "Offer", "2024-01-08", "", 2500, []),
    ("D4", "Won", "2024-01-10", "2024-02-10", 4000, [1000, 2500, 500]),
]


def listed(shape, more=0):
    """`more`: by which each row below is worth more."""
    head, deal, below = SHAPES[shape]
    rows = [head]
    for *cells, parts in DEALS:
        rows.append(deal.format(*cells))
        rows += [below.format(f"Part {n}", part + more) for n, part in enumerate(parts)]
    return "\n".join([*rows, ""]).encode()


@pytest.mark.parametrize("shape", SHAPES)
def test_rows_that_add_up_to_the_amount_above_are_no_deals(shape):
    pipe = ck.load(listed(shape))
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "open", "won"]
    assert pipe.deals["amount"].tolist() == [3000, 1500, 2500, 4000]
    told = pipe.notes[pipe.notes["fate"] == "furniture"]
    assert told["rows"].sum() == 6
    assert "6 rows below a deal that add up to its amount" in " ".join(told["note"])


def test_rows_that_add_up_to_nothing_stay():
    pipe = ck.load(listed("told by a type", more=700))
    assert "add up to its amount" not in " ".join(pipe.notes["note"])


def test_single_rows_that_repeat_the_amount_above_stay():
    head, deal, below = SHAPES["told by a type"]
    pairs = [(deal.format(*cells), below.format("Part", cells[4])) for *cells, _ in DEALS]
    pipe = ck.load("\n".join([head, *(row for pair in pairs for row in pair), ""]).encode())
    assert "add up to its amount" not in " ".join(pipe.notes["note"])


@pytest.mark.parametrize("second, deals", [(2000, 2), (2001, 4)])
def test_rows_below_one_deal_alone_add_up_to_the_cent(second, deals):
    head, deal, below = SHAPES["in the column of names"]
    rows = [head, deal.format(*DEALS[0]), below.format("Chair", 1000), below.format("Desk", second)]
    pipe = ck.load("\n".join([*rows, deal.format(*DEALS[1]), ""]).encode())
    assert len(pipe.deals) == deals


#: a list of whole rows whose names have a number, the name and amount of a part, and its header
WHOLE = {
    "numbered": (
        "ID,Name,Client,Stage,Owner,Amount,Created",
        "{0},Deal {0},Client {0},{1},Ann,{2},2024-01-{3}", ",{0},,,,{1},",
    ),
    "by name": (
        "Name,Client,Stage,Owner,Amount,Created", "Deal {0},Client {0},{1},Ann,{2},2024-01-{3}", "{0},,,,{1},",
    ),
    "pl": (
        "Nazwa;Klient;Etap;Opiekun;Kwota;Utworzono",
        "Szansa {0};Klient {0};{1};Ann;{2},50 zł;2024-01-{3}", "{0};;;;{1},25 zł;",
    ),
    "bg": (
        "Име;Клиент;Етап;Отговорник;Сума;Създадена",
        "Сделка {0};Клиент {0};{1};Ann;1 {2};2024-01-{3}", "{0};;;;{1};",
    ),
}  # fmt: skip
PARTS = {"pl": (500, 540)}


@pytest.mark.parametrize("deals", [6, 30])
@pytest.mark.parametrize("shape", WHOLE)
def test_few_short_rows_among_whole_ones_are_told_as_parts(shape, deals):
    """Two rows below the fourth deal, which is worth what they are."""
    head, deal, below = WHOLE[shape]
    stages = ("Won", "Lost", "Offer")
    rows = [
        deal.format(
            n,
            stages[n % 3],
            f"{1000 + 10 * n:04}" if shape != "bg" else f"{10 * n:03}",
            f"{n % 28 + 1:02}",
        )
        for n in range(1, deals + 1)
    ]
    parts = [
        below.format(name, worth)
        for name, worth in zip(("Design", "Hosting"), PARTS.get(shape, (400, 640)), strict=True)
    ]
    pipe = ck.load("\n".join([head, *rows[:4], *parts, *rows[4:], ""]).encode())
    assert len(pipe.deals) == deals
    told = pipe.notes[pipe.notes["fate"] == "furniture"]
    assert told["rows"].tolist() == [2]
    assert "2 rows below a deal that add up to its amount" in told["note"].iloc[0]


def test_short_rows_that_add_up_to_nothing_are_notes():
    head, deal, below = WHOLE["by name"]
    rows = [deal.format(n, "Won", 1000 + 10 * n, f"{n:02}") for n in range(1, 9)]
    rows[4:4] = [below.format("Design", 400), below.format("Hosting", 641)]
    pipe = ck.load("\n".join([head, *rows, ""]).encode())
    assert "add up to its amount" not in " ".join(pipe.notes["note"])
