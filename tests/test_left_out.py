"""What the caller leaves out with columns={...: ""} is nothing else either, whatever else its header could mean."""

import re

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError

CLOSED = [
    "Closed",
    "Close Date",
    "Closing date",
    "Closed on",
    "Abgeschlossen am",
    "Data zamknięcia",
]
CLOSED += ["تاریخ بسته شدن", "تاريخ الإغلاق", "Дата на приключване", "Дата закрытия"]


def listed(closed: str, *, mixed: bool = False) -> pd.DataFrame:
    rows = range(1, 13)
    ends = [f"{26 if mixed and each % 2 else '02'}/{each:02d}/2024" for each in rows]
    if mixed:
        ends = [
            end if each % 2 else f"02/{each + 13}/2024"
            for each, end in zip(rows, ends, strict=True)
        ]
    return pd.DataFrame(
        {
            "Customer": [f"C{each}" for each in rows],
            "Status": ["Won", "Lost", "Open"] * 4,
            "Value": "100",
            "Created": [f"{each:02d}/01/2024" for each in rows],
            closed: ends,
        }
    )


@pytest.mark.parametrize("closed", CLOSED)
def test_a_date_of_closing_that_is_left_out_closes_nothing(closed):
    frame = listed(closed)
    assert ck.load(frame, dates="dmy").deals["closed_at"].notna().any()
    pipe = ck.load(frame, dates="dmy", columns={"closed_at": ""})
    assert pipe.deals["closed_at"].isna().all() and pipe.deals["expected_close"].isna().all()
    assert closed in pipe.deals


@pytest.mark.parametrize("closed", CLOSED)
def test_the_column_that_an_error_leaves_out_is_left_out(closed):
    frame = listed(closed, mixed=True)
    with pytest.raises(ColumnError) as refused:
        ck.load(frame, dates="dmy")
    name = re.search(r'Leave it out with columns={"(\w+)": ""}', str(refused.value))[1]
    pipe = ck.load(frame, dates="dmy", columns={name: ""})
    assert len(pipe.deals) == 12 and pipe.deals["closed_at"].isna().all()
    assert pipe.deals["outcome"].value_counts()["won"] == 4


def test_a_column_that_is_named_for_something_else_is_that():
    pipe = ck.load(
        listed("Close Date"), dates="dmy", columns={"closed_at": "", "expected_close": "Close Date"}
    )
    assert pipe.deals["closed_at"].isna().all() and pipe.deals["expected_close"].notna().all()


@pytest.mark.parametrize(
    "name, header", [("owner", "Owner"), ("amount", "Value"), ("account", "Customer")]
)
def test_only_what_is_left_out_is_not_used(name, header):
    frame = listed("Closed").assign(
        Owner="Ann", **{"Deal name": [f"D{each}" for each in range(12)]}
    )
    pipe = ck.load(frame, dates="dmy", columns={name: ""})
    assert pipe.deals[name].isna().all() and header in pipe.deals
    assert pipe.deals["closed_at"].notna().any() and pipe.deals["name"].notna().all()
