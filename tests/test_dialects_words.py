"""The words of every language: none means two things unnoticed, and each is taken for what it says."""

from collections import defaultdict
from functools import cache

import pandas as pd
import pytest

import cycle_kit as ck
from cycle_kit.dialects.endings import meaning
from cycle_kit.dialects.outcomes import CLOSED_WORDS, KNOWN, MORE_OUTCOMES, SAYS
from cycle_kit.dialects.plain import LOGS_ONLY
from cycle_kit.languages import DEALS, LEAD_OUTCOMES, LEADS, OUTCOMES
from cycle_kit.loading.evidence import look_at
from cycle_kit.loading.matching import Headers, matched
from cycle_kit.loading.recognise import recognise
from cycle_kit.values import key

DAYS = ["2024-01-13", "2024-01-14", "2024-02-20"]
LATER = ["2024-03-13", "2024-03-14", "2024-04-20"]
TEXTS, NUMBERS, ANSWERS = ["Oak", "Beech", "Elm"], ["100", "250", "75"], ["yes", "no", "no"]
SHARES = ["20%", "40%", "60%"]

#: cells as they stand below a header of each role; of all others text
CELLS = {
    "deal_id": ["A1", "A2", "A3"],
    "lead_id": ["L1", "L2", "L3"],
    "status": ["Won", "Lost", "Open"],
    "stage": ["Talks", "Talks", "Visit"],
    "amount": NUMBERS,
    "converted": NUMBERS,
    "probability": SHARES,
    "stage_number": ["1", "2", "3"],
    "created_at": DAYS,
    "entered_at": DAYS,
} | {
    role: LATER
    for role in DEALS["en"] | LEADS["en"]
    if role.endswith(("_at", "close", "_date")) and role not in ("created_at", "entered_at")
}
CELLS |= {role: ANSWERS for role in DEALS["en"] | LEADS["en"] if role.startswith("is_")}


def split(words):
    return words.split("|")


def frame(**columns):
    """A table with one column per role, {role: header}."""
    return pd.DataFrame(
        {header: CELLS.get(role, TEXTS) for role, header in columns.items()}, dtype=str
    )


def first(table, *roles):
    return {role: split(table[role])[0] for role in roles}


BASE = ("deal_id", "name", "stage", "owner", "amount", "created_at", "close_date")


@pytest.mark.parametrize("language", DEALS)
def test_every_header_is_taken_for_what_it_says_beside_all_others(language):
    """Tables with a column for every role: the first header of each, the second of each, and so on."""
    table = {role: split(words) for role, words in DEALS[language].items() if role not in LOGS_ONLY}
    for turn in range(max(map(len, table.values()))):
        chosen = {role: headers[turn % len(headers)] for role, headers in table.items()}
        once = {role: header for role, header in chosen.items() if told_once(header, chosen)}
        assert matched(table, headed(once)) == once


@pytest.mark.parametrize("language", LEADS)
def test_every_header_of_leads_is_taken_for_what_it_says_beside_all_others(language):
    table = {role: split(words) for role, words in LEADS[language].items()}
    for turn in range(max(map(len, table.values()))):
        chosen = {role: headers[turn % len(headers)] for role, headers in table.items()}
        once = {role: header for role, header in chosen.items() if told_once(header, chosen)}
        assert matched(table, headed(once)) == once


@cache
def look(role):
    return look_at(pd.Series(CELLS.get(role, TEXTS), dtype=str))


def headed(columns):
    """The headers of such a table; how the cells of a role look is looked at once."""
    headers = Headers(frame(**columns))
    headers.looks.update({header: look(role) for role, header in columns.items()})
    return headers


def told_once(header, chosen):
    """Not the header of another role too, as "Closed" may be."""
    others = [key(other) for other in chosen.values()]
    return others.count(key(header)) == 1 and key(header) not in TWO_MEANINGS


@pytest.mark.parametrize("language", DEALS)
def test_a_table_and_a_log_in_every_language(language):
    table = DEALS[language]
    found = recognise(frame(**first(table, *BASE)), file="file")
    assert (found.dialect.crm, found.dialect.table) == ("plain", "deals")
    assert found.columns == first(table, *BASE)
    rows = pd.concat([frame(**first(table, "deal_id", "stage", "entered_at"))] * 2)
    rows[split(table["entered_at"])[0]] = DAYS + LATER
    found = recognise(rows.reset_index(drop=True), file="file")
    assert (found.dialect.crm, found.dialect.table) == ("plain", "history")


@pytest.mark.parametrize("language", LEADS)
def test_leads_in_every_language(language):
    columns = first(LEADS[language], "lead_id", "created_at", "status", "owner", "first_contact_at")
    found = recognise(frame(**columns), file="file")
    assert (found.dialect.table, dict(found.columns)) == ("leads", columns)


def test_a_role_lists_no_header_twice():
    for table in (*DEALS.values(), *LEADS.values()):
        for role, headers in table.items():
            words = [spelled(header) for header in split(headers)]
            assert len(words) == len(set(words)), role


def test_the_same_roles_have_headers_in_every_language():
    optional = {"converted", "converted_currency"}
    for language, table in DEALS.items():
        assert set(DEALS["en"]) - set(table) <= optional, language
    assert all(set(table) == set(LEADS["en"]) for table in LEADS.values())


#: told apart by which list has it earlier, its own language going first
TWO_MEANINGS = {
    key("Closing Date"): {"close_date", "expected_close"},
    key("Data utraty"): {"lost_at", "close_date"},  # the only closing date of some lists
    key("Data utracenia"): {"lost_at", "close_date"},
    key("معرف"): {"source", "deal_id"},  # Persian: who recommended us, Arabic: id
    key("Terminé"): {"closed_at", "expected_close"},  # French: ended, Italian "Termine": the term
}


def test_a_header_with_two_meanings_differs_in_its_cells():
    """Dates, numbers, texts, yes and no: among cells of one kind a header of any language has one meaning."""
    roles = defaultdict(set)
    for table in DEALS.values():
        for role, headers in table.items():
            for header in split(headers) if role not in LOGS_ONLY else ():
                roles[spelled(header), kind_of(role)].add(role)
    twice = {word: names for (word, _), names in roles.items() if len(names) > 1}
    assert twice == TWO_MEANINGS


KINDS = {
    "date": (DAYS, LATER),
    "number": (NUMBERS, SHARES, CELLS["stage_number"]),
    "answer": (ANSWERS,),
}


def kind_of(role):
    return next((kind for kind, cells in KINDS.items() if CELLS.get(role) in cells), "text")


def spelled(header):
    """As compared; signs count where a word with one is another word: "Szansa" and "Szansa (%)"."""
    return header.casefold() if set("%#") & set(header) else key(header)


# ---- how things ended

TABLES = {**OUTCOMES, "more": MORE_OUTCOMES}


@pytest.mark.parametrize("language", TABLES)
def test_every_word_says_what_its_list_says(language):
    for entry, words in TABLES[language].items():
        for word in split(words):
            assert meaning(word) == SAYS.get(entry, "closed"), word


def test_no_word_of_any_language_is_in_two_lists():
    said = defaultdict(set)
    for table in TABLES.values():
        for entry, words in table.items():
            for word in split(words):
                said[key(word)].add(SAYS.get(entry, "closed"))
    assert [word for word, outcomes in said.items() if len(outcomes) > 1] == []
    assert not CLOSED_WORDS & set(KNOWN)


def test_no_word_of_a_lead_is_in_two_lists():
    converted, disqualified = (
        {key(word) for table in LEAD_OUTCOMES.values() for word in split(table[entry])}
        for entry in ("converted", "disqualified")
    )
    assert not converted & disqualified


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("won", "Signed|SOLD|successful|Contract signed|closed-won|Order placed|Sale"),
        ("won", "فروش انجام شد|قرارداد امضا شد|نهایی‌شده|پرداخت شد|با موفقيت بسته شده"),
        ("won", "تم التعاقد|مباعة|مكتسبة|فائزة|مغلق ناجح|تم توقيع العقد"),
        (
            "won",
            "SPRZEDANO|Umowa podpisana|zamontowana|Zakończona sukcesem|Zamówiono|Zaakceptowane",
        ),
        ("won", "Платена|потвърдени|Сключен договор|ПРОДАЖБА|Реализирана"),
        (
            "won",
            "Auftrag erhalten|gagnée|Devis signé|Venta cerrada|Vendido|Negócio ganho|Ganho|Chiusa vinta",
        ),
        (
            "won",
            "Оплачено|Закрыта удачно|Успех|Договор заключен|Угоду виграно|Kazanıldı|KAZANILDI|Satıldı",
        ),
        ("won", "Gesloten gewonnen|Vyhráno|Câștigat|Vunnen|Voitettu|受注|赢单|수주"),
        ("lost", "Rejected|Not interested|No sale|Lost to competitor|Analyze failure|Failed"),
        ("lost", "از دست رفت|رد شده|پذیرفته نشده|لغو شد|با موفقیت بسته نشده|منتفی شد"),
        ("lost", "غير مهتم|مرفوض|مغلق خاسر|تم الرفض|خسرت"),
        (
            "lost",
            "Rezygnacja|Rezygnacja z umowy|Utracony|Sprzedaż nieudana|Odmowa|NIE KUPIŁ|Zakończone porażką",
        ),
        ("lost", "Отказ|отказан|Отхвърлено|Загубна сделка|Неспечелена"),
        (
            "lost",
            "Abgelehnt|Kein Interesse|perdue|Devis refusé|Rechazado|Perdido|Proposta recusada|Persa",
        ),
        ("lost", "Потеряно|Не реализовано|Закрыта неудачно|Kaybedildi|Kayıp|Olumsuz|Відмова"),
        ("dropped", "Withdrawn|Archived|Expired|No decision|Junk|Inactive"),
        ("dropped", "انصراف|بایگانی|مختومه|منقضی شده|نامعتبر|ملغي|مهمل|مؤرشف|انتهى"),
        (
            "dropped",
            "Archiwum|Nieaktywny|Wygasła|Zamknięta bez decyzji|Niekwalifikowany|Архив|спам|Отменена",
        ),
        (
            "dropped",
            "Storniert|Sans suite|Cancelado|Annullata|Аннулирована|İptal|Geannuleerd|Zrušeno|Anulat",
        ),
        (
            "open",
            "Pending|On hold|new|Negotiating|Offer sent|Contacted|Awaiting payment|Proposal/Price Quote",
        ),
        (
            "open",
            "در انتظار|منتظر پرداخت|متوقف شده|تماس گرفته شد|جدید|قيد التفاوض|مؤجل|معلق|تم التواصل|جديد",
        ),
        (
            "open",
            "Oczekuje|Nowy lead|Wstrzymany|Oferta wysłana|Чакаща|застой|Контактуван|В преговори",
        ),
        (
            "open",
            "In Bearbeitung|En attente|Pendiente|Aguardando|In attesa|На паузе|В роботі|Beklemede",
        ),
        (
            "closed",
            "Closed|Completed|done|Finished|بسته شد|بسته شده|مغلق|مكتملة|Zamknięta|ZAMKNIĘTE|Zakończono",
        ),
        (
            "closed",
            "Приключена|Затворено|Закрыта|Завершено|Geschlossen|Abgeschlossen|Fermé|Terminé|Cerrado",
        ),
        (
            "closed",
            "Fechado|Concluído|Chiuso|Kapalı|Tamamlandı|Gesloten|Uzavřeno|Închis|完了|已关闭",
        ),
        (
            "",
            "Cliente|Matriculado|Klient|Customer|مشتری|Клиент|Red|L|W|Almost won|Wonder|Handed over",
        ),
    ],
)
def test_words_that_people_write(outcome, words):
    assert {word: meaning(word) for word in split(words)} == dict.fromkeys(split(words), outcome)


# ---- headers, as people write them

HEADERS = {
    "en": "Opened: created_at|Created: created_at|deal_created_date: created_at|Closed: closed_at|Win date: won_at|"
    "Rep: owner|Rep Name: owner|Account Manager: owner|AE: owner|BDR: owner|Closed By: owner|ACV: amount|"
    "ARR: amount|TCV: amount|MRR: amount|Deal Size: amount|Opportunity Size: amount|Est. Value: amount|"
    "Quote amount: amount|Value (€): amount|Client: account|Assumed close date: expected_close|№: deal_id|"
    "Is Won: is_won|IsDeleted: is_deleted|Reason lost: lost_reason|Date of first contact: first_contact_at",
    "fa": "ردیف: deal_id|شماره قرارداد: deal_id|مبلغ قرارداد (ریال): amount|ارزش احتمالی: amount|ارجاع به: owner|"
    "مشاور: owner|تاریخ فروش: close_date|تاریخ صدور: created_at|موعد بعدی: expected_close|اولین پاسخ: first_contact_at|"
    "دلیل عدم نتیجه: lost_reason|نام فرصت فروش: name|منبع تماس: source|تاریخ ثبت سرنخ: lead_created_at",
    "ar": "م: deal_id|الرقم المرجعي: deal_id|القيمة المتوقعة: amount|إجمالي الطلب: amount|الموظف المسؤول: owner|"
    "من هو المسؤول: owner|أغلقت في: closed_at|تاريخ الطلب: created_at|توقعات تاريخ الاقفال: expected_close|"
    "تاريخ أول تواصل: first_contact_at|سبب الإلغاء: lost_reason|حالة الاوردر: status|مصدر الحملة: source",
    "pl": "Lp.: deal_id|Numer przetargu: deal_id|Data otwarcia: created_at|Data wpłynięcia: created_at|"
    "Data zamk.: close_date|Data podpisania umowy: close_date|Data utraty: lost_at|Data wygranej: won_at|"
    "Zamawiający: account|Wartość umowy: amount|Nasza cena netto: amount|Menedżer: owner|Wynik przetargu: status|"
    "Data pierwszego kontaktu: first_contact_at|Data utworzenia klienta: lead_created_at|Forma kontaktu: source|"
    "Powód utraty szansy: lost_reason|Termin składania: expected_close|Usunięty: is_deleted",
    "bg": "№: deal_id|Външен номер: deal_id|Начало: created_at|Дата на запитването: created_at|Получено на: created_at|"
    "Дата на продажба: close_date|Краен срок: expected_close|Брокер: owner|Служител: owner|Обща цена: amount|"
    "Стойност без ДДС: amount|Юридическо лице: account|Относно: name|Портал: source|Първо обаждане: first_contact_at",
    "ru": "Сделка №: deal_id|Дата создания сделки: created_at|Дата начала: created_at|Сумма сделки: amount|"
    "Бюджет: amount|Ответственный: owner|Этап сделки: stage|Источник обращения: source|"
    "Причина закрытия карточки: lost_reason|Воронка: pipeline",
    "tr": "Fırsat No: deal_id|Fırsat Adı: name|Müşteri: account|Satış Temsilcisi: owner|Satış Aşaması: stage|"
    "Durum: status|Tutar: amount|Oluşturulma Tarihi: created_at|Kapanış Tarihi: close_date|"
    "Beklenen Kapanış Tarihi: expected_close|Kaynak: source|Kayıp Nedeni: lost_reason",
    "de": "Angebotsnummer: deal_id|Auftragswert: amount|Angelegt am: created_at|Voraussichtlicher Abschluss: "
    "expected_close|Ansprechpartner: account|Verkäufer: owner|Absagegrund: lost_reason",
    "fr": "N° affaire: deal_id|Montant HT: amount|Commercial: owner|Ouvert le: created_at|Étape: stage|"
    "Motif de perte: lost_reason|Premier contact: first_contact_at",
    "es": "Nº presupuesto: deal_id|Importe: amount|Asesor: owner|Fecha de alta: created_at|Estatus: status|"
    "Cierre previsto: expected_close|Motivo de pérdida: lost_reason",
    "pt": "Nº da proposta: deal_id|Valor total: amount|Vendedor: owner|Data de cadastro: created_at|"
    "Situação: status|Previsão de fechamento: expected_close|Motivo da perda: lost_reason",
    "it": "N° preventivo: deal_id|Importo: amount|Venditore: owner|Data apertura: created_at|Esito: status|"
    "Chiusura prevista: expected_close|Motivo perdita: lost_reason",
}
WRITTEN = [
    (language, *said.split(": "))
    for language, entries in HEADERS.items()
    for said in split(entries)
]


@pytest.mark.parametrize(("language", "header", "role"), WRITTEN)
def test_a_header_that_people_write(language, header, role):
    """In a small table of its language it is found for what it says."""
    columns = first(DEALS[language], *BASE) | {role: header}
    if role in ("closed_at", "won_at", "lost_at"):
        del columns["close_date"]
    assert recognise(frame(**columns), file="file").columns == columns


@pytest.mark.parametrize("language", HEADERS)
def test_a_file_of_such_headers_loads(language):
    """All of a language's at once, of each role the first: every column comes out filled."""
    written = [(header, role) for said, header, role in WRITTEN if said == language]
    columns = first(DEALS[language], *BASE, "status")
    columns |= {role: header for header, role in reversed(written) if role != "is_deleted"}
    deals = ck.load(frame(**columns)).deals
    assert list(deals["deal_id"]) == CELLS["deal_id"]
    assert list(deals["outcome"]) == ["won", "lost", "open"]
    assert list(deals["amount"]) == [100, 250, 75]
    assert deals["closed_at"].notna().tolist() == [True, True, False]
    plain = set(columns) & set(deals.columns) - {"closed_at", "stage"}
    assert deals[sorted(plain)].notna().all(axis=None)


# ---- what only a system has


@pytest.mark.parametrize(
    "headers",
    [
        "Deal Name,Deal Stage,Create Date,Close Date,Amount",  # as HubSpot's API would be compared
        "ID,Title,Stage,Opportunity,Currency,Closed,Created",  # no Bitrix24
        "Название,Стадия,Ответственный,Сумма,Дата создания,Дата закрытия",
        "ID,Deal Name,Stage,Owner,Close Date,Assumed close date,Created",
        "Название сделки,Этап,Менеджер,Сумма сделки,Дата создания",  # no amoCRM
        "Nome do negócio,Etapa do negócio,Valor,Data de criação,Data de fechamento",
        "Deal-Name,Deal-Phase,Betrag,Erstellt am,Abschlussdatum",
        "ID,Lead name,Stage,Sale,Created at,Closed at",
        "id,title,stage,status,value,created_at,closed_at",  # no Pipedrive
        "Topic,Stage,Status,Amount,Created On,Closed On",  # no Dynamics
    ],
)
def test_no_system_takes_a_plain_list(headers):
    roles = {"ID": "deal_id", "id": "deal_id"}
    told = {header: roles.get(header, role_of(header)) for header in headers.split(",")}
    table = pd.DataFrame(
        {header: CELLS.get(role, TEXTS) for header, role in told.items()}, dtype=str
    )
    assert recognise(table, file="file").dialect.crm == "plain"


def role_of(header):
    """What the header says, among the words of all languages; dates and amounts first."""
    names = [
        role
        for table in DEALS.values()
        for role, words in table.items()
        if key(header) in keys(words)
    ]
    return min(
        names, key=lambda role: (CELLS.get(role, TEXTS) is TEXTS, role in LOGS_ONLY), default=""
    )


def keys(words):
    return {key(word) for word in split(words)}


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        ("won", "Zlecone|Спечелен търг|Тендер выигран|İhale kazanıldı|قطعی شد"),
        ("won", "رست علينا|Akkoord|Zugesagt|Remportée|Ganhou|Koupil"),
        ("lost", "Przepadła|Отпадна|Потеряли|Rakibe gitti|به رقیب رفت"),
        ("lost", "لم تنجح|Afgehaakt|Auftrag verloren|Non abouti|Perdeu|Nekoupil"),
        ("dropped", "Zaniechana|Прекратена|Некачественный|Çift kayıt|مسکوت"),
        ("dropped", "ألغيت|Stopgezet|Hinfällig|Clos sans suite|Stornovaná"),
        ("open", "W grze|Висяща|В переговорах|Takip ediliyor|در حال گفتگو"),
        ("open", "لم تغلق بعد|Openstaand|Schwebend|En discussion|Běží"),
    ],
)
def test_words_of_small_companies_are_known(outcome, words):
    assert {word: meaning(word) for word in split(words)} == dict.fromkeys(split(words), outcome)
