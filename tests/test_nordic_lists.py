"""Lists and exports in Swedish, Danish, Norwegian and Finnish are read as plain tables."""

import pytest

import cycle_kit as ck

EXPORTS = {
    "sv": ("Post-ID,Affärsnamn,Affärsfas,Pipeline,Affärsägare,Belopp,Skapandedatum,Stängningsdatum",
           "Offert skickad", "Stängd vunnen", "Stängd förlorad", "Möte bokat"),
    "da": ("Post-ID,Aftalenavn,Aftalefase,Pipeline,Aftaleejer,Beløb,Oprettelsesdato,Lukkedato",
           "Tilbud sendt", "Lukket vundet", "Lukket tabt", "Møde aftalt"),
    "no": ("Post-ID,Avtalenavn,Avtalefase,Pipeline,Avtaleeier,Beløp,Opprettelsesdato,Avslutningsdato",
           "Tilbud sendt", "Lukket vunnet", "Lukket tapt", "Møte avtalt"),
    "fi": ("Tietueen tunnus,Kaupan nimi,Kaupan vaihe,Myyntiputki,Kaupan omistaja,Summa,Luontipäivä,Sulkemispäivä",
           "Sopimus lähetetty", "Suljettu voitettu", "Suljettu hävitty", "Tapaaminen sovittu"),
}  # fmt: skip
SHEETS = {
    "sv": ("Kund;Säljare;Skapad;Avslutad;Status;Värde", "Vunnen", "Förlorad", "Pågående"),
    "sv, dates": (
        "Företag;Ansvarig;Startdatum;Slutdatum;Resultat;Summa",
        "Såld",
        "Förlorad",
        "Öppen",
    ),
    "da": ("Kunde;Sælger;Oprettet;Lukket;Status;Beløb", "Vundet", "Tabt", "Åben"),
    "da, dates": (
        "Firma;Ansvarlig;Startdato;Slutdato;Resultat;Værdi",
        "Solgt",
        "Tabt",
        "Igangværende",
    ),
    "no": ("Kunde;Selger;Opprettet;Avsluttet;Status;Beløp", "Vunnet", "Tapt", "Åpen"),
    "no, dates": ("Bedrift;Ansvarlig;Startdato;Sluttdato;Utfall;Verdi", "Solgt", "Tapt", "Åpen"),
    "fi": ("Asiakas;Myyjä;Luotu;Suljettu;Tila;Arvo", "Voitettu", "Hävitty", "Kesken"),
    "fi, dates": (
        "Yritys;Vastuuhenkilö;Aloituspäivä;Päättymispäivä;Tulos;Summa",
        "Myyty",
        "Hävitty",
        "Avoin",
    ),
}


@pytest.mark.parametrize("language", EXPORTS)
def test_an_export_with_translated_headers(language):
    head, one, won, lost, other = EXPORTS[language]
    rows = [
        f"901,Acme,{one},Sales,Anna,1000,2025-01-10 08:00,2025-03-09 09:00",
        f"902,Beta,{won},Sales,Anna,2000,2025-01-10 08:00,2025-02-09 09:00",
        f"903,Gamma,{lost},Sales,Luuk,3000,2025-01-11 08:00,2025-02-10 09:00",
        f"904,Delta,{other},Sales,Luuk,,2025-02-11 08:00,2025-05-10 09:00",
    ]
    deals = ck.load("\n".join([head, *rows, ""]).encode()).deals
    assert deals["deal_id"].tolist() == ["901", "902", "903", "904"]
    assert deals["outcome"].tolist() == ["open", "won", "lost", "open"]
    assert deals["created_at"].dt.day.tolist() == [10, 10, 11, 11]
    assert deals["closed_at"].notna().tolist() == [False, True, True, False]
    assert deals["amount"].sum() == 6000
    assert set(deals["owner"]) == {"Anna", "Luuk"}


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_kept_by_hand(name):
    head, won, lost, still = SHEETS[name]
    rows = [
        f"Acme;Anna;10.01.2025;09.02.2025;{won};1000",
        f"Beta;Anna;10.01.2025;19.02.2025;{lost};2000",
        f"Gamma;Luuk;20.01.2025;;{still};3000",
    ]
    deals = ck.load("\n".join([head, *rows, ""]).encode()).deals
    assert deals["outcome"].tolist() == ["won", "lost", "open"]
    assert deals["created_at"].dt.day.tolist() == [10, 10, 20]
    assert deals["closed_at"].dt.day.tolist()[:2] == [9, 19]
    assert (deals["amount"].sum(), set(deals["owner"])) == (6000, {"Anna", "Luuk"})
