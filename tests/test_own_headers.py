"""Discounts, list prices and next steps are found under their names in every language, and take no other column."""

import csv

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.errors import QuestionError
from cycle_kit.loading.asked_later import ASKING, WORDS
from cycle_kit.loading.matching import folded_key
from cycle_kit.metrics.own_headers import called
from tests.sample_oracles import FOLDER

#: of each language: number, stage, status with won, lost and open, amount, begin, end
DEALS = {
    "en": "Deal ID|Stage|Status|Won|Lost|Open|Amount|Create date|Close date",
    "pl": "Numer szansy|Etap|Status|Wygrana|Przegrana|Otwarta|Kwota|Data utworzenia|Data zamknięcia",
    "bg": "Номер на сделка|Етап|Статус|Спечелена|Загубена|Отворена|Сума|Дата на създаване|Дата на приключване",
    "fa": "شناسه معامله|مرحله|وضعیت|موفق|ناموفق|جاری|مبلغ|تاریخ ایجاد|تاریخ بستن",
    "ar": "رقم الصفقة|المرحلة|الحالة|فوز|خسارة|مفتوحة|المبلغ|تاريخ الإنشاء|تاريخ الإغلاق",
    "de": "Deal-ID|Phase|Status|Gewonnen|Verloren|Offen|Betrag|Erstellt am|Abschlussdatum",
    "fr": "ID affaire|Étape|Statut|Gagnée|Perdue|Ouverte|Montant|Date de création|Date de clôture",
    "es": "ID del negocio|Etapa|Estado|Ganado|Perdido|Abierto|Importe|Fecha de creación|Fecha de cierre",
}
#: discount, list price, next step
ASKED = {
    "en": ("Discount %", "List price", "Next step"),
    "pl": ("Rabat (%)", "Cena katalogowa", "Następny krok"),
    "bg": ("Отстъпка %", "Каталожна цена", "Следваща стъпка"),
    "fa": ("درصد تخفیف", "قیمت قبل از تخفیف", "اقدام بعدی"),
    "ar": ("نسبة الخصم", "السعر قبل الخصم", "الخطوة التالية"),
    "de": ("Rabatt (%)", "Listenpreis", "Nächster Schritt"),
    "fr": ("Remise (%)", "Prix catalogue", "Prochaine étape"),
    "es": ("Descuento (%)", "Precio de lista", "Próximo paso"),
}


def loaded(language, **more):
    number, stage, status, won, lost, going, amount, begin, end = DEALS[language].split("|")
    table = pd.DataFrame({
        number: ["101", "102", "103", "104"], stage: ["A"] * 4, status: [won, lost, going, going],
        amount: ["90", "100", "80", "70"], begin: ["2025-01-01"] * 4,
        end: ["2025-01-31", "2025-02-10", "", ""], **more,
    })  # fmt: skip
    return ck.load(table, stages=["A"], as_of="2025-02-28")


@pytest.mark.parametrize("language", DEALS)
def test_discounts_are_read_under_their_names(language):
    off, asked, _ = ASKED[language]
    for column in ({off: ["10", "0", "", ""]}, {asked: ["100", "100", "80", "70"]}):
        table = ck.discounts(loaded(language, **column)).set_index("discount")
        assert table["deals"].to_dict() == {"none": 1, "up to 10 %": 1}
        assert table["won"].to_dict() == {"none": 0, "up to 10 %": 1}


#: how a file may write a discount of a tenth and none, and list prices of 100 and 100
OFF = [("10%", "0%"), ("10 %", "0"), ("10,0 %", "0,0 %"), ("0.1", "0"), ("10", "0")]
ASKED_FOR = [
    ("$100.00", "$100.00"),
    ("100 EUR", "100 EUR"),
    ("100,00 €", "100,00 €"),
    ("100 zł", "100 zł"),
]


@pytest.mark.parametrize("language", DEALS)
def test_a_sign_in_the_cells_is_no_hindrance(language):
    off, asked, _ = ASKED[language]
    place = [*DEALS].index(language)
    cells, prices = OFF[place % len(OFF)], ASKED_FOR[place % len(ASKED_FOR)]
    for column in ({off: [*cells, "", ""]}, {asked: [*prices, "", ""]}):
        pipe = loaded(language, **column)
        assert not any("not used" in note for note in pipe.notes["note"]), column
        table = ck.discounts(pipe).set_index("discount")
        assert table["deals"].to_dict() == {"none": 1, "up to 10 %": 1}, column
        assert table["mean_discount"].tolist() == pytest.approx([0, 0.1])


@pytest.mark.parametrize(
    "header", ["Rabatt in %", "Nachlass in %", "Nachlass in Prozent", "Rabat w %", "Discount in %", "Remise en %",
               "Descuento en %", "Скидка в %", "Отстъпка в процент"],
)  # fmt: skip
def test_the_little_word_before_the_sign_of_percent(header):
    assert ck.discounts(loaded("en", **{header: ["10", "0", "", ""]}))["deals"].tolist() == [1, 1]


def test_a_discount_that_is_no_number_is_told_by_its_column():
    for cells in (["10%", "3 EUR"], ["much", "none"]):
        pipe = loaded("en", Discount=[*cells, "", ""])
        with pytest.raises(QuestionError) as error:
            ck.discounts(pipe)
        assert error.value.wrong == (
            'Discounts are not known: "Discount" holds more than numbers with one sign.'
        )
    with pytest.raises(QuestionError, match="neither a discount nor a list price"):
        ck.discounts(loaded("en"))


def test_own_amounts_and_shares_make_bands():
    pipe = loaded(
        "en", Deposit=["10 €", "20 €", "30 €", "40 €"], Margin=["5%", "10%", "15%", "20%"]
    )
    assert pipe.deals["Deposit"].tolist() == [10, 20, 30, 40]
    assert pipe.deals["Margin"].tolist() == pytest.approx([0.05, 0.1, 0.15, 0.2])
    assert len(ck.win_rate(pipe, by={"Margin": 2})) == 2


@pytest.mark.parametrize("language", DEALS)
def test_next_steps_are_read_under_their_names(language):
    planned = loaded(language, **{ASKED[language][2]: ["", "", "x", ""]})
    found = ck.to_do(planned)
    assert found.loc[found["why"].eq("no_next_step"), "deal_id"].tolist() == ["104"]
    for nobody_plans in ({}, {ASKED[language][2]: [""] * 4}):
        assert not ck.to_do(loaded(language, **nobody_plans))["why"].eq("no_next_step").any()


@pytest.mark.parametrize("language", DEALS)
def test_what_is_read_later_is_not_told_as_unused(language):
    off, asked, step = ASKED[language]
    columns = {off: ["10", "0", "", ""], asked: ["100", "100", "80", "70"], step: ["", "", "x", ""]}
    notes = loaded(language, **columns, Xyz=["1", "2", "3", "4"]).notes["note"]
    assert [note for note in notes if "not used" in note] == ['Columns that are not used: "Xyz".']
    read = [f'"{header}" is kept under its own name, and {metric} reads it.'
            for header, metric in zip(ASKED[language], ASKING.values(), strict=True)]  # fmt: skip
    assert [note for note in notes if "reads it" in note] == read
    words = loaded(language, **{off: ["yes", "no", "", ""]}).notes["note"]
    assert words.tolist().count(f'Columns that are not used: "{off}".') == 1  # no numbers


def test_no_word_for_them_is_one_for_a_column_of_ours():
    ours = {
        folded_key(header): (language, name)
        for language, columns in SPLIT.items()
        for name, headers in columns.items()
        for header in headers
    }
    words = [folded_key(word) for said in WORDS.values() for word in said]
    assert {word: ours[word] for word in words if word in ours} == {}
    for name, said in WORDS.items():
        assert [called(name, [word]) for word in said] == [*said]
        others = [other for other in WORDS if other != name]
        assert {called(other, [word]) for other in others for word in said} == {None}


def test_they_take_no_header_of_the_samples():
    found = {}
    for path in sorted(FOLDER.rglob("*.csv")):
        text = path.read_bytes().decode("utf-8", errors="replace").removeprefix("\ufeff")
        separator = max(",;", key=text.splitlines()[0].count)
        header = next(csv.reader([text.splitlines()[0]], delimiter=separator))
        for name in WORDS:
            if (taken := called(name, header)) is not None:
                found[path.name, name] = taken
    assert found == TAKEN


#: what is truly such a column
TAKEN = {
    ("hubspot_deals.csv", "list_price"): "List price",
    ("salesforce_weekly_opportunity.csv", "next_step"): "NextStep",
    ("suitecrm_en.csv", "next_step"): "Next Step",
    ("vtiger_opportunities.csv", "next_step"): "Next Step",
}
