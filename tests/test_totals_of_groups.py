"""Sums in the column of names beside words of groups, and figures per status below a list, are no deals."""

import pytest

import cycle_kit as ck

HEAD = "Status,Client,Amount,Created,Closed"
#: won, lost, open, the word for a sum
WORDS = [
    ("Won", "Lost", "Open", "Total"),
    ("Won", "Lost", "Open", "Σ"),
    ("Gewonnen", "Verloren", "Offen", "Zwischensumme"),
    ("Wygrana", "Przegrana", "Otwarta", "Suma"),
    ("Выиграна", "Проиграна", "Открыта", "Итого"),
    ("Gagné", "Perdu", "Ouvert", "Sous-total"),
    ("Kazanıldı", "Kaybedildi", "Açık", "Toplam"),
    ("برنده", "بازنده", "باز", "جمع"),
]
IDS = [word for *_, word in WORDS]


def loaded(*rows, head=HEAD, **said):
    return ck.load("\n".join([head, *rows, ""]).encode(), **said)


def is_whole(pipe, *, left_out):
    assert len(pipe.deals) == 5
    assert pipe.deals["amount"].sum() == 570
    assert pipe.deals["outcome"].tolist() == ["won", "won", "lost", "open", "open"]
    assert pipe.notes.loc[pipe.notes["fate"] == "furniture", "rows"].sum() == left_out


@pytest.mark.parametrize("count", [" ({})", " {}", ""])
@pytest.mark.parametrize("words", WORDS, ids=IDS)
def test_sums_of_groups_are_no_deals(words, count):
    won, lost, still, total = words
    pipe = loaded(
        f"{won},A,100,2025-01-02,2025-01-20",
        f"{won},B,200,2025-01-03,2025-01-22",
        f"{won}{count.format(2)},{total},300,,",
        f"{lost},C,150,2025-01-05,2025-02-01",
        f"{lost}{count.format(1)},{total},150,,",
        f"{still},D,50,2025-01-08,",
        f"{still},E,70,2025-01-09,",
        f"{still}{count.format(2)},{total},120,,",
    )
    is_whole(pipe, left_out=3)


def test_sums_of_groups_in_a_list_without_dates():
    rows = ["Won,A,100", "Won,B,200", "Won (2),Total,300", "Lost,C,150", "Lost (1),Total,150"]
    pipe = loaded(*rows, head="Status,Client,Amount", as_of="2025-06-30")
    assert (len(pipe.deals), pipe.deals["amount"].sum()) == (3, 450)


def test_a_client_called_like_a_sum_is_a_deal():
    dated = loaded("Won,Total,100,2025-01-02,2025-01-20", "Lost,Suma,150,2025-01-05,2025-02-01")
    assert len(dated.deals) == 2
    rows = ["Won,A,100", "Won,B,200", "Open,Total,70", "Lost,C,150"]
    assert len(loaded(*rows, head="Status,Client,Amount", as_of="2025-06-30").deals) == 4


DEALS = [
    "A,{0},100,2025-01-02,2025-01-20",
    "B,{0},200,2025-01-03,2025-01-22",
    "C,{1},150,2025-01-05,2025-02-01",
    "D,{2},50,2025-01-08,",
    "E,{2},70,2025-01-09,",
]
CLIENTS = "Client,Status,Amount,Created,Closed"
BLOCKS = {
    "counts where statuses stand": ["{0},2,300,,", "{1},1,150,,", "{2},2,120,,"],
    "counts only": ["{0},2,,,", "{1},1,,,", "{2},2,,,"],
    "sums of each": ["Total {0},2,300,,", "Total {1},1,150,,", "Total {2},2,120,,"],
    "in words of nobody": ["Davon {0},2,300,,", "davon {1},1,150,,", "davon {2},2,120,,"],
    "counts where names stand": ["2,{0},300,,", "1,{1},150,,", "2,{2},120,,"],
}


@pytest.mark.parametrize("gap", [[], [",,,,"]])
@pytest.mark.parametrize("block", BLOCKS)
@pytest.mark.parametrize("words", WORDS, ids=IDS)
def test_figures_per_status_below_are_no_deals(words, block, gap):
    rows = [row.format(*words) for row in (*DEALS, *gap, *BLOCKS[block])]
    is_whole(loaded(*rows, head=CLIENTS), left_out=3 + len(gap))


def test_a_heading_above_figures_per_status_is_no_deal():
    rows = [row.format("Won", "Lost", "Open") for row in DEALS]
    pipe = loaded(*rows, "Summary,Count,Value,,", "Won,2,300,,", "Lost,1,150,,", head=CLIENTS)
    is_whole(pipe, left_out=3)


@pytest.mark.parametrize("row", ["1234,Open,70,,", "Won,Open,70,2025-01-09,", "42 Ltd,Open,70,,"])
def test_a_client_called_by_a_number_or_a_word_is_a_deal(row):
    rows = [row.format("Won", "Lost", "Open") for row in DEALS[:-1]]
    assert len(loaded(*rows, row, head=CLIENTS).deals) == 5


def test_figures_per_owner_below_are_no_deals():
    rows = ["A,Ann,Won,100,2025-01-02,2025-01-20", "B,Bob,Lost,200,2025-01-03,2025-01-22"]
    head = "Client,Owner,Status,Amount,Created,Closed"
    pipe = loaded(*rows, "C,Ann,Open,50,2025-01-08,", "Ann,,2,150,,", "Bob,,1,200,,", head=head)
    assert (len(pipe.deals), pipe.deals["amount"].sum()) == (3, 350)


def test_numbers_among_the_statuses_of_a_list_without_dates_are_asked_about():
    rows = ["A,Won,100", "B,Lost,200", "C,1,300", "D,Open,100", "E,2,70", "F,1,80"]
    with pytest.raises(ck.CycleKitError, match="words that are not known"):
        loaded(*rows, head="Client,Status,Amount", as_of="2025-06-30")


# ---- legends and signatures below or between deals

LISTED = [
    f"{at},Deal {at},{stage},{owner},2024-01-{at:02},{closed},{at}00"
    for at, (stage, owner, closed) in enumerate(
        [
            ("Lead", "Ann", ""),
            ("Offer", "Bob", ""),
            ("Won", "Ann", "2024-02-03"),
            ("Lost", "Bob", "2024-02-04"),
        ]
        * 3,
        start=1,
    )
]
LIST = "Deal ID,Deal,Stage,Owner,Created,Closed,Amount"
LITTLE = "next to nothing"


@pytest.mark.parametrize("at", [4, 12], ids=["between", "below"])
@pytest.mark.parametrize(
    "rows",
    [
        [",,see the other sheet,Ann,,,"],
        [",,N = not asked,Prepared by Ann,,,"],
        [",,zobacz obok,Ann,,,", ",,patrz niżej,Bob,,,"],
        [",,,Ann,,,", ",,توضیح,Bob,,,"],
    ],
    ids=str,
)
def test_a_row_that_names_nothing_in_a_stage_of_its_own_is_no_deal(rows, at):
    pipe = loaded(*LISTED[:at], *rows, *LISTED[at:], head=LIST)
    assert len(pipe.deals) == len(LISTED)
    assert pipe.notes.loc[pipe.notes["fate"] == "furniture", "rows"].sum() == len(rows)
    assert not pipe.notes["note"].str.contains(LITTLE).any()
    told = pipe.notes.loc[pipe.notes["fate"] == "furniture", "note"].item()
    assert all(str(at + 2 + place) in told for place in range(len(rows)))


@pytest.mark.parametrize(
    "row",
    [
        ",,Lead,Ann,,,",  # the stage of others
        "13,,Later,Ann,,,",
        ",New firm,Later,Ann,,,",
        ",,Later,Ann,2024-03-01,,",
        ",,Later,Ann,,,500",
    ],
)
def test_a_row_that_names_something_stays_beside_one_that_does_not(row):
    pipe = loaded(*LISTED[:4], ",,see above,Ann,,,", row, *LISTED[4:], head=LIST)
    assert len(pipe.deals) == len(LISTED) + 1
    bare = pipe.notes.loc[pipe.notes["note"].str.contains(LITTLE), "note"]
    assert not bare.str.contains("6").any()  # the line of the row that is left out
