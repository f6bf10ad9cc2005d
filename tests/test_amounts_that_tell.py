"""An amount of what was won beside a reason for what was lost, where nothing else says how deals ended."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import CycleKitError


def table(
    header="Won amount",
    reason="Lost reason",
    *,
    won=lambda n: n % 3 == 1,
    lost=lambda n: n % 3 == 2,
):
    rows = [
        f"D{n},{['Offer', 'Demo'][n % 2]},{900 + n if won(n) else ''},{'Price' if lost(n) else ''},"
        f"2024-01-{n:02d},{f'2024-02-{n:02d}' if n % 3 else ''},{1000 + n}"
        for n in range(1, 25)
    ]
    return "\n".join([f"Deal,Stage,{header},{reason},Created,Closed,Amount", *rows]).encode()


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("Won amount", "Lost reason"),
        ("Value (won)", "Loss reason"),
        ("Kwota wygrana", "Powód przegranej"),
        ("Betrag gewonnen", "Verlustgrund"),
        ("Importe ganado", "Motivo de pérdida"),
    ],
)
def test_two_columns_that_part_the_closed_deals_tell_how_they_ended(header, reason):
    pipe = ck.load(table(header, reason))
    counts = pipe.deals["outcome"].value_counts()
    assert (counts["won"], counts["lost"], counts["open"]) == (8, 8, 8)
    assert (
        f'No column says won or lost: 8 deals with an amount in "{header}" count as won, 8 deals with something in '
        f'"{reason}" as lost.'
    ) in set(pipe.notes["note"])


@pytest.mark.parametrize(
    "given",
    [
        {"header": "Net amount"},
        {"won": lambda n: n % 3 > 0},  # lost ones have both
        {"won": lambda n: n % 3 != 2},  # open ones have an amount, too
        {"won": lambda n: n == 1},  # of most closed deals nothing tells
        {"lost": lambda n: False},
        {"reason": "Close reason"},  # of wins and losses
    ],
)
def test_where_they_do_not_part_them_it_is_asked(given):
    with pytest.raises(CycleKitError, match="nothing says how they ended"):
        ck.load(table(**given))
