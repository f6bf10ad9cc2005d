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


#: ids as one file has them, and as a spreadsheet, a database or a hand may leave them in another
WRITTEN = {
    "noughts lost": (["001001", "001002", "001003"], ["1001", "1002", "1003"]),
    "a decimal": (["1001", "1002", "1003"], ["1001.0", "1002.0", "1003.0"]),
    "thousands": (["1001", "1002", "1003"], ["1,001", "1,002", "1,003"]),
    "a sign before": (["1001", "1002", "1003"], ["#1001", "#1002", "#1003"]),
    "case": (["D-1001", "D-1002", "D-1003"], ["d-1001", "d-1002", "d-1003"]),
}


@pytest.mark.parametrize("name", BESIDE)
@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("case", WRITTEN)
def test_a_table_beside_the_deals_may_write_their_ids_in_another_way(tmp_path, case, turned, name):
    ours, theirs = reversed(WRITTEN[case]) if turned else WRITTEN[case]
    quoted = [f'"{one}"' if "," in one else one for one in theirs]
    header, rows, each = BESIDE[name]
    own = [f'"{one}"' if "," in one else one for one in ours]
    files = written(
        tmp_path,
        deals=table("Deal ID,Stage,Status,Created,Owner", own, ["New,Open,2024-01-01,Ann"]),
        beside=table(header, quoted, rows),
    )
    pipe = ck.load(files["deals"], **{name: files["beside"]})
    assert pipe.deals["deal_id"].tolist() == ours
    assert rows_beside(pipe, name)["deal_id"].value_counts().to_dict() == dict.fromkeys(ours, each)


@pytest.mark.parametrize(
    "ours, theirs",
    [
        (["1001", "01001", "7"], ["1001.0", "7"]),  # which of two?
        (["1001", "7"], ["1001", "1001.0", "7"]),  # a file that tells them apart
        (["1.1", "7"], ["1.10", "7"]),
        (["006A1", "7"], ["6A1", "7"]),
        # two of the file that may be one, but hardly are
        (["12", "7"], ["#12", "012", "7"]),
        (["12", "7"], ["12.0", "#12", "7"]),
        (["1200", "7"], ["1,200", "01200", "7"]),
        (["D-12", "7"], ["d-12", "#D-12", "7"]),
        (["Äb", "7"], ["äb", "ÄB", "7"]),
        (["12", "7"], ["۰۱۲", "#۱۲", "7"]),
        (["۱۲", "7"], ["012", "#12", "7"]),
        (["1", "12"], ["12", "٠١٢"]),
    ],
)
def test_ids_that_may_be_of_other_deals_stay(ours, theirs):
    assert in_their_spelling(pd.Series(theirs, dtype="str"), pd.Index(ours)).tolist() == theirs


@pytest.mark.parametrize("theirs", [["12", "#12"], ["۱۲", "#12", "012"], ["#12", "۱۲"]])
def test_beside_what_cannot_but_mean_a_deal_another_that_may_stays(theirs):
    found = in_their_spelling(pd.Series(theirs, dtype="str"), pd.Index(["12", "7"])).tolist()
    assert found == ["12" if one in ("12", "۱۲") else one for one in theirs]


@pytest.mark.parametrize("name", BESIDE)
def test_what_two_of_a_table_may_be_is_left_out_and_told(tmp_path, name):
    header, rows, each = BESIDE[name]
    files = written(
        tmp_path,
        deals=table(
            "Deal ID,Stage,Status,Created,Owner", ["12", "13", "14"], ["New,Open,2024-01-01,Ann"]
        ),
        beside=table(header, ["#12", "012", "13", "14"], rows),
    )
    pipe = ck.load(files["deals"], **{name: files["beside"]})
    found = rows_beside(pipe, name)["deal_id"]
    assert found[found.isin(pipe.deals["deal_id"])].value_counts().to_dict() == {
        "13": each,
        "14": each,
    }
    assert pipe.notes["fate"].eq("dropped").any() or name == "leads"  # each a lead


@pytest.mark.parametrize("name", ["history", "leads", "activities"])
def test_each_of_several_files_may_write_them_in_its_own_way(tmp_path, name):
    header, rows, _ = BESIDE[name]
    files = written(
        tmp_path,
        deals=table(
            "Deal ID,Stage,Status,Created,Owner", ["12", "13"], ["New,Open,2024-01-01,Ann"]
        ),
        one=table(header, ["#12", "#13"], rows),
        other=table(header, ["012", "013"], [row.replace("2024-01", "2024-02") for row in rows]),
    )
    pipe = ck.load(files["deals"], **{name: [files["one"], files["other"]]})
    assert set(rows_beside(pipe, name)["deal_id"].dropna()) == {"12", "13"}
