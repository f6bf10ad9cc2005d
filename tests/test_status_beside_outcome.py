"""A status of the record, "Active" or "Paid", beside a column of wins and losses under a header that nobody knows."""

import pytest

import cycle_kit as ck

#: headers of: client, the outcome (as nobody foresees it), the status, creation, closing; words of the outcome (won,
#: lost, open), and of the record
LISTS = {
    "en": ("Company|Outcome so far|Status|Created|Date closed", "Won|Lost|Open", "Active|Inactive"),
    "en paid": ("Company|How did it go|Status|Created|Date closed", "Won|Lost|Open", "Paid|Unpaid"),
    "de": (
        "Kunde|Wie ging's aus|Status|Angelegt am|Abgeschlossen am",
        "Gewonnen|Verloren|Offen",
        "aktiv|inaktiv",
    ),
    "de paid": (
        "Kunde|Ergebnis bisher|Status|Angelegt am|Abgeschlossen am",
        "Gewonnen|Verloren|Offen",
        "bezahlt|offen",
    ),
    "fr": ("Client|Ça donne quoi|Statut|Créé le|Fermé le", "Gagné|Perdu|Ouvert", "Actif|Inactif"),
    "fr paid": (
        "Client|Ça donne quoi|Statut|Créé le|Fermé le",
        "Gagné|Perdu|Ouvert",
        "Payé|Non payé",
    ),
    "es": (
        "Cliente|Cómo acabó|Estado|Creado el|Cerrado el",
        "Ganado|Perdido|Abierto",
        "Activo|Inactivo",
    ),
    "it": (
        "Cliente|Com'è andata|Stato|Creato il|Chiuso il",
        "Vinto|Perso|Aperto",
        "Attivo|Inattivo",
    ),
    "pt": (
        "Cliente|Como acabou|Estado|Criado em|Fechado em",
        "Ganho|Perdido|Aberto",
        "Ativo|Inativo",
    ),
    "pl": (
        "Klient|Jak się skończyło|Status|Data utworzenia|Zamknięto",
        "Wygrana|Przegrana|Otwarta",
        "Aktywny|Nieaktywny",
    ),
    "pl paid": (
        "Klient|Jak się skończyło|Status|Data utworzenia|Zamknięto",
        "Wygrana|Przegrana|Otwarta",
        "Opłacone|Nieopłacone",
    ),
    "ru": (
        "Клиент|Чем кончилось|Статус|Дата создания|Закрыта",
        "Выиграна|Проиграна|Открыта",
        "Активный|Неактивный",
    ),
    "ru paid": (
        "Клиент|Чем кончилось|Статус|Дата создания|Закрыта",
        "Выиграна|Проиграна|Открыта",
        "Оплачен|Не оплачен",
    ),
    "bg": (
        "Клиент|Как свърши|Статус|Създадена на|Затворена на",
        "Спечелена|Загубена|Отворена",
        "Активна|Неактивна",
    ),
    "tr": (
        "Müşteri|Nasıl bitti|Durum|Oluşturma tarihi|Kapatıldı",
        "Kazanıldı|Kaybedildi|Açık",
        "Aktif|Pasif",
    ),
    "ar": (
        "العميل|كيف انتهت|الحالة|تاريخ الإنشاء|أغلقت في",
        "رابحة|خاسرة|مفتوحة",
        "نشط|غير نشط",
    ),
    "fa": ("مشتری|سرانجام|وضعیت|تاریخ ایجاد|بسته شد", "موفق|ناموفق|باز", "فعال|غیرفعال"),
}
HALVES = {"won": 8, "lost": 8, "open": 8}


def written(case, *, first=False, ends=None, record=None, rows=24):
    """A list in which two thirds of the deals ended, and the record's words have nothing to do with that."""
    (client, outcome, status, created, closed), words, states = (
        part.split("|") for part in LISTS[case]
    )
    words, states = (ends or "|".join(words)).split("|"), (record or "|".join(states)).split("|")
    pair = (status, outcome) if first else (outcome, status)
    lines = [";".join((client, *pair, created, closed))]
    for n in range(rows):
        end, state = words[n % len(words)], states[(n // 3) % len(states)]
        cells = (state, end) if first else (end, state)
        day = "" if n % 3 == 2 else f"2024-03-{n + 1:02}"
        lines.append(";".join((f"Client {n}", *cells, f"2024-01-{n + 1:02}", day)))
    return "\n".join([*lines, ""]).encode()


def outcomes(pipe):
    counts = pipe.deals["outcome"].astype(str).value_counts()
    return {end: int(n) for end, n in counts.items() if n}


def header(case, place):
    return LISTS[case][0].split("|")[place]


@pytest.mark.parametrize("first", [False, True])
@pytest.mark.parametrize("case", LISTS)
def test_wins_and_losses_are_read_where_they_stand_and_that_is_told(case, first):
    pipe = ck.load(written(case, first=first))
    assert outcomes(pipe) == HALVES
    assert header(case, 2) in pipe.deals
    (note,) = (n for n in pipe.notes.itertuples() if "its cells are known outcomes" in n.note)
    assert f'"{header(case, 1)}"' in note.note
    assert f'columns={{"status": "{header(case, 2)}"}}' in note.fix


@pytest.mark.parametrize("case", ["en", "de paid", "pl"])
def test_the_line_for_the_status_of_the_record_is_followed(case):
    given = {"status": header(case, 2)}
    assert "lost" not in outcomes(ck.load(written(case), columns=given))


@pytest.mark.parametrize("record", ["Active", "Open", "Active|Open", "Active|Inactive|Archived"])
def test_one_word_or_several_of_the_record(record):
    assert outcomes(ck.load(written("en", record=record))) == HALVES


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        ("Won|Lost|Open", {"won": 9, "lost": 9, "open": 6}),
        ("Won|Lost", {"won": 12, "lost": 12}),
    ],
)
def test_a_status_that_tells_wins_and_losses_stays(record, expected):
    pipe = ck.load(written("en", record=record, ends="Won|Lost|Open"))
    assert outcomes(pipe) == expected


@pytest.mark.parametrize("record", ["Won|Open", "Cancelled|Open", "Active|Cancelled"])
def test_a_status_that_may_be_that_of_the_deal_stays_and_the_other_column_is_offered(record):
    """ "Cancelled" is said of a deal, too."""
    text = written("en", record=record)
    pipe = ck.load(text)
    assert outcomes(pipe) != HALVES
    line = f'columns={{"status": "{header("en", 1)}"}}'
    assert any(line in fix for fix in pipe.notes["fix"])
    assert outcomes(ck.load(text, columns={"status": header("en", 1)})) == HALVES


@pytest.mark.parametrize("ends", ["Won|Open", "Won|Lost|Tuesday", "Yes|No|Open", "Good|Bad|Open"])
def test_what_does_not_say_won_and_lost_alone_is_no_status(ends):
    pipe = ck.load(written("en", ends=ends))
    assert set(outcomes(pipe)) <= {"open", "dropped"}


def test_of_two_columns_that_say_different_things_neither_is_taken():
    lines = written("en").decode().splitlines()
    more = ["Earlier deal", *("Won" if n % 2 else "Lost" for n in range(24))]
    text = "\n".join(f"{line};{word}" for line, word in zip(lines, more, strict=True))
    assert "won" not in outcomes(ck.load(text.encode()))


def test_few_cells_of_many_are_no_status():
    lines = [line.split(";") for line in written("en").decode().splitlines()]
    for cells in lines[5:]:
        cells[1] = ""
    pipe = ck.load("\n".join(map(";".join, lines)).encode())
    assert "won" not in outcomes(pipe)
    assert any('columns={"status": "Outcome so far"}' in fix for fix in pipe.notes["fix"])


def test_stages_that_tell_ends_leave_the_status_where_it_is():
    lines = written("en").decode().splitlines()
    more = ["Stage", *(["Closed Won", "Closed Lost", "Proposal"][n % 3] for n in range(24))]
    text = "\n".join(f"{line};{word}" for line, word in zip(lines, more, strict=True))
    pipe = ck.load(text.encode())
    assert not any("its cells are known outcomes" in note for note in pipe.notes["note"])
