"""A history with one row per deal beside the table of the same deals."""

import pytest

import cycle_kit as ck

DEALS = {
    "en": "Deal ID,Name,Created,Amount,Stage,Status",
    "de": "Deal-ID,Kunde,Erstellt am,Betrag,Phase,Status",
    "pl": "ID szansy,Klient,Data utworzenia,Kwota,Etap,Status",
}
LOGS = {
    "en": "Deal ID,Stage,Date entered",
    "de": "Deal-ID,Phase,Geändert am",
    "pl": "ID szansy,Etap,Data zmiany",
}
STANDS = ("Won", "Won", "Lost", "Lost", "Open", "Open")


def written(folder, *, language="en", month="02", ids=range(1, 7), stage="Offer"):
    deals = [DEALS[language]]
    deals += [f"{n},client {n},2024-01-0{n},100,{stage},{s}" for n, s in enumerate(STANDS, start=1)]
    entries = [LOGS[language], *(f"{n},Offer,2024-{month}-0{n % 9 + 1}" for n in ids)]
    for name, lines in (("deals", deals), ("moves", entries)):
        (folder / f"{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", DEALS)
def test_it_is_their_history(tmp_path, language):
    pipe = ck.load(written(tmp_path, language=language))
    assert pipe.deals["outcome"].tolist() == ["won", "won", "lost", "lost", "open", "open"]
    entered = pipe.visits["entered_at"].dt.strftime("%d.%m.").tolist()
    assert entered == [f"0{n + 1}.02." for n in range(1, 7)]
    given = ck.load(tmp_path / "deals.csv", history=tmp_path / "moves.csv")
    assert given.visits.equals(pipe.visits)
    assert pipe.notes["note"].str.contains("log of stage entries").sum() == 1


def test_entries_before_the_deals_were_created_are_other_deals(tmp_path):
    folder = written(tmp_path)
    moves = (folder / "moves.csv").read_text().replace("2024-02", "2023-02")
    (folder / "moves.csv").write_text(moves)
    assert len(ck.load(folder).deals) == 12


def test_other_numbers_are_other_deals(tmp_path):
    assert len(ck.load(written(tmp_path, ids=range(11, 17))).deals) == 12
