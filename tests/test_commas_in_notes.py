"""An unquoted comma in the last text of a row is put together where the other cells show that nothing else was cut."""

import pytest

from cycle_kit.files import read

HEADER = "Client,Owner,Stage,Amount,Created,Notes"
#: what stands from the owner on in a row whose note has a comma
PLAIN = [
    "Ann,Demo,500,2024-05-05,likes it, but slow",
    "Ann,Demo,500,2024-05-05,likes it,but slow",
    "Ann,Demo,500,2024-05-05,wants 3, maybe 4",
    "Ann,Demo,500,2024-05-05,paid 1,500 in advance",
    "Ann,Demo,500,2024-05-05,a, b, c and d",
    "Ann,Demo,500,2024-05-05,met on 2024-05-06, again soon",
    "Ann,Demo,,2024-05-05,likes it, but slow",
    "Ann,Demo,500,,likes it, but slow",
    "Ann,Pilot,500,2024-05-05,likes it, but slow",
    "Zed,Demo,500,2024-05-05,3 calls, no answer",
    "Ann,Demo,500,2024-05-05,called twice, no answer",
    "Ann,Demo,500,2024-05-05,likes it, but slow,,",
    "Ann,Demo,500,2024-05-05,PO-77, signed",
    "Ann,Demo,500,2024-05-05,?, ask Bob",
    "Ann,Demo,500,2024-05-05,خوب,ولی گران",
]
#: what may have been cut elsewhere, or is no text
DOUBTFUL = [
    "Ann,De, mo,500,2024-05-05,ok",
    "Ann,Demo,500,2024-05-05,call back,2024-06-01",
    "Ann,Demo,500,2024-05-05,ok,77",
]


def of_list(number, row, notes):
    rows = []
    for n in range(number):
        place = (
            f"Company {chr(65 + n % 26)}x,{('Ann', 'Bob')[n % 2]},{('Demo', 'Offer', 'Won')[n % 3]}"
        )
        note = ("called twice", "", "wants a quote", "ok", "-")[n % 5] if notes else ""
        rows.append(f"{place},{1000 + 137 * n},2024-0{1 + n % 8}-1{n % 9},{note}")
    text = "\n".join([HEADER, *rows[:2], f"New Ltd,{row}", *rows[2:], ""])
    (table,) = read(text.encode())
    return table


@pytest.mark.parametrize("notes", [True, False])
@pytest.mark.parametrize("number", [4, 12, 40])
@pytest.mark.parametrize("row", PLAIN)
def test_a_comma_in_the_last_text_is_put_together(row, number, notes):
    table = of_list(number, row, notes)
    assert len(table.frame) == number + 1
    found = table.frame.set_index("Client").loc["New Ltd", "Notes"]
    assert found == row.split(",", 4)[4].rstrip(",")


@pytest.mark.parametrize("number", [12, 40])
@pytest.mark.parametrize("row", DOUBTFUL)
def test_what_may_be_cut_elsewhere_is_not_put_together(row, number):
    table = of_list(number, row, True)
    assert not any("put together" in each for each in table.remarks)
