"""Pipeline and stage in one cell: the names may be shown, however few deals there are; what people wrote may not."""

import pandas as pd
import pytest

from cycle_kit import load
from cycle_kit.errors import CycleKitError
from cycle_kit.loading.free_texts import own_texts

FORMS = [
    *("{p} - {s}", "{p} – {s}", "{p}/{s}", "{p} / {s}", "{p}: {s}", "[{p}] {s}", "{s} ({p})"),
    *("{p} | {s}", "{p} > {s}"),
]
#: pipelines, stages
NAMES = [
    (["New Sales", "Renewals"], ["Offer", "Won", "Lost", "Demo", "Negotiation", "Qualified lead"]),
    (["Neukunden Nord", "Bestand Süd"], ["Angebot", "Gewonnen", "Verloren", "Verhandlung", "Erstgespräch"]),
    (["Sprzedaż nowa", "Odnowienia"], ["Oferta", "Wygrana", "Przegrana", "Negocjacje", "Prezentacja"]),
    (["Новые продажи", "Продление"], ["Переговоры", "Выиграна", "Проиграна", "Презентация", "Отправлено КП"]),
    (["فروش جدید", "تمدید"], ["مذاکره", "موفق", "ناموفق", "ارائه"]),
]  # fmt: skip


def joined(form, pipelines, stages, number=14):
    pairs = [(pipelines[(n // 2) % 2], stages[n % len(stages)]) for n in range(number)]
    return [form.format(p=p, s=s) for p, s in pairs]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("pipelines", "stages"), NAMES)
def test_names_of_pipelines_and_stages_are_no_texts(form, pipelines, stages):
    assert own_texts(pd.Series(joined(form, pipelines, stages))) == frozenset()


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("pipelines", "stages"), NAMES[:4])
def test_they_are_shown_so_that_the_line_can_be_typed(form, pipelines, stages):
    rows = ["Deal ID,Client,Stage,Amount,Created,Closed"]
    for n, name in enumerate(joined(form, pipelines, stages)):
        closed = f"2024-06-{10 + n}" if n % 3 else ""
        rows.append(f"{n + 1},Firm {n},{name},{1000 + n},2024-0{1 + n % 3}-{10 + n},{closed}")
    try:
        said = " ".join(load("\n".join(rows).encode()).notes["note"])
    except CycleKitError as error:
        said = str(error)
    assert "longer text" not in said


TEXTS = [
    [
        "Lost - Mr. Ray Smith",
        "Won - Ms. Ann Miller",
        "Offer - call Bob Ray",
        "Demo - see Eve Adams",
    ],
    [
        "Lost: too dear for Smith",
        "Lost: Miller never called",
        "Won: Adams signed",
        "Offer: Ray waits",
    ],
    ["Ray Smith (lost)", "Ann Miller (won)", "Bob Adams (offer)", "Eve Jones (demo)"],
    ["Ray Smith - Adams Ltd", "Ray Smith - Jones Ltd", "Ann Lee - Kim Ltd", "Ann Lee - Low Ltd"],
    ["[Smith] call him", "[Smith] wrote again", "[Miller] call her", "[Miller] is away"],
]


@pytest.mark.parametrize("texts", TEXTS)
def test_what_people_wrote_stays_hidden(texts):
    every = pd.Series([*texts, *["Offer", "Lost"]])
    assert own_texts(every) >= frozenset(texts)


def frame_of(form, pipelines, stages, apart=False):
    """60 deals, those in the second and third stage closed."""
    rows = []
    for n, name in enumerate(joined(form, pipelines, stages, 60)):
        ended = n % len(stages) in (1, 2)
        own = [pipelines[(n // 2) % 2], stages[n % len(stages)]] if apart else [name]
        closed = f"2024-06-{1 + n % 28:02}" if ended else ""
        rows.append([f"{n + 1}", f"Firm {n}", *own, f"2024-01-{1 + n % 28:02}", closed])
    named = ["Pipeline", "Stage"] if apart else ["Stage"]
    return pd.DataFrame(rows, columns=["Deal ID", "Client", *named, "Created", "Closed"])


@pytest.mark.parametrize(("pipelines", "stages"), NAMES[:2])
def test_the_split_is_told_and_leads_to_pipelines(pipelines, stages):
    pipe = load(frame_of("{s} ({p})", pipelines, stages))
    [note] = pipe.notes[pipe.notes["note"].str.contains("pipeline beside each stage")].itertuples()
    assert all(f'"{name}"' in note.note or name in note.note for name in pipelines)
    assert 'two columns, "Pipeline" and "Stage"' in note.fix
    after = load(frame_of("", pipelines, stages, apart=True))
    assert set(after.deals["pipeline"]) == set(pipelines)
    assert not after.notes["note"].str.contains("pipeline beside").any()


@pytest.mark.parametrize("stage", ["Offer (sent)", "Offer", "Demo - online"])
def test_names_of_one_stage_are_no_pipelines(stage):
    pipe = load(frame_of("{s}", ["A", "B"], [stage, "Won", "Lost", "Negotiation (price)"]))
    assert not pipe.notes["note"].str.contains("pipeline beside").any()
