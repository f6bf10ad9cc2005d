"""A log that stays in its engine is asked every question that a company of some size can answer, and says the same."""

from dataclasses import replace
from functools import cache

import pandas as pd
import polars as pl
import pytest

import cycle_kit as ck
from bench.metrics import ASKED, HABITS
from cycle_kit.errors import CycleKitError
from cycle_kit.metrics.catalogue import CARDS
from tests.companies_at_random import STAGES, deals_of, events_of, known_of, last_day

COMPANY = replace(HABITS, owners=6, deals_each=60)


@cache
def company(lazy: bool) -> ck.Pipeline:
    until, deals = last_day(COMPANY), deals_of(COMPANY, seed=3)
    events, known = events_of(deals, until), known_of(deals, until)
    if lazy:
        events, known = pl.from_pandas(events).lazy(), pl.from_pandas(known).lazy()
    return ck.from_events(events, stages=list(STAGES), deals=known)


def answer(name: str, pipe: ck.Pipeline):
    """The table, or the words of the error."""
    try:
        return getattr(ck, name)(pipe, **ASKED[name](pipe) if name in ASKED else {})
    except CycleKitError as error:
        return str(error)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_lazily_the_same(name):
    want, got = answer(name, company(lazy=False)), answer(name, company(lazy=True))
    if isinstance(want, str):
        assert got == want
        return
    pd.testing.assert_frame_equal(
        got.reset_index(drop=True),
        want.reset_index(drop=True),
        check_dtype=False,
        check_categorical=False,
    )


def test_most_questions_have_an_answer_here():
    """So that the comparison above compares tables."""
    tables = [name for name in CARDS if not isinstance(answer(name, company(lazy=False)), str)]
    assert len(tables) >= 35
