"""Words for how deals stand: with reasons, marks and things around them; what only resembles one is asked about."""

import pytest

import cycle_kit as ck
from cycle_kit.dialects.endings import meaning, outcome_words, resembles, said_words
from cycle_kit.dialects.outcomes import KNOWN
from cycle_kit.dialects.wording import ENDS
from cycle_kit.errors import StageError

#: a plain word of each outcome in five languages, and a word for "closed"
PLAIN = {
    "won": ("Won", "موفق", "رابحة", "Wygrana", "Спечелена"),
    "lost": ("Lost", "ناموفق", "خاسرة", "Przegrana", "Загубена"),
    "dropped": ("Abandoned", "تکراری", "مكررة", "Duplikat", "Дубликат"),
}
AROUND = (
    "{} - price", "{} – no budget", "{} (went elsewhere)", "{}: timing", "{} / 2024", "{} ✅", "❌ {}",
    "#09 {}", "{} (100%)", "{} (12)", "  {}  ", "{}!", "07. {}",
)  # fmt: skip
CLOSED = ("Closed", "Zamknięta", "مغلقة", "Приключена", "بسته شده")


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("outcome", PLAIN)
def test_a_known_word_is_known_with_whatever_stands_around_it(outcome, around):
    assert {meaning(around.format(word)) for word in PLAIN[outcome]} == {outcome}


@pytest.mark.parametrize("closed", CLOSED)
def test_closed_says_how_by_the_word_behind_it_and_alone_only_that_it_ended(closed):
    assert meaning(closed) == "closed"
    for outcome, words in PLAIN.items():
        for word in words:
            assert meaning(f"{closed} ({word})") == outcome
            assert meaning(f"{closed} - {word}") == outcome
    assert meaning(f"{closed} - signature pending") == "closed"


@pytest.mark.parametrize(
    "name",
    [
        "Won/Lost",
        "Contract",
        "Proposal",
        "Won't proceed",
        "Winning",
        "Follow-up",
        "Offer (2nd)",
        "Lostwithiel",
    ],
)
def test_what_is_no_outcome_is_none(name):
    assert meaning(name) not in ENDS


def test_a_word_is_never_read_out_of_another():
    assert meaning("ناموفق") == "lost"  # contains the Persian for won
    assert meaning("niewygrana") == "lost"  # contains the Polish for won
    assert meaning("Неспечелена") == "lost"


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("Clost Lost", "lost"),
        ("Deal gone and lost somehow", "lost"),
        ("Losst", "lost"),
        ("Won back later", "won"),
        ("Przegranna", "lost"),
        ("Contract", ""),
        ("Lost", ""),  # known, so nothing to ask
        ("Quote", ""),
    ],
)
def test_what_resembles_an_outcome_can_be_asked_about(name, outcome):
    assert resembles(name) == outcome


def test_naming_a_word_adds_it_to_those_that_are_known():
    names = ["Signed", "Won", "Lost", "Parked", "Proposal"]
    found = outcome_words(names, won=["Signed"], open="Parked")
    assert found == {"Signed": "won", "Won": "won", "Lost": "lost"}
    assert outcome_words(["Lost"], open=["lost"]) == {}  # what is named goes before what is known
    assert outcome_words(["Won"], lost="WON") == {"Won": "lost"}


def test_a_word_named_twice_is_an_error():
    with pytest.raises(StageError, match='"gone" is named both as won and as lost'):
        said_words(won=["Gone"], lost=["gone"], dropped=None)


def test_no_known_word_is_in_two_lists():
    assert {"open", "won", "lost", "dropped"} == set(KNOWN.values())
    for word in KNOWN:
        assert meaning(word) == KNOWN[word], word


@pytest.mark.parametrize("ending", ["رد شد", "رد شده", "رد شده است"])
def test_persian_verbs_mean_the_same_with_every_ending(ending):
    assert meaning(ending) == "lost"
    assert meaning(ending.replace("رد", "پرداخت")) == "won"


@pytest.mark.parametrize("approved", ["تایید شده", "تأیید شده", "تائید شد"])
def test_approved_beside_rejected_is_asked_about(approved):
    rows = [("الف", approved), ("ب", "رد شده"), ("ج", "در حال بررسی")]
    lines = [f"{client},100,{word},1404/10/15" for client, word in rows]
    with pytest.raises(StageError, match=approved):
        ck.load("\n".join(["مشتری,مبلغ,وضعیت,تاریخ ایجاد", *lines]).encode())


#: what takes a loss back, or may
TURNED = [
    "Lost to Won", "Lost → Won", "Lost due to price, reopened", "Lost - reopened", "Lost (reopened)",
    "Declined by mistake", "Lost for review", "Lost for now", "Cancelled by client but rebooked",
    "Cancelled because rescheduled", "Rejected for revision", "Lost due to price – back in talks",
    "Przegrana z powodu ceny, wznowiona", "Anulowane przez klienta, ale odnowione", "Odrzucona przez pomyłkę",
    "Отказана поради грешка", "Загубена, отворена отново", "Отказана от клиента, но възобновена",
    "رد شده به دلیل اشتباه", "لغو شده به دلیل تغییر زمان", "رد شده توسط مشتری اما دوباره باز شد",
    "ملغاة بسبب إعادة الجدولة", "مرفوض بسبب خطأ", "خسارة بسبب السعر ولكن أعيد فتحها",
]  # fmt: skip
REASONS = [
    "Lost because of the price", "Cancelled by client", "Lost to a rival", "Lost - too expensive", "Lost, price",
    "Lost due to an in-house solution", "Lost (went elsewhere)", "Przegrana - zbyt drogo", "Przegrana z powodu ceny",
    "Отказ заради цената", "رد شده به دلیل قیمت", "خسارة بسبب السعر", "خسرناها بسبب المنافس",
]  # fmt: skip


def with_status(word, column="Status"):
    words = ["Won"] * 4 + ["Lost"] * 4 + ["Offer"] * 2 + [word]
    rows = [f'C{n},"{each}",2025-01-{n + 1:02},2025-02-{n + 1:02}' for n, each in enumerate(words)]
    return "\n".join([f"Client,{column},Created,Closed", *rows, ""]).encode()


@pytest.mark.parametrize("word", TURNED)
def test_a_loss_that_is_taken_back_is_no_loss_and_asked_about(word):
    assert meaning(word) == ""
    with pytest.raises(StageError, match=r"how it stands|may be outcomes"):
        ck.load(with_status(word))
    pipe = ck.load(with_status(word), won=[word])
    assert pipe.deals["outcome"].value_counts()[["won", "lost"]].tolist() == [5, 4]


def test_a_stage_that_takes_a_loss_back_is_asked_about_without_a_guess():
    with pytest.raises(StageError, match="may be outcomes") as error:
        ck.load(with_status("Declined by mistake", "Stage"))
    assert 'lost=["..."]' in error.value.fix


@pytest.mark.parametrize("word", REASONS)
def test_a_loss_with_a_plain_reason_is_one(word):
    assert meaning(word) in ("lost", "dropped")


def test_a_loss_read_with_its_reason_is_told_and_the_way_out_works():
    word = "Cancelled by client"
    pipe = ck.load(with_status(word))
    told = pipe.notes[pipe.notes["note"].str.contains("reason behind it")]
    assert word in told["note"].iloc[0] and "12" in told["note"].iloc[0]
    assert f'open=["{word}"]' in told["fix"].iloc[0]
    assert "open" in set(ck.load(with_status(word), open=[word]).deals["outcome"])


#: an end that is taken back in the same cell, or may be
UNDONE = [
    "Won, but cancelled later", "Won; contract cancelled", "Won (fell through)", "Gewonnen, dann storniert",
    "Wygrana, ale anulowana", "Спечелена, но отказана", "Lost; back in play", "Lost, now won",
    "Verloren, aber wieder offen", "Perdido, reaberto", "Perdu, mais relancé", "Lost to nobody: postponed",
]  # fmt: skip
#: a win with what goes with it
FULL_WINS = [
    "Closed-Won", "Closed/Won", "Closed - Won", "Deal-Won", "won-2024", "Won - new customer", "Won (renewal)",
    "Won; contract signed", "Won - not yet invoiced", "Sold-STC", "Sale (closed)", "Won/Closed", "Opportunity/Won",
]  # fmt: skip
#: other words than the one for an end that a hyphen or a slash sets apart in them
OTHERS = [
    "Pre-sale", "Pre-sold", "Re-sold", "After-sale", "Post-sale", "SALE-2", "Win-back", "Sale/lease talks",
    "Un-signed", "Non-won", "Signed?", "Lost?", "Signée?",
]  # fmt: skip


@pytest.mark.parametrize("column", ["Status", "Stage"])
@pytest.mark.parametrize("word", UNDONE)
def test_an_end_that_is_taken_back_in_its_cell_is_asked_about(word, column):
    assert meaning(word) == ""
    with pytest.raises(StageError, match=r"how it stands|may be outcomes"):
        ck.load(with_status(word, column))
    pipe = ck.load(with_status(word, column), lost=[word])
    assert pipe.deals["outcome"].value_counts()[["won", "lost"]].tolist() == [4, 5]


@pytest.mark.parametrize("word", FULL_WINS)
def test_a_win_with_what_goes_with_it_is_one(word):
    assert meaning(word) == "won"


@pytest.mark.parametrize("word", OTHERS)
def test_a_hyphen_a_slash_or_a_question_makes_another_word_of_an_end(word):
    assert meaning(word) == ""


@pytest.mark.parametrize("won,sale", [
    ("Won", "Sale"), ("Wygrana", "Sprzedaż"), ("Спечелена", "Продажба"), ("برنده", "فروش"), ("Vinta", "Vendita"),
])  # fmt: skip
def test_a_stage_called_sale_is_asked_about_beside_a_plain_win_and_is_one_without(won, sale):
    rows = [("A", won), ("B", "Lost"), ("C", sale), ("D", "Lead"), ("E", "Offer")]
    both = "\n".join(
        ["Client,Stage,Created", *(f"{c},{s},2024-01-0{n + 1}" for n, (c, s) in enumerate(rows))]
    )
    with pytest.raises(StageError, match=sale):
        ck.load(both.encode())
    assert list(ck.load(both.encode(), open=[sale]).deals["outcome"]).count("won") == 1
    assert list(ck.load(both.encode(), won=[sale]).deals["outcome"]).count("won") == 2
    alone = "\n".join(line for line in both.split("\n") if won not in line)
    assert list(ck.load(alone.encode()).deals["outcome"]).count("won") == 1


#: names in which more than one word stands, joined or with a break between them; "": open or asked about
JOINED = {
    "won": [
        "Won, referral", "Won (new client)", "Won - new client", "Won-Paid", "Won/Installed", "Closed-Won",
        "Closed/Won", "Closed Won - signed", "Deal-Won", "won-2024", "Won-Q3", "Sale (closed)", "Sale-Closed",
        "Sold-STC", "Contract-Signed", "Contract (signed)", "Order/Won", "Bid - won", "Project-Won",
        "Enterprise - Closed Won",
        "Umowa - podpisana", "قرارداد - موفق", "Auftrag-gewonnen", "Result: won", "Won - invoice to be sent",
    ],
    "lost": [
        "Lost - too expensive", "Lost - price, timing", "Lost; no budget", "Lost (competitor)", "Lost: competitor won",
        "Closed Lost - Price", "Lost/Cancelled", "Nie-wygrana", "Nicht-gewonnen", "از-دست-رفته", "مغلقة-خاسرة",
        "Lost-price", "Lost/too expensive", "Order-Lost", "Przegrana-cena", "Загубена/цена", "Retail - Closed Lost",
        "Lost - no contact", "Lost (chose another supplier)",
    ],
    "": [
        "NDA-Signed", "Signed-NDA", "LOI-Signed", "NDA/Signed", "NDA (signed)", "NDA - signed", "NDA-podpisane",
        "Paid-Pilot", "Paid-Trial", "Paid-Demo", "Pilot - paid", "Trial (paid)", "Deposit-Paid", "Sold-Out", "Win-Plan",
        "Won-Trial", "Won-Pending", "Won - to confirm", "Won, waiting for signature", "Contract Signed - Waiting",
        "Verbal-Won", "Verbal/Won", "Partially-Won", "Expected-Won", "Forecast-Won", "Soft-Won", "To-Be-Won",
        "Expected - Closed Won", "Won (almost)", "Fast-gewonnen", "Prawie-wygrana", "Quase-Ganho", "Почти-выиграна",
        "تقریبا-موفق", "Wygrana - do potwierdzenia", "Спечелена (изчаква подпис)", "موفق - در انتظار امضا",
        "فوز - بانتظار التوقيع", "Gewonnen (mündlich)", "Gagné - à confirmer", "Ganada, pendiente",
        "Lost-Recovery", "Lost - Recovery", "Lost-Contact", "Contact-Lost", "Lost-Nurture", "Lost-Follow-up",
        "Lost - Follow-up", "Lost-Found", "Likely-Lost", "Lost (maybe)", "Lost/Open", "Lost - open", "Lost / on hold",
        "Closed-Lost-Recovery", "Dead-Line", "Przegrana (może)", "Загубена - може би", "ناموفق - شاید", "خاسرة (ربما)",
        "Verloren - Wiedervorlage", "Perdu (peut-être)", "Perdida - en espera",
        "Kazanıldı - onay bekliyor", "Kazanıldı (imza bekleyen)", "Kaybedildi - bekliyor",
        "Angebot abgelehnt - Nachbesserung", "Devis refusé - à refaire", "Rejected - rework", "Odrzucona - do poprawy",
        "Rechazada - por rehacer", "Отказана - за преработка", "Verloren, wird nachverhandelt",
        "Non-Won", "Un-Won", "Won?", "Lost?",
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "outcome"), [(word, end) for end, words in JOINED.items() for word in words]
)
def test_no_part_of_a_name_decides_alone(word, outcome):
    assert meaning(word) == outcome
    assert outcome or resembles(word) in ENDS, "nothing would be asked"


@pytest.mark.parametrize(
    "name", ["{} - Qualified", "{}/Qualified", "{}: Qualified", "{} (Qualified)"]
)
@pytest.mark.parametrize("where", ["EU", "US", "UK", "Ann", "Un. States"])
def test_a_step_behind_the_name_of_a_place_is_not_nearly_an_end(name, where):
    assert resembles(name.format(where)) == ""


@pytest.mark.parametrize("column", ["Status", "Stage"])
@pytest.mark.parametrize("word", ["Won - to confirm", "Lost-Recovery", "Non-Won", "Lost (maybe)"])
def test_a_name_that_only_holds_an_end_is_asked_about_and_the_answer_works(word, column):
    with pytest.raises(StageError, match=r"how it stands|may be outcomes"):
        ck.load(with_status(word, column))
    pipe = ck.load(with_status(word, column), open=[word])
    assert pipe.deals["outcome"].value_counts()[["won", "lost"]].tolist() == [4, 4]


@pytest.mark.parametrize("word", ["NDA-Signed", "NDA (signed)"])
def test_a_name_with_a_win_of_something_else_is_an_open_stage_and_a_status_that_is_told(word):
    for column in ("Stage", "Status"):
        pipe = ck.load(with_status(word, column))
        assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [4, 4, 3]
    assert pipe.notes["note"].str.contains("in words that are not known").any()


def test_a_question_beside_the_plain_word_is_asked_about():
    with pytest.raises(StageError, match=r'"Won\?" \(1 deal\)'):
        ck.load(with_status("Won?"))
    pipe = ck.load(with_status("Won?"), open=["Won?"])
    assert pipe.deals["outcome"].value_counts()[["won", "lost"]].tolist() == [4, 4]


@pytest.mark.parametrize(
    "word, end", [("Cancelled by client", "dropped"), ("Lost to a rival", "lost")]
)
def test_the_note_of_a_reason_says_what_the_deals_are_read_as(word, end):
    notes = ck.load(with_status(word)).notes["note"]
    assert notes.str.contains(f"1 deal is read as {end} with the reason behind it").any()


# ---- closed, and how

#: language: closed with success, in either order and written in any way; and without
HOW = {
    "en": ("Closed successfully|Successfully closed|Completed with success|Closed: successfully|Closed – successful",
           "Closed unsuccessfully|Closed without success|Closed (not successful)|Unsuccessfully completed"),
    "de": ("Abgeschlossen erfolgreich|Erfolgreich abgeschlossen|Abgeschlossen (erfolgreich)|Mit Erfolg abgeschlossen",
           "Abgeschlossen erfolglos|Erfolglos abgeschlossen|Nicht erfolgreich abgeschlossen|Ohne Erfolg abgeschlossen"),
    "fr": ("Fermé avec succès|Clos avec succès|Terminé avec succès", "Fermé sans succès|Clos sans succès"),
    "es": ("Cerrado con éxito|Cerrado exitosamente|Finalizado con éxito", "Cerrado sin éxito|Finalizado sin éxito"),
    "pt": ("Fechado com sucesso|Concluído com sucesso", "Fechado sem sucesso|Concluído sem sucesso"),
    "it": ("Chiuso con successo|Concluso con successo", "Chiuso senza successo|Concluso senza successo"),
    "nl": ("Succesvol afgesloten|Afgesloten succesvol", "Niet succesvol afgesloten|Zonder succes afgesloten"),
    "pl": ("Zamknięte z sukcesem|Zakończona pomyślnie|Pomyślnie zakończona|Zakończone powodzeniem",
           "Zamknięte bez sukcesu|Zakończona niepomyślnie|Zakończone niepowodzeniem"),
    "ru": ("Закрыта успешно|Успешно закрыта", "Закрыта неуспешно|Неуспешно закрыта|Завершено безуспешно"),
    "uk": ("Закрита успішно|Успішно закрита", "Закрита неуспішно|Неуспішно закрита"),
    "bg": ("Завършена успешно|Успешно приключена", "Завършена неуспешно|Неуспешно приключена"),
    "cs": ("Úspěšně uzavřeno|Úspěšně ukončeno", "Neúspěšně uzavřeno|Uzavřeno neúspěšně"),
    "ro": ("Închis cu succes", "Închis fără succes"),
    "sv": ("Framgångsrikt avslutad|Avslutad framgångsrikt", "Avslutad utan framgång"),
    "da": ("Afsluttet med succes", "Afsluttet uden succes"),
    "no": ("Avsluttet med suksess", "Avsluttet uten suksess"),
    "fi": ("Suljettu onnistuneesti", "Suljettu epäonnistuneena"),
    "hu": ("Sikeresen lezárva|Lezárva sikeresen", "Sikertelenül lezárva"),
    "tr": ("Başarıyla kapatıldı|Başarılı kapandı", "Başarısız kapandı|Başarısızlıkla kapatıldı"),
    "fa": ("با موفقیت بسته شد|بسته شده با موفقیت|موفق بسته شد", "بدون موفقیت بسته شد|ناموفق بسته شد"),
    "ar": ("مغلقة بنجاح|أغلقت بنجاح", "مغلقة بدون نجاح|مغلقة دون نجاح|أغلقت دون نجاح|تم الإغلاق بدون نجاح"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("end", "word"),
    [(end, word) for both in HOW.values() for end, words in zip(("won", "lost"), both, strict=True)
     for word in words.split("|")],
)  # fmt: skip
def test_closed_with_success_is_won_and_without_it_lost(end, word):
    assert meaning(word) == end
    assert meaning(word.upper()) == end or word.upper().casefold() != word.casefold()


@pytest.mark.parametrize(
    ("word", "end"),
    [("Closed and won", "won"), ("Closed & Lost", "lost"), ("Won and closed", "won"),
     ("Geschlossen und gewonnen", "won"), ("Geschlossen und verloren", "lost"),
     ("Fermé et gagné", "won"), ("Cerrada y perdida", "lost"),
     ("Fechado e ganho", "won"), ("Chiuso e perso", "lost"), ("Zamknięte i wygrane", "won"),
     ("Закрыто и выиграно", "won"),
     ("Kapatıldı ve kazanıldı", "won"), ("Closed and cancelled", "dropped")],
)  # fmt: skip
def test_closed_and_an_end_is_that_end(word, end):
    assert meaning(word) == end


@pytest.mark.parametrize(
    "word",
    [
        "Open and won",
        "Closed not won",
        "Closed never lost",
        "Closed and counting",
        "Closed and won back",
        "Closed and won?",
        "Won and lost",
    ],
)
def test_closed_and_what_is_no_end_says_no_end(word):
    assert meaning(word) not in ("won", "lost", "dropped")


@pytest.mark.parametrize(
    "word",
    ["Not closed successfully", "Noch nicht erfolgreich abgeschlossen", "To be closed successfully", "Successfully",
     "Demo completed successfully", "Erfolgreich getestet", "Closed successfully but cancelled", "Success call",
     "Completed demo successfully", "Abgeschlossen oder erfolglos"],
)  # fmt: skip
def test_success_beside_anything_but_closed_says_nothing(word):
    assert meaning(word) == ""


def test_closed_alone_is_no_more_than_that():
    assert {meaning(word) for word in ("Closed", "Abgeschlossen", "Zamknięte", "Закрыта")} == {
        "closed"
    }
