"""A list that dates what was sold and writes a reason beside what was not: no column says that a deal was lost."""

import pytest

import cycle_kit as ck

#: headers of client, creation, win, reason; a reason that is also the name of a step or of a date
LANGUAGES = {
    "en": ("Client", "Opened", "Contract date", "Loss reason", "Price"),
    "en sold": ("Client", "Created", "Sold on", "Reason lost", "Demo"),
    "de": ("Kunde", "Erstellt am", "Auftragsdatum", "Verlustgrund", "Termin"),
    "fr": ("Client", "Créé le", "Date de signature", "Motif de perte", "Devis"),
    "es": ("Cliente", "Fecha de creación", "Fecha firma", "Motivo de pérdida", "Precio"),
    "pl": ("Klient", "Data kontaktu", "Data umowy", "Powód odrzucenia", "termin"),
    "pl number": ("Klient;Nr umowy", "Data kontaktu", "Data umowy", "Powód odrzucenia", "Oferta"),
    "ru": ("Клиент", "Дата создания", "Дата договора", "Причина отказа", "Цена"),
    "tr": ("Müşteri", "Oluşturma Tarihi", "Sözleşme Tarihi", "Kayıp Nedeni", "Fiyat"),
}


def loaded(header, rows, **options):
    return ck.load("\n".join([header, *rows]).encode(), **options)


def of_list(language, **options):
    client, created, win, reason, why = LANGUAGES[language]
    more = ";" * client.count(";")
    rows = [
        f"A{more};07.01.2025;20.01.2025;",
        f"B{more};08.01.2025;;{why}",
        f"C{more};09.01.2025;28.01.2025;",
        f"D{more};13.01.2025;;termin",
        f"E{more};14.01.2025;;xyz",
        f"F{more};15.01.2025;;",
    ]
    return loaded(f"{client};{created};{win};{reason}", rows, **options)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_beside_no_day_of_the_win_is_a_loss_and_told(language):
    pipe = of_list(language)
    assert list(pipe.deals["outcome"]) == ["won", "lost", "won", "lost", "lost", "open"]
    assert str(pipe.deals["closed_at"][0].date()) == "2025-01-20"
    _, _, win, reason, _ = LANGUAGES[language]
    told = pipe.notes[pipe.notes["note"].str.startswith("3 deals have a reason")]
    assert told["note"].tolist() == [f'3 deals have a reason in "{reason}" and nothing in "{win}".']


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_line_for_deals_that_go_on_works(language):
    _, _, win, *_ = LANGUAGES[language]
    fix = f'If they go on: columns={{"won_at": "{win}", "lost_reason": ""}}.'
    assert fix in of_list(language).notes["fix"].tolist()
    pipe = of_list(language, columns={"won_at": win, "lost_reason": ""})
    assert list(pipe.deals["outcome"]) == ["won", "open", "won", "open", "open", "open"]


def test_reasons_beside_the_dates_are_no_losses():
    """There the day is that of an end, whichever."""
    rows = ["A;07.01.2025;20.01.2025;price", "B;08.01.2025;;", "C;13.01.2025;21.01.2025;rival"]
    with pytest.raises(ck.CycleKitError):
        loaded("Client;Opened;Contract date;Loss reason", rows)


def test_a_reason_that_says_open_is_no_loss():
    rows = ["A;07.01.2025;20.01.2025;", "B;08.01.2025;;in progress", "C;13.01.2025;;price"]
    pipe = loaded("Client;Opened;Contract date;Loss reason", rows)
    assert list(pipe.deals["outcome"]) == ["won", "open", "lost"]


def test_beside_a_status_a_reason_tells_nothing_more():
    rows = ["A;07.01.2025;20.01.2025;;won", "B;08.01.2025;;price;open", "C;13.01.2025;;rival;lost"]
    pipe = loaded("Client;Opened;Contract date;Loss reason;Status", rows)
    assert list(pipe.deals["outcome"]) == ["won", "open", "lost"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("words", [("Open", "Open"), ("New", "Offer")])
def test_a_status_of_deals_that_go_on_leaves_the_others_to_the_reasons(language, words):
    client, created, win, reason, why = LANGUAGES[language]
    more = ";" * client.count(";")
    rows = [
        f"A{more};07.01.2025;20.01.2025;;",
        f"B{more};08.01.2025;;{why};",
        f"C{more};09.01.2025;28.01.2025;;",
        f"D{more};13.01.2025;;xyz;",
        f"E{more};14.01.2025;;;{words[0]}",
        f"F{more};15.01.2025;;;{words[1]}",
    ]
    pipe = loaded(f"{client};{created};{win};{reason};Status", rows)
    assert list(pipe.deals["outcome"]) == ["won", "lost", "won", "lost", "open", "open"]


def test_the_name_of_a_step_counts_among_the_reasons_of_open_deals():
    rows = ["A;07.01.2025;;won;", "B;08.01.2025;Termin;open;", "C;13.01.2025;Preis;open;"]
    pipe = loaded("Kunde;Erstellt am;Verlustgrund;Status;Phase", [*rows, "D;14.01.2025;;lost;"])
    assert (
        '2 open deals have a lost reason in "Verlustgrund" (lines 3, 4).'
        in pipe.notes["note"].tolist()
    )
