"""Logs in which offers are made again and again, most of them still open, are logs, since clients pass the steps in
one direction; clients whose rows go to and fro are deals of their own, and the note says what to type otherwise."""

import pytest

import cycle_kit as ck

WORDS = {
    "en": ("Date,Client,Stage", "Enquiry", "Offer", "Won", "Lost"),
    "de": ("Datum,Kunde,Stand", "Anfrage", "Angebot", "Gewonnen", "Verloren"),
    "pl": ("Data,Klient,Etap", "Zapytanie", "Oferta", "Wygrana", "Przegrana"),
    "fr": ("Date,Client,Étape", "Demande", "Devis", "Gagné", "Perdu"),
}
#: of each client the steps, one week after the other
REVISED = ["0111", "01112", "011", "0113", "01111", "011", "0112"]
NO_ENQUIRY = ["1113", "111", "112", "113", "11", "1112", "13"]
TO_AND_FRO = ["10", "01", "110", "21", "13", "31", "0"]


def text(language, paths):
    header, *words = WORDS[language]
    rows = [
        (f"2025-{1 + step:02}-{3 * place + 1:02}", f"Client {place}", words[int(word)])
        for place, path in enumerate(paths)
        for step, word in enumerate(path)
    ]
    return "\n".join([header, *map(",".join, sorted(rows))]).encode()


def ends(paths):
    return [{"2": "won", "3": "lost"}.get(path[-1], "open") for path in paths]


@pytest.mark.parametrize("paths", [REVISED, NO_ENQUIRY], ids=["with enquiries", "offers only"])
@pytest.mark.parametrize("language", WORDS)
def test_offers_that_are_revised_are_of_one_deal(language, paths):
    pipe = ck.load(text(language, paths))
    assert pipe.deals.sort_values("deal_id")["outcome"].tolist() == ends(paths)
    assert pipe.notes["note"].str.contains("told apart").any()


def again(pipe):
    return pipe.notes[pipe.notes["note"].str.contains("comes again")]


@pytest.mark.parametrize("language", WORDS)
def test_clients_who_go_to_and_fro_are_a_list_and_the_line_makes_them_a_log(language):
    source = text(language, TO_AND_FRO)
    pipe = ck.load(source)
    assert len(pipe.deals) == sum(map(len, TO_AND_FRO))
    client = WORDS[language][0].split(",")[1]
    (fix,) = again(pipe)["fix"]
    assert fix.endswith(f'columns={{"deal_id": "{client}"}}.')
    assert len(ck.load(source, columns={"deal_id": client}).deals) == len(TO_AND_FRO)


SURE = {
    "each client once": ["Date,Client,Stage", "2025-01-02,A,Offer", "2025-01-03,B,Won", "2025-01-04,C,Lost"],
    "closing dates": [
        "Created,Client,Stage,Closed",
        "2025-01-02,A,Won,2025-02-01",
        "2025-01-03,A,Offer,",
        "2025-01-03,B,Offer,",
    ],
    "numbers of deals": [
        "Deal ID,Created,Client,Stage",
        "x1,2025-01-02,A,Won",
        "x2,2025-01-03,A,Offer",
        "x3,2025-01-03,B,Lost",
    ],
}  # fmt: skip


@pytest.mark.parametrize("case", SURE)
def test_where_rows_are_plainly_deals_nothing_is_said(case):
    pipe = ck.load("\n".join(SURE[case]).encode())
    assert len(pipe.deals) == 3 and again(pipe).empty
