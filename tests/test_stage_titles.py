"""Lists in which the names of stages stand alone above the deals that are in them."""

import pandas as pd
import pytest

import cycle_kit as ck

#: language: (headers, two steps, won, lost)
WORDS = {
    "en": ("Deal,Rep,Value,Opened,Closed", "Proposal", "Negotiation", "Won", "Lost"),
    "de": ("Deal,Verkäufer,Betrag,Erstellt am,Abschlussdatum", "Angebot", "Verhandlung", "Gewonnen", "Verloren"),
    "pl": ("Szansa,Handlowiec,Wartość,Data utworzenia,Data zamknięcia", "Oferta", "Negocjacje", "Wygrane", "Przegrane"),
    "bg": ("Сделка,Търговец,Стойност,Дата на създаване,Дата на затваряне", "Оферта", "Преговори",
           "Спечелени", "Загубени"),
    "fa": ("معامله,کارشناس فروش,مبلغ,تاریخ ایجاد,تاریخ بسته شدن", "پیشنهاد", "مذاکره", "موفق", "ناموفق"),
    "ar": ("الصفقة,المندوب,القيمة,تاريخ الإنشاء,تاريخ الإغلاق", "عرض السعر", "التفاوض", "رابحة", "خاسرة"),
    "es": ("Negocio,Comercial,Importe,Fecha de creación,Fecha de cierre", "Propuesta", "Negociación",
           "Ganado", "Perdido"),
}  # fmt: skip
HOW_MANY = {"first": 3, "second": 2, "won": 4, "lost": 3}


def listed(headers, groups):
    wide = headers.count(",")
    lines, turn = [headers], 0
    for title, many, ended in groups:
        lines.append(title + "," * wide)
        for _ in range(many):
            turn += 1
            day = f"2025-03-{turn:02}" if ended else ""
            lines.append(f"Client {turn},Ann,{turn * 100},2025-01-{turn:02},{day}")
    return "\n".join([*lines, ""])


def groups_of(first, second, won, lost):
    return list(zip((first, second, won, lost), HOW_MANY.values(), (0, 0, 1, 1), strict=True))


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_titles_above_deals_are_their_stages(tmp_path, language, form):
    headers, *names = WORDS[language]
    text = listed(headers, groups_of(*names))
    path = tmp_path / f"list.{form}"
    if form == "csv":
        path.write_text(text, encoding="utf-8")
    else:
        rows = [line.split(",") for line in text.splitlines()]
        pd.DataFrame(rows).to_excel(path, header=False, index=False)
    pipe = ck.load(path)
    counts = pipe.deals["outcome"].value_counts()
    assert counts[["open", "won", "lost"]].tolist() == [5, 4, 3]
    assert pipe.deals["stage"].value_counts().to_dict() == {names[0]: 3, names[1]: 2}
    told = pipe.notes["note"]
    assert told.str.contains("stand alone in rows above others").sum() == 1
    assert all(name in told[told.str.contains("stand alone")].item() for name in names)


@pytest.mark.parametrize("place", range(4))
def test_a_title_that_nobody_knows_names_no_stage(tmp_path, place):
    headers, *names = WORDS["en"]
    names[place] = "Call Kolar on Monday"
    path = tmp_path / "list.csv"
    path.write_text(listed(headers, groups_of(*names)), encoding="utf-8")
    try:
        pipe = ck.load(path)
    except ck.CycleKitError as error:
        assert "Kolar" not in str(error)
        return
    assert not pipe.deals["stage"].astype("str").str.contains("Kolar").any()
    assert not pipe.notes["note"].str.contains("Kolar").any()


@pytest.mark.parametrize("header", ["Stage", "Phase", "Etap", "Етап", "مرحله", "Deal stage"])
def test_a_list_with_stages_of_its_own_keeps_them(tmp_path, header):
    headers, *names = WORDS["en"]
    lines = listed(headers, groups_of(*names)).splitlines()
    own = [f"{line},{header if not n else 'Demo' if line[-1] == ',' and 'Client' in line else ''}"
           for n, line in enumerate(lines)]  # fmt: skip
    path = tmp_path / "list.csv"
    path.write_text("\n".join([*own, ""]), encoding="utf-8")
    assert set(ck.load(path).deals["stage"].dropna()) == {"Demo"}
