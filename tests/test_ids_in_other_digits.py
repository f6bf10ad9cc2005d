"""Ids of one deal in the digits of different scripts: every table beside the deals finds its deal."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.loading.identities import in_their_spelling

IDS = {
    "Latin": ["1", "2", "D-10"],
    "Persian": ["۱", "۲", "D-۱۰"],
    "Arabic": ["١", "٢", "D-١٠"],
}
#: {argument: (header, what follows the id in each of its rows, how many rows a deal has in the end)}
BESIDE = {
    "lines": ("Deal ID,Product,Amount", ["Chair,5"], 1),
    "credit": ("Deal ID,Owner,Share", ["Bob,50%"], 2),
    "activities": ("Deal ID,Date,Type", ["2024-01-02,Call"], 1),
    "history": ("Deal ID,Stage,Date", ["New,2024-01-02", "Offer,2024-01-03"], 2),
    "leads": ("Deal ID,Lead ID,Created,Status", ["L{},2024-01-01,Converted"], 1),
}


def table(header, ids, rows):
    lines = (f"{one},{row.format(n)}" for n, one in enumerate(ids) for row in rows)
    return "\n".join([header, *lines, ""])


def written(folder, **tables):
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return {name: folder / f"{name}.csv" for name in tables}


def rows_beside(pipe, name):
    if name == "history":
        return pipe.visits[pipe.visits["evidence"].eq("recorded")]
    return pipe.leads if name == "leads" else pipe.beside[name]


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("theirs", IDS)
@pytest.mark.parametrize("ours", IDS)
def test_a_table_beside_the_deals_may_write_their_ids_in_other_digits(tmp_path, ours, theirs, name):
    header, rows, each = BESIDE[name]
    files = written(
        tmp_path,
        deals=table("Deal ID,Stage,Status,Created,Owner", IDS[ours], ["New,Open,2024-01-01,Ann"]),
        beside=table(header, IDS[theirs], rows),
    )
    pipe = ck.load(files["deals"], **{name: files["beside"]})
    assert pipe.deals["deal_id"].tolist() == IDS[ours]
    found = rows_beside(pipe, name)["deal_id"].value_counts()
    assert found.to_dict() == dict.fromkeys(IDS[ours], each)


def test_an_id_that_is_there_as_it_is_stays_and_one_that_two_may_be_is_neither():
    texts = pd.Series(["1", "۱", "١", "۲", None, "x"], dtype="str")
    found = in_their_spelling(texts, pd.Index(["1", "۱", "2"]))
    assert found.tolist()[:4] == ["1", "۱", "١", "2"]
    assert found.isna().tolist() == [False] * 4 + [True, False]
    assert found.iloc[5] == "x"
