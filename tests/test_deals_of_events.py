"""The tables given to `from_events`, as other people's programs make them."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError
from tests.companies import ENGINES, events

LOG = events("1 A 2024-01-01 23:30", "1 Won 2024-01-11 12:00", "2 A 2024-01-05 00:30")


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("zone", "first", "last"),
    [
        (None, "2024-01-01 22:30", "2024-01-11 11:00"),
        ("Europe/Warsaw", "2024-01-01 23:30", "2024-01-11 12:00"),
        ("Asia/Tehran", "2024-01-02 02:00", "2024-01-11 14:30"),
    ],
)
def test_moments_with_a_zone_are_those_of_the_zone_asked_for(engine, zone, first, last):
    native = ENGINES[engine]
    log = LOG.assign(at=LOG["at"].dt.tz_localize("Europe/Warsaw"))
    fields = log.groupby("deal_id", as_index=False).agg(created_at=("at", "min"))
    for fields_given in (None, native(fields)):
        pipe = ck.from_events(native(log), stages=["A"], deals=fields_given, zone=zone)
        assert pipe.as_of == pd.Timestamp(last)
        assert ck.funnel(pipe)["deals"].tolist() == [2, 1]
        spent = (pd.Timestamp(last) - pd.Timestamp(first)) / pd.Timedelta(days=1)
        assert ck.cycle_length(pipe)["median_days"].iloc[0] == pytest.approx(spent)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("ids", [["1", "2", "2"], ["1", "1", "2", "2", "2"], [1, 2, 2]])
def test_a_deal_in_several_rows_is_refused_in_words(engine, ids):
    native, fields = ENGINES[engine], pd.DataFrame({"deal_id": ids, "amount": 5.0})
    with pytest.raises(ColumnError, match="several rows") as raised:
        ck.from_events(native(LOG), stages=["A"], deals=native(fields))
    assert "drop_duplicates" in raised.value.fix
    once = native(fields.drop_duplicates("deal_id", keep="last"))
    assert ck.funnel(ck.from_events(native(LOG), stages=["A"], deals=once))["deals"].tolist() == [
        2,
        1,
    ]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("ids", "missing"),
    [
        (["1", "2"], ""),
        (["1"], "1 deal of"),
        (["01", "02"], "2 deals of"),
        (["2", "9"], "1 deal of"),
    ],
)
def test_deals_that_only_the_events_name_are_told(engine, ids, missing):
    """They were left out of every count of deals in silence."""
    native, fields = ENGINES[engine], pd.DataFrame({"deal_id": ids, "amount": 5.0})
    told = ck.from_events(native(LOG), stages=["A"], deals=native(fields)).notes
    found = told.loc[told["note"].str.contains("not in deals="), ["note", "rows"]]
    assert found["note"].str.startswith(missing).tolist() == ([True] if missing else [])
    assert not found["rows"].any()
    alone = ck.from_events(native(LOG), stages=["A"]).notes["note"]
    assert not alone.str.contains("not in deals=").any()
