"""Logs whose every row names the stage before and the one after in one cell: "Lead → Offer"."""

import pytest

import cycle_kit as ck

#: headers; three steps, won and lost
LISTS = {
    "en": ("Deal,Date,Stage change", ("New", "Qualified", "Offer"), ("Won", "Lost")),
    "en stage": ("Deal ID,Stage,Changed at", ("New", "Qualified", "Offer"), ("Won", "Lost")),
    "pl": ("Szansa,Data,Zmiana etapu", ("Nowa", "Pomiar", "Oferta"), ("Wygrana", "Przegrana")),
    "bg": ("Сделка,Дата,Промяна", ("Нова", "Оглед", "Оферта"), ("Спечелена", "Загубена")),
    "fa": ("معامله,تاریخ,تغییر مرحله", ("جدید", "بازدید", "پیشنهاد"), ("موفق", "ناموفق")),
    "ar": ("الصفقة,التاريخ,تغيير المرحلة", ("جديد", "معاينة", "عرض"), ("رابحة", "خاسرة")),
    "de": ("Vorgang,Datum,Wechsel", ("Neu", "Aufmaß", "Angebot"), ("Gewonnen", "Verloren")),
}


def moves(case, form="{} → {}", *, newest_first=False, begins=""):
    """Twelve deals: all qualified, of each four two with an offer, of these one won and one lost. `begins`: how a row
    of its own names the stage in which a deal begins."""
    head, (new, qualified, offer), (won, lost) = LISTS[case]
    rows = []
    for n in range(12):
        steps = (
            [(new, qualified), (qualified, offer), (offer, (won, lost)[n % 4])]
            if n % 4 < 2
            else [(new, qualified)]
        )
        told = [begins.format(new)] if begins else []
        told += [form.format(*step) for step in steps]
        for month, move in enumerate(told, start=1):
            cells = {"day": f"2025-{month:02}-{n + 1:02}", "deal": f"D{n}", "move": move}
            order = ("deal", "move", "day") if case == "en stage" else ("deal", "day", "move")
            rows.append(([cells[name] for name in order], cells["day"]))
    rows.sort(key=lambda row: row[1], reverse=newest_first)
    return "\n".join([head, *(",".join(cells) for cells, _day in rows), ""]).encode()


@pytest.mark.parametrize(
    "form", ["{} → {}", "{} -> {}", "{} => {}", "{}→{}", "{} » {}", "{} ⇒ {}", "{} ➡\ufe0f {}"]
)
@pytest.mark.parametrize("case", LISTS)
def test_each_row_is_a_move(case, form):
    pipe = ck.load(moves(case, form))
    _head, (_new, qualified, offer), _ends = LISTS[case]
    assert pipe.deals["outcome"].astype(str).value_counts().to_dict() == {
        "open": 6,
        "won": 3,
        "lost": 3,
    }
    entered = (
        pipe.visits.dropna(subset=["entered_at"])
        .groupby("stage", observed=True)["deal_id"]
        .nunique()
    )
    assert entered[[qualified, offer]].tolist() == [12, 6]


OTHERS = {
    "{} > {}": LISTS,
    "{} ← {}": ("fa", "ar"),
    "{} <- {}": ("fa", "ar"),
    "{} ⇐ {}": ("fa", "ar"),
    "{} ⬅\ufe0f {}": ("fa", "ar"),
    "{1} ← {0}": ("en", "pl", "bg"),
    "von {} auf {}": ("de",),
    "od {} do {}": ("pl",),
    "от {} на {}": ("bg",),
    "از {} به {}": ("fa",),
    "من {} إلى {}": ("ar",),
    "from {} to {}": ("en",),
}


@pytest.mark.parametrize(
    ("case", "form"), [(case, form) for form, cases in OTHERS.items() for case in cases]
)
@pytest.mark.parametrize("begins", ["", "{}", "→ {}"])
def test_deals_may_begin_in_a_row_of_their_own(case, form, begins):
    pipe = ck.load(moves(case, form, begins=begins))
    _head, (new, qualified, offer), _ends = LISTS[case]
    assert pipe.deals["outcome"].value_counts()[["open", "won", "lost"]].tolist() == [6, 3, 3]
    dated = pipe.visits.dropna(subset=["entered_at"])
    entered = dated.groupby("stage", observed=True)["deal_id"].nunique()
    assert entered[[qualified, offer]].tolist() == [12, 6]
    assert (entered.get(new, 0) == 12) == bool(begins)
    assert pipe.deals["created_at"].notna().all() == bool(begins)


def test_the_newest_may_stand_first():
    pipe = ck.load(moves("en", newest_first=True))
    assert pipe.deals["outcome"].astype(str).value_counts().to_dict() == {
        "open": 6,
        "won": 3,
        "lost": 3,
    }


@pytest.mark.parametrize("header", ["Lane", "Route", "Remark"])
@pytest.mark.parametrize("form", ["{} -> {}", "{} > {}", "{} ← {}", "de {} a {}"])
@pytest.mark.parametrize("last", ["Hamburg", ""])
def test_ways_of_goods_are_no_moves(header, form, last):
    rows = [f"Deal ID,Client,{header},Status,Created"]
    for n in range(12):
        ways = [form.format(*pair) for pair in (("Berlin", "Hamburg"), ("Hamburg", "Berlin"))]
        way = [*ways, last or form.format("Hamburg", "Kiel")][n % 3]
        rows.append(
            f"D{n},Client {n % 5},{way},{('Won', 'Lost', 'Open')[n % 3]},2025-01-{n + 1:02}"
        )
    pipe = ck.load("\n".join([*rows, ""]).encode())
    assert len(pipe.deals) == 12
    assert pipe.deals["outcome"].astype(str).value_counts().to_dict() == {
        "won": 4,
        "lost": 4,
        "open": 4,
    }


@pytest.mark.parametrize("header", ["Stage", "Phase"])
def test_pipelines_before_stages_are_no_moves(header):
    rows = [f"Deal ID,{header},Created,Amount"]
    for n in range(12):
        stage = ("Sales > Lead", "Sales > Offer", "Service > Lead", "Service > Won")[n % 4]
        rows.append(f"D{n},{stage},2025-01-{n + 1:02},{n}00")
    try:
        pipe = ck.load("\n".join([*rows, ""]).encode())
    except ck.CycleKitError as error:
        assert "Service > Won" in str(error)
    else:
        assert len(pipe.deals) == 12
