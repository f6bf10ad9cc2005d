"""The same list on several days in one table: refused as such; other blocks below days are read as they were."""

import pytest

import cycle_kit as ck
from cycle_kit.errors import LayoutError

HEADER = "Deal,Stage,Amount,Created"
DAYS = {
    "04.03.2024": ["D1,Offer,100,2024-01-02", "D2,Lead,200,2024-01-04", "D3,Lead,300,2024-01-05"],
    "11.03.2024": ["D1,Won,100,2024-01-02", "D2,Offer,200,2024-01-04", "D3,Lost,300,2024-01-05"],
    "18.03.2024": ["D2,Won,200,2024-01-04", "D4,Offer,50,2024-03-10", "D1,Won,100,2024-01-02"],
}
TITLES = ["Pipeline report {}", "Stan na {}", "{}", "Към дата {}"]


def without_dates(text):
    return "\n".join(
        line.rpartition(",")[0] if line.count(",") == 3 else line for line in text.split("\n")
    )


@pytest.mark.parametrize("dated", [True, False])
@pytest.mark.parametrize("title", TITLES)
def test_one_list_on_several_days_is_refused(title, dated):
    blocks = ["\n".join([title.format(day), HEADER, *rows, "", ""]) for day, rows in DAYS.items()]
    text = "\n".join(blocks)
    with pytest.raises(LayoutError, match="the same deals on several days") as error:
        ck.load((text if dated else without_dates(text)).encode())
    assert "as a file of its own" in error.value.fix


@pytest.mark.parametrize("day", ["2024-03-{:02}", "{} March 2024", "{}/03/2024"])
def test_days_in_rows_of_their_own_below_one_header_are_refused(day):
    rows = [
        line
        for n, own in enumerate(DAYS.values())
        for line in (day.format(4 + 7 * n) + ",,,", *own)
    ]
    with pytest.raises(LayoutError, match="the same deals on several days"):
        ck.load("\n".join([HEADER, *rows]).encode())


def test_files_of_each_day_are_read(tmp_path):
    paths = []
    for n, rows in enumerate(DAYS.values()):
        paths.append(tmp_path / f"deals_2024-03-{4 + 7 * n:02}.csv")
        paths[-1].write_text("\n".join([HEADER, *rows]))
    found = ck.load(paths).deals.set_index("deal_id")["outcome"]
    assert (found["D1"], found["D2"], found["D4"]) == ("won", "won", "open")


def test_other_deals_below_each_day_are_one_list():
    rows = ["04.03.2024,,,", "D1,Won,100,2024-01-02", "D2,Lost,200,2024-01-04"]
    rows += ["11.03.2024,,,", "D3,Offer,300,2024-01-05", "D4,Lead,50,2024-01-08"]
    assert len(ck.load("\n".join([HEADER, *rows]).encode()).deals) == 4


def test_a_log_below_days_whose_moves_are_dated_is_read():
    rows = ["04.03.2024,,", "D1,Lead,2024-03-04", "D2,Lead,2024-03-04"]
    rows += ["11.03.2024,,", "D1,Won,2024-03-11", "D2,Lost,2024-03-11"]
    found = ck.load("\n".join(["Deal ID,Stage,Date", *rows]).encode())
    assert found.deals["outcome"].tolist() == ["won", "lost"]
