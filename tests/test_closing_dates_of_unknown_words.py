"""Words for a loss that nobody knows, a few deals each, beside a closing date that may be a planned one."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from tests.test_advice import filled_in

#: headers: client, beginning, end, stage; a word for won, one for lost, one on the way
LISTS = {
    "en": ("Client,Opened,Close date,Value,Stage", "Won", "Lost", "Call"),
    "en, decided": ("Client,Opened,Decision date,Value,Status", "Won", "Lost", "Call"),
    "en, end": ("Client,Opened,End date,Value,Stage", "Won", "Lost", "Call"),
    "pl": ("Klient,Data,Data zamknięcia,Kwota,Etap", "Wygrana", "Przegrana", "Rozmowa"),
    "de": ("Kunde,Anfrage,Abschlussdatum,Wert,Phase", "Gewonnen", "Verloren", "Gespräch"),
    "tr": ("Müşteri,Tarih,Kapanış Tarihi,Tutar,Aşama", "Kazanıldı", "Kaybedildi", "Görüşme"),
    "ru": ("Клиент,Дата создания,Дата закрытия,Сумма,Этап", "Выиграна", "Проиграна", "Переговоры"),
}
STRANGE = ["Zonk", "Plomba", "Krach", "Фрезия", "Mus", "Tilt"]  # no language's words


def table(language="en", strange=(STRANGE[0],), *, each=1, of_open=(), also=()):
    """12 won, 4 lost and 8 open deals, `each` of every strange word. `of_open`: close dates of the open deals."""
    header, won, lost, way = LISTS[language]
    words = [won] * 12 + [lost] * 4 + [word for word in strange for _ in range(each)] + [way] * 8
    rows = []
    still = 0
    for n, word in enumerate(words):
        day = f"2025-02-{1 + 7 * n % 27:02d}"
        if word == way:
            day = of_open[still % len(of_open)] if of_open else ""
            still += 1
        rows.append([f"c{n}", f"2025-01-{1 + n % 28:02d}", day, str(100 + n), word])
    return pd.DataFrame([*rows, *also], columns=header.split(","))


def outcomes(pipe):
    return {name: n for name, n in pipe.deals["outcome"].astype(str).value_counts().items() if n}


@pytest.mark.parametrize("language", LISTS)
@pytest.mark.parametrize("count", [2, 4, 6])
def test_words_of_few_deals_each_are_asked_about_together(language, count):
    strange = STRANGE[:count]
    frame = table(language, strange)
    with pytest.raises(StageError) as asked:
        ck.load(frame)
    assert all(f'"{word}"' in asked.value.wrong for word in strange)
    assert LISTS[language][3] not in asked.value.wrong
    line = filled_in(asked.value.fix, dict.fromkeys(strange, "lost"))
    assert "lost=" in line
    pipe = ck.load(frame, lost=strange)
    assert outcomes(pipe) == {"won": 12, "lost": 4 + count, "open": 8}
    assert pipe.deals["closed_at"].notna().sum() == 16 + count


def test_one_deal_of_many_is_of_unknown_outcome_and_told():
    pipe = ck.load(table(strange=["Zonk"]))
    assert outcomes(pipe) == {"won": 12, "lost": 4, "open": 8, "unknown": 1}
    assert pipe.notes["note"].str.contains('"Zonk" \\(1 deal\\)').any()


AHEAD = ["2025-05-01", "2025-06-15"]


def test_a_past_date_stands_out_where_the_other_open_deals_have_one_ahead():
    with pytest.raises(StageError, match="Zonk"):
        ck.load(table(strange=STRANGE[:3], of_open=AHEAD))


@pytest.mark.parametrize("each", [1, 3])
def test_planned_dates_of_which_some_are_past_stay_planned(each):
    """Stages nobody knows, all of whose deals have a date, and so have the others: as CRMs export it."""
    frame = table(strange=STRANGE[:2], each=each, of_open=[*AHEAD, "2025-02-10"])
    pipe = ck.load(frame)
    assert outcomes(pipe) == {"won": 12, "lost": 4, "open": 8 + 2 * each}
    assert pipe.deals["expected_close"].notna().sum() == 8 + 2 * each
    assert not pipe.notes["note"].str.contains("a date that is past").any()


def test_dates_that_lie_ahead_close_nothing():
    rows = [[f"x{n}", "2025-01-20", "2025-07-01", "5", "Verbal yes"] for n in range(3)]
    pipe = ck.load(table(strange=(), also=rows))
    assert outcomes(pipe) == {"won": 12, "lost": 4, "open": 11}


def test_open_deals_with_a_past_date_are_told_where_others_have_none():
    rows = [["x1", "2025-01-20", "2025-02-03", "5", "Call"]]
    notes = ck.load(table(strange=(), also=rows)).notes
    assert notes["note"].str.contains('1 open deal has a date that is past in "Close date"').any()


# ---- marks and letters


@pytest.mark.parametrize(
    ("header", "won", "lost", "still"),
    [
        ("W/L", "W", "L", ""), ("W/L", "w", "l", "open"), ("Status", "✅", "❌", "⏳"), ("Result", "👍", "👎", ""),
        ("Won?", "Yes", "No", ""), ("Won?", "✅", "❌", ""), ("G/V", "G", "V", ""), ("W/P", "W", "P", ""),
        ("Status", "1", "0", ""), ("В/П", "В", "П", ""), ("Won", "tak", "nie", ""), ("Status", "W", "L", "O"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("closing", ["Closed", "Close date"])
def test_marks_that_any_reader_knows_are_understood(header, won, lost, still, closing):
    frame = table().drop(columns="Stage").head(20).rename(columns={"Close date": closing})
    frame[header] = [won] * 9 + [lost] * 6 + [still] * 5
    frame.loc[15:, closing] = ""
    assert outcomes(ck.load(frame)) == {"won": 9, "lost": 6, "open": 5}


@pytest.mark.parametrize(
    ("header", "yes", "no", "still"),
    [
        ("Did we get it?", "Yes", "No", ""), ("Deal with us", "y", "n", "pending"), ("Kupują", "tak", "nie", ""),
        ("Bei uns", "ja", "nein", "vielleicht"), ("Наш", "да", "нет", ""), ("Bizde mi", "evet", "hayır", "belki"),
        ("با ما", "بله", "خیر", ""), ("Ours", "1", "0", ""), ("Ours", "x", "", ""), ("Ours", "✓", "✗", ""),
    ],
)  # fmt: skip
@pytest.mark.parametrize("closing", ["Closed", "Date of decision"])
def test_yes_and_no_beside_closing_dates_are_asked_about_with_the_line_that_helps(
    header, yes, no, still, closing
):
    frame = table().drop(columns="Stage").head(20).rename(columns={"Close date": closing})
    frame[header] = [yes] * 9 + [no] * 6 + [still] * 5
    frame.loc[15:, closing] = ""
    with pytest.raises(ck.CycleKitError) as asked:
        ck.load(frame)
    assert f'columns={{"is_won": "{header}"}}' in asked.value.fix
    assert outcomes(ck.load(frame, columns={"is_won": header})) == {"won": 9, "lost": 6, "open": 5}


#: headers of number, stage, status, creation and closing; an unknown stage and two unknown words for how a deal stands
OF_ONE_END = [
    ("Deal ID", "Stage", "Status", "Created", "Closed", ("Wrap-up", "Zip", "Bup")),
    ("Nr", "Etap", "Stan", "Data utworzenia", "Data zamknięcia", ("Finisz", "Fik", "Mik")),
    ("№", "Этап", "Статус", "Дата создания", "Дата закрытия", ("Конец пути", "Ыж", "Яж")),
    ("Nr.", "Phase", "Stand", "Erstellt am", "Abschlussdatum", ("Endspurt", "Zack", "Hm")),
]


@pytest.mark.parametrize("layout", OF_ONE_END)
@pytest.mark.parametrize("named", ["won", "lost"])
def test_dates_of_closing_ask_for_words_of_the_status_where_a_stage_tells_one_end(layout, named):
    *headers, (stage, over, under) = layout
    rows = []
    for n in range(30):
        ended, mine = n % 5 < 3, n % 5 < 2
        end = f"2024-03-{1 + n % 28:02d}" if ended else ""
        word = "zz" if mine else over if ended else under
        rows.append((f"D{n}", stage if mine else "Demo", word, f"2024-01-{1 + n % 28:02d}", end))
    frame = pd.DataFrame(rows, columns=headers)
    with pytest.raises(StageError) as asked:
        ck.load(frame, **{named: [stage]})
    assert f'"{over}" (6 deals)' in str(asked.value) and f'"{under}" (12 deals)' in str(asked.value)
    other = "lost" if named == "won" else "won"
    pipe = ck.load(frame, **{named: [stage], other: [over], "open": [under]})
    assert pipe.deals["outcome"].value_counts().to_dict() | {"dropped": 0} == {
        named: 12,
        other: 6,
        "open": 12,
        "dropped": 0,
    }


def test_a_status_of_something_else_is_left_alone_where_both_ends_are_told():
    rows = [
        (f"D{n}", ("Won", "Lost", "Demo")[n % 3], ("Red", "Blue")[n % 2], "2024-01-05", "2024-02-05" * (n % 3 < 2))
        for n in range(30)
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["Deal ID", "Stage", "Status", "Created", "Closed"])
    assert ck.load(frame).deals["outcome"].eq("won").sum() == 10
