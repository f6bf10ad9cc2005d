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


ANSWERS = {
    "check boxes": ("Client,Created,Contact,Offer,Negotiation,Won,Lost", "TRUE", "FALSE"),
    "words": ("Klient,Data,Kontakt,Oferta,Negocjacje,Umowa,Rezygnacja", "tak", "nie"),
    "numbers": ("Kunde,Datum,Kontakt,Angebot,Verhandlung,Auftrag,Absage", "1", "0"),
    "signs": ("Customer,Date,Contact,Offer,Negotiation,Signed,Lost", "✔", "✗"),
    "Turkish": ("Müşteri,Tarih,Görüşme,Teklif,Pazarlık,Kazanıldı,Kaybedildi", "DOĞRU", "YANLIŞ"),
}
#: of each deal: its marks below three steps, won and lost; where it stands, and how
TOLD = (
    ("11110", 2, "won"),
    ("11001", 1, "lost"),
    ("11100", 2, "open"),
    ("10000", 0, "open"),
    ("11000", 1, "open"),
    ("10000", 0, "open"),
)


@pytest.mark.parametrize("name", ANSWERS)
def test_yes_and_no_mark_steps_too(name):
    header, yes, no = ANSWERS[name]
    rows = [
        ",".join([f"Firm {n}", f"2026-01-{n + 5:02}", *(yes if m == "1" else no for m in marks)])
        for n, (marks, *_) in enumerate(TOLD)
    ]
    deals = ck.load("\n".join([header, *rows]).encode()).deals
    steps = header.split(",")[2:5]
    assert deals["outcome"].tolist() == [end for *_, end in TOLD]
    assert deals["stage"].tolist() == [steps[place] for _, place, _ in TOLD]


@pytest.mark.parametrize("mark", ["x", "✓", "TRUE", "●"])
def test_a_mark_that_moves_on_is_where_the_deal_stands(mark):
    places = (3, 4, 2, 1, 1, 0, 3)
    rows = [
        ",".join([f"Firm {n}", f"2026-01-{n + 5:02}", *(mark * (p == place) for p in range(5))])
        for n, place in enumerate(places)
    ]
    header = "Deal,Created,Contact,Offer,Negotiation,Won,Lost"
    deals = ck.load("\n".join([header, *rows]).encode()).deals
    stages = deals["stage"].astype("object").fillna("").tolist()
    assert stages == ["", "", "Negotiation", "Offer", "Offer", "Contact", ""]
    assert deals["outcome"].tolist() == ["won", "lost", *["open"] * 4, "won"]
    assert deals["account"].isna().all()


@pytest.mark.parametrize(
    "header,rows",
    [
        (
            "Client,Created,Status,Newsletter,VIP,NDA",
            ["Won,No,Yes,No", "Lost,Yes,No,Yes", "Open,Yes,Yes,No"],
        ),
        (
            "Client,Created,Status,Demo,Call,Visit",
            ["Won,No,Yes,No", "Lost,No,No,Yes", "Open,Yes,No,Yes"],
        ),
        ("Client,Created,Status,Calls,Demos,Visits", ["Won,1,0,1", "Lost,0,2,1", "Open,3,1,0"]),
    ],
)
def test_other_answers_are_no_steps(header, rows):
    table = [f"Firm {n},2026-01-{n + 5:02},{row}" for n, row in enumerate(rows)]
    pipe = ck.load("\n".join([header, *table]).encode())
    assert pipe.stages == () and pipe.deals["stage"].isna().all()


def test_owners_called_by_one_letter_stay_owners():
    rows = [f"Firm {n},2026-01-{n + 5:02},{'NT'[n % 2]},Won" for n in range(4)]
    deals = ck.load("\n".join(["Client,Created,Owner,Status", *rows]).encode()).deals
    assert deals["owner"].tolist() == ["N", "T", "N", "T"]
