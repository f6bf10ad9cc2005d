"""Any plain table of leads whose headers are everyday words; what tells it is the number of the lead."""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "One row per lead: its id, times of creation and of the first contact, how it ended and why, "
    "and the id of the deal that it became."
)

WORDS = {
    "en": {
        "lead_id": "lead_id|Lead ID|Lead number",
        "created_at": "created_at|Created at|Lead created|Lead Created At|Created|Create Date|Created Date",
        "first_contact_at": "first_contact_at|First contact|First contact at|First response|Answered at",
        "converted_at": "converted_at|Converted at|Converted on|Conversion date",
        "deal_id": "deal_id|Deal ID|Opportunity ID",
        "is_converted": "is_converted|Converted|Is converted",
        "status": "status|Lead status|Outcome|State",
        "reason": "reason|Reason|Disqualification reason|Unqualified reason",
        "source": "source|Source|Lead source",
        "owner": "owner|Owner|Lead owner|Assigned to",
    },
    "fa": {
        "lead_id": "شناسه سرنخ|کد سرنخ|شماره سرنخ",
        "created_at": "تاریخ ایجاد|تاریخ ثبت|زمان ایجاد",
        "first_contact_at": "اولین تماس|زمان اولین تماس|تاریخ اولین تماس",
        "converted_at": "تاریخ تبدیل|زمان تبدیل",
        "deal_id": "شناسه معامله|کد معامله",
        "is_converted": "تبدیل شده",
        "status": "وضعیت|وضعیت سرنخ",
        "reason": "دلیل|علت|دلیل رد",
        "source": "منبع|منبع سرنخ",
        "owner": "مسئول|کارشناس فروش|مالک",
    },
    "ar": {
        "lead_id": "معرف العميل المحتمل|رقم العميل المحتمل",
        "created_at": "تاريخ الإنشاء|وقت الإنشاء|تاريخ الإضافة",
        "first_contact_at": "أول تواصل|أول اتصال|وقت أول تواصل",
        "converted_at": "تاريخ التحويل",
        "deal_id": "معرف الصفقة|رقم الصفقة",
        "is_converted": "تم التحويل",
        "status": "الحالة|حالة العميل المحتمل",
        "reason": "السبب|سبب الرفض",
        "source": "المصدر|مصدر العميل المحتمل",
        "owner": "المسؤول|المالك",
    },
    "pl": {
        "lead_id": "ID leada|Numer leada|ID leadu",
        "created_at": "Data utworzenia|Utworzono|Data dodania",
        "first_contact_at": "Pierwszy kontakt|Data pierwszego kontaktu",
        "converted_at": "Data konwersji",
        "deal_id": "ID szansy|ID transakcji",
        "is_converted": "Przekonwertowany",
        "status": "Status|Status leada|Stan",
        "reason": "Powód|Powód odrzucenia",
        "source": "Źródło|Źródło leada",
        "owner": "Właściciel|Opiekun|Handlowiec",
    },
    "bg": {
        "lead_id": "Номер на лийд|ID на лийд|Номер на лийда",
        "created_at": "Дата на създаване|Създаден на",
        "first_contact_at": "Първи контакт|Дата на първи контакт",
        "converted_at": "Дата на конвертиране",
        "deal_id": "Номер на сделка",
        "is_converted": "Конвертиран",
        "status": "Статус|Състояние",
        "reason": "Причина|Причина за отказ",
        "source": "Източник|Източник на лийда",
        "owner": "Отговорник|Търговец|Собственик",
    },
}


def table_of_leads(language: str, words: dict[str, str]) -> Dialect:
    columns = {name: tuple(headers.split("|")) for name, headers in words.items()}
    return Dialect(
        crm="leads",
        title="a plain table of leads",
        table="leads",
        language=language,
        tells=(columns["lead_id"], columns["created_at"]),
        # tables of deals may name the lead they came from; Salesforce and Zoho have layouts of their own
        unless=("Stage", "Deal Stage", "Amount", "Deal Name", "Record Id", "Lead Owner"),
        columns=columns,
        export=EXPORT,
    )


DIALECTS = tuple(table_of_leads(language, words) for language, words in WORDS.items())
