"""Of a net and a gross amount the net one is the deal's, in whatever language; the other one is told as not used."""

import pytest

import cycle_kit as ck

LISTS = {
    "en": ("Deal ID,Stage,{},{},Created", ("Net", "Gross"), "Won"),
    "pl": ("Numer,Etap,{},{},Data utworzenia", ("Netto", "Brutto"), "Wygrana"),
    "bg": ("Номер,Етап,{},{},Дата на създаване", ("Нето", "Бруто"), "Спечелена"),
    "fa": ("شماره معامله,مرحله,{},{},تاریخ ایجاد", ("خالص", "ناخالص"), "موفق"),
    "ar": ("رقم الصفقة,المرحلة,{},{},تاريخ الإنشاء", ("الصافي", "الإجمالي"), "رابحة"),
    "ar, amounts": (
        "رقم الصفقة,المرحلة,{},{},تاريخ الإنشاء",
        ("المبلغ الصافي", "المبلغ الإجمالي"),
        "رابحة",
    ),
    "ar, of values": (
        "رقم الصفقة,المرحلة,{},{},تاريخ الإنشاء",
        ("صافي القيمة", "إجمالي القيمة"),
        "رابحة",
    ),
    "uk": ("Номер,Етап,{},{},Дата створення", ("Нетто", "Брутто"), "Виграно"),
    "cs": ("Číslo,Fáze,{},{},Datum vytvoření", ("Bez DPH", "S DPH"), "Vyhráno"),
    "tr": ("Fırsat No,Aşama,{},{},Oluşturma tarihi", ("Net tutar", "Brüt tutar"), "Kazanıldı"),
    "fr": ("Réf.,Étape,{},{},Date de création", ("Montant net", "Montant brut"), "Gagnée"),
    "es": ("Nº,Etapa,{},{},Fecha de creación", ("Importe neto", "Importe bruto"), "Ganada"),
}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("language", LISTS)
def test_the_net_amount_counts(language, turned):
    head, (net, gross), won = LISTS[language]
    rows = [(n * 100, n * 123) for n in range(1, 9)]
    order = slice(None, None, -1 if turned else 1)
    lines = [head.format(*(net, gross)[order])]
    lines += [
        f"K{n},{won if n % 2 else 'X1'},{pair[order][0]},{pair[order][1]},2026-01-{n + 10}"
        for n, pair in enumerate(rows)
    ]
    pipe = ck.load("\n".join(lines).encode())
    assert pipe.deals["amount"].tolist() == [pair[0] for pair in rows]
    assert pipe.notes["note"].str.contains(f'not used: "{gross}"').any()


@pytest.mark.parametrize("language", LISTS)
def test_one_of_them_alone_counts(language):
    head, names, won = LISTS[language]
    for name in names:
        lines = [head.replace("{},{}", name)]
        lines += [f"K{n},{won if n % 2 else 'X1'},{n}00,2026-01-{n + 10}" for n in range(1, 9)]
        pipe = ck.load("\n".join(lines).encode())
        assert pipe.deals["amount"].sum() == 3600


AROUND = {
    "en": [
        "Price excl. VAT|Price incl. VAT",
        "Amount (net)|Amount (gross)",
        "Net price|Gross price",
        "Value ex VAT|Value inc VAT",
    ],
    "de": [
        "Preis netto|Preis brutto",
        "Summe (netto)|Summe (brutto)",
        "Betrag ohne MwSt.|Betrag inkl. MwSt.",
        "Betrag (ohne MwSt.)|Betrag (inkl. MwSt.)",
        "Nettopreis|Bruttopreis",
    ],
    "pl": ["Cena netto|Cena brutto", "Kwota bez VAT|Kwota z VAT"],
    "ar": [
        "السعر بدون ضريبة|السعر مع الضريبة",
        "المبلغ قبل الضريبة|المبلغ شامل الضريبة",
        "قبل الضريبة|شامل الضريبة",
    ],
    "fa": ["مبلغ بدون مالیات|مبلغ با مالیات", "قیمت خالص|قیمت ناخالص"],
    "bg": ["Цена без ДДС|Цена с ДДС", "Стойност нето|Стойност бруто"],
    "tr": [
        "Net fiyat|Brüt fiyat",
        "Tutar (KDV hariç)|Tutar (KDV dahil)",
        "KDV hariç tutar|KDV dahil tutar",
    ],
}
HEADS = LISTS | {"de": ("Nummer,Phase,{},{},Erstellt am", ("Netto", "Brutto"), "Gewonnen")}


@pytest.mark.parametrize(
    ("language", "pair"), [(language, pair) for language in AROUND for pair in AROUND[language]]
)
def test_words_for_tax_may_stand_around_any_word_for_amounts(language, pair):
    head, _names, won = HEADS[language]
    net, gross = pair.split("|")
    for names in ((net, gross), (gross, net), (net,), (gross,)):
        lines = [head.replace("{},{}", ",".join(names))]
        for n in range(1, 9):
            cells = ",".join(str(n * (100 if name == net else 120)) for name in names)
            lines.append(f"K{n},{won if n % 2 else 'X1'},{cells},2026-01-{n + 10}")
        deals = ck.load("\n".join(lines).encode()).deals
        assert deals["amount"].sum() == (3600 if net in names else 4320)


@pytest.mark.parametrize("other", ["Net margin", "Gross profit", "VAT", "Net weight", "Seats net"])
def test_other_figures_net_and_gross_are_no_amounts(other):
    lines = [f"Deal ID,Stage,{other},Created"]
    lines += [f"K{n},{'Won' if n % 2 else 'X1'},{n}00,2026-01-{n + 10}" for n in range(1, 9)]
    assert ck.load("\n".join(lines).encode()).deals["amount"].isna().all()


def test_an_amount_that_says_nothing_of_tax_goes_first():
    lines = ["Deal ID,Stage,Price net,Amount,Price gross,Created"]
    lines += [f"K{n},{'Won' if n % 2 else 'X1'},1,{n}00,2,2026-01-{n + 10}" for n in range(1, 9)]
    assert ck.load("\n".join(lines).encode()).deals["amount"].sum() == 3600
