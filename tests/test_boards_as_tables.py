"""A board that was pasted as a table: a column for each stage, a deal in each cell."""

import pytest

import cycle_kit as ck

BOARDS = {
    "en": ("Lead", "Offer", "Negotiation", "Won", "Lost"),
    "counted": ("Lead (4)", "Offer (3)", "Negotiation (2)", "Won (3)", "Lost (2)"),
    "de": ("Neu", "Angebot", "Verhandlung", "Gewonnen", "Verloren"),
    "pl": ("Nowy", "Oferta", "Negocjacje", "Wygrane", "Przegrane"),
    "bg": ("Нови", "Оферта", "Преговори", "Спечелени", "Загубени"),
    "fa": ("سرنخ", "پیشنهاد", "مذاکره", "موفق", "ناموفق"),
    "a stage of their own": ("Lead", "Warehouse check", "Offer", "Won", "Lost"),
}
CLIENTS = (
    ("Acme", "Bolt", "Cora", "Dyna", "Elm"),
    ("Fox", "Gama", "Hill", "Iris", "Jazz"),
    ("Kilo", "Lima", "", "Mono", ""),
    ("Oslo", "", "", "", ""),
)


def text(head, form="{}"):
    rows = [[form.format(client) if client else "" for client in row] for row in CLIENTS]
    return "\n".join(",".join(row) for row in [head, *rows, []]).encode()


@pytest.mark.parametrize("case", BOARDS)
def test_each_cell_is_a_deal(case):
    pipe = ck.load(text(BOARDS[case]), as_of="2024-06-30")
    assert pipe.deals["outcome"].astype(str).value_counts().to_dict() == {
        "open": 9,
        "won": 3,
        "lost": 2,
    }
    assert list(pipe.stages) == [name.partition(" (")[0] for name in BOARDS[case][:3]]
    assert pipe.deals["deal_id"].is_unique
    assert "Oslo" in set(pipe.deals["name"])


@pytest.mark.parametrize("form", ["{} (5000)", "{} - 5000", "{} [5 000 €]", "{}: 5000"])
def test_an_amount_may_stand_behind_the_name(form):
    deals = ck.load(text(BOARDS["en"], form), as_of="2024-06-30").deals
    assert deals["amount"].sum() == 14 * 5000
    assert "Oslo" in set(deals["name"])


def test_without_a_day_it_is_asked_for():
    with pytest.raises(ck.CycleKitError, match="as_of="):
        ck.load(text(BOARDS["de"]))


TABLES = {
    "people and things": "Company,Contact,Offer,Contract\nAcme,Ann,Pump,x1\nBolt,Bob,Saw,x2\nCora,Cid,Drill,x3\n",
    "answers": "Lead,Contacted,Offer sent,Won\nAcme,yes,yes,no\nBolt,yes,no,no\nCora,yes,yes,yes\n",
    "days": "Lead,Contacted,Offer,Won\nAcme,2024-01-03,2024-02-03,\nBolt,2024-02-03,,2024-02-05\n",
    "amounts": "Lead,Offer,Won\nAcme,100,x\nBolt,200,\nCora,300,x\n",
    "a plan of the week": "Monday,Tuesday,Offer,Thursday\nAnn,Bob,Cid,Dan\nEve,Fay,Gus,Hal\nIda,Jon,Kim,Lea\n",
    "answers in words": "Lead,Colour,Offer,Mood,Negotiation\nAnn,red,Pump,glad,soon\nBob,blue,Saw,calm,late\n",
    "two columns": "Lead,Won\nAnn,Pump\nBob,Saw\nCid,Drill\n",
    "a list": "Lead,Owner,Stage\nAcme,Ann,Offer\nBolt,Bob,Won\nCora,Ann,Lost\n",
}


@pytest.mark.parametrize("case", TABLES)
def test_other_tables_are_no_boards(case):
    try:
        notes = ck.load(TABLES[case].encode(), as_of="2024-06-30").notes["note"].tolist()
    except ck.CycleKitError:
        return
    assert not [note for note in notes if "each cell below" in note]
