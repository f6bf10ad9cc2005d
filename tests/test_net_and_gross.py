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
