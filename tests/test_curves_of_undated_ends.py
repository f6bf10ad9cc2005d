"""Where one way to end is not dated, the others cannot be told in parts of all: empty, with the reason."""

import pandas as pd
import pytest

import cycle_kit as ck

SHARES = ["won", "lost", "dropped", "open", "won_low", "won_high"]
CORRECTED = ["aj_median_days", "aj_median_high_days", "open_share"]


def company(won_dated: int, lost_dated: int):
    """Forty won, forty lost and twenty open deals, of which so many have a date of closing."""
    rows = []
    for number in range(100):
        created = pd.Timestamp("2024-01-01") + pd.Timedelta(days=number % 25)
        status = "won" if number < 40 else "lost" if number < 80 else "open"
        dated = number < won_dated or 40 <= number < 40 + lost_dated
        closed = created + pd.Timedelta(days=20 + number % 40) if dated else ""
        rows.append((f"D{number}", "A", status, created, closed, "NS"[number % 2]))
    columns = ["Deal ID", "Stage", "Status", "Created", "Closed", "Region"]
    return ck.load(
        pd.DataFrame(rows, columns=columns).astype(str), stages=["A"], as_of="2024-06-30"
    )


@pytest.mark.parametrize(("won", "lost", "told"), [
    (40, 0, "40 of 40 lost deals"), (40, 28, "12 of 40 lost deals"), (0, 40, "40 of 40 won deals"),
    (28, 28, "12 of 40 won deals have no date of closing and 12 of 40 lost deals"),
])  # fmt: skip
def test_it_is_not_known_and_said(won, lost, told):
    pipe = company(won, lost)
    for by in (None, "region"):
        table = ck.outcome_curves(pipe, by=by)
        assert len(table) == (1 if by is None else 2)
        assert table[SHARES].isna().all(axis=None)
        assert table["note"].str.contains(told).all()
        length = ck.cycle_length(pipe, by=by)
        assert length[CORRECTED].isna().all(axis=None) and length["note"].str.contains(told).all()
        assert length["deals"].sum() == won  # what they took, so far as it is dated
    assert ck.cycle_length(pipe, outcome="closed")["km_median_days"].isna().all()
    picture = ck.outcome_curves_chart(ck.outcome_curves(pipe))
    assert "Not known with open deals" in picture.layout.annotations[0].text.replace("<br>", " ")


@pytest.mark.parametrize(("won", "lost"), [(40, 40), (40, 32), (32, 40)])
def test_where_most_are_dated_it_is_known(won, lost):
    table, length = ck.outcome_curves(company(won, lost)), ck.cycle_length(company(won, lost))
    assert len(table) > 5 and table[["won", "lost", "open"]].notna().all(axis=None)
    assert not table["note"].any() and not length["note"].any()
    assert length["aj_median_days"].notna().all()


def test_without_any_date_the_table_is_empty():
    assert ck.outcome_curves(company(0, 0)).empty
