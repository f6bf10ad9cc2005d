"""Below a list stand figures with a label, "Hit rate" and "45 %": they are no deals, and told by their line."""

import pytest

import cycle_kit as ck

ROWS = [
    "Client,Status,Amount,Created",
    "Acme,Won,100,2024-01-05",
    "Beta,Lost,200,2024-01-06",
    "Gamma,Open,300,2024-01-07",
]
MORE = ["Delta,Won,100,2024-01-08", "Eps,Won,100,2024-01-09", "Zeta,Won,100,2024-01-10"]
LABELS = ["Win rate", "Конверсия", "Średnia", "معدل", "Best we ever had"]


def loaded(*rows):
    return ck.load("\n".join(rows).encode())


@pytest.mark.parametrize("more", [[], MORE])
@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("row", ["{},,45%,", ",{},45%,", "{},,,45%"])
def test_a_share_with_a_label_is_no_deal(label, row, more):
    pipe = loaded(*ROWS, *more, row.format(label))
    assert len(pipe.deals) == 3 + len(more)
    notes = pipe.notes[pipe.notes["note"].str.contains(f"(line {5 + len(more)})", regex=False)]
    assert notes["note"].str.contains("no data").all() and len(notes) == 1


@pytest.mark.parametrize("more", [[], MORE])
@pytest.mark.parametrize("label", ["Forecast", "Prognose", "Прогноз", "Średnia", "Hit rate"])
def test_a_figure_with_a_known_label_is_no_deal(label, more):
    assert len(loaded(*ROWS, *more, f"{label},,45000,").deals) == 3 + len(more)


@pytest.mark.parametrize("more", [[], MORE])
def test_a_deal_of_a_name_and_an_amount_is_kept_and_told(more):
    pipe = loaded(*ROWS, *more, "NewCo,,700,")
    assert pipe.deals["amount"].max() == 700
    told = pipe.notes["note"].str.contains(
        f"(line {5 + len(more)}): read as it stands", regex=False
    )
    assert told.sum() == 1
