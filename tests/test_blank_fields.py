"""A blank field of a deal is no value, through whichever door it comes."""

import pandas as pd
import pytest

import cycle_kit as ck
from tests.companies import ENGINES, events

FIELDS = pd.DataFrame({
    "deal_id": ["1", "2", "3"], "owner": ["Ann", "", "  "], "lost_reason": ["", "Price", ""],
})  # fmt: skip


@pytest.mark.parametrize("kind", ["text", "category"])
@pytest.mark.parametrize("engine", ENGINES)
def test_blank_texts_are_no_group(engine, kind):
    log = events(
        "1 A 2024-01-01",
        "1 Won 2024-01-02",
        "2 A 2024-01-01",
        "2 Lost 2024-01-03",
        "3 A 2024-01-01",
    )
    fields = FIELDS.astype({"owner": "category"}) if kind == "category" else FIELDS
    native = ENGINES[engine] if kind == "text" else lambda frame: frame
    pipe = ck.from_events(native(log), stages=["A"], deals=native(fields))
    assert ck.win_rate(pipe, by="owner")["owner"].dropna().tolist() == ["Ann"]
    assert ck.loss_reasons(pipe)["reason"].dropna().tolist() == ["Price"]
