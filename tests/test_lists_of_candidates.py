"""Lists of candidates: who was hired is won, who was rejected lost, who withdrew dropped."""

import pytest

import cycle_kit as ck

#: headers; steps, then hired, rejected and withdrawn
LISTS = {
    "en": ("Candidate,Stage,Applied", "Applied|Phone screen|Interview|Hired|Rejected|Withdrawn"),
    "en status": ("Name,Status,Date applied", "Applied|Interview|Screening|Hired|Rejected|Withdrawn"),
    "en created": ("Applicant,Stage,Created", "New|Screening|Interview|Hired|Rejected|Withdrawn"),
    "fr": ("Candidat,Étape,Date de candidature", "Nouveau|Entretien|Offre|Embauché|Refusé|Abandonné"),
    "pl": ("Kandydat,Etap,Data aplikacji", "Nowy|Rozmowa kwalifikacyjna|Oferta|Zatrudniony|Odrzucony|Wycofany"),
    "ru": ("Кандидат,Этап,Дата отклика", "Новый|Собеседование|Предложение|Нанят|Отказ|Отменено"),
    "es": ("Candidato,Etapa,Fecha de postulación", "Nuevo|Entrevista|Oferta|Contratado|Rechazado|Retirado"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_who_was_hired_is_won(case):
    head, words = LISTS[case]
    rows = [f"P{n},{words.split('|')[n % 6]},2024-01-{n + 1:02}" for n in range(24)]
    pipe = ck.load("\n".join([head, *rows, ""]).encode())
    told = pipe.deals["outcome"].astype(str).value_counts().to_dict()
    assert (told["open"], told["won"], told["lost"] + told.get("dropped", 0)) == (12, 4, 8)
    assert len(pipe.stages) == 3
    assert pipe.deals["created_at"].notna().all()


@pytest.mark.parametrize("word", ["Not hired", "Hired?", "To be hired"])
def test_a_denial_or_a_hope_is_no_win(word):
    rows = [
        f"P{n},{('Interview', 'Hired', 'Rejected', word)[n % 4]},2024-01-{n + 1:02}"
        for n in range(16)
    ]
    data = "\n".join(["Candidate,Stage,Applied", *rows, ""]).encode()
    try:
        deals = ck.load(data).deals
    except ck.CycleKitError as error:
        assert word in str(error)
        return
    assert (deals["outcome"] == "won").sum() == 4
