"""What somebody wrote about a customer into Status or Stage is never spelled out; groups named on their first row."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.errors import StageError
from cycle_kit.loading.free_texts import brief, is_remark

REMARKS = [
    "called Mrs Novak +420 777 123",
    "Mrs Novak wants to pay cash lost",
    "zadzwonić do pani Kowalskiej w środę 14:00",
    "Herr Maier ruft nächste Woche zurück",
    "anna.kowalska@example.com",
    "tel. 601 234 567",
    "rappeler M. Dupont au 0612345678",
    "перезвонить Иванову Петру после двадцатого",
    "با آقای رضایی شنبه تماس بگیر",
    "ask secret code 9911",
    "lost to rival of Mr Petrov",
]
NAMES = [
    "Offer sent",
    "Waiting for decision",
    "Closed Won",
    "Negotiation/Review",
    "3. Oferta wysłana",
    "Qualified to buy",
]


def table(column, odd, *, usual=("won", "open"), rows=30):
    words = [usual[n % len(usual)] for n in range(rows)] + odd
    return pd.DataFrame(
        {
            "Deal": [f"D{n}" for n in range(len(words))],
            column: words,
            "Amount": "100",
            "Created": "2024-01-02",
        }
    )


def said(frame):
    try:
        return " ".join(ck.load(frame).notes.astype(str).to_numpy().ravel())
    except StageError as error:
        return str(error)


@pytest.mark.parametrize("text", REMARKS)
@pytest.mark.parametrize("column", ["Status", "Stage"])
@pytest.mark.parametrize("rows", [2, 40])
def test_a_remark_is_not_spelled_out(text, column, rows):
    shown = said(table(column, [text], rows=rows))
    assert text not in shown
    assert " ".join(text.split()[1:]) not in shown or len(text.split()) == 1


@pytest.mark.parametrize("name", NAMES)
def test_names_are_shown(name):
    assert brief(name) == name


def test_what_many_deals_have_is_a_name():
    long = "Contract sent to the client for signature"
    assert is_remark(long, 1)
    assert brief(long, 3) == long


def test_the_question_can_still_be_answered():
    frame = table("Status", REMARKS[:1], rows=4)
    with pytest.raises(StageError) as error:
        ck.load(frame)
    assert "as it stands in the file" in error.value.fix
    pipe = ck.load(frame, lost=REMARKS[:1])
    assert (pipe.deals["outcome"] == "lost").sum() == 1


# ---- groups that are named on their first row

GROUPED = {
    "en": ["Owner", "Deal", "Stage", "Amount", "Created"],
    "de": ["Verkäufer", "Kunde", "Phase", "Summe", "Angelegt am"],
    "pl": ["Handlowiec", "Klient", "Etap", "Kwota", "Data utworzenia"],
    "fr": ["Commercial", "Client", "Étape", "Montant", "Créée le"],
    "ru": ["Менеджер", "Клиент", "Этап", "Сумма", "Дата создания"],
}


@pytest.mark.parametrize("language", GROUPED)
@pytest.mark.parametrize("last", [False, True])
def test_an_owner_on_a_groups_first_row_is_of_all_its_rows(language, last):
    frame = pd.DataFrame(
        [
            ["Ann", "A", "Offer", "1", "2024-01-02"],
            ["", "B", "Offer", "2", "2024-01-02"],
            ["", "C", "Demo", "3", "2024-01-02"],
            ["Bob", "D", "Demo", "4", "2024-01-02"],
            ["", "E", "Offer", "5", "2024-01-02"],
        ],
        columns=GROUPED[language],
    )
    pipe = ck.load(frame[[*frame.columns[1:], frame.columns[0]]] if last else frame)
    assert pipe.deals.groupby("owner")["amount"].sum().to_dict() == {"Ann": 6.0, "Bob": 9.0}
    told = pipe.notes["note"].str.contains("names each group on its first row only")
    assert told.sum() == 1
    assert pipe.notes.loc[told, "note"].str.contains("lines 3, 4, 6").all()


def test_a_month_or_a_stage_in_front_is_filled_too():
    frame = pd.DataFrame(
        {
            "Stage": ["Offer", "", "", "Won", "", "Lost"],
            "Deal": list("ABCDEF"),
            "Amount": "5",
            "Created": "2024-01-02",
        }
    )
    counts = ck.load(frame).deals["outcome"].astype(str).value_counts().to_dict()
    assert counts == {"open": 3, "won": 2, "lost": 1}
    months = frame.assign(Stage="Offer")
    months.insert(0, "Month", ["January", "", "", "February", "", "March"])
    assert list(ck.load(months).deals["Month"].value_counts()) == [3, 2, 1]


def test_where_an_owner_comes_again_it_is_told_by_line_and_not_filled():
    frame = pd.DataFrame(
        {
            "Deal": list("ABCDEF"),
            "Stage": "Offer",
            "Amount": "5",
            "Created": "2024-01-02",
            "Owner": ["Ann", "", "Bob", "", "Ann", ""],
        }
    )
    pipe = ck.load(frame)
    assert pipe.deals["owner"].notna().sum() == 3
    assert pipe.notes["note"].str.contains(r'"Owner" is empty in 3 rows \(lines 3, 5, 7\)').any()


def test_owners_that_are_missing_here_and_there_are_missing():
    frame = pd.DataFrame(
        {
            "Deal": list("ABCDEF"),
            "Stage": "Offer",
            "Amount": "5",
            "Created": "2024-01-02",
            "Owner": ["Ann", "Ann", "", "Bob", "Bob", ""],
        }
    )
    pipe = ck.load(frame)
    assert pipe.deals["owner"].notna().sum() == 4
    assert not pipe.notes["note"].str.contains("group").any()


def test_the_error_that_hides_a_text_names_its_line_and_what_to_type():
    text = "Won!! PO received 12k"
    rows = [
        "A,Offer,2026-01-05,",
        f"B,{text},2026-01-06,2026-01-20",
        "C,Lost,2026-01-07,2026-01-21",
    ]
    data = "\n".join(["Deal,Stage,Created,Closed", *rows, "D,Offer,2026-01-08,"]).encode()
    with pytest.raises(ck.CycleKitError) as caught:
        ck.load(data)
    assert "1 longer text (line 3), not shown" in str(caught.value) and text not in str(
        caught.value
    )
    assert (
        'Name the text of line 3 as it stands in the file, in place of "...": won=["..."]'
        in str(caught.value)
    )
    assert ck.load(data, won=[text]).deals["outcome"].tolist() == ["open", "won", "lost", "open"]
