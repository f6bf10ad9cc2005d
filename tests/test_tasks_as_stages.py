"""A column called by stages that holds what is to be done, a text of its own for each deal: it tells no outcome, and
nothing of it is spelled out."""

import pytest

import cycle_kit as ck

#: headers of id, client, owner, stage, creation, closing; what is to be done, with a number and a day
LISTS = {
    "en": ("Ref|Company|Owner|Stage|Created|Closed on", "Call back about order {n} of {day}"),
    "de": (
        "Vorgangsnr.|Kunde|Vertriebler|Phase|Angelegt am|Abgeschlossen am",
        "Angebot {n} vom {day} nachfassen",
    ),
    "fr": ("Réf|Client|Commercial|Étape|Créé le|Fermé le", "Relancer devis {n} du {day}"),
    "pl": (
        "Nr szansy|Klient|Opiekun|Faza|Data dodania|Zamknięto",
        "Zadzwonić w sprawie {n} dnia {day}",
    ),
    "ru": (
        "Номер|Клиент|Менеджер|Этап|Дата создания|Закрыта",
        "Перезвонить по заказу {n} от {day}",
    ),
    "tr": (
        "No|Müşteri|Satış temsilcisi|Aşama|Oluşturma tarihi|Kapatıldı",
        "{n} siparişi için {day} günü ara",
    ),
    "fa": ("شماره|مشتری|کارشناس فروش|مرحله|تاریخ ایجاد|بسته شد", "پیگیری سفارش {n} تاریخ {day}"),
}


def written(case, *, rows=24, stages=None, closed=False):
    headers, task = LISTS[case]
    headers = headers.split("|")
    lines = [";".join(headers if closed else headers[:-1])]
    for n in range(rows):
        day = f"2024-01-{n + 1:02}"
        text = stages[n % len(stages)] if stages else task.format(n=2900 + 7 * n, day=day)
        end = [f"2024-03-{n + 1:02}" if n % 2 else ""] if closed else []
        lines.append(";".join((str(1000 + n), f"Client {n}", f"Person {n % 2}", text, day, *end)))
    return "\n".join([*lines, ""]).encode()


def outcomes(pipe):
    counts = pipe.deals["outcome"].astype(str).value_counts()
    return {end: int(n) for end, n in counts.items() if n}


@pytest.mark.parametrize("rows", [9, 24])
@pytest.mark.parametrize("case", LISTS)
def test_tasks_are_left_as_they_are_and_that_is_told(case, rows):
    pipe = ck.load(written(case, rows=rows))
    assert outcomes(pipe) == {"open": rows}
    header = LISTS[case][0].split("|")[3]
    assert any(f'"{header}" holds {rows} different texts' in note for note in pipe.notes["note"])
    said = " ".join(pipe.notes.astype(str).to_numpy().ravel())
    assert "2907" not in said


@pytest.mark.parametrize("case", ["en", "pl", "fa"])
def test_deals_that_ended_are_asked_about_all_the_same(case):
    with pytest.raises(ck.CycleKitError) as caught:
        ck.load(written(case, closed=True))
    assert "2907" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "Won, order of 3 May is here",
        "they lost interest in our offer",
        "Signed on 3 May by all of them",
    ],
)
def test_texts_of_which_one_may_tell_an_end_are_asked_about(text):
    stages = [LISTS["en"][1].format(n=n, day="Monday") for n in range(11)] + [text]
    with pytest.raises(ck.CycleKitError) as caught:
        ck.load(written("en", rows=12, stages=stages))
    assert text not in str(caught.value)


@pytest.mark.parametrize(
    "stages", [["First talk", "Plan drawn up", "Offer is out", "In their hands"], ["Demo", "Offer"]]
)
def test_names_of_several_words_that_come_again_are_stages(stages):
    pipe = ck.load(written("en", stages=stages))
    assert set(pipe.deals["stage"]) == set(stages)


def test_a_text_that_is_named_counts():
    text = LISTS["en"][1].format(n=2900, day="2024-01-01")
    assert outcomes(ck.load(written("en"), won=[text])) == {"won": 1, "open": 23}
