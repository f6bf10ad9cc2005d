"""A log of whatever happened to deals: what tells of stages, creations and ends counts, all else is left aside."""

import json

import pytest

import cycle_kit as ck

#: headers of event, deal, time and details; created, moved, won, lost, and two events that are none of these
LANGUAGES = {
    "en": ("Event,Deal ID,Time,Details", "Deal created", "Stage changed", "Won", "Lost", "Email sent", "Call"),
    "en moved": ("Activity,Deal,Date,Description", "Created", "Deal moved", "Deal won", "Deal lost", "Note", "Call"),
    "pl": ("Zdarzenie,Szansa,Data,Szczegóły", "Utworzono", "Zmiana etapu", "Wygrana", "Przegrana", "Mail", "Telefon"),
    "bg": ("Събитие,Сделка,Дата,Описание", "Създадена", "Смяна на етап", "Спечелена", "Загубена", "Имейл", "Бележка"),
    "fa": ("رویداد,شناسه معامله,تاریخ,شرح", "ایجاد شد", "تغییر مرحله", "موفق", "ناموفق", "ایمیل", "تماس"),
    "ar": ("الحدث,معرف الصفقة,التاريخ,التفاصيل", "تم الإنشاء", "تغيير المرحلة", "رابحة", "خاسرة", "بريد", "مكالمة"),
}  # fmt: skip
#: what stands in the details of a move from one stage to another
DETAILS = ["{1}", "{0} -> {1}", "{0} → {1}", "from {0} to {1}", "Stage: {1}"]


def log(language="en", *, details="{1}", turned=False, first=False):
    """Eight deals, of each four two won, one lost and one open; `first`: the creation names its stage."""
    head, born, moved, won, lost, mail, call = LANGUAGES[language]
    rows = [head]
    for n in range(8):
        day = "2025-01-{:02}".format
        rows += [
            f"{born},D{n},{day(n + 1)},{'New' if first else ''}",
            f"{mail},D{n},{day(n + 2)},hello {n}",
        ]
        rows.append(f"{moved},D{n},{day(n + 4)},{details.format('New', 'Qualified')}")
        rows.append(f"{call},D{n},{day(n + 5)},Ann {n}")
        rows.append(f"{moved},D{n},{day(n + 7)},{details.format('Qualified', 'Offer')}")
        end = [won, won, lost, ""][n % 4]
        rows += [f"{end},D{n},{day(n + 12)},{'price' if end == lost else ''}"] if end else []
    if turned:
        rows = [",".join(row.split(",")[::-1]) for row in rows]
    return "\n".join([*rows, ""]).encode()


def is_whole(pipe):
    assert pipe.deals["outcome"].value_counts()[["won", "lost", "open"]].tolist() == [4, 2, 2]
    visits = pipe.visits[pipe.visits["stage"].astype(str).isin(["Qualified", "Offer"])]
    first = visits[visits["deal_id"].astype(str) == "D0"]
    assert first["entered_at"].dt.day.tolist() == [4, 7]
    assert set(pipe.visits["stage"].dropna().astype(str)) <= {"New", "Qualified", "Offer"}


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_only_events_of_stages_and_ends_count(language, turned):
    pipe = ck.load(log(language, turned=turned))
    is_whole(pipe)
    left = pipe.notes[pipe.notes["fate"] == "furniture"]
    assert left["rows"].tolist() == [16]
    assert "16 rows of other events (lines 3, 5" in left["note"].iloc[0]
    told = " ".join(pipe.notes["note"] + pipe.notes["effect"] + pipe.notes["fix"])
    assert "hello" not in told and "Ann" not in told


@pytest.mark.parametrize("details", DETAILS)
def test_details_may_say_both_stages(details):
    pipe = ck.load(log(details=details))
    is_whole(pipe)
    assert ("New" in set(pipe.visits["stage"].dropna().astype(str))) == ("{0}" in details)


def test_the_stage_in_which_a_deal_was_created_is_its_first():
    pipe = ck.load(log(details="{0} -> {1}", first=True))
    is_whole(pipe)
    assert pipe.visits["stage"].astype(str).eq("New").sum() == 8


def test_a_column_of_stages_beside_events_counts_for_events_of_stages_only():
    content = log().replace(b"Details", b"Stage")
    is_whole(ck.load(content))


def test_a_log_of_events_without_a_change_of_stage_is_as_it_was():
    table = "Deal ID,Event,Date,Details\n" + "".join(
        f"D{n},Call,2025-01-0{n + 1},Ann\n" for n in range(6)
    )
    with pytest.raises(ck.CycleKitError):
        ck.load(table.encode())


#: headers of time, deal, event, value before and after; created, moved, and two events that are none of stages
WITH_VALUES = {
    "en": ("time,deal_id,event,old_value,new_value", "created", "stage_changed", "owner_changed", "amount_changed"),
    "en from to": ("Date,Deal ID,Action,From,To", "Deal added", "Moved", "Reassigned", "Value updated"),
    "pl": ("Data;ID szansy;Zdarzenie;Stara wartość;Nowa wartość", "Utworzono", "Zmiana etapu", "Telefon", "Kwota"),
    "bg": ("Дата,Сделка,Събитие,Стара стойност,Нова стойност", "Създадена", "Смяна на етап", "Имейл", "Сума"),
    "es": ("Fecha,ID de negocio,Tipo,Valor anterior,Valor nuevo", "Creación", "Cambio de etapa", "Correo", "Importe"),
    "fa": ("تاریخ,شناسه معامله,رویداد,مقدار قبلی,مقدار جدید", "ایجاد", "تغییر مرحله", "تماس", "مبلغ"),
}  # fmt: skip


def log_of_values(language, deals):
    """Deals of one and two moves, of which the last was only created."""
    head, born, moved, owner, amount = WITH_VALUES[language]
    rows = [head.replace(";", ",")]
    for n in range(deals):
        day = f"2025-01-{{:02}},D{n}".format
        rows.append(f"{day(n + 1)},{born},,Lead")
        rows.append(f"{day(n + 2)},{owner},Al,Bo")
        if n + 1 < deals:
            rows.append(f"{day(n + 4)},{moved},Lead,Offer")
            rows.append(f"{day(n + 5)},{amount},100,200")
            rows.append(f"{day(n + 9)},{moved},Offer,{['Won', 'Lost'][n % 2]}")
    return "\n".join([*rows, ""]).encode()


@pytest.mark.parametrize("deals", [3, 9])
@pytest.mark.parametrize("language", WITH_VALUES)
def test_values_before_and_after_count_for_changes_of_stage_only(language, deals):
    pipe = ck.load(log_of_values(language, deals))
    assert set(pipe.visits["stage"].dropna().astype(str)) == {"Lead", "Offer"}
    assert pipe.deals["created_at"].dt.day.tolist() == [n + 1 for n in range(deals)]
    ends = pipe.deals["outcome"].astype(str).tolist()
    assert ends == [["won", "lost"][n % 2] for n in range(deals - 1)] + ["open"]


def test_few_events_whose_details_name_the_stage():
    rows = ["date,deal,activity,detail"]
    for deal, end in (("D1", "Won"), ("D2", "Lost")):
        rows += [f"2025-01-01,{deal},Created,", f"2025-01-02,{deal},Email,Sent intro"]
        rows += [f"2025-01-05,{deal},Moved to stage,Offer", f"2025-01-09,{deal},Task,Call back"]
        rows += [f"2025-01-20,{deal},Moved to stage,{end}"]
    pipe = ck.load(
        "\n".join([*rows, "2025-01-21,D3,Created,", "2025-01-22,D3,Call,none", ""]).encode()
    )
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "open"]
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 1, 21]
    assert set(pipe.visits["stage"].dropna().astype(str)) == {"Offer"}


def test_events_of_json_name_the_stage_in_a_field_of_theirs():
    events = [
        ("01", "deal.created", "D1", {"stage": "Lead"}), ("03", "note.added", "D1", {"text": "x"}),
        ("05", "deal.stage_changed", "D1", {"stage": "Offer"}), ("09", "deal.won", "D1", {}),
        ("02", "deal.created", "D2", {"stage": "Lead"}), ("06", "deal.stage_changed", "D2", {"stage": "Offer"}),
        ("08", "deal.lost", "D2", {}), ("10", "deal.created", "D3", {"stage": "Lead"}),
    ]  # fmt: skip
    lines = [
        json.dumps(
            {"ts": f"2025-01-{day}T10:00:00Z", "type": kind, "dealId": deal, "payload": more}
        )
        for day, kind, deal, more in events
    ]
    pipe = ck.load("\n".join(lines).encode())
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "open"]
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 2, 10]


@pytest.mark.parametrize("create, update", [("Create", "Update"), ("Created", "Changed")])
def test_a_creation_beside_changed_fields_is_one(create, update):
    rows = ["Changed Date,Event,Record,Changed Field,Old Value,New Value"]
    for n in range(4):
        rows += [
            f"2025-01-0{n + 1},{create},D{n},,,",
            f"2025-01-1{n},{update},D{n},Stage,Lead,Offer",
        ]
        rows += [f"2025-01-2{n},{update},D{n},Stage,Offer,{['Won', 'Lost'][n % 2]}"]
    pipe = ck.load("\n".join([*rows, f"2025-01-25,{create},D9,,,", ""]).encode())
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 2, 3, 4, 25]
    assert pipe.deals["outcome"].astype(str).tolist() == ["won", "lost", "won", "lost", "open"]


def test_values_from_and_to_are_those_of_the_field():
    rows = ["Issue key,Created,Field,From value,To value,Change date"]
    for n, end in enumerate(("Won", "Lost", "Won")):
        rows += [
            f"S-{n},2024-01-01,status,Lead,Offer,2024-01-11",
            f"S-{n},2024-01-01,assignee,Ann,Bob,2024-01-12",
        ]
        rows += [f"S-{n},2024-01-01,status,Offer,{end},2024-01-31"]
    pipe = ck.load("\n".join([*rows, ""]).encode())
    assert set(pipe.visits["stage"].dropna().astype(str)) <= {"Lead", "Offer"}


def test_kinds_of_rows_that_have_no_value_in_common_are_told():
    rows = ["time,deal_id,kind of thing,old,new"]
    for n in range(4):
        rows += [f"2024-01-0{n + 1},{n},stg,,Lead", f"2024-01-05,{n},own,Al,Bo"]
        rows += [f"2024-01-3{n % 2},{n},stg,Lead,{['Won', 'Lost'][n % 2]}"]
    content = "\n".join([*rows, ""]).encode()
    notes = ck.load(content).notes
    told = notes[notes["note"].str.startswith('Rows of one "kind of thing"')]
    assert (
        told["fix"]
        .str.contains('columns={"history": {"field": "kind of thing"}}', regex=False)
        .all()
    )
    assert len(told) == 1
    pipe = ck.load(content, columns={"history": {"field": "kind of thing"}})
    assert set(pipe.visits["stage"].dropna().astype(str)) == {"Lead"}


def test_owners_of_stages_of_their_own_are_no_kinds_of_rows():
    rows = ["time,deal_id,seller kind,old,new"]
    for n in range(4):
        rows += [f"2024-01-0{n + 1},{n},sdr,,Lead", f"2024-01-05,{n},sdr,Lead,Offer"]
        rows += [f"2024-01-3{n % 2},{n},ae,Offer,{['Won', 'Lost'][n % 2]}"]
    notes = ck.load("\n".join([*rows, ""]).encode()).notes
    assert not notes["note"].str.startswith("Rows of one").any()


#: sentences: a creation that names the stage, a move, and an event of something else
SENTENCES = {
    "en": ("Deal created in stage {}", "Stage changed from {} to {}", "Mail sent"),
    "en short": ("Created in {}", "Moved from {} to {}", "Task created in Outlook"),
    "en colon": ("Created: {}", "Stage changed: {} -> {}", "Note added"),
    "en as": (
        "Opportunity was created as {}",
        "Stage changed from {} to {}",
        "Created a quote for Offer",
    ),
    "pl": ("Utworzono w etapie {}", "Zmieniono etap z {} na {}", "Wysłano pocztę"),
    "bg": ("Създадена в етап {}", "Промяна на етап от {} на {}", "Изпратено писмо"),
    "de": ("Angelegt in Phase {}", "Phase geändert von {} auf {}", "Mail gesendet"),
    "fa": ("ایجاد شد در مرحله {}", "تغییر مرحله از {} به {}", "ایمیل"),
    "fa, last": ("در مرحله {} ایجاد شد", "تغییر مرحله از {} به {}", "ایمیل"),
    "ar": ("تم الإنشاء في مرحلة {}", "تغيير المرحلة من {} إلى {}", "بريد"),
}


def log_of_sentences(language):
    """Six deals, of each three one won, one lost and one that never moved; with mails."""
    born, moved, other = SENTENCES[language]
    rows = ["Deal ID,Date,Event"]
    for n in range(6):
        begun = 1 + n
        rows += [
            f"D{n},2025-01-{begun:02},{born.format('Brief')}",
            f"D{n},2025-01-{begun + 1:02},{other}",
        ]
        if n % 3 < 2:
            rows.append(f"D{n},2025-02-{begun:02},{moved.format('Brief', 'Offer')}")
            rows.append(f"D{n},2025-03-{begun:02},{moved.format('Offer', ('Won', 'Lost')[n % 3])}")
    return "\n".join(rows).encode()


@pytest.mark.parametrize("language", SENTENCES)
def test_a_creation_in_a_sentence_names_the_first_stage(language):
    pipe = ck.load(log_of_sentences(language))
    assert pipe.deals["outcome"].tolist() == ["won", "lost", "open"] * 2
    assert pipe.deals["created_at"].dt.day.tolist() == [1, 2, 3, 4, 5, 6]
    assert pipe.stages == ("Brief", "Offer")
    left = pipe.notes[pipe.notes["fate"] == "furniture"]
    assert left["rows"].tolist() == [6]
    assert "6 rows of other events" in left["note"].iloc[0]
