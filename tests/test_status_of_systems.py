"""A field of one's own in the export of a system says how deals stand where nothing of the system does."""

import pytest

import cycle_kit as ck

HEADERS = {
    "en": "Record ID,Deal Name,Pipeline,Deal owner,Deal Stage,Amount,{},Create Date,Close Date",
    "de": "Datensatz-ID,Deal-Name,Pipeline,Zuständiger Mitarbeiter,Deal-Phase,Betrag,{},"
    "Erstellungsdatum,Abschlussdatum",
    "es": "ID de registro,Nombre del negocio,Pipeline,Propietario del negocio,Etapa del negocio,Importe,{},"
    "Fecha de creación,Fecha de cierre",
}
ROW = "\n{n},Deal {n},Sales,Ann,{stage},100,{word},2025-01-0{n},2025-02-0{n}"
STAGES = ("Offer", "Offer", "New", "Offer")


def loaded(own, words, *, language="en", stages=STAGES, **said):
    rows = (
        ROW.format(n=n, stage=stage, word=word)
        for n, (stage, word) in enumerate(zip(stages, words, strict=True), start=1)
    )
    return ck.load((HEADERS[language].format(own) + "".join(rows)).encode(), **said)


def outcomes(pipe):
    return pipe.deals["outcome"].astype("str").tolist()


@pytest.mark.parametrize(
    ("language", "own", "words"),
    [
        ("en", "Status", ("Won", "Lost", "Open", "Won")),
        ("en", "Deal outcome", ("Won", "Lost", "", "Won")),
        ("en", "Status", ("Closed won", "Abandoned", "In progress", "Closed won")),
        ("de", "Status", ("gewonnen", "verloren", "offen", "gewonnen")),
        ("de", "Ergebnis", ("Gewonnen", "Verloren", "", "Gewonnen")),
        ("es", "Estado", ("Ganado", "Perdido", "Abierto", "Ganado")),
    ],
)
def test_it_is_read_where_it_says_won_and_lost(language, own, words):
    pipe = loaded(own, words, language=language)
    gone = "dropped" if words[1] == "Abandoned" else "lost"
    assert (pipe.crm, outcomes(pipe)) == ("hubspot", ["won", gone, "open", "won"])
    assert pipe.deals["closed_at"].isna().tolist() == [False, False, True, False]
    assert pipe.deals["stage"].astype("str").tolist() == list(STAGES)
    notes = pipe.notes[pipe.notes["note"].str.contains(f'"{own}"', regex=False)]
    assert notes[["note", "effect", "fix"]].to_numpy().tolist() == [[
        f'"{own}" says how deals stand: its cells are known outcomes.',
        "It is read as status.",
        'If it means something else: columns={"status": ""}.',
    ]]  # fmt: skip
    assert not pipe.notes["note"].str.contains("Every deal counts as open").any()


@pytest.mark.parametrize(
    ("own", "words"),
    [
        ("Status", ("Won", "Lost", "Some word", "Won")),  # not only outcomes
        ("Status", ("Done", "Open", "Open", "Done")),  # of tasks
        ("Competitor", ("Won", "Lost", "", "Won")),  # called by nothing that is a result
        ("Competitor won?", ("Won", "Lost", "", "Won")),
    ],
)
def test_a_field_that_may_mean_something_else_is_left(own, words):
    pipe = loaded(own, words)
    assert outcomes(pipe) == ["open"] * 4
    assert pipe.notes["note"].str.contains("no column that is read says won or lost").any()
    assert pipe.deals[own].tolist()[0] == words[0]


def test_what_the_system_says_goes_before():
    stages = ("Closed won", "Closed lost", "New", "New")
    pipe = loaded("Status", ("Lost", "Won", "Won", "Lost"), stages=stages)
    assert outcomes(pipe) == ["won", "lost", "open", "open"]


@pytest.mark.parametrize("named", [{"status": ""}, {"stage": "Deal Stage"}])
def test_what_the_caller_says_goes_before(named):
    pipe = loaded("Status", ("Won", "Lost", "Open", "Won"), columns=named)
    assert outcomes(pipe) == ["open"] * 4


#: the headers of Odoo's list, with labels and as technical names, `{}` in the place of the field that says won or lost
ODOO = {
    "Is Won": "ID,Opportunity,Stage,Salesperson,Expected Revenue,Created on,Last Stage Update,Closed Date{}",
    "won_status": "id,name,stage_id,user_id,expected_revenue,create_date,date_last_stage_update,date_closed{}",
}
WORDS = {"Is Won": ("Won", "Lost", "Pending"), "won_status": ("won", "lost", "pending")}


@pytest.mark.parametrize("header", ODOO)
def test_odoo_says_won_and_lost_in_a_field_of_its_own(header):
    rows = [
        f"{n},Deal {n},{['Won', 'New', 'Offer'][n % 3]},Ann,100,2025-01-02,2025-01-03,"
        f"{f'2025-02-{n + 1:02d}' if n % 3 < 2 else ''},{WORDS[header][n % 3]}"
        for n in range(9)
    ]
    pipe = ck.load("\n".join([ODOO[header].format(f",{header}"), *rows]).encode())
    assert pipe.crm == "odoo"
    assert outcomes(pipe) == ["won", "lost", "open"] * 3
    assert pipe.deals["closed_at"].notna().sum() == 6
    assert not pipe.notes["note"].str.contains("not used").any()


def test_without_that_field_the_stage_says_what_it_said():
    rows = [
        f"{n},Deal {n},{['Won', 'Offer'][n % 2]},Ann,100,2025-01-02,2025-01-03," for n in range(8)
    ]
    pipe = ck.load("\n".join([ODOO["Is Won"].format(""), *rows]).encode())
    assert outcomes(pipe) == ["won", "open"] * 4


#: {what it is called by: lists of headers} of lists in which "Is Won" stands, of a system and of one's own
WITH_IS_WON = {
    "odoo": ODOO["Is Won"],
    "plain": "Deal ID,Name,Stage,Owner,Amount,Created,Modified,Closed{}",
}


@pytest.mark.parametrize("words", ["True False", "yes no", "1 0", "Won Lost", "won lost pending"])
@pytest.mark.parametrize("kind", WITH_IS_WON)
def test_is_won_is_a_flag_or_a_status_as_its_cells_say(kind, words):
    """Of a flag the deals that are not won and not closed are open; a status may have no word for them."""
    won, lost, *still = words.split()
    open_word = (*still, lost if lost not in ("Lost", "lost") else "")[0]
    rows = [
        f"{n},Deal {n},{['Signed', 'New', 'Offer'][n % 3]},Ann,100,2025-01-02,2025-01-03,"
        f"{f'2025-02-{n + 1:02d}' if n % 3 < 2 else ''},{(won, lost, open_word)[n % 3]}"
        for n in range(9)
    ]
    pipe = ck.load("\n".join([WITH_IS_WON[kind].format(",Is Won"), *rows]).encode())
    assert pipe.crm == kind
    assert outcomes(pipe) == ["won", "lost", "open"] * 3
