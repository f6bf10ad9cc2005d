"""Logs whose deals are called by a name, tables of deals that only look like logs, and logs of changes."""

import pytest

import cycle_kit as ck
from cycle_kit.dialects.plain import SPLIT

WORDS = {
    "en": ("Won", "Lost"), "fa": ("موفق", "ناموفق"), "ar": ("فوز", "خسارة"), "pl": ("Wygrana", "Przegrana"),
    "bg": ("Спечелена", "Загубена"), "de": ("Gewonnen", "Verloren"), "fr": ("Gagnée", "Perdue"),
    "es": ("Ganada", "Perdida"), "pt": ("Ganho", "Perdido"), "it": ("Vinta", "Persa"),
    "ru": ("Выиграна", "Отказ"), "uk": ("Виграно", "Програно"), "tr": ("Kazanıldı", "Kaybedildi"),
    "nl": ("Gewonnen", "Verloren"), "cs": ("Vyhráno", "Prohráno"), "ro": ("Câștigat", "Pierdut"),
}  # fmt: skip


def loaded(header, *rows, **options):
    return ck.load("\n".join([";".join(header), *rows]).encode(), **options)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("called", ["name", "account"])
def test_a_log_whose_deals_are_called_by_a_name(language, called):
    """Two deals of five rows in all, named by the deal or by the customer."""
    won, lost = WORDS[language]
    headers = SPLIT[language]
    pipe = loaded(
        [headers[called][0], headers["stage"][0], headers["created_at"][-1]],
        "Alpha;First;2024-01-02",
        "Alpha;Second;2024-01-15",
        "Beta;First;2024-01-03",
        f"Beta;{lost};2024-01-25",
        f"Alpha;{won};2024-02-01",
    )
    deals = pipe.deals.set_index("deal_id")
    assert dict(deals["outcome"]) == {"Alpha": "won", "Beta": "lost"}
    assert str(deals["created_at"]["Alpha"].date()) == "2024-01-02"
    assert str(deals["closed_at"]["Alpha"].date()) == "2024-02-01"


def test_a_numbered_list_of_steps_is_a_log_of_the_customers():
    pipe = loaded(
        ["No", "Client", "Stage", "Date"],
        "1;A;Contact;2024-01-02",
        "2;B;Contact;2024-01-03",
        "3;A;Offer;2024-01-12",
        "4;B;Lost;2024-01-15",
        "5;A;Won;2024-01-22",
    )
    assert dict(zip(pipe.deals["deal_id"], pipe.deals["outcome"], strict=True)) == {
        "A": "won",
        "B": "lost",
    }


NUMBERED = ("A;1;10;2024-01-02", "A;10;20;2024-01-12", "A;20;30;2024-01-20", "B;1;10;2024-01-03",
            "B;10;20;2024-01-15")  # fmt: skip


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("From stage", "To stage", {}),
        ("Old", "Stage", {}),
        ("x1", "x2", {"history": {"stage": "x2"}}),
        ("x1", "x2", {"history": {"from_stage": "x1", "stage": "x2"}}),
    ],
)
def test_numbers_are_stages_where_a_column_is_called_so(before, after, said):
    pipe = loaded(["Deal ID", before, after, "Date"], *NUMBERED, columns=said or None)
    passed = pipe.visits.groupby("deal_id")["stage"].agg(lambda stages: " ".join(map(str, stages)))
    assert passed["A"].endswith("10 20 30") and passed["B"].endswith("10 20")


AGAIN = {
    "ended first": (["Customer", "Stage", "Date"], "S;Won;2024-01-02", "S;Lost;2024-03-02", "J;Won;2024-01-05",
                    "J;Offer;2024-05-02"),
    "other amounts": (["Customer", "Stage", "Amount", "Date"], "S;Lead;100;2024-01-02", "S;Won;300;2024-03-02",
                      "J;Lead;200;2024-01-05", "J;Won;500;2024-04-02"),
    "closing dates": (["Client", "Stage", "Created", "Closed"], "S;Lead;2024-01-02;", "S;Won;2024-03-02;2024-03-20",
                      "J;Lead;2024-01-05;", "J;Won;2024-04-02;2024-04-09"),
    "the same stage": (["Client", "Phase", "Date"], "S;Lead;2024-01-02", "S;Lead;2024-03-02", "J;Lead;2024-01-05",
                       "J;Lead;2024-04-02"),
}  # fmt: skip


@pytest.mark.parametrize("case", AGAIN)
def test_customers_who_come_again_come_with_another_deal(case):
    header, *rows = AGAIN[case]
    assert len(loaded(header, *rows).deals) == len(rows)


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("name", ["entered_at", "stage_changed_at"])
def test_one_row_per_deal_is_a_table_of_deals(language, name):
    """Nothing is known of creation, and no cycle of 0 days is invented."""
    won, lost = WORDS[language]
    headers = SPLIT[language]
    pipe = loaded(
        [headers["deal_id"][0], headers["stage"][0], headers[name][0]],
        "11;First;2024-01-01",
        "12;Second;2024-01-05",
        f"13;{won};2024-01-20",
        f"14;{lost};2024-01-21",
    )
    assert list(pipe.deals["outcome"]) == ["open", "open", "won", "lost"]
    assert pipe.deals["created_at"].isna().all()
    assert pipe.notes["note"].str.contains("no date of creation").any()


FROM_TO = {
    "de": ["Vorgang", "Status alt", "Status neu", "geändert am"],
    "fr": ["Affaire", "Ancienne étape", "Nouvelle étape", "Date du changement"],
    "pl": ["Szansa", "Z etapu", "Na etap", "Kiedy"],
    "ru": ["Сделка", "Этап до", "Этап после", "Дата изменения"],
    "ar": ["رقم الصفقة", "من مرحلة", "إلى مرحلة", "تاريخ التغيير"],
    "it": ["Trattativa", "Fase vecchia", "Fase nuova", "Modificata il"],
    "en": ["Customer", "Earlier", "Later", "On which day"],  # by nothing but the cells
}


@pytest.mark.parametrize("language", FROM_TO)
def test_a_log_that_says_from_which_stage_to_which(language):
    won, lost = WORDS[language]
    pipe = loaded(
        FROM_TO[language],
        "1;;First;2024-01-02",
        "1;First;Second;2024-01-15",
        f"1;Second;{won};2024-02-01",
        "2;;First;2024-01-03",
        f"2;First;{lost};2024-01-25",
        "3;;First;2024-01-04",
    )
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]
    assert [str(day.date()) for day in pipe.deals["created_at"]] == [
        "2024-01-02",
        "2024-01-03",
        "2024-01-04",
    ]
    assert pipe.stages == ("First", "Second")


def test_a_log_that_begins_in_a_later_stage_does_not_know_the_creation():
    pipe = loaded(
        ["Deal", "From", "To", "Changed on"],
        "1;Lead;Offer;2024-01-10",
        "1;Offer;Won;2024-02-01",
        "2;Lead;Lost;2024-01-25",
    )
    assert list(pipe.deals["outcome"]) == ["won", "lost"]
    assert pipe.deals["created_at"].isna().all()
    assert pipe.notes["note"].str.startswith("2 deals stood in a stage before").any()


def test_of_two_dates_one_says_when_the_stage_was_left():
    pipe = loaded(
        ["deal", "stage", "from", "to"],
        "1;Lead;2024-01-02;2024-01-10",
        "1;Offer;2024-01-10;2024-02-01",
        "1;Won;2024-02-01;",
        "2;Lead;2024-01-03;2024-01-25",
        "2;Lost;2024-01-25;",
        "3;Lead;2024-01-05;",
    )
    assert list(pipe.deals["outcome"]) == ["won", "lost", "open"]
    assert str(pipe.deals["created_at"].iloc[0].date()) == "2024-01-02"


@pytest.mark.parametrize("language", WORDS)
def test_a_log_of_changed_fields(language):
    """The amount's row is no stage."""
    won, lost = WORDS[language]
    headers = SPLIT[language]
    stage, amount = headers["stage"][0], headers["amount"][0]
    pipe = loaded(
        [headers[name][0] for name in ("deal_id", "field", "old_value", "new_value", "entered_at")],
        f"1;{stage};;First;2024-01-02",
        f"1;{stage};First;Second;2024-01-15",
        f"1;{amount};100;5000;2024-01-16",
        f"1;{stage};Second;{won};2024-02-01",
        f"2;{stage};;First;2024-01-03",
        f"2;{stage};First;{lost};2024-01-25",
    )
    assert list(pipe.deals["outcome"]) == ["won", "lost"]
    assert pipe.stages == ("First", "Second")


def test_a_log_of_changed_fields_whose_columns_are_named():
    pipe = loaded(
        ["Zeit", "Akte", "Was", "Zuvor", "Danach"],
        "02.01.2024;V1;Phase;;Anfrage",
        "15.01.2024;V1;Betrag;0;5000",
        "16.01.2024;V1;Phase;Anfrage;Gewonnen",
        columns={
            "deal_id": "Akte",
            "entered_at": "Zeit",
            "field": "Was",
            "from_stage": "Zuvor",
            "stage": "Danach",
        },
    )
    assert pipe.stages == ("Anfrage",)
    assert list(pipe.deals["outcome"]) == ["won"]


MOMENTS = (
    "A;Offer;{};15:00",
    "A;Won;{};17:00",
    "A;New;{};9:00",
    "B;Talk;{};11:00",
    "B;New;{};08:30",
    "B;Lost;{};12:00",
)
DAY_AND_TIME = {
    "Deal ID;Stage;Date;Time": "2024-03-01",
    "Deal;Stage;Changed on;Changed at time": "13/03/2024",
    "Szansa;Etap;Data;Godzina": "13.03.2024",
    "Сделка;Етап;Дата;Час": "2024-03-01 00:00:00",
    "معامله;مرحله;تاریخ;ساعت": "۱۴۰۳/۰۲/۰۳",
    "الصفقة;المرحلة;التاريخ;الوقت": "2024-03-01",
}


@pytest.mark.parametrize("head", DAY_AND_TIME)
def test_times_beside_the_days_order_the_moves_of_one_day(head):
    day = DAY_AND_TIME[head]
    rows = "\n".join([head, *(row.format(day) for row in MOMENTS)])
    pipe = ck.load(rows.encode())
    assert pipe.deals["outcome"].tolist() == ["won", "lost"]
    assert pipe.visits["stage"].astype(str).tolist() == ["New", "Offer", "New", "Talk"]
    assert pipe.visits["entered_at"].dt.hour.tolist() == [9, 15, 8, 11]
    *_, date, time = head.split(";")
    told = f'"{date}" and "{time}" together are the moments of the moves.'
    assert told in pipe.notes["note"].tolist()


def test_how_long_a_deal_stayed_is_no_time_of_day():
    rows = "\n".join(
        ["Deal;Stage;Date;Time in stage", *(row.format("2024-03-01") for row in MOMENTS)]
    )
    assert not ck.load(rows.encode()).visits["entered_at"].dt.hour.any()
