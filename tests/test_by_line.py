"""What becomes of each product, by the lines of the deals."""

import dataclasses
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import ColumnError, CycleKitError, LayoutError, QuestionError
from tests.companies import ENGINES, events

DEALS = """deal_id,name,stage,status,owner,amount,created_at,closed_at
1,First,New,won,ana,1000,2025-01-05,2025-02-15
2,Second,New,lost,bo,2000,2025-01-05,2025-02-20
3,Third,New,open,bo,3000,2025-01-05,
"""
LINES = """deal_id,product,amount
1,Pump,600
1,Valve,400
2,Pump,2000
3,Valve,1000
3,Pump,2000
"""


def loaded(tmp_path, lines=LINES, deals=DEALS, **said):
    for name, text in (("deals", deals), ("lines", lines)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return ck.load(tmp_path / "deals.csv", lines=tmp_path / "lines.csv", stages=["New"], **said)


def test_the_example(tmp_path):
    pipe = loaded(tmp_path)
    found = ck.by_line(pipe, "product").set_index("product")
    pump, valve = found.loc["Pump"], found.loc["Valve"]
    assert list(found.index) == ["Pump", "Valve"]
    assert [pump["decided"], pump["won"], pump["won_value"], pump["open_value"]] == [
        2,
        1,
        600,
        2000,
    ]
    assert round(pump["value_win_rate"], 3) == 0.231
    assert [valve["decided"], valve["won"], valve["won_value"], valve["open_value"]] == [
        1,
        1,
        400,
        1000,
    ]
    assert valve["value_win_rate"] == 1
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]
    assert ck.win_rate(pipe)["won_value"].iloc[0] == 1000


#: headers of how much and of what one costs, and how both are written
PIECES = {
    "Quantity,Unit price": ["3,200", "1,400", "4,500", "2,500", "1,2000"],
    "Ilość,Cena jednostkowa": ['3,"200,00"', '1,"400,00"', '4,"500,00"', '2,"500,00"', '1,"2 000,00"'],
    "Menge,Einzelpreis": ['3,"200,00 €"', '1,"400,00 €"', '4,"500,00 €"', '2,"500,00 €"', '1,"2.000,00 €"'],
}  # fmt: skip


def of_pieces(head, cells, more=""):
    said = [line.rsplit(",", 1)[0] for line in LINES.splitlines()[1:]]
    total = [line.rsplit(",", 1)[1] for line in LINES.splitlines()[1:]] if more else [""] * 5
    rows = [",".join(filter(None, row)) for row in zip(said, cells, total, strict=True)]
    return "\n".join([f"deal_id,product,{head}{',' * bool(more)}{more}", *rows]) + "\n"


@pytest.mark.parametrize("head", PIECES)
@pytest.mark.parametrize("without", [False, True])
def test_a_line_without_a_total_is_worth_how_much_times_what_one_costs(tmp_path, head, without):
    deals = re.sub(r",\d000,", ",,", DEALS) if without else DEALS
    pipe = loaded(tmp_path, of_pieces(head, PIECES[head]), deals)
    found = ck.by_line(pipe, "product").set_index("product")
    whole = ck.by_line(loaded(tmp_path), "product").set_index("product")
    for column in ("won_value", "open_value", "value_win_rate"):
        assert found[column].to_dict() == whole[column].to_dict()
    assert pipe.notes["note"].str.contains("does not say what a line is worth").sum() == 1
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]


@pytest.mark.parametrize("head", PIECES)
def test_a_total_of_a_line_goes_before_how_much_times_what_one_costs(tmp_path, head):
    cells = [cell.replace("3,", "30,", 1) for cell in PIECES[head]]
    pipe = loaded(tmp_path, of_pieces(head, cells, "Line total"))
    assert ck.by_line(pipe, "product").set_index("product").loc["Pump", "won_value"] == 600
    assert not pipe.notes["note"].str.contains("does not say what a line is worth").any()


@pytest.mark.parametrize("head", ["Quantity", "Unit price"])
def test_one_of_the_two_alone_says_nothing_of_money(tmp_path, head):
    pipe = loaded(tmp_path, of_pieces(head, ["3", "1", "4", "2", "1"]))
    assert ck.by_line(pipe, "product")["won_value"].isna().all()


def test_lines_of_the_deals_that_were_chosen(tmp_path):
    pipe = loaded(tmp_path)
    found = ck.by_line(pipe.where(owner="bo"), "product")
    assert found.set_index("product")["won"].to_dict() == {"Pump": 0, "Valve": 0}
    split = ck.by_line(pipe, "product", by="owner")
    assert split[["owner", "product"]].to_numpy().tolist() == [
        ["ana", "Pump"], ["ana", "Valve"], ["bo", "Pump"], ["bo", "Valve"],
    ]  # fmt: skip
    past = ck.by_line(pipe.rewind("2025-02-17"), "product").set_index("product")
    assert past.loc["Pump", "decided"] == 1 and past.loc["Pump", "open_value"] == 4000


def test_a_product_twice_in_a_deal_is_one_deal(tmp_path):
    found = ck.by_line(loaded(tmp_path, LINES + "1,Pump,100\n"), "product").set_index("product")
    assert found.loc["Pump", "won"] == 1 and found.loc["Pump", "won_value"] == 700


@pytest.mark.parametrize(
    ("header", "rest"),
    [
        ("Numer szansy,Produkt,Wartość", None),
        ("Deal Name,Product,Price", {"1": "First", "2": "Second", "3": "Third"}),
        ("Сделка №,Продукт,Сумма", None),
    ],
)
def test_lines_in_other_words(tmp_path, header, rest):
    lines = LINES.replace("deal_id,product,amount", header)
    for number, name in (rest or {}).items():
        lines = lines.replace(f"\n{number},", f"\n{name},")
    said = None if "№" not in header else {"lines": {"deal_id": "Сделка №"}}
    found = ck.by_line(loaded(tmp_path, lines, columns=said), "product").set_index("product")
    assert found.loc["Pump", "won_value"] == 600 and found.loc["Valve", "open_value"] == 1000


def test_an_own_column_of_the_lines(tmp_path):
    lines = LINES.replace("amount", "amount,Family").replace("00\n", "00,Hardware\n")
    found = ck.by_line(loaded(tmp_path, lines), "Family")
    assert found["Family"].tolist() == ["Hardware"] and found["won_value"].tolist() == [1000]


def test_lines_of_no_deal_and_half_empty_ones_are_told(tmp_path):
    pipe = loaded(tmp_path, LINES + "9,Pump,5\n2,,7\n")
    told = " ".join(pipe.notes["note"])
    assert "1 row is of no deal that there is (line 7)" in told
    assert 'lacks one of "deal_id", "product"' in told and "line 8" in told
    notes = pipe.notes[pipe.notes["file"].eq("lines.csv") & pipe.notes["fate"].ne("")]
    assert notes["rows"].sum() == 7 and len(pipe.beside["lines"]) == 5


def test_lines_without_amounts_and_deals_without(tmp_path):
    bare = "\n".join(line.rsplit(",", 1)[0] for line in LINES.splitlines())
    found = ck.by_line(loaded(tmp_path, bare), "product")
    assert found["won"].tolist() == [1, 1] and found["won_value"].isna().all()
    assert found["note"].str.contains("no amounts").all()
    ck.by_line_chart(found)
    rows = [line.split(",") for line in DEALS.splitlines()]
    deals = "\n".join(",".join(row[:5] + row[6:]) for row in rows)
    assert loaded(tmp_path, deals=deals).deals["amount"].tolist() == [1000, 2000, 3000]


def test_lines_that_do_not_add_up_are_told(tmp_path):
    pipe = loaded(tmp_path, LINES.replace("600", "700"))
    assert "The lines of 1 deal do not add up to its amount." in pipe.notes["note"].tolist()
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]


def test_lines_in_the_currency_of_their_deal(tmp_path):
    deals = DEALS.replace("amount", "amount,currency").replace("000,", "000,USD,")
    (tmp_path / "cycle.toml").write_text('currency = {base = "EUR", rates = {USD = 0.5}}')
    found = ck.by_line(loaded(tmp_path, deals=deals), "product").set_index("product")
    assert found["won_value"].to_dict() == {"Pump": 300, "Valve": 200}
    (tmp_path / "cycle.toml").unlink()
    mixed = deals.replace("2000,USD", "2000,EUR")
    found = ck.by_line(loaded(tmp_path, deals=mixed), "product")
    assert (
        found["won_value"].isna().all() and found["note"].str.contains("several currencies").all()
    )


def test_values_in_groups_of_one_currency_are_those_of_win_rate(tmp_path):
    """Lines that add up to their deals are worth what the deals are, by whatever they are split."""
    deals = DEALS.replace("amount", "amount,currency,region").replace("000,", "000,USD,West,")
    deals = deals.replace("2000,USD,West", "2000,EUR,East").replace(
        "2,Second,New,lost", "2,Second,New,won"
    )
    pipe = loaded(tmp_path, deals=deals + "4,Fourth,New,won,ana,500,,West,2025-01-05,2025-02-15\n",
                  lines=LINES + "4,Pump,500\n")  # fmt: skip
    for by in ("currency", "region", "owner", ["currency", "owner"], ["region", "currency"]):
        keys = [by] if isinstance(by, str) else by
        lines = ck.by_line(pipe, by=by)
        found = lines.groupby(keys, dropna=False, observed=True)["won_value"].sum(min_count=1)
        wanted = ck.win_rate(pipe, by=by).set_index(keys)["won_value"].sort_index()
        assert found.sort_index().tolist() == pytest.approx(wanted.tolist(), nan_ok=True), by
        assert lines.loc[lines["won_value"].isna(), "note"].ne("").all()
    east = ck.by_line(pipe, by="currency").set_index(["currency", "product"])
    assert east.loc[("EUR", "Pump"), ["won_value", "note"]].tolist() == [2000, ""]
    assert ck.by_line(pipe)["note"].str.contains('ask with by="currency"').all()


def test_what_cannot_be_asked(tmp_path):
    pipe = loaded(tmp_path)
    with pytest.raises(ColumnError) as told:
        ck.by_line(pipe, "produkt")
    assert 'ck.by_line(pipe, "product")' in told.value.fix
    with pytest.raises(QuestionError) as told:
        ck.by_line(replace(pipe, beside={}), "product")
    assert "lines=" in told.value.fix
    with pytest.raises(LayoutError) as lacking:
        loaded(tmp_path, LINES.replace("product", "what"))
    assert 'columns={"lines": {"product": "..."}}' in lacking.value.fix
    again = loaded(
        tmp_path, LINES.replace("product", "what"), columns={"lines": {"product": "what"}}
    )
    assert len(ck.by_line(again)) == 2
    with pytest.raises(CycleKitError):
        ck.by_line(pipe, by="outcom")


@pytest.mark.parametrize("engine", ENGINES)
def test_on_every_engine_and_as_plain_pandas_says(engine):
    rng = np.random.default_rng(3)
    ids = [str(n) for n in range(300)]
    ends = rng.choice(["Won", "Lost", ""], 300, p=[0.3, 0.5, 0.2])
    log = events(
        *(f"{n} A 2024-01-{1 + int(n) % 28:02}" for n in ids),
        *(
            f"{n} {end} 2024-03-{1 + int(n) % 28:02}"
            for n, end in zip(ids, ends, strict=True)
            if end
        ),
    )
    fields = pd.DataFrame({"deal_id": ids, "amount": 100.0})
    lines = pd.DataFrame({
        "deal_id": rng.choice(ids, 900), "product": rng.choice(list("abc"), 900),
        "amount": rng.integers(1, 100, 900).astype(float),
    })  # fmt: skip
    wrap = ENGINES[engine]
    pipe = ck.from_events(wrap(log), stages=["A"], deals=wrap(fields))
    found = ck.by_line(replace(pipe, beside={"lines": lines})).set_index("product")
    end = dict(zip(ids, ends, strict=True))
    for product, rows in lines.groupby("product"):
        mine = rows.assign(end=rows["deal_id"].map(end))
        won = mine[mine["end"] == "Won"]
        assert found.loc[product, "won"] == won["deal_id"].nunique()
        assert found.loc[product, "decided"] == mine[mine["end"] != ""]["deal_id"].nunique()
        assert found.loc[product, "won_value"] == won["amount"].sum()
        assert found.loc[product, "open_value"] == mine[mine["end"] == ""]["amount"].sum()
        decided = mine[mine["end"] != ""]["amount"].sum()
        assert found.loc[product, "value_win_rate"] == pytest.approx(won["amount"].sum() / decided)


def test_the_chart_answers_in_a_sentence(tmp_path):
    pipe = loaded(tmp_path)
    drawn = ck.by_line_chart(ck.by_line(pipe, "product"), currency="EUR").to_json()
    assert "Most came of Pump: €600 from 1 won deal." in drawn.replace("\\u20ac", "€")
    nothing = {"lines": pipe.beside["lines"][:0]}
    empty = ck.by_line(replace(pipe, beside=nothing))
    assert len(empty) == 0
    assert "No product lines" in ck.by_line_chart(empty).to_json()


#: groups and products with what they won and its value; who is said to have brought the most
MOST = {
    "not the first row": ([("Ann", "Pump", 1, 500), ("Bob", "Valve", 1, 9000)], "Most came of Bob · Valve: 9,000"),
    "the first won nothing": ([("Ann", "Pump", 0, 0), ("Bob", "Pump", 2, 9)], "Most came of Bob · Pump: 9 from 2 won"),
    "no amounts": ([("Ann", "Valve", 0, 0), ("Bob", "Pump", 2, None)], "Most deals were won with Bob · Pump: 2."),
    "some amounts": (
        [("Ann", "Valve", 1, 5), ("Bob", "Pump", 2, None)], "Of what is known most came of Ann · Valve: 5 from 1 won",
    ),
    "a tie": ([("Ann", "Pump", 1, 7), ("Bob", "Nut", 2, 7), ("Cy", "Nut", 1, 2)],
              "Most came of Ann · Pump and Bob · Nut: 7 each."),
    "a tie of wins": ([("Ann", "Pump", 2, None), ("Bob", "Nut", 2, None)],
                      "Most deals were won with Ann · Pump and Bob · Nut: 2 each."),
    "nothing": ([("Ann", "Pump", 0, 0), ("Bob", "Nut", 0, None)], "Nothing is won yet."),
    "beyond the rows drawn": ([*[("Ann", f"P{n}", 1, 1) for n in range(40)], ("Bob", "Nut", 1, 2)],
                              "Most came of Bob · Nut: 2"),
}  # fmt: skip


@pytest.mark.parametrize("case", MOST)
def test_of_which_most_came_is_said_whatever_the_order(tmp_path, case):
    rows, said = MOST[case]
    first = ck.by_line(loaded(tmp_path)).iloc[[0] * len(rows)].reset_index(drop=True)
    owners, products, won, values = (list(each) for each in zip(*rows, strict=True))
    table = first.assign(
        product=products, won=won, decided=won, won_value=pd.Series(values, dtype=float), note=""
    )
    table.insert(0, "owner", owners)
    drawn = ck.by_line_chart(table).layout.annotations[-1].text.replace("<br>", " ")
    assert drawn.split(">")[1].startswith(said)


def test_values_in_several_currencies_are_not_laid_beside_each_other(tmp_path):
    first = ck.by_line(loaded(tmp_path)).iloc[[0, 0]].reset_index(drop=True)
    table = first.assign(product=["Pump", "Nut"], won=[1, 2], won_value=[900.0, 30], note="")
    table.insert(0, "currency", ["PLN", "EUR"])
    drawn = ck.by_line_chart(table).layout.annotations[-1].text
    assert drawn.split(">")[1].startswith("Most deals were won with EUR · Nut: 2.")


CALLED_AS_LINES = {
    "Item": "Deal,Item,Line total\n1,Pump,600\n1,Valve,400\n2,Pump,2000\n",
    "numbers of lines": "Deal,Line no,Item,Price\n1,1,Pump,600\n1,2,Valve,400\n2,1,Pump,2000\n",
    "amount and price": "Deal,Price,SKU,Amount\n1,300,Pump,600\n1,200,Valve,400\n2,900,Pump,2000\n",
    "German": "Deal;Artikelnummer;Positionswert\n1;Pump;600\n1;Valve;400\n2;Pump;2000\n",
    "Polish": "Deal,Nr pozycji,Nazwa pozycji,Wartość pozycji\n1,1,Pump,600\n1,2,Valve,400\n2,1,Pump,2000\n",
}


@pytest.mark.parametrize("called", CALLED_AS_LINES)
def test_lines_are_known_by_the_words_for_lines(tmp_path, called):
    lines = loaded(tmp_path, CALLED_AS_LINES[called]).beside["lines"]
    assert list(lines["product"]) == ["Pump", "Valve", "Pump"]
    assert list(lines["amount"]) == [600, 400, 2000]


def test_numbers_of_lines_alone_are_no_products(tmp_path):
    with pytest.raises(LayoutError, match='lacks "product"'):
        loaded(tmp_path, "Deal,Line no,Line total\n1,1,600\n1,2,400\n")


@pytest.mark.parametrize("metric", [ck.win_rate, ck.velocity, ck.funnel, ck.kpis, ck.cycle_length])
def test_deals_are_not_split_by_what_their_lines_alone_say(tmp_path, metric):
    """One group of no name would be all there is; the error names the line that answers."""
    pipe = loaded(tmp_path)
    with pytest.raises(ColumnError, match="a column of their lines") as refused:
        metric(pipe, by="product")
    line = refused.value.fix.removeprefix("Write it as ").removesuffix(".")
    assert set(eval(line, {"ck": ck, "pipe": pipe})["product"]) == {"Pump", "Valve"}
    assert len(ck.win_rate(pipe, by="owner")) == 2
    own = DEALS.replace("name,", "product,")  # deals have products of their own, too
    assert len(ck.win_rate(loaded(tmp_path, deals=own), by="product")) == 3


RATES = """[currency]
base = "EUR"
rates = {PLN = 0.25}

[[currency.rate]]
currency = "USD"
from = 2025-01-01
rate = 0.96

[[currency.rate]]
currency = "USD"
from = 2025-02-18
rate = 0.90
"""
#: how lines say their currency, if they do: a head, and the cell of an amount
SAID = {
    "by their deal": ("deal_id,product,amount", "{amount}"),
    "in a column": ("deal_id,product,amount,currency", "{amount},{currency}"),
    "in words": ("Deal ID,Product,Line total,Currency", "{amount},{currency}"),
    "beside amounts": ("deal_id,product,amount", "{currency} {amount}"),
    "beside prices": ("deal_id,product,Quantity,Unit price", "2,{currency} {half}"),
}
#: of each deal its currency, the amount of its line and what that is worth on the day of the deal (1: 15 February,
#: 2: 20 February, 3: still open on the 20th)
WORTH = {"1": ("USD", 1000, 960), "2": ("USD", 2000, 1800), "3": ("PLN", 400, 100)}


def lines_said(how, deals=WORTH):
    head, cell = SAID[how]
    rows = [f"{n},P{n}," + cell.format(amount=amount, half=amount // 2, currency=name)
            for n, (name, amount, _worth) in deals.items()]  # fmt: skip
    return "\n".join([head, *rows]) + "\n"


def deals_said(how, amounts):
    """The deals, with their own currencies where lines say none, and with amounts: of all, of one of each currency or
    of none of them."""
    rows = []
    for line, (name, amount, _worth) in zip(DEALS.splitlines()[1:], WORTH.values(), strict=True):
        cells = line.split(",")
        own = {"all": amount, "other": "" if name == "USD" else amount, "none": "", "zero": 0}[
            amounts
        ]
        rows.append(
            ",".join([*cells[:5], str(own), *cells[6:], name if how == "by their deal" else ""])
        )
    return "\n".join([DEALS.splitlines()[0] + ",currency", *rows]) + "\n"


@pytest.mark.parametrize("how", SAID)
@pytest.mark.parametrize("amounts", ["all", "other", "none", "zero"])
def test_a_line_is_worth_its_amount_at_the_rate_of_its_deals_day(tmp_path, how, amounts):
    (tmp_path / "cycle.toml").write_text(RATES)
    pipe = loaded(tmp_path, lines_said(how), deals_said(how, amounts))
    found = ck.by_line(pipe).set_index("product")
    worth = found["won_value"] + found["open_value"]
    assert worth.to_dict() == pytest.approx({"P1": 960, "P2": 0, "P3": 100})
    assert found["note"].eq("").all()
    lines = pipe.beside["lines"].set_index("deal_id")["value"]
    assert lines.to_dict() == pytest.approx({"1": 960, "2": 1800, "3": 100})
    if amounts == "none":
        assert pipe.deals["value"].tolist() == pytest.approx([960, 1800, 100])
        assert pipe.deals["currency"].tolist() == ["USD", "USD", "PLN"]
        assert ck.win_rate(pipe)["won_value"].tolist() == pytest.approx([960])


@pytest.mark.parametrize("how", SAID)
@pytest.mark.parametrize("amounts", ["all", "none"])
def test_without_rates_lines_of_several_currencies_are_never_summed(tmp_path, how, amounts):
    pipe = loaded(tmp_path, lines_said(how), deals_said(how, amounts))
    found = ck.by_line(pipe)
    assert found["won_value"].isna().all() and found["open_value"].isna().all()
    assert found["note"].str.contains("several currencies").all()
    if amounts == "none" or how == "by their deal":
        assert ck.win_rate(pipe)["won_value"].isna().all()
        apart = ck.by_line(pipe, by="currency").set_index(["currency", "product"])
        assert apart.loc[("USD", "P1"), "won_value"] == 1000
        assert (
            ck.by_line(pipe.where(currency="USD")).set_index("product").loc["P1", "won_value"]
            == 1000
        )


@pytest.mark.parametrize("how", list(SAID)[1:])
def test_lines_of_one_deal_in_two_currencies(tmp_path, how):
    """With rates they are worth their sum; the deal has no amount in one of them, which is told."""
    lines = lines_said(how) + lines_said(how, {"1": ("EUR", 40, 40)}).split("\n", 1)[1]
    (tmp_path / "cycle.toml").write_text(RATES)
    pipe = loaded(tmp_path, lines, deals_said(how, "none"))
    assert pipe.beside["lines"]["value"].tolist() == pytest.approx([960, 1800, 100, 40])
    assert pipe.deals["amount"].isna().tolist() == [True, False, False]
    assert "The lines of 1 deal are in several currencies." in pipe.notes["note"].tolist()
    assert ck.by_line(pipe).set_index("product").loc["P1", "won_value"] == pytest.approx(1000)


def test_a_line_in_a_currency_without_a_rate_is_told(tmp_path):
    (tmp_path / "cycle.toml").write_text(RATES)
    lines = "deal_id,product,amount\n1,Pump,USD 600\n1,Pump,GBP 400\n2,Valve,EUR 5\n"
    pipe = loaded(tmp_path, lines)
    assert "1 line is in a currency without a rate (GBP)." in pipe.notes["note"].tolist()
    found = ck.by_line(pipe).set_index("product")
    assert found.loc["Pump", "won_value"] == pytest.approx(576) and found.loc["Valve", "note"] == ""
    assert found.loc["Pump", "note"].startswith("1 of 2 lines are in another currency")


def test_rows_of_deals_that_show_two_currencies_are_never_summed(tmp_path):
    rows = DEALS.replace("1000", "$600") + DEALS.splitlines()[1].replace("1000", "€400") + "\n"
    rows = rows.replace("name,", "product,").replace(
        "1,First,New,won,ana,€", "1,Pump,New,won,ana,€"
    )
    (tmp_path / "deals.csv").write_text(rows, encoding="utf-8")
    pipe = ck.load(tmp_path / "deals.csv", stages=["New"])
    assert pipe.deals.set_index("deal_id")["amount"].isna().to_dict() == {
        "2": False,
        "3": False,
        "1": True,
    }
    assert pipe.beside["lines"].query("deal_id == '1'")["currency"].tolist() == ["USD", "EUR"]


@pytest.mark.parametrize("header", ["amount", "Amount", "Line total", "Wartość"])
@pytest.mark.parametrize("cells", ["see offer", "600"])
@pytest.mark.parametrize("every", [False, True])
def test_amounts_of_lines_can_be_left_out(tmp_path, header, cells, every):
    """As the error says, and also those that can be read; deals keep theirs, unless these are left out, too."""
    lines = f"deal_id,product,{header}\n1,Pump,{cells}\n2,Valve,{cells}\n"
    said = {"amount": ""} if every else {"lines": {"amount": ""}}
    if cells == "see offer":
        with pytest.raises(ColumnError) as refused:
            loaded(tmp_path, lines)
        assert 'Leave it out with columns={"lines": {"amount": ""}}' in refused.value.fix
    pipe = loaded(tmp_path, lines, columns=said)
    assert "amount" not in pipe.beside["lines"]
    own = f"{header} (file)" if header == "amount" else header
    assert pipe.beside["lines"][own].astype("str").tolist() == [cells] * 2
    assert ck.by_line(pipe)["won_value"].isna().all()
    assert ck.win_rate(pipe)["won_value"].isna().tolist() == [every]


OUTPUTS = ["deals", "decided", "won", "win_rate", "low", "high", "won_value", "value_win_rate", "open_deals",
           "open_value", "note"]  # fmt: skip


@pytest.mark.parametrize("column", OUTPUTS)
def test_a_column_of_lines_called_as_one_of_the_result(tmp_path, column):
    pipe = loaded(tmp_path, LINES.replace("product,amount", f"{column},amount").replace("deal_id,", "deal_id,product,")
                  .replace(",Pump", ",x,Pump").replace(",Valve", ",x,Valve"))  # fmt: skip
    with pytest.raises(ColumnError, match=f'"{column}" would clash') as refused:
        ck.by_line(pipe, column)
    ((first, second),) = re.findall(r"first: pipe = (.*), then (.*)\.$", refused.value.fix)
    names = {"ck": ck, "dataclasses": dataclasses, "pipe": pipe}
    names["pipe"] = eval(first, names)
    assert eval(second, names)[f"my_{column}"].tolist() == ["Pump", "Valve"]


#: what the steps within call their own columns
INSIDE = [
    "line",
    "worth",
    "outcome",
    "of_deal",
    "owner",
    "most",
    "every",
    "own",
    "split 0",
    "won_",
    "value",
]


@pytest.mark.parametrize("column", INSIDE)
def test_a_column_of_lines_called_as_one_of_the_steps_within(tmp_path, column):
    lines = [
        f"{line},{own}" for line, own in zip(LINES.splitlines(), [column, *"xyxyx"], strict=True)
    ]
    pipe = loaded(tmp_path, "\n".join(lines) + "\n")
    named = f"{column} (file)" if column == "value" else column
    found = ck.by_line(pipe, named, by="region" if column == "owner" else "owner")
    assert sorted(set(found[named])) == ["x", "y"]
    assert found["won_value"].sum() == 1000 and found["deals"].dtype == "int64"


def test_counts_are_whole_numbers(tmp_path):
    pipe = loaded(tmp_path)
    for lines in (pipe.beside["lines"], pipe.beside["lines"][:0]):
        found = ck.by_line(replace(pipe, beside={"lines": lines}))
        for count in ("deals", "decided", "won", "open_deals"):
            assert found[count].dtype == "int64"


@pytest.mark.parametrize("named", [True, False])
def test_lines_of_deals_that_the_export_converts(tmp_path, named):
    """They are worth what their deal is, for each unit; without its amount nothing tells the rate."""
    deals = DEALS.replace("3000", "").splitlines()
    more = [",currency,In base,Base", ",USD,950,EUR", ",EUR,2000,EUR", ",USD,,EUR"]
    rows = [line + own for line, own in zip(deals, more, strict=True)]
    columns = {"converted": "In base", **({"converted_currency": "Base"} if named else {})}
    pipe = loaded(tmp_path, deals="\n".join(rows) + "\n", columns=columns)
    lines = pipe.beside["lines"]["value"]
    assert lines.tolist() == pytest.approx([570, 380, 2000, np.nan, np.nan], nan_ok=True)
    assert "2 lines are in a currency without a rate (USD)." in pipe.notes["note"].tolist()
    found = ck.by_line(pipe).set_index("product")
    assert found["won_value"].to_dict() == pytest.approx({"Pump": 570, "Valve": 380})


@pytest.mark.parametrize("amounts", [(1000, 2000, 3000), ("", "", "")])
def test_one_currency_that_lines_alone_say(tmp_path, amounts):
    deals = DEALS.splitlines()
    deals = [
        deals[0],
        *(re.sub(r",\d000,", f",{own},", row) for row, own in zip(deals[1:], amounts, strict=True)),
    ]
    pipe = loaded(tmp_path, re.sub(r"(\d+)\n", r"$\1\n", LINES), "\n".join(deals) + "\n")
    found = ck.by_line(pipe).set_index("product")
    assert (
        found["won_value"].to_dict() == {"Pump": 600, "Valve": 400} and found["note"].eq("").all()
    )
    assert pipe.deals["value"].tolist() == [1000, 2000, 3000]
