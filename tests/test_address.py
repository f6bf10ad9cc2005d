"""The page's address and its filters, each following the other."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cycle_kit as ck
from cycle_kit import shipped
from cycle_kit.dashboard.address import LONGEST, Address, asked, written
from cycle_kit.dashboard.filters import Filters
from cycle_kit.dashboard.manager import ManagerPage

SAMPLE = shipped.sample("hubspot_deals.csv")


@pytest.fixture(scope="module")
def pipe():
    return ck.load(SAMPLE)


@pytest.fixture
def filters(pipe):
    return Filters(pipe, changed=lambda: None)


def came(filters, search):
    """The conditions after somebody came by this address, and what was not there."""
    people, dates, unknown = asked(search, filters)
    filters.choose(filters.usual | people, dates)
    return filters.chosen(), unknown


def test_what_nobody_chose_needs_no_address(filters):
    assert written(filters) == ""
    assert came(filters, "") == ({"pipeline": "B2B"}, [])


@pytest.mark.parametrize(
    ("search", "chosen"),
    [
        ("?pipeline=B2C", {"pipeline": "B2C"}),
        ("?pipeline=*", {}),
        ("?pipeline=B2C&owner=Elif+Demirci", {"pipeline": "B2C", "owner": "Elif Demirci"}),
        (
            "?owner=Elif%20Demirci&pipeline=*&region=DACH",
            {"owner": "Elif Demirci", "region": "DACH"},
        ),
    ],
)
def test_an_address_chooses_and_the_choice_writes_it(filters, search, chosen):
    assert came(filters, search) == (chosen, [])
    again = written(filters)
    filters.clear()
    assert came(filters, again) == (chosen, [])
    assert written(filters) == again


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-Q3", "2025-07-01", "2025-09-30"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("2025-02", "2025-02-01", "2025-02-28"),
        ("2025-03-05", "2025-03-05", "2025-03-05"),
        ("2025-01..2025-Q2", "2025-01-01", "2025-06-30"),
        ("2025-03-05..", "2025-03-05", None),
        ("..2025-03", None, "2025-03-31"),
    ],
)
@pytest.mark.parametrize("key", ["created", "closed"])
def test_a_span_of_time_is_a_period_or_two_days(filters, key, text, first, last):
    chosen, unknown = came(filters, f"?{key}={text}")
    span = chosen[f"{key}_at"]
    assert unknown == []
    assert span == slice(first and pd.Timestamp(first), last and pd.Timestamp(last))
    assert came(filters, written(filters)) == (chosen, [])


def test_a_span_of_the_filter_has_its_name(filters):
    for span in filters.spans_of_time:
        chosen, unknown = came(filters, f"?closed={span.replace(' ', '-')}")
        assert chosen["closed_at"] == filters.spans_of_time[span] and unknown == []
        assert f"closed={span.replace(' ', '-')}" in written(filters)


@pytest.mark.parametrize(
    "search",
    [
        "?owner=Nobody",
        "?colour=red",
        "?closed=soon",
        "?closed=..",
        "?closed=2025-13",
        "?created=",
        "?owner",
        "?pipeline=x",
        "?closed=NaT",
        "?closed=nan",
        "?closed=10:30",
        "?closed=2025-W03",
        "?closed=0001",
        "?pipeline=B2B&pipeline=B2C",
    ],
)
def test_what_is_not_there_is_told_and_the_rest_chosen(filters, search):
    chosen, unknown = came(filters, f"{search}&region=DACH")
    assert chosen == {"pipeline": "B2B", "region": "DACH"}
    assert len(unknown) == 1


@given(st.text(max_size=200))
def test_any_address_is_read(pipe, text):
    filters = Filters(pipe, changed=lambda: None)
    came(filters, text)
    came(filters, f"?owner={text}&closed={text}")


def test_every_value_of_every_column_is_there_and_back(filters):
    for column, rows in filters.options.items():
        for value in rows["value"]:
            filters.choose({**filters.usual, column: value}, {})
            search, before = written(filters), filters.people()
            assert column == "pipeline" or search != ""
            filters.clear()
            came(filters, search)
            assert filters.people() == before


def test_the_page_opens_at_its_address_and_says_what_it_lacks():
    page = ManagerPage(SAMPLE)
    sent = []
    page.address.send = lambda content: sent.append((content["search"], content["push"]))
    page.address.hear({"search": "?pipeline=B2C&owner=Nobody"})
    assert page.filters.people() == {"pipeline": "B2C"} and "owner=Nobody" in page.head.html
    assert sent == [("?pipeline=B2C", False)]

    sent.clear()
    page.filters.set(region="DACH")
    assert sent == [("?pipeline=B2C&region=DACH", True)]
    page.address.hear({"search": ""})  # back to where it began
    assert page.filters.people() == {"pipeline": "B2B"} and "Nobody" not in page.head.html


@pytest.mark.parametrize(
    "content", [None, 5, [], {}, {"search": 5}, {"search": "?" + "x" * LONGEST}]
)
def test_anything_else_a_client_sends_is_passed_over(content):
    heard = []
    Address(heard.append).hear(content)
    assert heard == []
