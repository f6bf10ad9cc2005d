"""Logs of events that tell of few changes of a stage: what says in a sentence that a deal was won, lost or opened
again counts all the same, and what may say it is asked about."""

import pytest

import cycle_kit as ck

#: headers of deal, day, event, values before and after, and details; created, moved, a mail; then sentences for won,
#: for lost, and for opened again
LANGUAGES = {
    "en": (
        "Deal,Date,Event,Old value,New value", "Details", "Deal created", "Stage changed", "Email sent",
        ("Marked as won", "Status changed to won", "Deal won", "Won the deal", "Closed as won", "Deal was won",
         "deal.won", "Outcome set to won"),
        ("Marked as lost", "Status changed to Lost", "Deal lost", "Lost the deal", "Closed as lost", "Closed - lost"),
        ("Reopened", "Deal reopened", "Opportunity re-opened"),
    ),
    "pl": (
        "Szansa,Data,Zdarzenie,Stara wartość,Nowa wartość", "Szczegóły", "Utworzono", "Zmiana etapu", "Wysłano mail",
        ("Oznaczono jako wygraną", "Zmieniono status na wygrana", "Zamknięto jako wygraną", "Wygrano szansę"),
        ("Oznaczono jako przegraną", "Zmiana statusu na przegrana", "Zamknięto jako przegraną", "Przegrano szansę"),
        ("Ponownie otwarto", "Otwarto ponownie", "Szansa ponownie otwarta"),
    ),
    "bg": (
        "Сделка,Дата,Събитие,Стара стойност,Нова стойност", "Подробности", "Създадена", "Смяна на етап", "Имейл",
        ("Отбелязана като спечелена", "Статусът е променен на спечелена", "Спечелихме сделката"),
        ("Отбелязана като загубена", "Затворена като загубена", "Загубихме сделката"),
        ("Отворена отново", "Сделката е отворена отново"),
    ),
    "fa": (
        "معامله,تاریخ,رویداد,مقدار قبلی,مقدار جدید", "جزئیات", "ایجاد شد", "تغییر مرحله", "ایمیل",
        ("به عنوان موفق علامت‌گذاری شد", "وضعیت به موفق تغییر کرد", "معامله برنده شد"),
        ("به عنوان ناموفق بسته شد", "وضعیت به ناموفق تغییر کرد", "معامله را باختیم"),
        ("دوباره باز شد", "بازگشایی شد"),
    ),
    "ar": (
        "الصفقة,التاريخ,الحدث,القيمة القديمة,القيمة الجديدة", "التفاصيل", "تم الإنشاء", "تغيير المرحلة", "بريد",
        ("تم تغيير الحالة إلى رابحة", "تم وضع علامة رابحة", "تم الفوز بالصفقة"),
        ("تم تغيير الحالة إلى خاسرة", "أغلقت كخاسرة", "خسرنا الصفقة"),
        ("أعيد فتحها", "تمت إعادة فتح الصفقة"),
    ),
    "de": (
        "Deal,Datum,Ereignis,Alter Wert,Neuer Wert", "Beschreibung", "Erstellt", "Phase geändert", "E-Mail",
        ("Als gewonnen markiert", "Status auf gewonnen geändert", "Geschäft gewonnen"),
        ("Als verloren geschlossen", "Status auf verloren gesetzt", "Geschäft verloren"),
        ("Wiedereröffnet", "Wieder geöffnet"),
    ),
    "es": (
        "Negocio,Fecha,Evento,Valor anterior,Valor nuevo", "Detalles", "Creado", "Cambio de etapa", "Correo",
        ("Marcado como ganado", "Estado cambiado a ganado"), ("Cerrado como perdido", "Negocio perdido"),
        ("Reabierto", "Negocio reabierto"),
    ),
    "fr": (
        "Affaire,Date,Évènement,Ancienne valeur,Nouvelle valeur", "Détails", "Créée", "Changement d'étape", "Courriel",
        ("Marquée comme gagnée", "Statut changé en gagné"), ("Clôturée comme perdue", "Affaire perdue"),
        ("Rouverte", "Affaire rouverte"),
    ),
    "ru": (
        "Сделка,Дата,Событие,Старое значение,Новое значение", "Описание", "Создана", "Смена этапа", "Письмо",
        ("Отмечена как выигранная", "Сделка успешно реализована"), ("Закрыта как проигранная", "Сделка проиграна"),
        ("Переоткрыта", "Сделка открыта заново"),
    ),
}  # fmt: skip


def log(language, *, details=False, moves=1, again=False):
    """A deal for each sentence and one that is open, `moves` of them with a change of their stage; `again`: those
    that ended first are open again, each by another sentence."""
    head, more, born, moved, mail, won, lost, reopened = LANGUAGES[language]
    if details:
        head = ",".join([*head.split(",")[:3], more])
    between = "" if details else ","
    rows = [head]
    for n, end in enumerate([*won, *lost, ""]):
        day = f"D{n:02},2025-01-{{:02}},{{}}{between},{{}}".format
        rows += [day(n + 1, born, "" if details else "Lead"), day(n + 1, mail, "hello")]
        if n < moves:
            move = day(n + 2, moved, "Offer")
            rows.append(move if details else move.replace(",,", ",Lead,"))
        rows += [day(n + 12, end, "")] if end else []
        rows += [day(30, reopened[n], "")] if again and n < len(reopened) else []
    return "\n".join([*rows, ""]).encode()


def ends(language):
    *_, won, lost, _ = LANGUAGES[language]
    return [*["won"] * len(won), *["lost"] * len(lost), "open"]


def outcomes(pipe):
    return pipe.deals["outcome"].astype(str).tolist()


@pytest.mark.parametrize("moves", [1, 2])
@pytest.mark.parametrize("details", [False, True], ids=["values", "details"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_of_a_log_with_few_moves_count(language, details, moves):
    pipe = ck.load(log(language, details=details, moves=moves))
    assert outcomes(pipe) == ends(language)
    deals = len(pipe.deals)
    assert pipe.deals["created_at"].dt.day.tolist() == [n + 1 for n in range(deals)]
    assert pipe.deals["closed_at"].dt.day.tolist()[:-1] == [n + 12 for n in range(deals - 1)]
    stages = {"Offer"} if details else {"Lead", "Offer"}
    assert set(pipe.visits["stage"].dropna().astype(str)) == stages
    assert pipe.notes.loc[pipe.notes["fate"] == "furniture", "rows"].tolist() == [deals]


@pytest.mark.parametrize("language", LANGUAGES)
def test_ends_of_a_log_without_moves_count_beside_values(language):
    pipe = ck.load(log(language, moves=0))
    assert outcomes(pipe) == ends(language)
    assert set(pipe.visits["stage"].dropna().astype(str)) == {"Lead"}


@pytest.mark.parametrize("details", [False, True], ids=["values", "details"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deal_that_was_opened_again_is_in_the_stage_of_before(language, details):
    pipe = ck.load(log(language, details=details, moves=4, again=True))
    again = len(LANGUAGES[language][-1])
    assert outcomes(pipe) == ["open"] * again + ends(language)[again:]
    assert set(pipe.visits["stage"].dropna().astype(str)) <= {"Lead", "Offer"}
    assert pipe.deals["stage"].astype(str).tolist()[:again] == ["Offer"] * again
    last = pipe.visits[pipe.visits["deal_id"].astype(str) == "D00"].iloc[-1]
    assert (str(last["stage"]), last["entered_at"].day) == ("Offer", 30)
    assert pipe.notes["note"].str.contains(f"{again} rows say only that a deal was opened").any()


def test_a_stage_that_is_called_so_stays_one_where_it_is_named():
    pipe = ck.load(log("en", moves=4, again=True), open=["Reopened"])
    assert pipe.deals["stage"].astype(str).tolist()[:2] == ["Reopened", "Offer"]


@pytest.mark.parametrize(
    ("event", "other"), [("Deal closed", ""), ("Szansa zamknięta", ""), ("Lost interest", "x")]
)
def test_an_event_that_may_be_an_end_is_asked_about(event, other):
    """One of which nobody knows how it ended deals is asked about; what may be no end at all is told."""
    content = log("en").replace(b"Marked as lost", event.encode())
    if other:
        pipe = ck.load(content)
        told = pipe.notes[pipe.notes["note"].str.startswith("Events may be outcomes")].iloc[0]
        assert event in told["note"] and event in told["fix"]
    else:
        with pytest.raises(ck.CycleKitError, match=event):
            ck.load(content)
    assert outcomes(ck.load(content, lost=[event])) == ends("en")


def test_other_events_with_words_for_ends_in_them_end_nothing():
    content = log("en").replace(b"Email sent", b"Email: how we won at sales")
    assert outcomes(ck.load(content)) == ends("en")


def test_a_list_of_deals_one_of_which_was_moved_is_no_log():
    rows = ["Deal,Created,Stage,Description", "A,2025-01-01,New,x", "B,2025-01-02,Moved,y"]
    rows += ["C,2025-01-03,Won,z", "D,2025-01-04,Lost,w", "E,2025-01-05,New,v"]
    pipe = ck.load("\n".join(rows).encode())
    assert len(pipe.deals) == 5
    assert set(pipe.visits["stage"].dropna().astype(str)) >= {"New", "Moved"}


#: headers of deal, day and event; created, a move from one stage to another, a mail; won, lost
SENTENCES = {
    "en": ("Deal,Date,Event", "Deal created", "Stage changed from {0} to {1}", "Mail", "Marked as won", "Deal lost"),
    "en arrow": ("Deal,Date,Event", "Created", "Stage: {0} → {1}", "Mail", "Deal won", "Lost the deal"),
    "en to": ("Deal,Date,Event", "Created", "Moved to {1}", "Mail", "Closed as won", "Closed as lost"),
    "en colon": ("Deal,Date,Event", "Created", "Stage changed: {1}", "Mail", "Won", "Lost"),
    "pl": ("Szansa,Data,Zdarzenie", "Dodano szansę", "Zmiana etapu z {0} na {1}", "Mail", "Oznaczono jako wygraną",
           "Oznaczono jako przegraną"),
    "bg": ("Сделка,Дата,Събитие", "Създадена", "Преместена в {1}", "Имейл", "Спечелихме сделката", "Загубена"),
    "fa": ("معامله,تاریخ,رویداد", "ایجاد شد", "تغییر مرحله از {0} به {1}", "ایمیل", "موفق شد", "ناموفق شد"),
    "ar": ("الصفقة,التاريخ,الحدث", "تم الإنشاء", "تغيير المرحلة من {0} إلى {1}", "بريد", "تم الفوز", "أغلقت كخاسرة"),
    "de": ("Deal,Datum,Ereignis", "Erstellt", "Phase geändert von {0} nach {1}", "E-Mail", "Als gewonnen markiert",
           "Als verloren markiert"),
}  # fmt: skip


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside a user"])
@pytest.mark.parametrize("case", SENTENCES)
def test_events_that_name_the_stage_in_a_sentence(case, beside):
    head, born, moved, mail, won, lost = SENTENCES[case]
    rows = []
    for n, end in enumerate([won, lost, won, ""]):
        row = f"D{n},2025-01-{{:02}},{{}}".format
        rows += [row(n + 1, born), row(n + 2, mail), row(n + 3, moved.format("Lead", "Offer"))]
        rows += [row(n + 5, moved.format("Offer", "Contract"))] if n else []
        rows += [row(n + 12, end)] if end else []
    if beside:
        head, rows = f"{head},User", [f"{row},{'AB'[n % 2]}nn" for n, row in enumerate(rows)]
    pipe = ck.load("\n".join([head, *rows, ""]).encode())
    assert outcomes(pipe) == ["won", "lost", "won", "open"]
    assert pipe.deals["stage"].astype(str).tolist() == ["Offer", *["Contract"] * 3]
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 2, 3, 4]
    assert pipe.notes.loc[pipe.notes["fate"] == "furniture", "rows"].tolist() == [4]


@pytest.mark.parametrize("language", LANGUAGES)
def test_sentences_for_ends_among_stages(language):
    """A log of stages by the names of deals."""
    head, *_, won, lost, _ = LANGUAGES[language]
    rows = [",".join(head.split(",")[:3])]
    for n, end in enumerate([*won, *lost, ""]):
        rows += [f"D{n:02},2025-01-{n + 1:02},Lead", f"D{n:02},2025-01-{n + 3:02},Offer"]
        rows += [f"D{n:02},2025-01-{n + 12:02},{end}"] if end else []
    pipe = ck.load("\n".join([*rows, ""]).encode())
    assert outcomes(pipe) == ends(language)
    assert set(pipe.visits["stage"].astype(str)) == {"Lead", "Offer"}


def test_a_move_that_names_no_stage_is_none_of_a_sentence():
    rows = [
        "Deal ID,Date,Action,From,To",
        "1,2024-02-01,Deal added,,Lead",
        "2,2024-02-02,Deal added,,Lead",
    ]
    rows += [
        "1,2024-02-12,Moved to stage,Lead,Offer",
        "1,2024-02-20,Won the deal,,",
        "2,2024-03-01,Lost the deal,,",
    ]
    pipe = ck.load("\n".join(rows).encode())
    assert outcomes(pipe) == ["won", "lost"]
    assert pipe.deals["stage"].astype(str).tolist() == ["Offer", "Lead"]
