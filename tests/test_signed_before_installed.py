"""The day of the order is that of the win also where a list calls a later day, of the installation, by the word that
stands for won in its stages."""

import pytest

import cycle_kit as ck

LANGUAGES = {
    "en": ("Client,Created,Stage,Amount", "Quote", "Signed", "Installed", "Cancelled"),
    "de": ("Kunde,Erstellt am,Phase,Betrag", "Angebot", "Beauftragt", "Montiert", "Abgesagt"),
}


def loaded(language, *, signed=True):
    head, quote, order, later, lost = LANGUAGES[language]
    rows = [
        f"A,2026-01-02,{later},100,2026-01-20,2026-03-01,",
        f"B,2026-01-03,{lost},200,,,2026-02-10",
        f"C,2026-01-05,{quote},300,,,",
        f"D,2026-01-07,{later},400,2026-02-02,2026-03-20,",
    ]
    cells = [[*head.split(","), order, later, lost], *(row.split(",") for row in rows)]
    lines = [",".join(c for n, c in enumerate(row) if signed or n != 4) for row in cells]
    return ck.load("\n".join(lines).encode())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_signature_is_the_win_and_no_note_says_that_there_is_none(language):
    pipe = loaded(language)
    won = pipe.deals[pipe.deals["outcome"] == "won"]
    assert won["closed_at"].dt.strftime("%m-%d").tolist() == ["01-20", "02-02"]
    assert not pipe.notes["note"].str.contains("day of the win").any()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_one_the_installation_stands_for_it_beside_the_stage(language):
    pipe = loaded(language, signed=False)
    won = pipe.deals[pipe.deals["outcome"] == "won"]
    assert won["closed_at"].dt.strftime("%m-%d").tolist() == ["03-01", "03-20"]
    notes = pipe.notes["note"]
    assert not notes.str.contains("no other column says that deals were won").any()
