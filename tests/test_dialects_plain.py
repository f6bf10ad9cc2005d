"""What no system's layout fits: plain tables and logs in five languages, archives, groups, and how-tos."""

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dialects.plain import SPLIT
from cycle_kit.dialects.unattested import HOW_TOS, columns_to_pass
from cycle_kit.errors import LayoutError

WORDS = {
    "en": ("Won", "Lost", "Qualified", "Offer"),
    "fa": ("موفق", "ناموفق", "تأیید شده", "پیشنهاد"),
    "ar": ("رابحة", "خاسرة", "مؤهل", "عرض السعر"),
    "pl": ("Wygrana", "Przegrana", "Kwalifikacja", "Oferta"),
    "bg": ("Спечелена", "Загубена", "Квалификация", "Оферта"),
}


def written(header, *rows):
    return "\n".join([",".join(header), *rows]).encode()


# ---- plain tables


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("choice", [0, 1])
def test_a_plain_table_in_each_language(language, choice):
    won, lost, first, second = WORDS[language]
    headers = SPLIT[language]
    names = (
        "deal_id",
        "name",
        "stage",
        "amount",
        "created_at",
        "close_date",
        "owner",
        "lost_reason",
    )
    header = [headers[name][min(choice, len(headers[name]) - 1)] for name in names]
    pipe = ck.load(
        written(
            header,
            f"1,a,{won},100,2024-01-13,2024-02-02,Mina,",
            f"2,b,{lost},200,2024-01-14,2024-02-03,Mina,x",
            f"3,c,{first},300,2024-01-15,,Jan,",
            f"4,d,{second},400,2024-01-16,,Jan,",
        )
    )
    assert pipe.crm == "plain"
    deals = pipe.deals
    assert list(deals["outcome"]) == ["won", "lost", "open", "open"]
    assert list(deals["value"]) == [100, 200, 300, 400]
    assert list(deals["stage"].astype(object))[2:] == [first, second]
    assert list(deals["owner"]) == ["Mina", "Mina", "Jan", "Jan"]
    assert list(deals["closed_at"].dt.strftime("%d.%m.").fillna("")) == ["02.02.", "03.02.", "", ""]
    assert deals["lost_reason"].notna().tolist() == [False, True, False, False]


@pytest.mark.parametrize("language", WORDS)
def test_a_plain_event_log_in_each_language(language):
    won, lost, first, second = WORDS[language]
    headers = SPLIT[language]
    pipe = ck.load(
        written(
            [headers[name][0] for name in ("deal_id", "stage", "entered_at")],
            f"1,{first},2024-01-13",
            f"1,{second},2024-01-20",
            f"1,{won},2024-01-30",
            f"2,{first},2024-01-14",
            f"2,{lost},2024-01-19",
            f"3,{first},2024-01-15",
            f"3,{second},2024-01-25",
        )
    )
    assert pipe.stages == (first, second)
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]
    assert list(pipe.visits["days"]) == [7, 10, 5, 10, 5]
    told = pipe.notes[pipe.notes["fate"] == "move"]
    assert told["rows"].sum() == 7


# ---- archives


ARCHIVE = [
    "ID",
    "Opportunity",
    "Stage",
    "Expected Revenue",
    "Salesperson",
    "Created on",
    "Closed Date",
]


def outcomes(header, *rows):
    return list(ck.load(written([*ARCHIVE, *header], *rows)).deals["outcome"])


OPEN = "1,a,New,1,Ana,2024-01-01,"
GONE = "2,b,New,1,Ana,2024-01-02,2024-02-02"
WON = "3,c,Won,1,Ana,2024-01-03,2024-02-03"


def test_an_archived_deal_is_lost_where_nothing_says_why():
    rows = (f"{OPEN},True", f"{GONE},", f"{WON},True")
    assert outcomes(["Active"], *rows) == ["open", "lost", "won"]
    rows = (f"{OPEN},TRUE", f"{GONE},FALSE", f"{WON},FALSE")
    assert outcomes(["Active"], *rows) == ["open", "lost", "won"]


def test_an_archived_deal_without_a_reason_is_dropped_unless_its_probability_is_zero():
    header = ["Active", "Lost Reason", "Probability"]
    other = "4,d,New,1,Ana,2024-01-04,2024-02-04"
    last = "5,e,New,1,Ana,2024-01-05,2024-02-05"
    rows = (
        f"{OPEN},True,,20",
        f"{GONE},,Price,20",
        f"{other},,,0",
        f"{last},,,20",
        f"{WON},True,,100",
    )
    assert outcomes(header, *rows) == ["open", "lost", "lost", "dropped", "won"]


def test_without_the_active_column_a_closed_deal_with_a_reason_is_lost():
    rows = (f"{OPEN},", f"{GONE},Price", f"{WON},")
    assert outcomes(["Lost Reason"], *rows) == ["open", "lost", "won"]


def test_an_export_without_lost_deals_is_told_how_to_get_them():
    rows = [f"{n},a,{'Won' if n > 2 else 'New'},1,Ana,2024-01-01,2024-02-01" for n in range(1, 13)]
    notes = ck.load(written(ARCHIVE, *rows)).notes
    [note] = notes[notes["note"] == "There are won deals, but not one that was lost."].to_dict(
        "records"
    )
    assert note["effect"] == "Win rates would be 100 %."
    assert note["fix"].startswith("CRM > Pipeline, list view, remove all filters")


# ---- child rows and groups


def test_child_rows_belong_to_the_deal_above_even_without_ids():
    header = [*ARCHIVE[1:], "Order Lines/Product"]
    rows = ("a,New,1,Ana,2024-01-01,,X", ",,,,,,Y", "b,Won,2,Ana,2024-01-02,2024-02-02,X")
    pipe = ck.load(written(header, *rows))
    assert list(pipe.deals["deal_id"]) == ["line 2", "line 4"]
    assert list(pipe.deals["value"]) == [1, 2]
    told = pipe.notes[pipe.notes["fate"] != ""].groupby("fate")["rows"].sum()
    assert told.to_dict() == {"deal": 2, "merged": 1}


def grouped(*rows):
    header = ["Opportunity", "Stage", "Expected Revenue", "Salesperson", "Created on"]
    return ck.load(pd.DataFrame([*map(list, rows)], columns=header))


DEAL = ("a (2)", "New", "5", "Ana", "2024-01-01")
OTHER = ("b", "New", "5", "Ana", "2024-01-02")


def test_titles_of_groups_are_no_deals_where_their_counts_agree():
    pipe = grouped(("Ana (2)", "", "10", "", ""), DEAL, OTHER)
    assert list(pipe.deals["name"]) == ["a (2)", "b"]
    assert list(pipe.deals["group 1"]) == ["Ana", "Ana"]


def test_a_deal_named_like_a_group_stays():
    assert list(grouped(DEAL, OTHER).deals["name"]) == ["a (2)", "b"]
    assert len(grouped(("Ana (3)", "", "10", "", ""), DEAL, OTHER).deals) == 3  # it holds only two


def many_grouped(taken=(), among=()):
    """Two groups of twenty deals each, without the deals whose numbers are taken, and rows among them."""
    deals = [(f"deal {n}", "New", "5", "Ana" if n < 20 else "Bo", "2024-01-01") for n in range(40)]
    rows = [
        ("Ana (20)", "", "100", "", ""),
        *deals[:20],
        ("Bo (20)", "", "100", "", ""),
        *deals[20:],
    ]
    kept = [row for row in rows if row[0] not in {f"deal {n}" for n in taken}]
    return grouped(*kept[:5], *among, *kept[5:])


def test_titles_of_groups_are_known_where_a_row_in_twenty_lacks():
    assert len(many_grouped().deals) == 40
    assert len(many_grouped(taken=[3, 30]).deals) == 38
    named = many_grouped(taken=range(3, 9)).deals
    assert "Ana (20)" in set(named["name"])  # what lacks six of twenty is no title


def test_a_name_alone_within_a_group_is_no_deal():
    pipe = many_grouped(among=[("the first half of a name", "", "", "", "")])
    assert len(pipe.deals) == 40 and "line 7" in " ".join(map(str, pipe.notes.to_numpy().ravel()))


# ---- how cells are written


def test_time_per_stage_in_either_kind_of_quotes():
    header = [*ARCHIVE, "Stage/ID", "Status time"]
    open_, won = OPEN + ",7,\"{'7': 86400}\"", WON + ',9,"{""7"": 172800, ""9"": 5}"'
    visits = ck.load(written(header, open_, won)).visits
    assert list(visits["stage"]) == ["New", "New"]
    assert list(visits["entered_at"].dt.strftime("%d.%m.")) == ["01.01.", "03.01."]
    assert list(visits["days"]) == [
        33,
        2,
    ]  # the open one is measured up to the last date of the file
    assert list(visits["left_at"].dt.strftime("%d.%m.").fillna("")) == ["", "05.01."]


COPPER = ["Copper ID", "Name", "Status", "Stage", "Created At"]


def test_a_system_that_always_writes_the_month_first_is_not_asked_about():
    deals = ck.load(written(COPPER, "1,a,Open,New,1/2/2024", "2,b,Open,New,3/4/2024")).deals
    assert list(deals["created_at"].dt.strftime("%d %b")) == ["02 Jan", "04 Mar"]


def test_kommo_writes_the_day_first():
    header = ["Название сделки", "Статус сделки", "Бюджет", "Дата создания", "Дата закрытия"]
    rows = (
        "a,Консультация,1,01/02/2024,не закрыта",
        "b,Успешно реализовано,2,03/04/2024,05/04/2024",
    )
    deals = ck.load(written(header, *rows)).deals
    assert list(deals["created_at"].dt.strftime("%d %b")) == ["01 Feb", "03 Apr"]
    assert list(deals["outcome"]) == ["open", "won"]


# ---- systems without a declaration


@pytest.mark.parametrize("how_to", HOW_TOS, ids=lambda how_to: how_to.crm)
def test_a_system_without_a_declaration_has_a_how_to(how_to):
    with pytest.raises(LayoutError) as caught:
        ck.load(b"Foo,Bar\n1,2\n3,4\n", crm=how_to.crm)
    assert caught.value.fix == (
        f"{how_to.title} files are not recognised by their headers. Export: {how_to.export} "
        f"Then: ck.load(..., {columns_to_pass(how_to)}). {how_to.notes}"
    )


def test_headers_of_an_api_point_to_the_how_to():
    with pytest.raises(LayoutError) as caught:
        ck.load(b"BID_TYPE,FORECAST_CLOSE_DATE\nFixed,2024-02-20\nHourly,2024-02-21\n")
    assert caught.value.wrong == "The layout of file is not known."
    assert caught.value.fix == (
        "Insightly files are not recognised by their headers. Export: Opportunities > all opportunities, of "
        "every state > Export; or System Settings > Export data. Then: ck.load(..., columns={"
        '"deal_id": "OPPORTUNITY_ID", "name": "OPPORTUNITY_NAME", "status": "OPPORTUNITY_STATE", '
        '"stage": "STAGE_ID", "amount": "OPPORTUNITY_VALUE", "created_at": "DATE_CREATED_UTC", '
        '"closed_at": "ACTUAL_CLOSE_DATE", "expected_close": "FORECAST_CLOSE_DATE"}). '
        "These are names of its API; Abandoned and Suspended are read as dropped."
    )


def test_an_insightly_file_loads_with_the_columns_of_its_how_to():
    [how_to] = [each for each in HOW_TOS if each.crm == "insightly"]
    data = written(
        list(how_to.columns.values()),
        "1,a,OPEN,Proposal,5,2024-01-13,,2024-06-01",
        "2,b,WON,Proposal,6,2024-01-14,2024-02-02,2024-02-01",
        "3,c,SUSPENDED,Proposal,7,2024-01-15,2024-02-03,2024-02-01",
    )
    pipe = ck.load(data, columns=dict(how_to.columns))
    assert list(pipe.deals["outcome"]) == ["open", "won", "dropped"]
    assert list(pipe.deals["value"]) == [5, 6, 7]
