"""A table of deals with a row for each product line: deals count once, their lines are known."""

import pytest

import cycle_kit as ck

#: headers of id, name, stage, owner, created, closed, amount of the deal, product, quantity, amount of the line
LANGUAGES = {
    "en": "Deal ID,Deal name,Stage,Owner,Created,Closed,Deal amount,Product,Quantity,Line total",
    "pl": "ID szansy,Nazwa szansy,Etap,Opiekun,Data utworzenia,Data zamknięcia,"
    "Wartość szansy,Produkt,Ilość,Wartość pozycji",
    "ru": "ID сделки,Название сделки,Этап,Ответственный,Дата создания,Дата закрытия,"
    "Сумма сделки,Товар,Количество,Сумма позиции",
    "de": "Deal-ID,Deal-Name,Phase,Verantwortlich,Erstellt am,Abgeschlossen am,Deal-Wert,Artikel,Menge,Gesamtpreis",
}
#: the amount of a line where deals have none of their own
AMOUNTS = {"en": "Amount", "pl": "Kwota", "ru": "Сумма", "de": "Betrag"}
STAGES = {
    "en": ("Won", "Lost", "Proposal"),
    "pl": ("Wygrana", "Przegrana", "Oferta"),
    "ru": ("Выиграна", "Проиграна", "Предложение"),
    "de": ("Gewonnen", "Verloren", "Angebot"),
}
ROWS = [
    "1,Alpha,{0},Ann,2025-01-05,2025-02-15,1000,Pump,2,600",
    "1,Alpha,{0},Ann,2025-01-05,2025-02-15,1000,Valve,1,400",
    "2,Beta,{1},Ben,2025-01-15,2025-02-20,2000,Pump,4,2000",
    "3,Gamma,{2},Ann,2025-02-01,,3000,Valve,1,1000",
    "3,Gamma,{2},Ann,2025-02-01,,3000,Pump,2,2000",
]
DEAL_AMOUNT, QUANTITY, LINE_AMOUNT = 6, 8, 9


def written(language, rows=ROWS, *, without=(), headers=None):
    """The table in a language, some of its columns left out, some headers called otherwise."""
    names = LANGUAGES[language].split(",")
    names = [(headers or {}).get(place, name) for place, name in enumerate(names)]
    cells = [names, *(row.format(*STAGES[language]).split(",") for row in rows)]
    return "\n".join(
        ",".join(cell for place, cell in enumerate(row) if place not in without) for row in cells
    )


def loaded(tmp_path, text, **said):
    (tmp_path / "deals.csv").write_text(text + "\n", encoding="utf-8")
    return ck.load(tmp_path / "deals.csv", **said)


def check_example(pipe, rows=5):
    found = ck.by_line(pipe, "product").set_index("product")
    columns = ["decided", "won", "won_value", "open_value"]
    assert found.loc["Pump", columns].tolist() == [2, 1, 600, 2000]
    assert found.loc["Valve", columns].tolist() == [1, 1, 400, 1000]
    assert round(found.loc["Pump", "value_win_rate"], 3) == 0.231
    assert found.loc["Valve", "value_win_rate"] == 1
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    fates = pipe.notes.groupby("fate")["rows"].sum()
    assert fates["deal"] == 3 and fates["line"] == 2 and fates.sum() == rows
    assert "repeat" not in fates


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_amount_of_the_deal_beside_that_of_its_lines(tmp_path, language):
    pipe = loaded(tmp_path, written(language))
    check_example(pipe)
    assert pipe.notes["note"].str.contains("is the same in all of them").any()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("called", ["amount", "line"])
def test_the_amount_of_lines_alone(tmp_path, language, called):
    headers = {LINE_AMOUNT: AMOUNTS[language]} if called == "amount" else {}
    pipe = loaded(tmp_path, written(language, without=[DEAL_AMOUNT], headers=headers))
    check_example(pipe)
    assert pipe.notes["note"].str.contains("that of the line|sum of its lines").any()


def test_what_one_costs_beside_the_amount_of_the_line(tmp_path):
    """Product, quantity, price and amount: the amount is that of the row."""
    headers = {DEAL_AMOUNT: "Price", LINE_AMOUNT: "Amount"}
    check_example(loaded(tmp_path, written("en", headers=headers)))


@pytest.mark.parametrize("price", ["Unit price", "Price"])
def test_lines_worth_their_quantity_times_the_price(tmp_path, price):
    rows = ["300", "400", "500", "1000", "1000"]
    rows = [row.rsplit(",", 1)[0] + f",{one}" for row, one in zip(ROWS, rows, strict=True)]
    check_example(loaded(tmp_path, written("en", rows, headers={LINE_AMOUNT: price})))


#: what a line is worth, in words that nobody lists: told by adding up to the deal
ANY_WORDS = [
    "Line item net price",
    "Umsatz",
    "Total",
    "Wert netto",
    "Sale ex tax",
    "x7",
    "مبلغ کل ردیف فروش",
]


@pytest.mark.parametrize("called", ANY_WORDS)
@pytest.mark.parametrize("without", [[], [QUANTITY]])
def test_the_amount_of_a_line_is_told_by_adding_up(tmp_path, called, without):
    check_example(loaded(tmp_path, written("en", headers={LINE_AMOUNT: called}, without=without)))


@pytest.mark.parametrize("called", ANY_WORDS)
def test_what_one_costs_is_told_by_adding_up_too(tmp_path, called):
    rows = ["300", "400", "500", "1000", "1000"]
    rows = [row.rsplit(",", 1)[0] + f",{one}" for row, one in zip(ROWS, rows, strict=True)]
    check_example(loaded(tmp_path, written("en", rows, headers={LINE_AMOUNT: called})))


@pytest.mark.parametrize("cells", ["17 29 3 8 11", "995.5 4.5 1990 2990 10", "a b c d e"])
def test_what_does_not_add_up_tells_no_lines(tmp_path, cells):
    rows = [row.rsplit(",", 1)[0] + f",{one}" for row, one in zip(ROWS, cells.split(), strict=True)]
    pipe = loaded(tmp_path, written("en", rows, headers={LINE_AMOUNT: "x7"}, without=[QUANTITY]))
    assert pipe.notes.groupby("fate")["rows"].sum()["repeat"] == 2


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "cells", ["1000 0 2000 3000 0", "600 1000 2000 1000 3000", "€1000 €0 €2000 €3000 €0"]
)
def test_numbers_that_come_again_from_row_to_row_are_no_stages(tmp_path, language, cells):
    """What one of two columns of amounts says in a row the other one may say in the next, as stages do."""
    rows = [row.rsplit(",", 1)[0] + f",{one}" for row, one in zip(ROWS, cells.split(), strict=True)]
    for without in ([], [QUANTITY], [1], [3]):
        pipe = loaded(
            tmp_path, written(language, rows, headers={LINE_AMOUNT: "x7"}, without=without)
        )
        assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
        assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]
        assert not pipe.deals["stage"].astype("str").str.contains("0").any()


def test_lines_without_amounts(tmp_path):
    pipe = loaded(tmp_path, written("en", without=[QUANTITY, LINE_AMOUNT]))
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]
    found = ck.by_line(pipe)
    assert found["won"].tolist() == [1, 1] and found["won_value"].isna().all()


def test_columns_of_lines_are_no_columns_of_deals(tmp_path):
    pipe = loaded(tmp_path, written("en"))
    assert "Quantity" not in pipe.deals.columns
    assert pipe.beside["lines"]["Quantity"].tolist() == [2, 1, 4, 1, 2]
    assert pipe.deals["product"].tolist() == ["Pump + Valve", "Pump", "Valve + Pump"]


def test_a_line_that_is_written_twice_counts_once(tmp_path):
    for without in ([], [DEAL_AMOUNT]):
        pipe = loaded(tmp_path, written("en", [ROWS[0], *ROWS], without=without))
        check_example(pipe, rows=6)


def test_what_the_notes_say_can_be_typed(tmp_path):
    pipe = loaded(tmp_path, written("en", [*ROWS[:4], ROWS[4].replace("2000", "2500")]))
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]
    assert pipe.notes["note"].str.contains("do not add up").any()
    assert pipe.notes["fix"].str.contains('columns={"amount": "Line total"}', regex=False).any()
    said = loaded(tmp_path, (tmp_path / "deals.csv").read_text(), columns={"amount": "Line total"})
    assert said.deals["amount"].tolist() == [1000, 2000, 3500]
    assert said.notes["fix"].str.contains('columns={"deal_id": ""}', regex=False).any()
    apart = loaded(tmp_path, (tmp_path / "deals.csv").read_text(), columns={"deal_id": ""})
    assert len(apart.deals) == 5


@pytest.mark.parametrize("language", ["en", "pl", "ru"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("3,Gamma,{2},Ann,2025-02-01,,", "3,Gamma,{0},Ann,2025-02-01,2025-03-01,"),  # other stage
        ("1,Alpha,{0},Ann,2025-01-05,2025-02-15,", "1,Alpha,{0},Ann,2025-01-05,2025-02-16,"),
    ],
)
def test_rows_in_other_stages_or_of_other_days_stay_repeats(tmp_path, language, old, new):
    place = max(place for place, row in enumerate(ROWS) if row.startswith(old))
    rows = [row.replace(old, new) if at == place else row for at, row in enumerate(ROWS)]
    pipe = loaded(tmp_path, written(language, rows))
    fates = pipe.notes.groupby("fate")["rows"].sum()
    assert fates.get("repeat", 0) == 1 and fates["line"] == 1


def test_a_deal_whose_amount_was_revised_has_no_lines(tmp_path):
    rows = [row.replace("Valve", "Pump") for row in ROWS]
    pipe = loaded(
        tmp_path,
        written("en", rows, without=[DEAL_AMOUNT, QUANTITY], headers={LINE_AMOUNT: "Amount"}),
    )
    assert pipe.deals["amount"].tolist() == [400, 2000, 2000]
    assert "lines" not in pipe.beside and "repeat" in set(pipe.notes["fate"])


def test_repeats_without_a_product_stay_as_they_are(tmp_path):
    headers = {7: "Contact"}
    text = written("en", without=[DEAL_AMOUNT, QUANTITY, LINE_AMOUNT], headers=headers)
    pipe = loaded(tmp_path, text)
    assert "lines" not in pipe.beside and "repeat" in set(pipe.notes["fate"])


def test_dated_exports_have_the_lines_of_the_last(tmp_path):
    (tmp_path / "deals_2025-02-10.csv").write_text(
        written("en", [row.replace("{0}", "{2}").replace("2025-02-15", "") for row in ROWS[:2]])
    )
    (tmp_path / "deals_2025-03-01.csv").write_text(written("en"))
    pipe = ck.load(tmp_path)
    found = ck.by_line(pipe).set_index("product")
    assert found["won_value"].to_dict() == {"Pump": 600, "Valve": 400}
    assert len(pipe.beside["lines"]) == 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("without", [(DEAL_AMOUNT,), (DEAL_AMOUNT, LINE_AMOUNT)])
def test_the_columns_of_lines_are_no_amounts_of_deals(tmp_path, language, without):
    """How many were sold is never what a deal is worth, and no line that is printed says so."""
    (tmp_path / "deals.csv").write_text(written(language, without=without), encoding="utf-8")
    notes = ck.load(tmp_path / "deals.csv").notes
    assert not notes["note"].str.contains("may be amount").any()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("without", [(), (DEAL_AMOUNT,), (LINE_AMOUNT,), (QUANTITY,)])
def test_columns_of_lines_are_not_called_unused(tmp_path, language, without):
    """What is of lines is in their table; any other column is named as before."""
    text = written(language, without=without).splitlines()
    text = [f"{line},{'Colour' if not place else 'red'}" for place, line in enumerate(text)]
    pipe = loaded(tmp_path, "\n".join(text))
    (unused,) = [one for one in pipe.notes["note"] if "not used:" in one]
    assert unused == 'Columns that are not used: "Colour".'
    names = LANGUAGES[language].split(",")
    kept = {names[place] for place in (QUANTITY, LINE_AMOUNT) if place not in without}
    assert kept <= {*pipe.beside["lines"]} | {names[LINE_AMOUNT]}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", [QUANTITY, LINE_AMOUNT])
def test_a_column_of_lines_that_cannot_be_read_is_told_and_deals_count_without_it(
    tmp_path, language, place
):
    name = LANGUAGES[language].split(",")[place]
    rows = [row.split(",") for row in ROWS]
    rows = [
        ",".join([*row[:place], f"see offer {n}", *row[place + 1 :]]) for n, row in enumerate(rows)
    ]
    pipe = loaded(tmp_path, written(language, rows))
    assert (
        f'"{name}" is not used: its cells cannot be read as amounts.' in pipe.notes["note"].tolist()
    )
    assert pipe.deals["amount"].tolist() == [1000, 2000, 3000]
    found = ck.by_line(pipe).set_index("product")["won_value"]
    assert (
        found.isna().all()
        if place == LINE_AMOUNT
        else found.to_dict() == {"Pump": 600, "Valve": 400}
    )


CONTINUED = {
    "en": "Deal,Stage,Owner,Product,Amount,Created,Closed",
    "de": "Kunde,Phase,Betreuer,Produkt,Betrag,Angelegt,Abgeschlossen",
    "pl": "Klient,Etap,Opiekun,Produkt,Kwota,Utworzono,Zamknięto",
    "fr": "Client,Étape,Commercial,Produit,Montant,Créé le,Clôturé le",
}


@pytest.mark.parametrize("language", CONTINUED)
def test_rows_of_a_product_and_an_amount_continue_the_deal_above(language):
    rows = [
        CONTINUED[language],
        "Alfa,Won,Ann,X,100,2024-01-02,2024-02-11",
        ",,,Y,200,,",
        ",,,Z,300,,",
        "Beta,Lost,Bob,X,300,2024-01-12,2024-02-15",
        "Gamma,Offer,Bob,Z,50,2024-03-01,",
    ]
    pipe = ck.load("\n".join(rows).encode())
    assert pipe.deals["amount"].tolist() == [600, 300, 50]
    assert pipe.deals["product"].tolist() == ["X + Y + Z", "X", "Z"]
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    told = pipe.notes["note"].str.startswith("2 rows continue the deal above them")
    assert pipe.notes["note"][told].str.contains(r"\(lines 3\D+4\)").all() and told.any()
    assert not pipe.notes["fix"].str.contains('"deal_id": ""').any()  # it would change nothing


@pytest.mark.parametrize(
    ("above", "row"),
    [
        ("Alfa,Won,Ann,X,,2024-01-02,2024-02-11", ",,,Y,200,,"),  # above it stands no amount
        ("Alfa,Won,Ann,X,100,2024-01-02,2024-02-11", ",Won,,Y,200,,"),  # it has a stage of its own
        ("Alfa,Won,Ann,,100,2024-01-02,2024-02-11", ",,,Y,200,,"),  # above it stands no product
    ],
)
def test_a_row_that_holds_more_than_the_one_above_or_than_a_line_is_a_deal(above, row):
    rows = [CONTINUED["en"], above, row, "Beta,Lost,Bob,X,300,2024-01-12,2024-02-15"]
    assert len(ck.load("\n".join(rows).encode()).deals) == 3


def with_continuing(language: str, *further: str) -> ck.Pipeline:
    """Ten deals, below the third these rows and below the last the first of them."""
    rows = [
        f"Client {n},{['Won', 'Lost', 'Offer'][n % 3]},Ann,P{n},{100 + n},2024-01-{n + 2:02d},"
        + (f"2024-02-{n + 2:02d}" if n % 3 < 2 else "")
        for n in range(10)
    ]
    text = [CONTINUED[language], *rows[:3], *further, *rows[3:], further[0]]
    return ck.load("\n".join(text).encode())


@pytest.mark.parametrize("language", CONTINUED)
@pytest.mark.parametrize("further", [["Q"], ["Q", "R"], ["Q", "Q"], ["Q", "Q", "R"], ["P2"]])
def test_rows_of_a_product_alone_continue_the_deal_above(language, further):
    pipe = with_continuing(language, *(f",,,{each},,," for each in further))
    lines = pipe.beside["lines"]
    third = pipe.deals["deal_id"].iloc[2]
    assert len(pipe.deals) == 10
    assert pipe.deals["amount"].sum() == sum(100 + n for n in range(10))
    assert pipe.deals["outcome"].tolist() == (["won", "lost", "open"] * 4)[:10]
    assert lines.loc[lines["deal_id"] == third, "product"].tolist() == ["P2", *further]
    assert len(lines) == 11 + len(further)
    assert "amount" not in lines  # nobody knows what one of them is worth
    assert pipe.deals["product"].iloc[2] == " + ".join(dict.fromkeys(["P2", *further]))
    fates = pipe.notes.groupby("fate")["rows"].sum()
    assert (fates["deal"], fates["line"]) == (10, len(further) + 1)
    assert "merged" not in fates and "furniture" not in fates


def test_equal_rows_of_a_product_and_an_amount_are_several_lines():
    pipe = with_continuing("en", *[",,,Y,200,,"] * 2)
    assert pipe.deals["amount"].iloc[2] == 102 + 200 + 200
    assert pipe.beside["lines"]["product"].eq("Y").sum() == 3


@pytest.mark.parametrize(
    "row",
    [
        "A note,,,,,,",  # in another column
        ",,,Please look at the offer of last week before anybody calls this client again,,,",
    ],
)
def test_notes_continue_no_deal(row):
    pipe = with_continuing("en", row)
    assert len(pipe.deals) == 10
    assert pipe.deals["product"].tolist() == [f"P{n}" for n in range(10)]
    assert pipe.notes.groupby("fate")["rows"].sum()["furniture"] == 2


def test_what_else_a_continuing_row_holds_is_joined_and_told():
    rows = [
        "Opportunity,Stage,Expected Revenue,Salesperson,Created on,Closed Date,Tags",
        "a,New,1,Ana,2024-01-01,,Red",
        ",,,,,,Blue",
        "b,Won,2,Ana,2024-01-02,2024-02-02,",
    ]
    pipe = ck.load("\n".join(rows).encode())
    assert pipe.deals["Tags"].fillna("").tolist() == ["Red + Blue", ""]
    assert pipe.notes["effect"].str.contains('what they hold in "Tags" is joined').any()
    assert not pipe.notes["effect"].str.contains("its products").any()
