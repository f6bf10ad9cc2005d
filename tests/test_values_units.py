"""Units in headers: read wherever they stand, and never out of the middle of a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cycle_kit.values import HeaderUnit, header_unit
from cycle_kit.values.currencies import CURRENCIES

#: how a header may carry its unit; every way is tried with every unit below
WAYS = [
    *(
        "{bare} ({unit})",
        "{bare} [{unit}]",
        "{bare}({unit})",
        "{bare} {{{unit}}}",
        "{bare} （{unit}）",
    ),
    *(
        "{bare}, {unit}",
        "{bare} - {unit}",
        "{bare} – {unit}",
        "{bare}: {unit}",
        "{bare} / {unit}",
        "{bare} | {unit}",
    ),
    *(
        "{bare} {unit}",
        "{bare}\n({unit})",
        "({unit}) {bare}",
        "{bare} ({unit}) *",
        "💰 {bare} ({unit})",
    ),
]
UNITS = [
    *(("Amount", "€", "EUR", 1), ("Deal size", "USD", "USD", 1), ("Price", "£", "GBP", 1)),
    *(
        ("ARR", "k€", "EUR", 1_000),
        ("ACV", "$k", "USD", 1_000),
        ("Revenue", "$M", "USD", 1_000_000),
    ),
    *(
        ("Budget", "£000", "GBP", 1_000),
        ("Value", "USD, thousands", "USD", 1_000),
        ("Value", "CHF", "CHF", 1),
    ),
    *(
        ("Kwota", "zł", "PLN", 1),
        ("Cena netto", "tys. zł", "PLN", 1_000),
        ("Wartość", "mln PLN", "PLN", 1_000_000),
    ),
    *(
        ("Стойност", "лв.", "BGN", 1),
        ("Цена", "хил. лв.", "BGN", 1_000),
        ("Сума", "евро", "EUR", 1),
    ),
    *(
        ("مبلغ", "تومان", "IRT", 1),
        ("مبلغ کل", "هزار تومان", "IRT", 1_000),
        ("قیمت", "میلیارد ریال", "IRR", 10**9),
    ),
    *(
        ("القيمة", "ريال سعودي", "SAR", 1),
        ("السعر", "د.ك", "KWD", 1),
        ("المبلغ", "مليون دولار", "USD", 1_000_000),
    ),
    *(
        ("Auftragswert", "T€", "EUR", 1_000),
        ("Umsatz", "Mio. €", "EUR", 1_000_000),
        ("Betrag", "TEUR", "EUR", 1_000),
    ),
    *(
        ("Montant HT", "€", "EUR", 1),
        ("Prix", "milliers €", "EUR", 1_000),
        ("Importe", "miles de euros", "EUR", 1_000),
    ),
    *(("Valor", "R$", "BRL", 1), ("Faturamento", "mil R$", "BRL", 1_000), ("Tutar", "₺", "TRY", 1)),
    *(
        ("Bütçe", "bin TL", "TRY", 1_000),
        ("Бюджет", "₸", "KZT", 1),
        ("Сумма", "тыс. руб.", "RUB", 1_000),
    ),
    *(("Ціна", "грн", "UAH", 1), ("Belopp", "SEK", "SEK", 1), ("Částka", "Kč", "CZK", 1)),
]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(("bare", "unit", "currency", "factor"), UNITS)
def test_a_unit_wherever_it_stands(way, bare, unit, currency, factor):
    header = way.format(bare=bare, unit=unit)
    language = "fa" if currency == "IRR" else None
    assert header_unit(header, language=language) == HeaderUnit(bare, currency, factor)


LED = [
    *(
        ("Value in USD", "Value", "USD", 1),
        ("Kwota w zł", "Kwota", "PLN", 1),
        ("Betrag in T€", "Betrag", "EUR", 1_000),
    ),
    *(("Сумма в рублях", "Сумма", "RUB", 1), ("Стойност в лева", "Стойност", "BGN", 1)),
    *(("مبلغ به تومان", "مبلغ", "IRT", 1), ("ارزش به میلیون تومان", "ارزش", "IRT", 1_000_000)),
    *(("المبلغ بالدولار", "المبلغ", "USD", 1), ("Montant en k€", "Montant", "EUR", 1_000)),
    *(
        ("Importe en euros", "Importe", "EUR", 1),
        ("Valor em milhares de reais", "Valor", "BRL", 1_000),
    ),
    *(
        ("Budget in millions of dollars", "Budget", "USD", 1_000_000),
        ("Amount in thousands", "Amount", "", 1_000),
    ),
    *(("Wynik w euro", "Wynik", "EUR", 1), ("Size in EUR", "Size", "EUR", 1)),
]


@pytest.mark.parametrize(("header", "bare", "currency", "factor"), LED)
def test_a_unit_behind_a_small_word(header, bare, currency, factor):
    assert header_unit(header) == HeaderUnit(bare, currency, factor)


IN_FRONT_AND_JOINED = [
    *(
        ("EUR amount", "amount", "EUR", 1),
        ("€ Amount", "Amount", "EUR", 1),
        ("PLN - wartość", "wartość", "PLN", 1),
    ),
    *(
        ("kUSD ARR", "ARR", "USD", 1_000),
        ("TL tutar", "tutar", "TRY", 1),
        ("US$ amount", "amount", "USD", 1),
    ),
    *(
        ("$Amount", "Amount", "USD", 1),
        ("Amount$", "Amount", "USD", 1),
        ("amount_usd", "amount", "USD", 1),
    ),
    *(
        ("deal_value_eur", "deal_value", "EUR", 1),
        ("AMOUNT_PLN", "AMOUNT", "PLN", 1),
        ("ValueEUR", "Value", "EUR", 1),
    ),
    *(("Value (in 1,000 EUR)", "Value", "EUR", 1_000), ("Value ('000 USD)", "Value", "USD", 1_000)),
    *(
        ("Revenue (k)", "Revenue", "", 1_000),
        ("Budget, mln", "Budget", "", 1_000_000),
        ("Value (x1000)", "Value", "", 1_000),
    ),
    *(
        ("Стойност (EUR) без ДДС", "Стойност без ДДС", "EUR", 1),
        ("Dollar value", "value", "USD", 1),
    ),
]


@pytest.mark.parametrize(("header", "bare", "currency", "factor"), IN_FRONT_AND_JOINED)
def test_a_unit_in_front_or_joined(header, bare, currency, factor):
    assert header_unit(header) == HeaderUnit(bare, currency, factor)


NO_UNIT = [
    *(
        "Euroland office",
        "Dollar store",
        "Planet",
        "Currency",
        "Currency Code",
        "Waluta",
        "Amount",
        "Deal Value",
    ),
    *(
        "Deal - Value",
        "Deal - Currency of Value",
        "Amount in company currency",
        "Notes",
        "Sales Team in Madrid",
    ),
    *(
        "LAST TRY",
        "Stage ALL",
        "TOP deals",
        "CAD file",
        "Bob",
        "Ron Weasley",
        "Lei Zhang",
        "Office Euro",
        "Euro zone",
    ),
    *(
        "Mall",
        "Tallinn",
        "Team",
        "Teurlings",
        "Kron",
        "USD/EUR",
        "Kurs EUR/USD",
        "USD/EUR rate",
        "Euro",
        "MAD",
        "T",
    ),
    *(
        "Date of birth",
        "№ сделки",
        "Deal #",
        "# of deals",
        "Created Date",
        "مبلغ",
        "مرحله",
        "Planowana data",
        "Place",
    ),
    *(
        'Date entered "Demo (Sales)"',
        "Amount.1",
        "Złotoryja",
        "Rublev",
        "Eurowert",
        "Marka",
        "Frau",
        "Krista",
    ),
    *(
        "Sum Insured",
        "Cost Center",
        "Pound Street",
        "Owner_id",
        "hs_v2_date_entered_12",
        "M",
        "k",
        "Kč"[:1],
        "",
    ),
]


@pytest.mark.parametrize("header", NO_UNIT)
def test_letters_of_a_unit_inside_other_words_are_left_alone(header):
    assert header_unit(header) == HeaderUnit(header, "", 1)


@pytest.mark.parametrize(
    ("header", "currency", "factor"),
    [
        ("PLN", "PLN", 1),
        ("(EUR)", "EUR", 1),
        ("€", "EUR", 1),
        ("T€", "EUR", 1_000),
        ("تومان", "IRT", 1),
    ],
)
def test_a_header_that_is_a_unit_stays_and_is_understood(header, currency, factor):
    assert header_unit(header) == HeaderUnit(header, currency, factor)


#: header -> bare, note, is the bare header still the same thing
REMARKS = [
    *(
        ("Szansa (%)", "Szansa", "%", False),
        ("Probability %", "Probability", "%", False),
        ("% won", "won", "%", False),
    ),
    *(
        ("Discount, %", "Discount", "%", False),
        ("Age (days)", "Age", "days", False),
        ("Wiek (dni)", "Wiek", "dni", False),
    ),
    *(
        ("Owner (email)", "Owner", "email", False),
        ("Amount (weighted)", "Amount", "weighted", False),
    ),
    *(
        ("Closed (won)", "Closed", "won", False),
        ("Amount (1)", "Amount", "1", False),
        ("Peso (kg)", "Peso", "kg", False),
    ),
    *(
        ("Name (fr)", "Name", "fr", False),
        ("Gender (m)", "Gender", "m", False),
        ("Users (k)", "Users", "k", False),
    ),
    *(("Wartość (netto)", "Wartość", "netto", True), ("Amount (gross)", "Amount", "gross", True)),
    *(("Стойност (без ДДС)", "Стойност", "без ДДС", True), ("Montant (HT)", "Montant", "HT", True)),
    *(("Created (UTC)", "Created", "UTC", True), ("Created (GMT+2)", "Created", "GMT+2", True)),
    *(
        ("Closed (Europe/Warsaw)", "Closed", "Europe/Warsaw", True),
        ("Close Date (required)", "Close Date", "required", True),
    ),
    *(("تاریخ (شمسی)", "تاریخ", "شمسی", True), ("Won (Y/N)", "Won", "Y/N", True)),
]


@pytest.mark.parametrize(("header", "bare", "note", "same"), REMARKS)
def test_other_remarks_in_brackets(header, bare, note, same):
    assert header_unit(header) == HeaderUnit(bare, note=note, same=same)


PATTERNS = [
    *(
        ("dd.mm.yyyy", "dmy"),
        ("MM/DD/YYYY", "mdy"),
        ("YYYY-MM-DD", "ymd"),
        ("m/d/y", "mdy"),
        ("d/m/y", "dmy"),
    ),
    *(
        ("TT.MM.JJJJ", "dmy"),
        ("jj/mm/aaaa", "dmy"),
        ("dd/mm/aaaa", "dmy"),
        ("gg.aa.yyyy", "dmy"),
        ("rrrr-mm-dd", "ymd"),
    ),
    *(("дд.мм.гггг", "dmy"), ("dd/mm/yyyy hh:mm", "dmy"), ("MM/DD/YY HH:MM:SS", "mdy")),
]


@pytest.mark.parametrize(("pattern", "order"), PATTERNS)
def test_a_pattern_says_how_dates_are_written(pattern, order):
    assert header_unit(f"Close date ({pattern})") == HeaderUnit(
        "Close date", note=pattern, order=order
    )


MIXED = [
    ("Amount (EUR, net)", HeaderUnit("Amount", "EUR", note="net")),
    ("Amount (EUR) (net)", HeaderUnit("Amount", "EUR", note="net")),
    ("Wartość PLN netto", HeaderUnit("Wartość", "PLN", note="netto")),
    ("Amount (USD, converted)", HeaderUnit("Amount", "USD", note="converted", same=False)),
    ("MRR (€/month)", HeaderUnit("MRR", "EUR", note="month", same=False)),
    ("Cena zł/szt", HeaderUnit("Cena", "PLN", note="szt", same=False)),
]


@pytest.mark.parametrize(("header", "expected"), MIXED)
def test_a_unit_with_a_remark(header, expected):
    assert header_unit(header) == expected


@pytest.mark.parametrize(
    ("name", "header"), [("ریال", "القيمة (ريال)"), ("kr", "Belopp (kr)"), ("¥", "Price ¥")]
)
def test_a_name_of_several_currencies_gives_no_code(name, header):
    found = header_unit(header)
    assert found == HeaderUnit(header.split()[0], shared=found.shared)
    assert found.shared == name


def test_the_language_settles_a_shared_name():
    assert header_unit("القيمة (ريال)", language="ar").currency == ""
    assert header_unit("ارزش (ريال)", language="fa").currency == "IRR"
    assert header_unit("مبلغ قرارداد (ریال)").currency == "IRR"  # the letters are Persian


ISO = [
    code for name, code in CURRENCIES.items() if name == code.lower() and name not in ("all", "top")
]


@given(st.sampled_from(ISO), st.sampled_from(WAYS))
def test_every_code_is_known(code, way):
    assert header_unit(way.format(bare="Amount", unit=code)) == HeaderUnit("Amount", code)


@given(st.text(max_size=30))
def test_any_header_has_a_bare_one(header):
    found = header_unit(header)
    assert found.factor >= 1
    assert bool(found.bare) == bool(header)
