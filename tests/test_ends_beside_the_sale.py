"""What tells in a list that deals were won though no word says so: stages after the sale, the day of a contract,
the column beside that of the losses; and lines of advice that are only said where they help."""

import io

import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError


def loaded(text, **options):
    return ck.load(io.BytesIO(text.encode()), **options)


def counts(pipe):
    return pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist()


def fixes(pipe):
    return " ".join(pipe.notes["fix"])


def staged(won, lost, word, sale="Demo"):
    stages = [won, lost, word, word, sale, lost]
    rows = [f"{n},Client {n},2025-01-0{n},{stage},1000" for n, stage in enumerate(stages, 1)]
    return "\n".join(["No,Client,Created,Stage,Value", *rows])


@pytest.mark.parametrize(
    ("won", "lost", "word"),
    [
        ("Gewonnen", "Verloren", "Ausgeliefert"),
        ("Gagné", "Perdu", "Livré"),
        ("Ganado", "Perdido", "Cobrado"),
        ("Won", "Lost", "Shipped"),
        ("Выиграна", "Проиграна", "Отгружено"),
        ("Kazanıldı", "Kaybedildi", "Teslim edildi"),
        ("موفق", "ناموفق", "فاکتور شده"),
        ("فوز", "خسارة", "تمت الفوترة"),
        ("Megnyert", "Elveszett", "Kiszállítva"),
        ("Vunnen", "Förlorad", "Fakturerad"),
    ],
)
def test_what_was_delivered_or_invoiced_was_sold(won, lost, word):
    assert counts(loaded(staged(won, lost, word))) == [3, 2, 1]


@pytest.mark.parametrize(
    ("won", "lost", "word"),
    [
        ("Won", "Lost", "In production"),
        ("Gewonnen", "Verloren", "Montage"),
        ("Wygrana", "Przegrana", "W realizacji"),
        ("Kazanıldı", "Kaybedildi", "Üretimde"),
        ("موفق", "ناموفق", "در حال تولید"),
    ],
)
def test_what_is_under_way_for_a_client_is_asked_about(won, lost, word):
    text = staged(won, lost, word)
    with pytest.raises(StageError) as asked:
        loaded(text)
    assert f'won=["{word}"]' in asked.value.fix
    assert counts(loaded(text, won=[word])) == [3, 2, 1]
    assert counts(loaded(text, open=[word])) == [1, 2, 3]


@pytest.mark.parametrize("word", ["Proposal sent", "Awaiting payment", "Sample sent", "Trial"])
def test_steps_of_the_sale_stay_open(word):
    assert counts(loaded(staged("Won", "Lost", word))) == [1, 2, 3]


def ended(won, lost, more=""):
    """Three deals with a date below `won`, two with one below `lost`, and an open one."""
    rows = ["A,2025-01-07,2025-02-03,", "B,2025-01-09,,2025-02-10", "C,2025-01-14,2025-02-17,"]
    rows += ["D,2025-01-20,,", "E,2025-01-21,2025-02-19,", "F,2025-01-22,,2025-02-21"]
    return "\n".join([f"Client,Inquiry date,{won},{lost}", *rows])


@pytest.mark.parametrize(
    ("won", "lost"),
    [
        ("Enrolled", "Declined"),
        ("Bewilligt am", "Abgelehnt am"),
        ("Оплата", "Отказ"),
        ("Antagen", "Avslag"),
    ],
)
def test_the_date_beside_that_of_the_losses_is_named(won, lost):
    text = ended(won, lost)
    pipe = loaded(text)
    if counts(pipe) != [3, 2, 1]:
        assert f'columns={{"won_at": "{won}"}}' in fixes(pipe)
        assert "Export won deals too" not in fixes(pipe)
        assert counts(loaded(text, columns={"won_at": won})) == [3, 2, 1]


def test_a_date_that_lost_deals_have_too_is_not_named():
    text = ended("Enrolled", "Declined").replace("B,2025-01-09,,", "B,2025-01-09,2025-01-10,")
    assert '"won_at"' not in fixes(loaded(text))


def test_marks_of_deals_that_fell_through_are_named():
    head = "Property,Viewing,Exchange,Fell through"
    rows = [
        "Oak,2025-01-04,2025-02-20,",
        "Elm,2025-01-11,,yes",
        "Ash,2025-01-15,,",
        "Fir,2025-01-18,,yes",
    ]
    text, columns = "\n".join([head, *rows]), {"won_at": "Exchange", "name": "Property"}
    assert 'columns={"is_lost": "Fell through"}' in fixes(loaded(text, columns=columns))
    assert counts(loaded(text, columns={**columns, "is_lost": "Fell through"})) == [1, 2, 1]


def test_a_no_beside_the_day_of_the_yes_is_lost():
    rows = [
        "A,2025-01-10,1000,Yes,2025-01-24",
        "B,2025-01-13,2000,No,",
        "C,2025-01-20,3000,Yes,2025-01-31",
    ]
    rows += ["D,2025-02-03,4000,,", "E,2025-02-10,500,No,"]
    pipe = loaded("\n".join(["Client,Quote sent,Amount,Accepted?,Accepted on", *rows]))
    assert counts(pipe) == [2, 2, 1]
    assert str(pipe.deals["closed_at"].max().date()) == "2025-01-31"


def test_the_column_that_says_won_and_lost_goes_before_a_status_that_says_done():
    rows = ["1,A,Done,Won,2025-01-06", "2,B,Done,Lost,2025-01-08", "3,C,In progress,,2025-01-20"]
    pipe = loaded("\n".join(["Key,Summary,Status,Resolution,Created", *rows]))
    assert counts(pipe) == [1, 1, 1]
    assert pipe.notes["note"].str.startswith('"Resolution" says how deals stand').any()


def test_a_status_that_would_reopen_won_deals_is_not_advised():
    head = "Record ID,Deal Name,Deal Stage,Pipeline,Amount,Create Date,Close Date,Deal owner,Lead Status"
    rows = ["101,Acme,Closed Won,Sales,18500,2024-01-08 09:12,2024-04-15 00:00,Ann,Open"]
    rows += ["102,Bolt,Closed Lost,Sales,9800,2024-01-15 10:00,2024-03-11 00:00,Ann,Unqualified"]
    rows += ["103,Cask,Closed Won,Sales,4230,2024-01-22 11:00,2024-03-11 00:00,Tom,Open"]
    rows += ["104,Dash,Proposal,Sales,7600,2024-02-05 12:00,2024-06-30 00:00,Tom,Open"]
    pipe = loaded("\n".join([head, *rows]))
    assert counts(pipe) == [2, 1, 1]
    assert "Lead Status" not in fixes(pipe)


def test_words_that_were_just_said_are_not_asked_again():
    stages = ["Umowa", "Umowa", "Konkurencja", "Za drogo", "Oferta"]
    rows = [f"{n},K{n},2025-01-0{n},{stage}" for n, stage in enumerate(stages, 1)]
    pipe = loaded("\n".join(["ID,Client,Created,Stage", *rows]), lost=["Konkurencja", "Za drogo"])
    assert "Konkurencja" not in fixes(pipe)
    assert 'won=["Umowa"]' in fixes(pipe)


def test_what_goes_on_after_the_contract_was_won_on_its_day():
    head = "Client,Status,Created,Contract Signed,Cancelled"
    rows = [
        "Maier,PTO,3/3/2025,3/24/2025,",
        "Lang,Lost,3/5/2025,,",
        "Kurz,Install scheduled,3/7/2025,4/4/2025,",
    ]
    rows += [
        "Klein,Proposal out,3/24/2025,,",
        "Stone,Cancelled after contract,3/13/2025,4/2/2025,4/20/2025",
    ]
    pipe = loaded("\n".join([head, *rows]))
    assert counts(pipe) == [2, 2, 1]
    assert pipe.notes["note"].str.contains('2 deals have a date in "Contract Signed"').any()
    head = "مشتری,تاریخ ایجاد,تاریخ قرارداد,وضعیت"
    rows = ["الف,۱۴۰۳/۱۰/۱۸,۱۴۰۳/۱۱/۱۵,قرارداد", "ب,۱۴۰۳/۱۰/۲۰,,انصراف", "د,۱۴۰۳/۱۱/۰۱,,پیگیری"]
    deals = loaded("\n".join([head, *rows])).deals["outcome"].tolist()
    assert deals == ["won", "dropped", "open"]
