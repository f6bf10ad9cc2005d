"""Ticks below the steps of a list, and no dates: each deal stands in the furthest step that is marked."""

import pytest

import cycle_kit as ck

LISTS = {
    "English": ("Customer,Date,Contacted,Offer sent,Won,Lost", "x"),
    "German": ("Kunde,Datum,Kontakt,Angebot,Auftrag,Absage", "✓"),
    "Polish": ("Klient,Data,Kontakt,Oferta,Umowa,Rezygnacja", "X"),
    "with an order": ("Customer,Date,Call,Offer,Signed,Lost", "✅"),
}
ROWS = (
    "Acme,2026-01-05,x,x,x,",
    "Beta,2026-01-06,x,x,,x",
    "Gamma,2026-01-07,x,x,,",
    "Delta,2026-01-08,x,,,",
    "Eps,2026-01-09,,,,",
)


def loaded(name, **said):
    header, mark = LISTS[name]
    rows = [row.replace(",x", f",{mark}") for row in ROWS]
    return ck.load("\n".join([header, *rows]).encode(), **said)


@pytest.mark.parametrize("name", LISTS)
def test_deals_stand_in_the_furthest_step(name):
    pipe = loaded(name)
    first, second = LISTS[name][0].split(",")[2:4]
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open", "open", "open"]
    assert pipe.deals["stage"].astype("object").fillna("").tolist() == [
        second,
        second,
        second,
        first,
        "",
    ]
    (note,) = [note for note in pipe.notes["note"] if "marks and no dates" in note]
    assert f'"{first}", "{second}"' in note
    assert not pipe.notes["note"].str.contains("not used").any()


def test_the_line_that_the_note_prints_gives_the_order():
    pipe = loaded("English", stages=["Contacted", "Offer sent"])
    (fix,) = pipe.notes.loc[pipe.notes["note"].str.contains("marks and no dates"), "fix"]
    assert 'stages=["Contacted", "Offer sent"]' in fix
    assert pipe.ordered and ck.funnel(pipe)["stage"].tolist()[:2] == ["Contacted", "Offer sent"]


def test_marks_that_do_not_follow_one_another_are_no_steps():
    rows = ["Acme,2026-01-05,Won,x,,x", "Beta,2026-01-06,Lost,,x,", "Gamma,2026-01-07,Open,,,x"]
    pipe = ck.load("\n".join(["Customer,Date,Status,Demo,Call,Newsletter", *rows]).encode())
    assert pipe.stages == ()
    assert pipe.notes["note"].str.contains('not used: "Demo", "Call", "Newsletter"').any()
