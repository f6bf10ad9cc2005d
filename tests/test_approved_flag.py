"""Yes and no below "Approved": of a quote, a discount or a deal? Asked about alike in all languages."""

import pytest

import cycle_kit as ck

#: header of the answers; company, creation, closing; yes and no
LISTS = {
    "en": ("Approved", "Company;Created;Date closed", "Yes|No"),
    "en quote": ("Approval", "Company;Created;Date closed", "Yes|No"),
    "de": ("Freigabe", "Kunde;Angelegt am;Abgeschlossen am", "Ja|Nein"),
    "de done": ("Genehmigt", "Kunde;Angelegt am;Abgeschlossen am", "Ja|Nein"),
    "fr": ("Validé", "Client;Créé le;Fermé le", "Oui|Non"),
    "fr too": ("Approuvé", "Client;Créé le;Fermé le", "Oui|Non"),
    "es": ("Aprobado", "Cliente;Creado el;Cerrado el", "Sí|No"),
    "it": ("Approvato", "Cliente;Creato il;Chiuso il", "Sì|No"),
    "pt": ("Aprovado", "Cliente;Criado em;Fechado em", "Sim|Não"),
    "pl": ("Zatwierdzone", "Klient;Data utworzenia;Zamknięto", "Tak|Nie"),
    "bg": ("Одобрена", "Клиент;Създадена на;Затворена на", "Да|Не"),
    "ru": ("Одобрено", "Клиент;Дата создания;Закрыта", "Да|Нет"),
    "ru too": ("Согласовано", "Клиент;Дата создания;Закрыта", "Да|Нет"),
    "tr": ("Onay", "Müşteri;Oluşturma tarihi;Kapatıldı", "Evet|Hayır"),
    "tr too": ("Onaylandı", "Müşteri;Oluşturma tarihi;Kapatıldı", "Evet|Hayır"),
    "ar": ("معتمد", "العميل;تاريخ الإنشاء;أغلقت في", "نعم|لا"),
    "fa": ("تایید", "مشتری;تاریخ ایجاد;بسته شد", "بله|خیر"),
}


def written(case, header=""):
    own, others, answers = LISTS[case]
    yes, no = answers.split("|")
    lines = [f"{header or own};{others}"]
    for n in range(18):
        day = "" if n % 3 == 2 else f"2024-03-{n + 1:02}"
        lines.append(f"{yes if n % 2 else no};Client {n};2024-01-{n + 1:02};{day}")
    return "\n".join([*lines, ""]).encode()


@pytest.mark.parametrize("case", LISTS)
def test_an_approval_is_asked_about(case):
    with pytest.raises(ck.CycleKitError) as caught:
        ck.load(written(case))
    assert f'"is_won": "{LISTS[case][0]}"' in caught.value.fix
    pipe = ck.load(written(case), columns={"is_won": LISTS[case][0]})
    assert pipe.deals["outcome"].eq("won").sum() == 9


@pytest.mark.parametrize(
    ("case", "header"), [("en", "Signed"), ("en", "Won"), ("de", "Unterschrieben"), ("pl", "Umowa")]
)
def test_what_is_signed_or_won_is_won(case, header):
    pipe = ck.load(written(case, header))
    assert pipe.deals["outcome"].eq("won").sum() == 9
