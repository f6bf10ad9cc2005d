"""Lists of candidates, students and patients: who was hired, enrolled or admitted is won, who was rejected lost, who
withdrew dropped."""

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
    "en student": ("Student,Course,Status,Applied on", "Applied|Interviewed|Waitlisted|Enrolled|Rejected|Withdrawn"),
    "en patient": ("Patient,Treatment,Status,Created", "Enquiry|Consultation|Waiting list|Admitted|Rejected|Withdrawn"),
    "bg": ("Кандидат,Етап,Дата", "Подбор|Интервю|Оферта|Назначен|Отхвърлен|Оттеглен"),
    "fa": ("متقاضی,مرحله,تاریخ", "بررسی|مصاحبه|پیشنهاد|استخدام شد|رد شد|انصراف"),
    "fa student": ("دانشجو,وضعیت,تاریخ", "بررسی|مصاحبه|مشاوره|ثبت‌نام شد|رد شد|انصراف"),
    "ar": ("المرشح,المرحلة,تاريخ التقديم", "فرز|مقابلة|عرض|تم التوظيف|مرفوض|انسحب"),
    "ar student": ("الطالب,الحالة,تاريخ التقديم", "فرز|مقابلة|استشارة|تم القبول|مرفوض|انسحب"),
    "tr": ("Başvuran,Durum,Başvuru Tarihi", "Başvuru|Mülakat|Teklif|İşe alındı|Reddedildi|Vazgeçti"),
    "es": ("Candidato,Etapa,Fecha de postulación", "Nuevo|Entrevista|Oferta|Contratado|Rechazado|Retirado"),
}  # fmt: skip


@pytest.mark.parametrize("case", LISTS)
def test_who_was_hired_is_won(case):
    head, words = LISTS[case]
    more = "X," * (head.count(",") - 2)
    rows = [f"P{n},{more}{words.split('|')[n % 6]},2024-01-{n + 1:02}" for n in range(24)]
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


@pytest.mark.parametrize("word", ["Not enrolled", "Not admitted", "To be enrolled"])
@pytest.mark.parametrize("header", ["Student", "Patient"])
def test_who_is_not_yet_in_is_no_win(header, word):
    said = ("Interview", "Enrolled", "Rejected", word)
    rows = [f"P{n},{said[n % 4]},2024-01-{n + 1:02}" for n in range(16)]
    try:
        deals = ck.load("\n".join([f"{header},Stage,Applied", *rows, ""]).encode()).deals
    except ck.CycleKitError as error:
        assert word in str(error)
        return
    assert (deals["outcome"] == "won").sum() == 4


@pytest.mark.parametrize("header", ["Student", "Patient"])
def test_a_better_name_of_the_deal_goes_first(header):
    rows = [f"D{n},Job {n},P{n},{('Offer', 'Won')[n % 2]},2024-01-{n + 1:02}" for n in range(16)]
    deals = ck.load(
        "\n".join([f"Deal ID,Deal Name,{header},Stage,Created", *rows, ""]).encode()
    ).deals
    assert deals["name"].tolist() == [f"Job {n}" for n in range(16)]
    assert deals[header].tolist() == [f"P{n}" for n in range(16)]
