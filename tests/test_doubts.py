"""Outcomes that the file does not tell plainly: asked about, of unknown outcome, or told; never silently open."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError

HEADERS = ["Deal ID", "Stage", "Status", "Owner", "Created Date", "Close Date", "Lost Reason"]


def row(number, stage="Offer", status="", closed="", reason=""):
    day = f"2024-01-{1 + number % 28:02d}"
    return [str(number), stage, status, f"Owner {number % 3}", day, closed, reason]


def table(*rows, drop=()):
    frame = pd.DataFrame(rows, columns=HEADERS)
    return frame.drop(
        columns=[*drop, *(h for h in HEADERS if (frame[h] == "").all() and h not in drop)]
    )


def outcomes(pipe):
    return {name: n for name, n in pipe.deals["outcome"].astype(str).value_counts().items() if n}


def told(pipe):
    return " ".join(pipe.notes[["note", "effect", "fix"]].to_numpy().ravel())


# ---- words of a status column


def test_one_deal_is_told_in_the_singular():
    with pytest.raises(StageError) as asked:
        ck.load(table(row(1, status="Plomba"), row(2, status="Won"), row(3, status="Lost")))
    assert "says of 1 deal how it stands" in asked.value.wrong
    assert "[" not in asked.value.wrong


#: words of no language's lists
WORDS = ("Matriculado", "Plomba", "Фрезия", "نارنجی", "Handed over")


@pytest.mark.parametrize("word", WORDS)
def test_an_unknown_word_among_known_ones_is_a_question_with_its_counts(word):
    rows = [row(n, status=word) for n in range(8)] + [row(20 + n, status="Lost") for n in range(12)]
    with pytest.raises(StageError) as error:
        ck.load(table(*rows))
    assert f'"{word}" (8 deals)' in error.value.wrong and '"Status"' in error.value.wrong
    assert 'won=["..."], lost=["..."]' in error.value.fix and f'with "{word}"' in error.value.fix
    assert outcomes(ck.load(table(*rows), won=[word])) == {"won": 8, "lost": 12}
    assert outcomes(ck.load(table(*rows), open=[word])) == {"open": 8, "lost": 12}


SHORT = [("W", "L"), ("✅", "❌"), ("G", "P"), ("👍", "👎"), ("w", "l"), ("В", "П"), ("+", "–")]


@pytest.mark.parametrize(("won", "lost"), SHORT)
def test_marks_and_letters_are_advised_where_they_probably_belong(won, lost):
    rows = [row(n, status=lost if n % 3 else won, closed="2024-03-01") for n in range(12)]
    with pytest.raises(StageError) as asked:
        ck.load(table(*rows, drop=["Stage", "Lost Reason"]))
    line = eval(f"dict({asked.value.fix.split(': ', 1)[1].split(' (or')[0]})")
    assert outcomes(ck.load(table(*rows, drop=["Stage", "Lost Reason"]), **line)) == {
        "lost": 8,
        "won": 4,
    }


@pytest.mark.parametrize("word", WORDS)
def test_up_to_a_twentieth_of_the_deals_it_is_of_unknown_outcome_and_told(word):
    rows = [row(0, status=word)] + [row(1 + n, status=["Won", "Lost"][n % 2]) for n in range(20)]
    pipe = ck.load(table(*rows))
    assert outcomes(pipe) == {"won": 10, "lost": 10, "unknown": 1}
    assert f'"{word}" (1 deal)' in told(pipe)
    assert ck.win_rate(pipe).iloc[0]["deals"] == 20
    assert outcomes(ck.load(table(*rows), lost=[word])) == {"won": 10, "lost": 11}


def test_a_whole_column_in_one_unknown_word_is_a_question():
    rows = [row(n, status="Geslaagd") for n in range(6)]
    with pytest.raises(StageError, match="Geslaagd"):
        ck.load(table(*rows))
    assert outcomes(ck.load(table(*rows), lost="Geslaagd")) == {"lost": 6}


def test_a_status_that_tells_no_outcome_is_left_alone_and_named_where_stages_tell():
    rows = [
        row(n, stage=["Won", "Lost", "Offer"][n % 3], status=["Blue", "Grey"][n % 2])
        for n in range(12)
    ]
    pipe = ck.load(table(*rows))
    assert outcomes(pipe) == {"won": 4, "lost": 4, "open": 4}
    assert '"Blue"' in told(pipe) and '"Grey"' in told(pipe)


def test_what_the_caller_names_goes_before_an_unknown_word_beside_it():
    rows = [row(n, stage="Umowa", status="zamknięta") for n in range(7)]
    rows += [row(10 + n, stage="Oferta", status="utracona") for n in range(10)]
    assert outcomes(ck.load(table(*rows), won=["Umowa"])) == {"won": 7, "lost": 10}


def test_a_stage_that_is_named_won_is_won_whatever_its_status_is_named():
    rows = [row(n, stage="Ready", status="Closed") for n in range(6)]
    rows += [row(10 + n, stage="Talks", status="Closed") for n in range(9)]
    rows += [row(30 + n, stage="Talks", status="Open") for n in range(3)]
    pipe = ck.load(table(*rows), won=["Ready"], lost=["Closed"])
    assert outcomes(pipe) == {"won": 6, "lost": 9, "open": 3}
    assert "6 deals are named twice" in told(pipe)


# ---- closed, and not said how


def test_a_closed_deal_with_a_lost_reason_is_lost():
    rows = [row(n, stage="Done deal", status="Closed") for n in range(6)]
    rows += [row(10 + n, status="Closed", reason="Price") for n in range(9)]
    rows += [row(30 + n, status="Open") for n in range(5)]
    assert outcomes(ck.load(table(*rows), won=["Done deal"])) == {"won": 6, "lost": 9, "open": 5}


def test_closed_deals_of_which_nothing_says_how_are_asked_by_their_stage():
    rows = [row(n, stage="Handed over", status="Closed") for n in range(6)]
    rows += [row(10 + n, stage="Not for us", status="Closed") for n in range(4)]
    rows += [row(30 + n, status="Open") for n in range(5)]
    with pytest.raises(StageError) as error:
        ck.load(table(*rows))
    assert '"Handed over" (6 deals)' in error.value.wrong
    assert '"Not for us" (4 deals)' in error.value.wrong
    pipe = ck.load(table(*rows), won="Handed over", lost="Not for us")
    assert outcomes(pipe) == {"won": 6, "lost": 4, "open": 5}


@pytest.mark.parametrize("yes", ["Y", "true", "Tak", "1", "بله"])
def test_is_closed_named_is_read(yes):
    no = {"Y": "N", "true": "false", "Tak": "Nie", "1": "0", "بله": "خیر"}[yes]
    rows = [row(n, stage="Handed over", status=yes) for n in range(6)]
    rows += [row(10 + n, stage="Lost", status=yes) for n in range(4)]
    rows += [row(30 + n, status=no) for n in range(5)]
    frame = table(*rows).rename(columns={"Status": "Finished"})
    columns = {"is_closed": "Finished"}
    with pytest.raises(StageError, match="Handed over"):
        ck.load(frame, columns=columns)
    assert outcomes(ck.load(frame, columns=columns, won="Handed over")) == {
        "won": 6,
        "lost": 4,
        "open": 5,
    }


def test_closed_without_is_won_is_lost_where_the_file_tells_what_is_won():
    frame = pd.DataFrame(
        {
            "Id": ["006A0", "006A1", "006A2"],
            "StageName": ["Prospecting", "Gone elsewhere", "Signed"],
            "IsClosed": ["false", "true", "true"],
            "IsWon": ["false", "false", "true"],
            "CreatedDate": ["2025-01-01"] * 3,
            "CloseDate": ["2025-06-01", "2025-02-01", "2025-02-01"],
            "OwnerId": ["005"] * 3,
        }
    )
    assert list(ck.load(frame).deals["outcome"].astype(str)) == ["open", "lost", "won"]


def test_dates_of_winning_and_losing_tell_outcomes():
    frame = pd.DataFrame(
        {
            "Deal ID": list("123"),
            "Stage": ["Offer"] * 3,
            "Created": ["2024-01-01"] * 3,
            "Signed": ["2024-02-01", "", ""],
            "Given up": ["", "2024-03-01", ""],
        }
    )
    pipe = ck.load(frame, columns={"won_at": "Signed", "lost_at": "Given up"})
    assert list(pipe.deals["outcome"].astype(str)) == ["won", "lost", "open"]
    assert list(pipe.deals["closed_at"].dt.month.fillna(0)) == [2, 3, 0]


def test_a_lost_deal_without_any_date_is_lost():
    rows = [row(n, status="Won", closed="2024-03-01") for n in range(8)]
    rows += [row(10 + n, status="Lost") for n in range(12)]
    pipe = ck.load(table(*rows), stages=["Offer"])
    assert outcomes(pipe) == {"won": 8, "lost": 12}
    assert pipe.deals.loc[pipe.deals["outcome"] == "lost", "closed_at"].isna().all()
    assert "12 closed deals have no closing date" in told(pipe)


# ---- stages that resemble outcomes


@pytest.mark.parametrize(
    "word", ["Decision maker bought-in", "Technical Win", "Not qualified yet", "Paid pilot"]
)
def test_a_win_inside_other_words_and_what_is_not_yet_is_a_stage(word):
    ends = ["Won"] * 6 + ["Lost"] * 6 + [word] * 6
    rows = [row(n, stage=end) for n, end in enumerate(ends)]
    assert outcomes(ck.load(table(*rows))) == {"won": 6, "lost": 6, "open": 6}


@pytest.mark.parametrize("word", ["Contract Signed", "Accepted", "Booked"])
def test_a_stage_whose_deals_are_all_flagged_open_is_no_outcome(word):
    rows = [row(n, stage="Closed Won", status="true") for n in range(6)]
    rows += [row(10 + n, stage=word, status="false", closed="2024-09-01") for n in range(6)]
    frame = table(*rows, drop=["Lost Reason"]).rename(columns={"Status": "Is Closed"})
    pipe = ck.load(frame)
    assert outcomes(pipe) == {"won": 6, "open": 6}
    assert "open stages, whatever their names say" in told(pipe)
    said = ck.load(frame, won=[word])
    assert outcomes(said) == {"won": 12}


#: a stage that sounds like a win, its plain word, and the words of the status
SIGNED = [
    ("Signed", "Won", "Open", "Won"),
    ("Contract Signed", "Closed Won", "Active", "Won"),
    ("Umowa podpisana", "Wygrana", "Otwarta", "Wygrana"),
    ("Подписан договор", "Спечелена", "Отворена", "Спечелена"),
    ("Bestellt", "Gewonnen", "Offen", "Gewonnen"),
]


@pytest.mark.parametrize(("word", "plain", "still", "won"), SIGNED)
def test_a_stage_that_sounds_like_a_win_is_one_where_the_status_says_open(word, plain, still, won):
    rows = [row(n, stage=plain, status=won, closed="2024-09-01") for n in range(6)]
    rows += [row(10 + n, stage=word, status=still) for n in range(6)]
    pipe = ck.load(table(*rows))
    assert outcomes(pipe) == {"won": 6, "open": 6}
    standing = pipe.deals.loc[pipe.deals["outcome"] == "open", "stage"]
    assert standing.astype(str).eq(word).all() and word in pipe.stages
    assert "disagree" not in told(pipe) and "open stages, whatever their names say" in told(pipe)


@pytest.mark.parametrize("word", ["Closed Won", "Won", "Lost"])
def test_a_plain_outcome_that_the_status_calls_open_is_a_contradiction(word):
    rows = [row(n, stage="Won by us", status="Won", closed="2024-09-01") for n in range(6)]
    rows += [row(20 + n, stage="Closed Lost", status="Lost", closed="2024-09-01") for n in range(6)]
    rows += [row(10 + n, stage=word, status="Open") for n in range(6)]
    pipe = ck.load(table(*rows))
    assert outcomes(pipe) == {"won": 6, "lost": 6, "open": 6}
    assert "disagree" in told(pipe) and word not in pipe.stages


def test_one_deal_that_the_status_calls_won_there_keeps_the_word_a_win():
    rows = [row(n, stage="Won", status="Won", closed="2024-09-01") for n in range(6)]
    rows += [row(10 + n, stage="Signed", status="Open") for n in range(6)]
    rows += [row(17, stage="Signed", status="Won", closed="2024-09-01")]
    pipe = ck.load(table(*rows))
    assert outcomes(pipe) == {"won": 7, "open": 6} and "Signed" not in pipe.stages


def test_a_flag_that_contradicts_the_only_stage_of_wins_does_not_undo_them():
    """Another meaning of "closed": nobody of the closed ones stands in a stage that says won."""
    rows = [row(n, stage="Won", status="false", closed="2024-03-01") for n in range(6)]
    rows += [row(10 + n, stage="Lost", status="true", closed="2024-03-01") for n in range(6)]
    frame = table(*rows, drop=["Lost Reason"]).rename(columns={"Status": "Is Closed"})
    assert outcomes(ck.load(frame)) == {"won": 6, "lost": 6}


@pytest.mark.parametrize(
    "word",
    [
        "Clost Lost",
        "Lost somehow",
        "In the end lost",
        "Fell through",
        "Not proceeding",
        "Geplatzt",
        "Odpuszczone",
        "Избраха друг",
        "Отвалился",
        "Сорвалась",
        "Не берут трубку",
        "اعتذر",
    ],
)
def test_a_stage_that_is_nearly_an_outcome_is_asked_about(word):
    rows = [row(n, stage="Won") for n in range(6)] + [row(10 + n, stage=word) for n in range(6)]
    rows += [row(20 + n) for n in range(6)]
    with pytest.raises(StageError) as error:
        ck.load(table(*rows))
    assert f'"{word}" (6 deals)' in error.value.wrong
    assert outcomes(ck.load(table(*rows), lost=[word])) == {"won": 6, "lost": 6, "open": 6}
    assert outcomes(ck.load(table(*rows), stages=["Offer", word])) == {"won": 6, "open": 12}
    few = [*(row(30 + n, stage="Lost") for n in range(130)), *rows]
    assert outcomes(ck.load(table(*few))) == {"won": 6, "lost": 130, "open": 6, "unknown": 6}


def test_a_stage_whose_deals_all_carry_closing_dates_is_asked_about_and_every_answer_ends_it():
    rows = [row(n, stage="Gelukt", closed="2024-03-01") for n in range(6)]
    rows += [row(10 + n) for n in range(6)]
    with pytest.raises(StageError, match="Gelukt"):
        ck.load(table(*rows))
    for answer, outcome in (("won", "won"), ("lost", "lost"), ("dropped", "dropped")):
        assert outcomes(ck.load(table(*rows), **{answer: ["Gelukt"]})) == {outcome: 6, "open": 6}
    for answer in ({"open": ["Gelukt"]}, {"stages": ["Offer", "Gelukt"]}):
        assert outcomes(ck.load(table(*rows), **answer)) == {"open": 12}


def test_a_file_that_is_called_closed_and_tells_no_outcome_is_asked_about(tmp_path):
    path = tmp_path / "closed_deals.csv"
    table(*(row(n, stage=["Call", "Offer"][n % 2]) for n in range(6))).to_csv(path, index=False)
    with pytest.raises(StageError, match='called "closed"'):
        ck.load(path)
    assert outcomes(ck.load(path, lost=["Call", "Offer"])) == {"lost": 6}
    assert outcomes(ck.load(path, open=["Call", "Offer"])) == {"open": 6}


# ---- told


@pytest.mark.parametrize(
    "word",
    [
        "not closed",
        "Open",
        "offen",
        "nie zamknięto",
        "в работе",
        "بسته نشده",
        "kapanmadı",
        "لم يغلق",
    ],
)
def test_a_word_for_open_among_closing_dates_is_no_date(word):
    rows = [row(n, stage=["Won", "Lost"][n % 2], closed=f"2024-03-{n + 1:02}") for n in range(6)]
    pipe = ck.load(table(*rows, *(row(10 + n, closed=word) for n in range(4))))
    assert outcomes(pipe) == {"won": 3, "lost": 3, "open": 4}
    assert pipe.deals["closed_at"].notna().sum() == 6
    assert word not in told(pipe)


@pytest.mark.parametrize(
    "reason",
    [
        "Lost because of the price",
        "Cancelled by client",
        "Lost to Mr Smith 600100200",
        "Abgelehnt wegen Preis",
        "Przegrana z powodu ceny",
        "Отказ из-за цены",
        "Отказ заради цената",
        "رد شده به دلیل قیمت",
        "مرفوض بسبب السعر",
    ],
)
def test_a_loss_with_its_reason_behind_it_counts_beside_the_stage_of_a_win_and_is_told(reason):
    rows = [row(n, stage="Won", status="Won", closed="2024-03-01") for n in range(6)]
    rows += [row(10 + n, stage="Lost", status="Lost", closed="2024-03-01") for n in range(5)]
    pipe = ck.load(table(*rows, row(20, stage="Won", status=reason, closed="2024-03-01")))
    ends = outcomes(pipe)
    assert ends["won"] == 6 and sum(ends.values()) == 12
    assert "disagree on how 1 deal stands" in told(pipe)
    assert "600100200" not in told(pipe)


def test_status_and_stage_that_disagree_are_counted_and_the_way_out_works():
    rows = [
        row(n, stage="Closed Won", status=["Won", "Open"][n % 2], closed="2024-03-01")
        for n in range(12)
    ]
    rows += [row(20 + n, status="Open") for n in range(6)]
    pipe = ck.load(table(*rows))
    assert outcomes(pipe) == {"won": 6, "open": 12}
    assert "disagree on how 6 deals stand" in told(pipe)
    assert outcomes(ck.load(table(*rows), columns={"status": ""})) == {"won": 12, "open": 6}


def test_open_deals_with_a_lost_reason_are_told():
    rows = [row(n, reason="Price") for n in range(9)] + [row(20 + n, stage="Won") for n in range(6)]
    pipe = ck.load(table(*rows))
    assert outcomes(pipe) == {"open": 9, "won": 6}
    assert '9 open deals have a lost reason in "Lost Reason"' in told(pipe)


@pytest.mark.parametrize(
    ("there", "missing"), [("Won", "not one that was lost"), ("Lost", "not one that was won")]
)
def test_one_outcome_without_the_other_is_told(there, missing):
    rows = [row(n, stage=there) for n in range(10)] + [row(20 + n) for n in range(5)]
    assert missing in told(ck.load(table(*rows)))
    both = [*rows, *(row(40 + n, stage={"Won": "Lost", "Lost": "Won"}[there]) for n in range(2))]
    assert missing not in told(ck.load(table(*both)))


def test_a_file_in_which_nothing_is_closed_says_so():
    pipe = ck.load(table(*(row(n, stage=["Call", "Offer"][n % 2]) for n in range(12))))
    assert "Every deal counts as open" in told(pipe) and '"Call"' in told(pipe)


def test_a_file_of_which_the_caller_says_that_all_are_lost_loads():
    rows = [row(n, stage="Nieaktualne") for n in range(12)]
    assert outcomes(ck.load(table(*rows), lost=["Nieaktualne"])) == {"lost": 12}


# ---- a log


def test_a_label_of_a_log_that_is_nearly_an_outcome_is_asked_about():
    rows = [(str(n), stage, f"2024-01-{1 + n:02d}") for n in range(10) for stage in ("New",)]
    rows += [(str(n), "Clost Lost", f"2024-02-{1 + n:02d}") for n in range(5)]
    rows += [(str(n), "Won", f"2024-02-{1 + n:02d}") for n in range(5, 10)]
    log = pd.DataFrame(rows, columns=["deal_id", "stage", "entered_at"])
    with pytest.raises(StageError, match="Clost Lost"):
        ck.load(log)
    assert outcomes(ck.load(log, lost=["Clost Lost"])) == {"won": 5, "lost": 5}
    assert outcomes(ck.load(log, open=["Clost Lost"])) == {"won": 5, "open": 5}


def csv_file(folder, text):
    path = folder / "deals.csv"
    path.write_text(text, encoding="utf-8")
    return path


def without_stage(*closed: str) -> str:
    rows = "".join(
        f"{n},Deal {n},{n}00,2024-01-0{n},{day}\n" for n, day in enumerate(closed, start=1)
    )
    return f"Deal ID,Name,Amount,Created,Closed\n{rows}"


def test_a_closing_that_no_word_explains_is_asked_about(tmp_path):
    path = csv_file(tmp_path, without_stage("2024-02-01", "2024-02-02", "", ""))
    with pytest.raises(StageError) as error:
        ck.load(path)
    assert 'have a date in "Closed", and nothing says how they ended' in error.value.wrong
    assert ck.load(path, columns={"won_at": "Closed"}).deals["outcome"].tolist() == [
        "won",
        "won",
        "open",
        "open",
    ]


#: headers, steps, and the words for a win and a loss
STEPS = {
    "en": ("Client,Stage,Created,Close date", "Call,Contract,Quote", "Won", "Lost"),
    "de": ("Kunde,Phase,Erstellt,Abschlussdatum", "Anruf,Vertrag,Angebot", "Gewonnen", "Verloren"),
    "fr": ("Client,Étape,Créé le,Date de clôture", "Appel,Contrat,Devis", "Gagné", "Perdu"),
    "pl": ("Klient,Etap,Utworzono,Data zakończenia", "Rozmowa,Umowa,Oferta", "Wygrana", "Przegrana"),
    "bg": ("Клиент,Етап,Създадена,Дата на приключване", "Разговор,Договор,Оферта", "Спечелена", "Загубена"),
    "fa": ("مشتری,مرحله,تاریخ ایجاد,تاریخ بسته شدن", "تماس,قرارداد,پیشنهاد", "موفق", "ناموفق"),
    "ar": ("العميل,المرحلة,تاريخ الإنشاء,تاريخ الإغلاق", "مكالمة,عقد,عرض السعر", "رابحة", "خاسرة"),
}  # fmt: skip


def with_closings(language, months, *, ends=()):
    """Fifteen deals, one a week, two in three with a date so many months after its creation."""
    headers, steps, *_words = STEPS[language]
    names = steps.split(",")
    rows = [headers]
    for n in range(15):
        day = pd.Timestamp("2024-01-01") + pd.Timedelta(weeks=n)
        close = day + pd.DateOffset(months=months)
        stage = ends[n % len(ends)] if ends and n % 3 else names[(n // 3 + n) % len(names)]
        rows.append(f"Firm {n},{stage},{day:%Y-%m-%d},{f'{close:%Y-%m-%d}' if n % 3 else ''}")
    return "\n".join(rows).encode()


@pytest.mark.parametrize("language", STEPS)
def test_past_closings_of_some_deals_in_known_steps_are_asked_about(language):
    header = STEPS[language][0].rpartition(",")[2]
    with pytest.raises(StageError) as error:
        ck.load(with_closings(language, 1))
    assert error.value.wrong.startswith("10 deals") and "nothing says how they ended" in str(
        error.value
    )
    text = with_closings(language, 1)
    assert outcomes(ck.load(text, columns={"won_at": header})) == {"won": 10, "open": 5}
    planned = ck.load(text, columns={"expected_close": header})
    assert outcomes(planned) == {"open": 15} and planned.deals["expected_close"].notna().sum() == 10


@pytest.mark.parametrize("language", STEPS)
def test_closings_that_lie_ahead_are_planned(language):
    assert outcomes(ck.load(with_closings(language, 6))) == {"open": 15}


@pytest.mark.parametrize("language", STEPS)
def test_closings_beside_words_for_how_deals_ended_are_no_question(language):
    text = with_closings(language, 1, ends=STEPS[language][2:])
    assert outcomes(ck.load(text)) == {"won": 5, "lost": 5, "open": 5}


def test_a_few_deals_of_an_unknown_stage_that_are_closed_are_asked_about(tmp_path):
    stages = ["Won", "Won", "Took another", "Took another", "Offer", "Offer"]
    rows = "".join(
        f"{n},{stage},2024-01-0{n},{'' if stage == 'Offer' else f'2024-02-0{n}'}\n"
        for n, stage in enumerate(stages, start=1)
    )
    path = csv_file(tmp_path, f"Deal ID,Stage,Created,Closed\n{rows}")
    with pytest.raises(StageError) as error:
        ck.load(path)
    assert '"Took another" (2 deals)' in error.value.wrong
    outcomes = ck.load(path, lost=["Took another"]).deals["outcome"].tolist()
    assert outcomes == ["won", "won", "lost", "lost", "open", "open"]


def test_what_is_said_of_a_stage_leaves_those_that_are_open_there(tmp_path):
    table = "Deal ID,Status,Stage,Created,Closed\n1,Closed,Contract,2024-01-01,2024-02-01\n"
    table += "2,Closed,Offer,2024-01-02,2024-02-02\n3,Open,Offer,2024-01-03,\n"
    pipe = ck.load(csv_file(tmp_path, table), won=["Contract"], lost=["Offer"])
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"]
    assert pipe.stages == ("Offer",)
