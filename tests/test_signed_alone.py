"""A day of orders or signatures that some deals have, where nothing says won: asked about, with the line to type."""

import pytest

import cycle_kit as ck

HEADERS = {
    "en": ("Deal ID", "Stage", "Created", "Signed on"),
    "de": ("Nummer", "Phase", "Erstellt am", "Unterschrieben am"),
    "pl": ("ID", "Etap", "Data utworzenia", "Data podpisania umowy"),
    "it": ("ID", "Fase", "Data creazione", "Data firma"),
}


@pytest.mark.parametrize("language", HEADERS)
def test_the_line_for_wins_is_given_and_works(language):
    *_, signed = HEADERS[language]
    rows = [
        f"{n},{['Visit', 'Quote'][n % 2]},2025-01-{n + 1:02d},{f'2025-02-{n + 1:02d}' if n % 3 == 0 else ''}"
        for n in range(18)
    ]
    data = "\n".join([",".join(HEADERS[language]), *rows]).encode()
    notes = ck.load(data).notes
    told = notes.loc[notes["note"].str.startswith("Every deal counts as open"), "fix"].item()
    assert f'columns={{"won_at": "{signed}"}}' in told
    deals = ck.load(data, columns={"won_at": signed}).deals
    assert deals["outcome"].astype("str").tolist() == ["won", "open", "open"] * 6
    assert deals["closed_at"].notna().sum() == 6
