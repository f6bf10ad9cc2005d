"""Exports of several days between which no deal changed speak for the last of these days, too."""

import pytest

import cycle_kit as ck

WORDS = {
    "en": ("Deal ID,Deal Name,Stage,Created Date,Close Date", "Won", "Offer"),
    "tr": ("Fırsat No,Fırsat Adı,Aşama,Kayıt Tarihi,Kapanış Tarihi", "Kazanıldı", "Teklif"),
    "fa": ("شماره معامله,نام معامله,مرحله,تاریخ ایجاد,تاریخ بسته شدن", "موفق", "پیش‌فاکتور"),
}
DAYS = ("2024-01-20", "2024-02-20", "2024-06-01")


def written(folder, words, names):
    head, won, offer = words
    rows = [
        f"{n},Job {n},{(won, offer)[n % 2]},2024-01-{n + 1:02d},{'' if n % 2 else '2024-01-15'}"
        for n in range(8)
    ]
    for many, name in zip((6, 7, 8), names, strict=True):
        (folder / name).write_text("\n".join([head, *rows[:many]]), encoding="utf-8")
    return folder


@pytest.mark.parametrize("language", WORDS)
def test_the_last_day_called(tmp_path, language):
    pipe = ck.load(written(tmp_path, WORDS[language], [f"deals_{day}.csv" for day in DAYS]))
    assert f"{pipe.as_of:%Y-%m-%d}" == DAYS[-1]
    assert pipe.deals["outcome"].value_counts()[["won", "open"]].tolist() == [4, 4]


def test_files_that_are_not_called_by_days_stay_parts(tmp_path):
    pipe = ck.load(written(tmp_path, WORDS["en"], ["a.csv", "b.csv", "c.csv"]))
    assert f"{pipe.as_of:%Y-%m-%d}" == "2024-01-15"
    assert len(pipe.deals) == 8


def test_lists_of_different_deals_stay_parts(tmp_path):
    head, won, offer = WORDS["en"]
    for place, day in enumerate(DAYS):
        rows = [
            f"{place}{n},Job {place}{n},{(won, offer)[n % 2]},{day},{'' if n % 2 else day}"
            for n in range(4)
        ]
        (tmp_path / f"deals_{day}.csv").write_text("\n".join([head, *rows]))
    pipe = ck.load(tmp_path)
    assert len(pipe.deals) == 12


#: numbers that may be of anything, and no numbers
ALIKE = {
    **WORDS,
    "en ref": ("Ref,Client,Phase,Opened on,Closed on", "Won", "Quote"),
    "bg": ("Номер,Клиент,Етап,Дата на създаване,Дата на затваряне", "Спечелена", "Оферта"),
}


@pytest.mark.parametrize("language", ALIKE)
@pytest.mark.parametrize("days", [DAYS[:2], DAYS])
def test_the_same_rows_on_a_later_day(tmp_path, days, language):
    head, won, offer = ALIKE[language]
    rows = [
        f"{n},Job {n},{(won, offer)[n % 2]},2024-01-{n + 1:02d},{'' if n % 2 else '2024-01-15'}"
        for n in range(8)
    ]
    for day in days:
        (tmp_path / f"deals_{day}.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    pipe = ck.load(tmp_path)
    assert f"{pipe.as_of:%Y-%m-%d}" == days[-1]
    assert len(pipe.deals) == 8


@pytest.mark.parametrize("language", ALIKE)
@pytest.mark.parametrize("numbered", [True, False])
def test_rows_that_changed_nothing_and_new_ones(tmp_path, language, numbered):
    head, won, offer = ALIKE[language]
    rows = [
        f"{n},Job {n},{(won, offer)[n % 2]},2024-01-{n + 1:02d},{'' if n % 2 else '2024-01-15'}"
        for n in range(9)
    ]
    for many, day in zip((6, 6, 9), DAYS, strict=True):
        texts = [row if numbered else row.partition(",")[2] for row in (head, *rows[:many])]
        (tmp_path / f"deals_{day}.csv").write_text("\n".join(texts), encoding="utf-8")
    pipe = ck.load(tmp_path)
    assert f"{pipe.as_of:%Y-%m-%d}" == DAYS[-1]
    assert len(pipe.deals) == 9


def test_numbers_of_each_day_s_list_are_of_other_deals(tmp_path):
    for place, day in enumerate(DAYS):
        rows = [f"{n},Client {place}{n},Won,2024-0{place + 1}-{n + 1:02d},{n}0" for n in range(6)]
        text = "\n".join(["No.,Client,Status,Opened on,Amount", *rows])
        (tmp_path / f"orders_{day}.csv").write_text(text)
    assert len(ck.load(tmp_path).deals) == 18
