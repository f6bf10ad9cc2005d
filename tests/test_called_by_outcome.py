"""Sheets and files that are named by outcome, and numbers that start again in each of them."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from cycle_kit.loading.called import said_in

HEADERS = ["Deal", "Amount", "Created", "Closed"]
ROWS = {
    "open": [["A", "100", "2024-01-02", ""], ["B", "200", "2024-01-03", ""]],
    "won": [["C", "300", "2024-01-02", "2024-02-02"], ["D", "400", "2024-01-03", "2024-02-03"]],
    "lost": [["E", "500", "2024-01-04", "2024-02-04"]],
}
RIGHT = {"open": 2, "won": 2, "lost": 1}

#: language: what lists of open, won and lost deals are called, and the headers
NAMES = {
    "en": ("Open", "Won", "Lost", HEADERS),
    "en files": ("Sales pipeline", "Sales won", "Sales lost", HEADERS),
    "de": ("Offene Angebote", "Aufträge", "Absagen", ["Kunde", "Summe", "Angelegt am", "Abgeschlossen am"]),
    "fr": ("En cours", "Gagnées", "Perdues", ["Client", "Montant", "Créée le", "Clôturée le"]),
    "es": ("Abiertas", "Ganadas", "Perdidas", ["Cliente", "Importe", "Fecha de creación", "Fecha de cierre"]),
    "pt": ("Em andamento", "Ganhos", "Perdidos", ["Cliente", "Valor", "Data de criação", "Data de fechamento"]),
    "pl": ("w toku", "wygrane 2024", "przegrane 2024", ["Klient", "Kwota", "Data utworzenia", "Data zamknięcia"]),
    "ru": ("в работе", "сделки выигранные", "сделки отказы", ["Сделка", "Сумма", "Дата создания", "Дата закрытия"]),
    "bg": ("отворени", "спечелени", "загубени", ["Клиент", "Сума", "Дата на създаване", "Дата на приключване"]),
    "tr": ("açık", "kazanılan", "kaybedilen", ["Müşteri", "Tutar", "Oluşturma Tarihi", "Kapanış Tarihi"]),
    "fa": ("جاری", "فروش موفق", "ناموفق", ["مشتری", "مبلغ", "تاریخ ایجاد", "تاریخ بستن"]),
    "ar": ("مفتوحة", "رابحة", "خاسرة", ["العميل", "القيمة", "تاريخ الإنشاء", "تاريخ الإغلاق"]),
}  # fmt: skip


def outcomes(pipe):
    return {k: int(n) for k, n in pipe.deals["outcome"].astype(str).value_counts().items()}


def parts(headers, names, rows=ROWS):
    return {
        name: pd.DataFrame(each, columns=headers)
        for name, each in zip(names, rows.values(), strict=True)
    }


def as_files(folder, tables):
    for name, frame in tables.items():
        frame.to_csv(folder / f"{name}.csv", index=False)
    return folder


def as_sheets(folder, tables):
    with pd.ExcelWriter(folder / "book.xlsx", engine="xlsxwriter") as book:
        for name, frame in tables.items():
            frame.to_excel(book, sheet_name=name, index=False)
    return folder / "book.xlsx"


@pytest.mark.parametrize("way", [as_files, as_sheets])
@pytest.mark.parametrize("language", NAMES)
def test_parts_named_by_outcome_have_it(tmp_path, language, way):
    *names, headers = NAMES[language]
    pipe = ck.load(way(tmp_path, parts(headers, names)))
    assert outcomes(pipe) == RIGHT
    assert pipe.deals.loc[pipe.deals["outcome"] == "won", "amount"].sum() == 700
    assert pipe.deals["closed_at"].notna().sum() == 3
    assert pipe.notes["note"].str.contains("are called by outcome").any()
    assert not pipe.notes["note"].str.contains("another table").any()


def test_what_a_row_says_goes_before_the_name_of_its_sheet(tmp_path):
    tables = parts(HEADERS, ["Open", "Won", "Lost"])
    tables["Won"] = tables["Won"].assign(Stage=["Offer", "Lost"])
    tables["Open"] = tables["Open"].assign(Stage="Offer")
    tables["Lost"] = tables["Lost"].assign(Stage="Offer")
    assert outcomes(ck.load(as_sheets(tmp_path, tables))) == {"open": 2, "won": 1, "lost": 2}


def test_a_deal_in_the_open_list_and_in_the_won_one_is_won(tmp_path):
    tables = parts(["Deal ID", *HEADERS[1:]], ["Won", "Open", "Lost"])
    tables["Open"] = parts(["Deal ID", *HEADERS[1:]], ["o", "w", "l"])["o"]
    tables["Won"] = parts(["Deal ID", *HEADERS[1:]], ["o", "w", "l"])["w"]
    tables["Won"].loc[0] = ["A", "100", "2024-01-02", "2024-02-02"]
    pipe = ck.load(as_sheets(tmp_path, tables))
    assert pipe.deals.set_index("deal_id")["outcome"].to_dict() == {
        "A": "won",
        "B": "open",
        "D": "won",
        "E": "lost",
    }


def test_a_name_nobody_knows_beside_known_ones_is_asked_about_and_can_be_said(tmp_path):
    source = as_sheets(tmp_path, parts(HEADERS, ["Open", "Won", "Drawer"]))
    with pytest.raises(StageError) as error:
        ck.load(source)
    assert '"Drawer"' in error.value.fix
    assert outcomes(ck.load(source, lost=["Drawer"])) == RIGHT


def test_closed_beside_open_asks_how_and_can_be_said(tmp_path):
    tables = parts(HEADERS, ["open", "closed", "x"])
    del tables["x"]
    source = as_files(tmp_path, tables)
    with pytest.raises(StageError) as error:
        ck.load(source)
    assert 'won=["closed"]' in error.value.fix and 'lost=["closed"]' in error.value.fix
    assert outcomes(ck.load(source, won=["closed"])) == {"open": 2, "won": 2}


def test_one_file_of_one_outcome_asks_and_can_be_said(tmp_path):
    frame = pd.DataFrame(ROWS["won"], columns=HEADERS)
    frame.to_csv(tmp_path / "lost deals.csv", index=False)
    with pytest.raises(StageError) as error:
        ck.load(tmp_path / "lost deals.csv")
    assert 'lost=["lost"]' in error.value.fix
    assert outcomes(ck.load(tmp_path / "lost deals.csv", lost=["lost"])) == {"lost": 2}


def test_names_that_say_nothing_or_two_things_tell_nothing():
    assert said_in("won") == "won"
    assert said_in("ClosedLost_2024") == "lost"
    assert said_in("open deals") == "open"
    assert said_in("Archiv 2023") == "closed"
    for name in ("won and lost", "Ann", "2024-01", "deals", "не выигранные"):
        assert said_in(name) == "", name


def test_a_column_that_is_empty_in_one_part_means_what_it_means_in_the_others(tmp_path):
    tables = parts(HEADERS, ["a", "b", "c"])
    for name, stage in zip(tables, ["Offer", "Won", "Lost"], strict=True):
        tables[name]["Stage"] = stage
    pipe = ck.load(as_files(tmp_path, tables))
    assert outcomes(pipe) == RIGHT
    assert "Closed" not in pipe.deals


@pytest.mark.parametrize("way", [as_files, as_sheets])
@pytest.mark.parametrize("language", NAMES)
def test_a_list_of_open_deals_needs_no_dates(tmp_path, language, way):
    """Nobody keeps a column of closing dates for open deals."""
    *names, headers = NAMES[language]
    tables = parts(headers, names)
    tables[names[0]] = tables[names[0]][headers[:2]]
    pipe = ck.load(way(tmp_path, tables))
    assert outcomes(pipe) == RIGHT
    assert not pipe.notes["note"].str.contains("another table").any()


#: language: two stages by which lists are called, and one of won deals
STAGES = {
    "en": ("Proposal", "Negotiation", "Won"),
    "de": ("Angebote", "Verhandlungen", "Gewonnen"),
    "pl": ("Oferty", "Negocjacje", "Wygrane"),
    "fr": ("Devis envoyés", "Négociation", "Gagnées"),
    "es": ("Propuesta", "Negociación", "Ganadas"),
    "pt": ("Proposta", "Negociação", "Ganhos"),
    "ru": ("Предложение", "Переговоры", "Выигранные"),
    "bg": ("Оферта", "Преговори", "Спечелени"),
    "tr": ("Teklif", "Müzakere", "Kazanılan"),
    "fa": ("پیشنهاد", "مذاکره", "موفق"),
    "ar": ("عرض سعر", "تفاوض", "رابحة"),
}


@pytest.mark.parametrize("way", [as_files, as_sheets])
@pytest.mark.parametrize("language", STAGES)
@pytest.mark.parametrize("ended", [True, False])
def test_parts_named_by_stage_have_it(tmp_path, language, way, ended):
    names = STAGES[language]
    headers = NAMES[language][3]
    tables = parts(
        headers[:3], names, {part: [row[:3] for row in rows] for part, rows in ROWS.items()}
    )
    tables = dict(zip(names, tables.values(), strict=True))
    if not ended:
        del tables[names[2]]
    pipe = ck.load(way(tmp_path, tables))
    stages = dict(zip(pipe.deals["amount"], pipe.deals["stage"].astype("object"), strict=True))
    assert {stages[100], stages[200]} == {names[0]}
    assert {stages[300], stages[400]} == {names[1]}
    assert outcomes(pipe) == ({"open": 4, "won": 1} if ended else {"open": 4})
    assert pipe.notes["note"].str.contains("are called by a stage").sum() == 1


def test_names_of_stages_say_nothing_where_deals_have_stages_or_one_name_is_of_none(tmp_path):
    rows = [["A", "100", "2024-01-02", "Open"], ["B", "200", "2024-01-03", "Won"]]
    frame = pd.DataFrame(rows, columns=["Client", "Amount", "Created", "Status"])
    other = frame.assign(Client=["C", "D"])
    pipe = ck.load(as_sheets(tmp_path, {"Proposal": frame, "Ann": other}))
    assert "stage" not in pipe.deals or pipe.deals["stage"].isna().all()
    staged = [each.assign(Stage="First") for each in (frame, other)]
    pipe = ck.load(as_sheets(tmp_path, dict(zip(["Proposal", "Negotiation"], staged, strict=True))))
    assert set(pipe.deals["stage"].dropna()) == {"First"}


COPIES = [
    ("leads_20250131", "leads_20250228"),
    ("offers 31.01.2025", "offers 28.02.2025"),
    ("Angebote 2025-01-31", "Angebote 2025-02-28"),
    ("2025-01 oferty", "2025-02 oferty"),
    ("devis 2025_01_31", "devis 2025_02_28"),
    ("proposals-2025-01", "proposals-2025-02"),
    ("leads", "leads (1)"),
    ("Предложения 2025-01-31", "Предложения 2025-02-28"),
]


@pytest.mark.parametrize("names", COPIES)
def test_copies_of_a_list_that_is_called_by_a_step_are_no_parts_by_stage(tmp_path, names):
    headers = ["Client", "Opened", "Closed", "Status", "Value"]
    before = [["A", "2025-01-03", "", "Open", "100"], ["B", "2025-01-06", "", "Open", "200"]]
    after = [["A", "2025-01-03", "2025-02-02", "Won", "100"], before[1]]
    after += [["C", "2025-02-11", "2025-02-20", "Lost", "50"]]
    tables = [pd.DataFrame(rows, columns=headers) for rows in (before, after)]
    pipe = ck.load(as_files(tmp_path, dict(zip(names, tables, strict=True))))
    assert outcomes(pipe) == {"open": 1, "won": 1, "lost": 1}
    assert not pipe.stages
    assert not pipe.notes["note"].str.contains("are called by a stage").any()


@pytest.mark.parametrize("ending", [" 2025-01-31", "_20250131", " (1)", " 31.01.2025"])
def test_lists_of_different_steps_have_them_without_the_date_of_the_file(tmp_path, ending):
    rows = [["A", "100", "2024-01-02"], ["B", "200", "2024-01-03"]]
    tables = {
        f"{name}{ending}": pd.DataFrame([row], columns=HEADERS[:3])
        for name, row in zip(("Leads", "Offers"), rows, strict=True)
    }
    pipe = ck.load(as_files(tmp_path, tables))
    assert pipe.deals.sort_values("amount")["stage"].tolist() == ["Leads", "Offers"]


def test_lists_of_two_years_that_are_called_by_outcome_have_it(tmp_path):
    names = [f"{said} {year}" for said in ("won", "lost") for year in (2024, 2025)]
    tables = {
        name: pd.DataFrame([[f"Deal {n}", "100", f"2024-01-0{n}"]], columns=HEADERS[:3])
        for n, name in enumerate(names, start=1)
    }
    assert outcomes(ck.load(as_files(tmp_path, tables))) == {"won": 2, "lost": 2}


# ---- numbers that start again

LISTS = {
    "months": (["No", "Client", "Status", "Amount", "Date"], "won", "open"),
    "polish": (["Lp.", "Klient", "Etap", "Kwota", "Data utworzenia"], "Wygrana", "Oferta"),
    "russian": (["№", "Клиент", "Статус", "Сумма", "Дата создания"], "Выиграна", "в работе"),
    "german": (["Nr.", "Kunde", "Status", "Summe", "Angelegt am"], "gewonnen", "offen"),
}


@pytest.mark.parametrize("way", [as_files, as_sheets])
@pytest.mark.parametrize("name", LISTS)
def test_numbers_that_start_again_in_each_part_are_of_other_deals(tmp_path, name, way):
    headers, won, going = LISTS[name]
    tables = {
        f"part {month}": pd.DataFrame(
            [
                [str(n), f"Firm {month}{n}", won if n == 1 else going, str(100 * month + n), f"2024-0{month}-0{n}"]
                for n in (1, 2, 3)
            ],
            columns=headers,
        )
        for month in (1, 2, 3)
    }  # fmt: skip
    pipe = ck.load(way(tmp_path, tables))
    assert outcomes(pipe) == {"open": 6, "won": 3}
    assert pipe.deals["deal_id"].is_unique
    assert pipe.notes["note"].str.contains("start again in each table").sum() == 1
    assert not pipe.recorded


@pytest.mark.parametrize("changed", ["Amount", "Client", "Date"])
def test_the_same_deals_on_two_days_stay_dated_exports_whatever_one_thing_changed(
    tmp_path, changed
):
    before = pd.DataFrame(
        {
            "No": ["1", "2"],
            "Client": ["A", "B"],
            "Stage": ["Call", "Call"],
            "Amount": ["5", "6"],
            "Date": ["2024-01-01", "2024-01-02"],
        }
    )
    after = before.assign(
        **{"Stage": ["Offer", "Won"]}, **{changed: ["2024-01-05", "2024-01-06"]}
    ) if changed == "Date" else before.assign(Stage=["Offer", "Won"], **{changed: ["8", "9"]})  # fmt: skip
    as_files(tmp_path, {"deals_2024-01-31": before, "deals_2024-02-29": after})
    pipe = ck.load(tmp_path, stages=["Call", "Offer"])
    assert outcomes(pipe) == {"open": 1, "won": 1}
    assert pipe.recorded


@pytest.mark.parametrize(
    "sheet", ["Done", "Closed", "Archive", "Abgeschlossen", "Zamknięte", "Закрыто"]
)
@pytest.mark.parametrize("file", ["archive.xlsx", "won.xlsx", "deals.xlsx"])
def test_the_question_says_whether_the_sheet_or_the_file_is_called_so(tmp_path, file, sheet):
    frame = pd.DataFrame(
        {
            "Deal ID": [f"D{n}" for n in range(8)],
            "Client": [f"C{n}" for n in range(8)],
            "Amount": 100,
            "Created": "2024-01-05",
            "Closed": [f"2024-02-{n + 1:02d}" for n in range(8)],
        }
    )
    frame.to_excel(tmp_path / file, index=False, sheet_name=sheet)
    with pytest.raises(ck.CycleKitError) as asked:
        ck.load(tmp_path / file)
    assert str(asked.value).startswith(f'A sheet of {file} is called "{sheet}"')
    frame.to_csv(tmp_path / f"{sheet}.csv", index=False)
    with pytest.raises(ck.CycleKitError) as asked:
        ck.load(tmp_path / f"{sheet}.csv")
    assert str(asked.value).startswith(f'{sheet}.csv is called "{sheet}"')
