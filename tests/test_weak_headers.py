"""A weak word in a place of ours, "Budget", "Start", "Completed", beside a true column with a header nobody foresaw:
the right numbers, or a note that names both columns and a line that works when typed."""

import io

import pytest

import cycle_kit as ck
from cycle_kit.loading.agreed_amounts import is_agreed
from tests.test_advice import filled_in

#: {language: client, how it stands, won, lost, open, amount, creation, closing}
WORDS = {
    "en": ("Client", "Status", "Won", "Lost", "Open", "Deal value", "Created", "Date closed"),
    "de": ("Kunde", "Status", "Gewonnen", "Verloren", "Offen", "Auftragswert", "Angelegt am", "Abgeschlossen am"),
    "fr": ("Client", "Statut", "Gagnée", "Perdue", "En cours", "Montant", "Créé le", "Date de clôture"),
    "es": ("Cliente", "Estado", "Ganada", "Perdida", "Abierta", "Importe", "Fecha de creación", "Fecha de cierre"),
    "pl": ("Klient", "Status", "Wygrana", "Przegrana", "W toku", "Kwota", "Data utworzenia", "Data zamknięcia"),
    "bg": ("Клиент", "Статус", "Спечелена", "Загубена", "Отворена", "Стойност", "Създадена на", "Приключена на"),
    "fa": ("مشتری", "نتیجه", "موفق", "ناموفق", "در جریان", "مبلغ", "تاریخ ایجاد", "تاریخ بسته شدن"),
    "ar": ("العميل", "النتيجة", "مكسوبة", "خاسرة", "مفتوحة", "القيمة", "تاريخ الإنشاء", "تاريخ الإغلاق"),
}  # fmt: skip
ENDS = ["won", "lost", "open"] * 5


def listed(language, *, amount=None, created=None, closed=None, swapped=False, **kept):
    """A list of 15 deals as CSV. `amount`, `created`, `closed`: {header: cells} in place of the usual column, in this
    order or the other; `kept`: more columns, {name: (header, cells)}."""
    client, status, *ends, worth, begun, over = WORDS[language]
    said = dict(zip(("won", "lost", "open"), ends, strict=True))
    columns = {client: [f"K{n} GmbH" for n in range(15)], status: [said[end] for end in ENDS]}
    for header, own, usual in (
        (worth, amount, amounts()),
        (begun, created, days(0)),
        (over, closed, days(40, of=("won", "lost"))),
    ):
        pairs = list((own or {header: usual}).items())
        columns |= dict(reversed(pairs) if swapped else pairs)
    columns |= dict(kept.values())
    rows = [list(columns), *zip(*columns.values(), strict=True)]
    return "\n".join(";".join(map(str, row)) for row in rows) + "\n"


def amounts(times=1.0):
    return [f"{(3100 + 710 * (n * 7 % 11)) * times:.0f}" for n in range(15)]


def days(late, of=("won", "lost", "open")):
    """A day for each deal that ended so, `late` days after it came in; "" for the others."""
    return [
        f"2024-{1 + (9 * n + late) // 28:02d}-{1 + (9 * n + late) % 28:02d}" if end in of else ""
        for n, end in enumerate(ENDS)
    ]


def loaded(text, **said):
    return ck.load(io.BytesIO(text.encode()), **said)


def facts(pipe):
    deals = pipe.deals.sort_values("account")
    return deals[["outcome", "amount", "created_at", "closed_at"]].astype("str").values.tolist()


def told(pipe, one, other):
    """The notes that name both, and more than that they are not used."""
    found = pipe.notes[pipe.notes["note"].str.contains("stands for", regex=False)]
    both = [f'"{one}"' in note and f'"{other}"' in note for note in found["note"]]
    return found[both]


def assert_right_or_told(text, plain, weak, true):
    pipe = loaded(text)
    if facts(pipe) == facts(loaded(plain)):
        assert not told(pipe, weak, true).shape[0]
        return
    (row,) = told(pipe, weak, true).itertuples()
    assert filled_in(row.fix, {}) == row.fix  # nothing is left to fill in
    typed = loaded(text, **{"columns": eval(row.fix.removeprefix("columns="))})
    assert facts(typed) == facts(loaded(plain))
    assert not told(typed, weak, true).shape[0]


AGREED = {
    "en": ("Contract sum", "Budget"), "de": ("Vertragssumme", "Budget"), "fr": ("Prix convenu", "Budget"),
    "es": ("Precio acordado", "Budget"), "pl": ("Cena uzgodniona", "Budżet"), "bg": ("Договорена цена", "Бюджет"),
    "fa": ("مبلغ توافقی", "بودجه"), "ar": ("السعر المتفق عليه", "الميزانية"),
}  # fmt: skip
UNFORESEEN = {
    "en": ("Handshake", "Budget"), "de": ("Honorar", "Budget"), "fr": ("Honoraires", "Budget"),
    "es": ("Honorarios", "Budget"), "pl": ("Honorarium", "Budżet"), "bg": ("Хонорар", "Бюджет"),
    "fa": ("دستمزد", "بودجه"), "ar": ("الأتعاب", "الميزانية"),
}  # fmt: skip


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("language", AGREED)
def test_what_was_agreed_goes_before_a_budget(language, swapped):
    true, weak = AGREED[language]
    text = listed(language, amount={weak: amounts(1.5), true: amounts()}, swapped=swapped)
    assert facts(loaded(text)) == facts(loaded(listed(language)))


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("language", UNFORESEEN)
def test_another_amount_beside_a_budget_is_told(language, swapped):
    true, weak = UNFORESEEN[language]
    text = listed(language, amount={weak: amounts(1.5), true: amounts()}, swapped=swapped)
    assert_right_or_told(text, listed(language), weak, true)


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(
    ("language", "true", "weak"),
    [
        ("es", "Precio acordado", "Valor"), ("en", "Agreed price", "Value"), ("de", "Vereinbarter Preis", "Wert"),
        ("fr", "Prix convenu", "Valeur"), ("pl", "Cena umowna", "Wartość"), ("bg", "Договорена цена", "Стойност"),
        ("fa", "مبلغ توافقی", "ارزش"), ("ar", "السعر المتفق عليه", "القيمة"),
    ],
)  # fmt: skip
def test_what_was_agreed_is_told_beside_a_plain_amount(language, true, weak, swapped):
    text = listed(language, amount={weak: amounts(1.5), true: amounts()}, swapped=swapped)
    assert_right_or_told(text, listed(language), weak, true)


@pytest.mark.parametrize(
    ("language", "true", "before"),
    [
        ("en", "Agreed price", "List price"), ("de", "Vereinbarter Preis", "Listenpreis"),
        ("fr", "Prix convenu", "Prix catalogue"), ("pl", "Cena uzgodniona", "Cena katalogowa"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("swapped", [False, True])
def test_a_price_before_the_discount_is_not_offered_beside_another(language, true, before, swapped):
    text = listed(language, amount={before: amounts(1.5), true: amounts()}, swapped=swapped)
    fixes = loaded(text).notes["fix"]
    assert (fixes == f'columns={{"amount": "{true}"}}').sum() == 1
    assert not fixes.str.contains(before, regex=False).any()


OTHER_FIGURES = {
    "Cost": amounts(0.6), "Margin": amounts(0.4), "VAT": amounts(0.3), "Qty": [n % 4 + 1 for n in range(15)],
    "Discount": amounts(0.3), "Zip": [10_000 + 37 * n for n in range(15)], "Deposit paid": amounts(0.3),
    "Hours": [8 + 3 * n for n in range(15)], "Chance": [f"{10 * (n % 9)}%" for n in range(15)],
    "Commission": amounts(0.3), "List price": amounts(1.2), "Unit price": amounts(0.5), "Contract no": amounts(),
    "Half of them": [cell if n % 2 else "" for n, cell in enumerate(amounts(0.9))],
}  # fmt: skip


@pytest.mark.parametrize("amount", ["Budget", "Value", "Deal value"])
@pytest.mark.parametrize("other", OTHER_FIGURES)
def test_other_figures_are_no_amounts(amount, other):
    text = listed("en", amount={amount: amounts(), other: OTHER_FIGURES[other]})
    assert_untold(text, listed("en", amount={amount: amounts()}))


def assert_untold(text, plain):
    pipe = loaded(text)
    assert facts(pipe) == facts(loaded(plain))
    assert not pipe.notes["note"].str.contains("may be it", regex=False).any()


EARLIER = {
    "en": ("Came in", "Start"), "de": ("Hereingekommen", "Start"), "fr": ("Entrée", "Début"),
    "es": ("Recibida", "Inicio"), "pl": ("Trafiło do nas", "Start"), "bg": ("Дойде на", "Начало"),
    "fa": ("تاریخ ورودش", "تاریخ شروع"),
    "ar": ("تاريخ الوصول", "تاريخ البدء"),
}  # fmt: skip


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("language", EARLIER)
def test_an_earlier_date_beside_a_start_is_told(language, swapped):
    true, weak = EARLIER[language]
    text = listed(language, created={true: days(0), weak: days(6)}, swapped=swapped)
    assert_right_or_told(text, listed(language), weak, true)


@pytest.mark.parametrize("swapped", [False, True])
def test_a_header_with_a_word_for_the_enquiry_goes_before_a_quote(swapped):
    text = listed(
        "en", created={"Enquiry received": days(0), "Quote date": days(6)}, swapped=swapped
    )
    pipe = loaded(text)
    assert facts(pipe) == facts(loaded(listed("en")))
    assert not pipe.notes["note"].str.contains("no earlier date is known", regex=False).any()


@pytest.mark.parametrize("swapped", [False, True])
def test_an_unforeseen_date_before_a_quote_is_known(swapped):
    text = listed("en", created={"Came in": days(0), "Quote date": days(6)}, swapped=swapped)
    assert_right_or_told(text, listed("en"), "Quote date", "Came in")
    assert not loaded(text).notes["note"].str.contains("no earlier date is known").any()


@pytest.mark.parametrize(
    ("other", "cells"),
    [
        ("Birthday", ["1980-03-04"] * 7 + ["1991-07-08"] * 8), ("Delivery date", days(-0)),
        ("Contract start", days(0)), ("Last order paid", days(0)), ("Modified", days(0)), ("Later", days(9)),
        ("Now and then", [day if n % 2 else "" for n, day in enumerate(days(0))]), ("Visit", days(0)),
    ],
)  # fmt: skip
def test_other_dates_create_nothing(other, cells):
    text = listed("en", created={"Start": days(6)}, other=(other, cells))
    assert_untold(text, listed("en", created={"Start": days(6)}))


@pytest.mark.parametrize("header", ["Created", "Opened", "Enquiry date", "Logged"])
def test_a_plain_creation_stays(header):
    text = listed("en", created={header: days(6)}, other=("Came in", days(0)))
    assert_untold(text, listed("en", created={header: days(6)}))


ENDED = {
    "en": ("Verdict", "Completed"), "de": ("Entschieden am", "Ende"), "fr": ("Réponse le", "Fin"),
    "es": ("Respuesta", "Fin"), "pl": ("Odpowiedź dnia", "Koniec"), "bg": ("Отговор на", "Край"),
    "fa": ("تاریخ پاسخ", "پایان"), "ar": ("تاريخ الرد", "النهاية"),
}  # fmt: skip


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("language", ENDED)
def test_an_end_that_only_won_deals_have_is_told(language, swapped):
    true, weak = ENDED[language]
    both = {true: days(40, of=("won", "lost")), weak: days(90, of=("won",))}
    text = listed(language, closed=both, swapped=swapped)
    plain = listed(language)
    pipe = loaded(text)
    if weak in pipe.deals:  # it was not taken: the other is offered as the closing
        fix = f'columns={{"closed_at": "{true}"}}'
        assert pipe.notes["fix"].str.contains(fix, regex=False).any()
        assert facts(loaded(text, columns={"closed_at": true})) == facts(loaded(plain))
        return
    assert_right_or_told(text, plain, weak, true)
    assert not pipe.notes["note"].str.contains("it may be a step", regex=False).any()
    assert not (pipe.notes["fix"] == "Export the closing date.").any()


@pytest.mark.parametrize(
    ("other", "of"),
    [
        ("Delivery date", ("won", "lost")), ("Next call", ("won", "lost")), ("Last changed", ("won", "lost", "open")),
        ("Verdict", ("won", "lost", "open")), ("Verdict", ("won",)), ("Quote date", ("won", "lost")),
        ("Contract end", ("won", "lost")),
    ],
)  # fmt: skip
def test_other_dates_close_nothing(other, of):
    text = listed("en", closed={"Completed": days(60, of=("won",)), other: days(40, of=of)})
    assert_untold(text, listed("en", closed={"Completed": days(60, of=("won",))}))


def test_a_closing_that_lost_deals_have_too_stays():
    both = {"Verdict": days(40, of=("won", "lost")), "Completed": days(60, of=("won", "lost"))}
    assert_untold(listed("en", closed=both), listed("en", closed={"Completed": both["Completed"]}))


def test_what_the_caller_names_is_not_doubted():
    text = listed("en", amount={"Budget": amounts(1.5), "Contract sum": amounts()})
    pipe = loaded(text, columns={"amount": "Budget"})
    assert facts(pipe) == facts(loaded(listed("en", amount={"Budget": amounts(1.5)})))
    assert not pipe.notes["note"].str.contains("may be it", regex=False).any()


@pytest.mark.parametrize(
    "header", ["Contract length", "Contract no", "Vertragslaufzeit", "Sum", "Umowa", "Договор №"]
)
def test_agreed_amounts_say_both(header):
    assert not is_agreed(header)
