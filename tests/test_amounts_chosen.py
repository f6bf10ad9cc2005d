"""Bands of amounts as a filter of the pages, in their address too."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dashboard.address import asked, written
from cycle_kit.dashboard.filters import Filters
from cycle_kit.dashboard.manager import ManagerPage
from cycle_kit.metrics.choices import Band, amount_bands
from cycle_kit.shipped import sample

HEAD = "Deal,Stage,Status,Owner,Created,Closed,Amount,Currency\n"
ROW = "D{n},Offer,Open,Ada,2025-01-0{n},,{amount},{currency}\n"
AMOUNTS = (100, 999, 1000, 1999, 2000, 4800, 5000, 9000, "")


def export(folder, amounts, currency="EUR"):
    rows = [
        ROW.format(
            n=n, amount=amount, currency=currency if isinstance(currency, str) else currency[n % 2]
        )
        for n, amount in enumerate(amounts, 1)
    ]
    path = folder / "deals.csv"
    path.write_text(HEAD + "".join(rows), encoding="utf-8")
    return path


def bands(pipe):
    return amount_bands(pipe)["value"].tolist()


@pytest.fixture
def page(tmp_path):
    return ManagerPage(export(tmp_path, AMOUNTS))


def count(page):
    return len(page.picked.deals)


def test_every_deal_is_in_one_band_or_without_an_amount(page):
    found = {}
    for band in page.filters.options["value"]["value"]:
        page.filters.choose({"value": band}, {})
        found[band if isinstance(band, Band) else None] = count(page)
    assert found == {
        Band(high=1000): 2, Band(1000, 2000): 2, Band(2000, 5000): 2, Band(low=5000): 2, None: 1,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("?amount=1000..2000", ["D3", "D4"]),
        ("?amount=..1000", ["D1", "D2"]),
        ("?amount=5000..", ["D7", "D8"]),
        ("?amount=999..1999", ["D2", "D3"]),  # no band of the drop-down
        ("?amount=4800.5..9000", ["D7"]),
        ("?amount=", ["D9"]),
        ("?created=2025-01-04&amount=1000..2000", ["D4"]),
    ],
)
def test_an_address_chooses_amounts_and_is_written_again(page, search, names):
    page.arrived(search)
    assert sorted(page.picked.deals["name"]) == names
    assert "which this export does not have" not in page.head.html
    again = written(page.filters)
    page.arrived("")
    assert count(page) == len(AMOUNTS)
    page.arrived(again)
    assert sorted(page.picked.deals["name"]) == names and written(page.filters) == again


@pytest.mark.parametrize(
    "text", ["1000", "..", "2000..1000", "5..5", "a..b", "1e3..2e3", "1..2..3", "-1..5", "٣..٥"]
)
def test_what_is_no_span_of_amounts_is_said(page, text):
    page.arrived(f"?amount={text}")
    assert count(page) == len(AMOUNTS)
    assert "which this export does not have" in page.head.html


@pytest.mark.parametrize(
    ("amounts", "currency"),
    [((5, 5, 5), "EUR"), (("", "", ""), "EUR"), ((1, 2, 3, 4), ("EUR", "USD"))],
)
def test_where_amounts_cannot_be_laid_beside_each_other_there_is_no_choice(
    tmp_path, amounts, currency
):
    pipe = ck.load(export(tmp_path, amounts, currency))
    assert bands(pipe) == []
    filters = Filters(pipe, changed=lambda: None)
    assert "value" not in filters.options
    assert asked("?amount=1..3", filters)[2] == ["amount=1..3"]


def test_bands_are_told_in_money_and_counted_on_every_page(page):
    page.arrived("?page=stops&amount=1000..2000")
    control = page.filters.by_column["value"]
    assert [name for name, _value in control.options] == [
        "all", "under €1,000", "€1,000 to under €2,000", "€2,000 to under €5,000", "€5,000 and more",
        "not given",
    ]  # fmt: skip
    assert page.filters.shown.description == "Filters: €1,000 to under €2,000"
    tables = page.chapters.by_key["stops"].tables
    pd.testing.assert_frame_equal(tables["losses"], ck.loss_reasons(page.picked))
    assert page.chapters.view.full.deals["name"].tolist() == ["D3", "D4"]


def test_bands_are_of_the_pipeline_that_is_chosen_and_the_choice_stays():
    page = ManagerPage(sample("hubspot_deals.csv"))
    page.filters.add("value")
    control = page.filters.by_column["value"]

    def of(pipeline):
        options = [value[0] for _name, value in control.options if value]
        return options == amount_bands(page.whole.where(pipeline=pipeline))["value"].tolist()

    assert of("B2B")
    page.filters.set(pipeline="B2C")
    assert of("B2C")
    page.arrived("?pipeline=B2B&amount=20..300")
    page.filters.set(pipeline="B2C")
    assert control is not page.filters.by_column["value"]
    assert page.filters.picked()["value"] == Band(20, 300)
    assert len(page.picked.deals) == page.whole.where(pipeline="B2C").deals["value"].pipe(
        lambda value: value.ge(20) & value.lt(300)
    ).sum()  # fmt: skip
