"""Lists as systems export them in the languages of their users: which column is the stage, the amount, the creation."""

from datetime import date, timedelta

import pytest

import cycle_kit as ck

STANDS = ("open", "open", "won", "lost")


def day(n):
    return f"{date(2025, 1, 2) + timedelta(days=n):%d.%m.%Y}"


def loaded(head, row, **more):
    """A list of 24 deals, every fourth won and every fourth lost. `row`: the cells of the deal n, that stands so."""
    rows = [[str(cell) for cell in row(n, STANDS[n % 4])] for n in range(24)]
    return ck.load("\n".join([head, *map(",".join, rows), ""]).encode(), **more)


def standing(pipe):
    counts = pipe.deals["outcome"].value_counts()
    return {end: int(counts[end]) for end in ("open", "won", "lost")}


ALL = {"open": 12, "won": 6, "lost": 6}


# ---- Kommo

KOMMO = {
    "pt": "Lead título,{stage},{pipeline},Venda,Data Criada,Fechada em,Lead usuário responsável,Lead tags",
    "pt, as named": "Nome do lead,{stage},{pipeline},Valor,Criado em,Fechado em,Usuário responsável,Tags",
    "es": "Nombre del lead,{stage},{pipeline},Venta,Fecha de creación,Cerrado en,Usuario responsable,Etiquetas",
    "es, title": "Lead título,{stage},{pipeline},Venta,Creado en,Cerrado en,Usuario responsable,Etiquetas",
}
STEPS = {
    "pt": ("Contato inicial", "Negociação", "Venda ganha", "Venda perdida"),
    "es": ("Contacto inicial", "Negociación", "Logrado con éxito", "Venta perdida"),
}


def kommo_cells(language):
    first, second, won, lost = STEPS[language[:2]]

    def cells(n, stands):
        step = {"won": won, "lost": lost}.get(stands, (first, second)[n % 2])
        closed = f"{day(5 * n + 20)} 11:00:00" if stands != "open" else ""
        return (
            f"Deal {n}",
            step,
            "Norte",
            1000 + n,
            f"{day(5 * n)} 10:00:00",
            closed,
            ("Ana", "Rui")[n % 2],
            "",
        )

    return cells  # fmt: skip


CALLED = {
    "pt": (
        ("Etapa do lead", "Funil de vendas"),
        ("Etapa", "Funil de vendas"),
        ("Fase do lead", "Funil"),
    ),
    "es": (
        ("Etapa del lead", "Embudo de ventas"),
        ("Etapa", "Embudo"),
        ("Etapa", "Embudo de ventas"),
    ),
}


@pytest.mark.parametrize(
    ("language", "called"), [(each, called) for each in KOMMO for called in CALLED[each[:2]]]
)
def test_etapa_is_the_stage_of_leads(language, called):
    stage, pipeline = called
    head = KOMMO[language].format(stage=stage, pipeline=pipeline)
    pipe = loaded(head, kommo_cells(language))
    assert standing(pipe) == ALL
    assert pipe.stages == STEPS[language[:2]][:2] and pipe.pipelines == ("Norte",)
    assert pipe.deals["created_at"].notna().all() and pipe.deals["closed_at"].count() == 12
    assert pipe.deals["owner"].nunique() == 2 and pipe.deals["name"].nunique() == 24
    assert pipe.deals["amount"].sum() == 24_000 + 276
    assert not pipe.notes["note"].str.contains("how deals stand|may be").any()


@pytest.mark.parametrize("status", ["Status do lead", "Situação do lead"])
@pytest.mark.parametrize("ends", [("Ativo", "Fechado", "Fechado"), ("Aberto", "Ganho", "Perdido")])
def test_a_status_beside_the_stage_of_leads_is_no_stage(status, ends):
    head = f"{KOMMO['pt, as named'].format(stage='Etapa do lead', pipeline='Funil')},{status}"
    cells, words = kommo_cells("pt"), dict(zip(("open", "won", "lost"), ends, strict=True))
    pipe = loaded(head, lambda n, stands: (*cells(n, stands), words[stands]))
    assert standing(pipe) == ALL and pipe.stages == STEPS["pt"][:2]


# ---- a system that is known by its other headers

FEW = {
    "dynamics": (
        "(Do Not Modify) Opportunity,Topic,Owner,Est. revenue,Status,Stage,Created On,Actual close",
        ("Open", "Won", "Lost"),
    ),
    "kommo": (
        "Lead título,Empresa do contato,Lead usuário responsável,Venda,Etapa,Funil de vendas,Data Criada,Concluído em",
        None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("system", FEW)
def test_what_a_system_lacks_is_read_by_plain_words(system):
    head, words = FEW[system]

    def cells(n, stands):
        stage = STEPS["pt"][n % 2]
        closed = day(5 * n + 20) if stands != "open" else ""
        if words is None:
            stage = {"won": "Venda ganha", "lost": "Venda perdida"}.get(stands, stage)
            return (
                f"Deal {n}",
                f"Firm {n}",
                ("Ana", "Rui")[n % 2],
                1000 + n,
                stage,
                "Norte",
                day(5 * n),
                closed,
            )
        status = dict(zip(("open", "won", "lost"), words, strict=True))[stands]
        return (
            900 + n,
            f"Deal {n}",
            ("Ana", "Rui")[n % 2],
            1000 + n,
            status,
            stage,
            day(5 * n),
            closed,
        )

    pipe = loaded(head, cells)
    assert pipe.crm == system and standing(pipe) == ALL
    assert pipe.deals["closed_at"].count() == 12 and {*pipe.stages} == {*STEPS["pt"][:2]}


# ---- Dynamics 365

REVENUES = [
    "ru|Предполагаемый доход|Фактический доход",
    "ru|Расчетный доход|Фактический доход",
    "ru|Ожидаемая выручка|Фактическая выручка",
    "bg|Прогнозен приход|Действителен приход",
    "bg|Очаквани приходи|Реални приходи",
    "ar|الإيرادات المقدرة|الإيرادات الفعلية",
    "ar|الإيراد المتوقع|الإيراد الفعلي",
    "ar|العائد المقدر|العائد الفعلي",
]
DYNAMICS = {
    "ru": (
        "Тема,Клиент,Ответственный,{0},{1},Состояние,Создано,Фактическая дата закрытия",
        "Открыта,Выиграна,Проиграна",
    ),
    "bg": (
        "Тема,Клиент,Отговорник,{0},{1},Състояние,Създадено на,Действителна дата на приключване",
        "Отворена,Спечелена,Загубена",
    ),
    "ar": ("الموضوع,الحساب,المالك,{0},{1},الحالة,تاريخ الإنشاء,تاريخ الإغلاق الفعلي", "مفتوحة,رابحة,خاسرة"),
}  # fmt: skip


def dynamics(revenues, *, swapped=False, lost="", estimated=lambda n, stands: 1000 + n):
    language, estimate, real = revenues.split("|")
    head, ends = DYNAMICS[language]
    words = dict(zip(("open", "won", "lost"), ends.split(","), strict=True))

    def cells(n, stands):
        amounts = (estimated(n, stands), {"won": 900 + n, "lost": lost}.get(stands, ""))
        amounts = amounts[::-1] if swapped else amounts
        closed = day(5 * n + 20) if stands != "open" else ""
        return (
            f"Deal {n}",
            f"Firm {n}",
            ("Ann", "Bob")[n % 2],
            *amounts,
            words[stands],
            day(5 * n),
            closed,
        )

    return loaded(head.format(*((real, estimate) if swapped else (estimate, real))), cells)


@pytest.mark.parametrize(("swapped", "lost"), [(False, ""), (True, "0")])
@pytest.mark.parametrize("revenues", REVENUES)
def test_the_revenue_that_all_deals_have_is_the_amount(revenues, swapped, lost):
    pipe = dynamics(revenues, swapped=swapped, lost=lost)
    assert standing(pipe) == ALL
    assert pipe.deals["amount"].sum() == 24_000 + 276
    real = revenues.split("|")[2]
    assert pipe.notes["note"].str.contains(f'not used: .*"{real}"').any()
    assert not pipe.notes["note"].str.contains("may be amount").any()


@pytest.mark.parametrize("revenues", REVENUES)
def test_the_revenue_of_won_deals_alone_is_the_amount_where_there_is_no_other(revenues):
    pipe = dynamics(revenues, estimated=lambda n, stands: "")
    assert pipe.deals["amount"].count() == 6


# ---- Bitrix24

BITRIX = {
    "en": (
        "Deal name,Stage,Responsible person,Amount,Start date,End date,Closed,Created on",
        "New,In progress,Deal won,Deal lost",
        "Yes,No",
    ),
    "it": (
        "Nome affare,Fase,Persona responsabile,Importo,Data di inizio,Data di fine,Chiuso,Creato il",
        "Nuovo,In corso,Affare vinto,Affare perso",
        "Sì,No",
    ),
    "pt": (
        "Nome do negócio,Etapa,Pessoa responsável,Valor,Data de início,Data de término,Fechado,Criado em",
        "Novo,Em andamento,Negócio ganho,Negócio perdido",
        "Sim,Não",
    ),
    "es": (
        "Nombre del negocio,Etapa,Persona responsable,Importe,Fecha de inicio,Fecha de fin,Cerrado,Creado el",
        "Nuevo,En curso,Negocio ganado,Negocio perdido",
        "Sí,No",
    ),
    "fr": (
        "Nom de l'affaire,Étape,Personne responsable,Montant,Date de début,Date de fin,Fermé,Créé le",
        "Nouveau,En cours,Affaire gagnée,Affaire perdue",
        "Oui,Non",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", BITRIX)
def test_the_date_of_the_end_is_planned_of_open_deals_and_real_of_closed_ones(language):
    head, steps, answers = (text.split(",") for text in BITRIX[language])
    new, running, won, lost = steps

    def cells(n, stands):
        stage = {"won": won, "lost": lost}.get(stands, (new, running)[n % 2])
        closed = answers[stands == "open"]
        return (
            f"Deal {n}",
            stage,
            ("Ann", "Bob")[n % 2],
            1000 + n,
            day(5 * n),
            day(5 * n + 30),
            closed,
            day(5 * n),
        )

    pipe = loaded(",".join(head), cells)
    deals = pipe.deals.set_index("name")
    assert standing(pipe) == ALL and pipe.stages == (new, running)
    assert deals["closed_at"].count() == 12 and deals["expected_close"].count() == 12
    assert deals["owner"].nunique() == 2


# ---- Zoho

ZOHO = {
    "fr": (
        "Nom de l'affaire,Étape,Propriétaire,Montant,{},Date de clôture",
        "Qualification,Fermé - gagné,Fermé - perdu",
        ["Heure de création", "Heure de la création", "Date et heure de création"],
    ),
    "es": (
        "Nombre del trato,Fase,Propietario,Importe,{},Fecha de cierre",
        "Calificación,Cerrado ganado,Cerrado perdido",
        ["Hora de creación", "Fecha y hora de creación"],
    ),
    "pt": (
        "Nome do negócio,Estágio,Proprietário,Valor,{},Data de fechamento",
        "Qualificação,Fechado e ganho,Fechado e perdido",
        ["Hora de criação", "Hora da criação", "Data e hora de criação"],
    ),
    "it": (
        "Nome trattativa,Fase,Proprietario,Importo,{},Data di chiusura",
        "Qualificazione,Chiuso vinto,Chiuso perso",
        ["Ora creazione", "Ora di creazione", "Data e ora di creazione"],
    ),
}  # fmt: skip
TIMES = [(language, header) for language in ZOHO for header in ZOHO[language][2]]


def zoho(language, header, created):
    head, steps, _ = ZOHO[language]
    still, won, lost = steps.split(",")

    def cells(n, stands):
        stage = {"won": won, "lost": lost}.get(stands, still)
        return (f"Deal {n}", stage, ("Ann", "Bob")[n % 2], 1000 + n, *created(n), day(5 * n + 20))

    return loaded(head.format(header), cells)


@pytest.mark.parametrize(("language", "header"), TIMES)
def test_the_time_of_creation_is_known(language, header):
    pipe = zoho(language, header, lambda n: (f"{day(5 * n)} 10:{n:02}",))
    assert standing(pipe) == ALL
    assert (
        pipe.deals["created_at"].notna().all()
        and pipe.deals["created_at"].dt.minute.nunique() == 24
    )
    assert not pipe.notes["note"].str.contains("may be created_at").any()


DAYS = {
    "fr": "Date de création",
    "es": "Fecha de creación",
    "pt": "Data de criação",
    "it": "Data di creazione",
}


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("language", DAYS)
def test_a_time_of_day_beside_the_day_of_creation_is_no_date(language, first):
    cells, names = (lambda n: (day(5 * n), f"10:{n:02}")), (DAYS[language], ZOHO[language][2][0])
    pipe = zoho(
        language,
        ",".join(names if first else names[::-1]),
        lambda n: cells(n) if first else cells(n)[::-1],
    )
    assert pipe.deals["created_at"].notna().all()
    assert pipe.deals["created_at"].min().year == 2025
