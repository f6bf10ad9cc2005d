"""What `--mask` does with columns of kinds: what comes again stays, what somebody wrote once is a number."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.reports.masking import MOST_KINDS, OF_KINDS, masked, once_written

HEAD = {"lost_reason": "Lost reason", "source": "Source", "industry": "Industry", "region": "Region",
        "segment": "Segment", "product": "Product"}  # fmt: skip
REMARK = "Spoke with her, wants it in spring again"


def loaded(folder, column, texts):
    rows = [
        {"Deal ID": f"d{at}", "Deal": f"Deal {at}", "Owner": "Ada", "Stage": "New", "Status": "Lost",
         "Amount": 100 + at, "Created": "2025-01-06", "Closed": "2025-03-03", HEAD[column]: text}
        for at, text in enumerate(texts)
    ]  # fmt: skip
    pd.DataFrame(rows).to_csv(folder / "deals.csv", index=False)
    return ck.load(folder / "deals.csv", columns={column: HEAD[column]})


@pytest.mark.parametrize("column", HEAD)
def test_kinds_that_come_again_stay_and_what_was_written_once_is_a_number(tmp_path, column):
    texts = ["Web"] * 4 + ["Fair"] * 2 + [REMARK, "Her cousin at Hollo", ""]
    pipe = loaded(tmp_path, column, texts)
    before, after = pipe.deals[column], masked(pipe).deals[column]
    assert after[before.isin(["Web", "Fair"])].tolist() == ["Web"] * 4 + ["Fair"] * 2
    assert set(after) & set(texts[6:8]) == set() and after.isna().tolist() == before.isna().tolist()
    assert {"Text 1", "Text 2"} <= {*after}
    assert after.value_counts().tolist() == before.value_counts().tolist()  # so that figures stay


def test_a_remark_is_none_that_comes_twice_and_a_common_reason_stays_that_comes_once(tmp_path):
    texts = [REMARK, REMARK, "Call +36 30 1234567", "Call +36 30 1234567", "Call +36 30 1234567"]
    pipe = loaded(tmp_path, "lost_reason", [*texts, "No budget", "Too expensive"])
    kept = masked(pipe).deals["lost_reason"].tolist()
    assert kept[5:] == ["No budget", "Too expensive"]
    assert kept[:5] == ["Text 1"] * 2 + ["Text 2"] * 3


def test_more_than_fifty_texts_that_come_again_are_no_kinds():
    many = [f"Fair {at}" for at in range(MOST_KINDS + 1)] * 2
    assert len(once_written(many)) == MOST_KINDS + 1
    assert once_written(many[1 : MOST_KINDS + 1] * 2) == []
    assert once_written([None, float("nan"), "Web", "Web"]) == []


def test_what_was_asked_for_by_such_a_text_is_masked_too(tmp_path):
    pipe = loaded(tmp_path, "source", ["Web", "Web", "Her cousin at Hollo"])
    for asked in ("Her cousin at Hollo", ["Web", "Her cousin at Hollo"]):
        made = masked(pipe.where(source=asked))
        assert "Hollo" not in f"{made.conditions}{made.deals.to_csv()}{made.whole.to_csv()}"
    assert masked(pipe.where(source="Web")).conditions == {"source": "Web"}


def test_columns_of_kinds_are_ours():
    assert {*HEAD} <= OF_KINDS <= {*ck.tables.DEALS, *ck.tables.LEADS}


def test_a_report_and_a_digest_hold_no_such_text(tmp_path):
    texts = ["Price"] * 3 + [REMARK]
    pipe = loaded(tmp_path, "lost_reason", texts)
    told = ck.digest(pipe, since="2025-02-01", mask=True)
    written = ck.report(pipe, tmp_path / "r.html", mask=True).read_text(encoding="utf-8")
    assert "Spoke with her" not in told + written and "Price" in written
