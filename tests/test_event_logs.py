"""A log of whatever happened to deals: what tells of stages, creations and ends counts, all else is left aside."""

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
