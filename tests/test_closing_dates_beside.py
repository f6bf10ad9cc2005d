"""Deals that ended without a closing date, where a column that is not used has a date for just these."""

import re

import pytest

import cycle_kit as ck

ENDS = ["Won", "Lost", "Open"] * 8
NAMES = ["Entschieden (CRM)", "Zzz", "Dzień finału", "Ultimo passo"]


def table(*, known=(), dated, header="Zzz", day="2024-05-{:02d}"):
    """A list of deals: `known` outcomes have a date in a column that is understood, `dated` ones in another."""
    own = {"Won": "Won on", "Lost": "Lost on"}
    heads = ["Deal ID", "Stage", "Status", "Created", *(own[end] for end in known), header]
    rows = [
        [
            str(n),
            "Offer",
            end,
            f"2024-01-{n:02d}",
            *(f"2024-04-{n:02d}" if end == name else "" for name in known),
            day.format(n) if dated(n, end) else "",
        ]
        for n, end in enumerate(ENDS, 1)
    ]
    return "\n".join(",".join(row) for row in [heads, *rows]).encode()


def fix_of(text):
    notes = ck.load(text).notes
    [fix] = notes.loc[notes["note"].str.contains("no closing date"), "fix"]
    return fix


def typed(text, fix):
    pairs = dict(re.findall(r'"([^"]+)": "([^"]+)"', fix))
    return ck.load(text, columns=pairs).deals


@pytest.mark.parametrize("header", NAMES)
@pytest.mark.parametrize(
    ("known", "end", "name"), [("Lost", "Won", "won_at"), ("Won", "Lost", "lost_at")]
)
def test_the_dates_of_one_outcome_alone(header, known, end, name):
    text = table(known=[known], dated=lambda n, each: each == end, header=header)
    fix = fix_of(text)
    assert fix == f'"{header}" may tell when: columns={{"{name}": "{header}"}}.'
    deals = typed(text, fix)
    assert deals.loc[deals["outcome"] != "open", "closed_at"].notna().all()
    assert deals.loc[deals["outcome"] == "open", "closed_at"].isna().all()


def test_two_columns_of_which_each_dates_one_outcome():
    heads = "Deal ID,Stage,Status,Created,Zzz,Yyy"
    rows = [
        f"{n},Offer,{end},2024-01-{n:02d},{f'2024-05-{n:02d}' * (end == 'Won')},{f'2024-05-{n:02d}' * (end == 'Lost')}"
        for n, end in enumerate(ENDS, 1)
    ]
    text = "\n".join([heads, *rows]).encode()
    fix = fix_of(text)
    assert fix == '"Zzz", "Yyy" may tell when: columns={"won_at": "Zzz", "lost_at": "Yyy"}.'
    assert typed(text, fix)["closed_at"].notna().sum() == 16


def test_dates_of_all_that_ended():
    text = table(dated=lambda n, end: end != "Open")
    assert fix_of(text) == '"Zzz" may tell when: columns={"closed_at": "Zzz"}.'


@pytest.mark.parametrize(
    "given",
    [
        {"header": "Proposal date"},  # a step on the way
        {"header": "Next follow-up"},
        {"header": "Last modified"},
        {"header": "Contract end"},
        {"day": "2094-05-{:02d}"},  # planned
        {"day": "2023-05-{:02d}"},  # before the deal began
        {"day": "text {}"},
        {"dated": lambda n, end: True},
        {"dated": lambda n, end: end != "Lost"},  # of open deals too
        {"dated": lambda n, end: end == "Won" and n % 2},  # of half of them
    ],
)
def test_dates_of_something_else_are_not_named(given):
    made = {"known": ["Lost"], "dated": lambda n, end: end == "Won", **given}
    assert fix_of(table(**made)) == "Export the closing date."


SPANISH = ",".join(
    f"Trato - {name}"
    for name in ("ID", "Título", "Valor", "Moneda de Valor", "Etapa", "Estado", "Trato creado")
)


@pytest.mark.parametrize("lost", ["Perdido el", "Perdido en"])
def test_pipedrive_in_spanish_with_its_closing_dates(lost):
    words = {"Won": "Ganado", "Lost": "Perdido", "Open": "Abierto"}
    heads = f"{SPANISH},Trato - Ganado en,Trato - {lost},Trato - Fecha prevista de cierre"
    rows = [
        f"{n},Norte {n},100,EUR,Demo,{words[end]},2024-01-{n:02d} 10:00:00,"
        + ("2024-05-03 10:00:00" if end == "Won" else "")
        + ","
        + ("2024-05-03 10:00:00" if end == "Lost" else "")
        + ",2024-06-01"
        for n, end in enumerate(ENDS, 1)
    ]
    pipe = ck.load("\n".join([heads, *rows]).encode())
    assert pipe.crm == "pipedrive" and pipe.currency == "EUR"
    assert pipe.deals["closed_at"].notna().sum() == 16
    assert not pipe.notes["note"].str.contains("not used").any()


@pytest.mark.parametrize(
    "header",
    ["Churn date", "Survey sent", "NPS sent", "Ankieta wysłana", "Umfrage am", "Kündigungsdatum"],
)
@pytest.mark.parametrize("ends", [("Won",), ("Won", "Lost")])
def test_what_is_asked_of_clients_afterwards_or_when_they_leave_closes_nothing(header, ends):
    text = table(dated=lambda n, end: end in ends, header=header)
    assert not ck.load(text).notes["fix"].str.contains("columns=").any()


@pytest.mark.parametrize("ends", [("Won",), ("Won", "Lost")])
def test_one_same_day_for_all_closes_nothing(ends):
    text = table(dated=lambda n, end: end in ends, day="2024-06-01")
    assert not ck.load(text).notes["fix"].str.contains("columns=").any()


@pytest.mark.parametrize(("end", "name"), [("Won", "won_at"), ("Lost", "lost_at")])
def test_dates_of_one_end_are_offered_as_one_thing(end, name):
    notes = ck.load(table(dated=lambda n, each: each == end, header="Foo")).notes
    told = notes.loc[notes["fix"].str.contains('"Foo"'), "fix"].tolist()
    assert told == [f'"Foo" may tell when: columns={{"{name}": "Foo"}}.']


# ---- dates under the plainest words

#: headers of client, status, amount, creation; won, lost, open; words of a date or an end and no more
LISTS = {
    "en": ("Client;Status;Amount;Created", ("Won", "Lost", "Open"), ("Date", "Day", "Ending")),
    "de": ("Kunde;Status;Betrag;Erstellt am", ("Gewonnen", "Verloren", "Offen"), ("Datum", "Tag", "Schluss")),
    "fr": ("Client;Statut;Montant;Créé le", ("Gagné", "Perdu", "En cours"), ("Date", "Conclusion")),
    "es": ("Cliente;Estado;Importe;Fecha de creación", ("Ganada", "Perdida", "Abierta"), ("Fecha",)),
    "pl": ("Klient;Status;Kwota;Data utworzenia", ("Wygrana", "Przegrana", "Otwarta"), ("Data",)),
    "ru": ("Клиент;Статус;Сумма;Дата создания", ("Выиграна", "Проиграна", "Открыта"), ("Дата", "Конечная дата")),
    "bg": ("Клиент;Статус;Сума;Дата на създаване", ("Спечелена", "Загубена", "Отворена"), ("Дата",)),
    "tr": ("Müşteri;Durum;Tutar;Oluşturma Tarihi", ("Kazanıldı", "Kaybedildi", "Açık"), ("Tarih",)),
    "fa": ("مشتری;وضعیت;مبلغ;تاریخ ایجاد", ("برنده", "باخته", "باز"), ("تاریخ",)),
    "ar": ("العميل;الحالة;المبلغ;تاريخ الإنشاء", ("فوز", "خسارة", "مفتوحة"), ("التاريخ", "النهاية")),
}  # fmt: skip
PLAIN = [(language, word) for language, (*_, words) in LISTS.items() for word in words]


def listed(language, header, *, dated=(0, 1), year=2024):
    """Twelve deals by turns won, lost and open, with a date below the header where `dated` says so."""
    heads, ends, _ = LISTS[language]
    rows = [f"{heads};{header}"]
    for n in range(12):
        month = n % 8 + 1
        day = f"{year}-{month:02d}-25" if n % 3 in dated else ""
        rows.append(f"C{n};{ends[n % 3]};{100 + n};2024-{month:02d}-05;{day}")
    return "\n".join(rows).encode()


@pytest.mark.parametrize(("language", "header"), PLAIN)
def test_a_date_by_the_plainest_word_is_offered_where_only_closed_deals_have_one(language, header):
    text = listed(language, header)
    fix = fix_of(text)
    assert fix == f'"{header}" may tell when: columns={{"closed_at": "{header}"}}.'
    deals = typed(text, fix)
    assert deals.loc[deals["outcome"] != "open", "closed_at"].notna().all()


@pytest.mark.parametrize(("language", "header"), PLAIN)
@pytest.mark.parametrize(
    "given", [{"dated": (0, 1, 2)}, {"dated": (1, 2)}, {"year": 2023}, {"year": 2080}]
)
def test_and_not_where_open_ones_have_it_or_it_lies_outside_their_time(language, header, given):
    assert fix_of(listed(language, header, **given)) == "Export the closing date."


@pytest.mark.parametrize(("language", "header"), [("en", "Ending"), ("ar", "النهاية")])
def test_an_end_of_won_deals_alone_is_that_of_a_contract(language, header):
    assert fix_of(listed(language, header, dated=(0,))) == "Export the closing date."


#: days in the life of people
PERSONS = [
    ("en", "Birthday"), ("en", "Date of birth"), ("en", "DOB"), ("en", "Wedding anniversary"), ("de", "Geburtstag"),
    ("de", "Geburtsdatum"), ("de", "Geboren am"), ("fr", "Date de naissance"), ("fr", "Anniversaire"),
    ("es", "Fecha de nacimiento"), ("es", "Cumpleaños"), ("pl", "Data urodzenia"), ("pl", "Urodziny"),
    ("ru", "Дата рождения"), ("ru", "День рождения"), ("bg", "Рожден ден"), ("tr", "Doğum tarihi"),
    ("fa", "تاریخ تولد"), ("ar", "تاريخ الميلاد"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "header"), PERSONS)
def test_a_birthday_is_never_offered_not_even_one_of_this_year(language, header):
    notes = ck.load(listed(language, header)).notes
    assert not notes["fix"].str.contains(f'"{header}"', regex=False).any()
