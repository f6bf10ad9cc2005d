"""Any plain table of deals, or log of stage entries, whose headers are everyday words in five languages.

Asked only where no system recognises the table. Words: the catalogs of several CRMs, word by word, and our own.
"""

from cycle_kit.dialects.dialect import Dialect

EXPORT = (
    "One row per deal with its id, stage, outcome, created and closed dates; and, for questions about stages, "
    "one row per entry into a stage: deal id, stage, date and time."
)

ENGLISH = {
    "deal_id": "deal_id|Deal ID|Opportunity ID|opportunity_id|Record ID|ID|Case ID|External ID",
    "name": "Deal Name|Opportunity Name|Deal title|Title|Name|Deal|Opportunity|Subject",
    "account": "Account|Account Name|Company|Company Name|Customer|Customer Name|Organization",
    "pipeline": "Pipeline|Sales Pipeline|Funnel",
    "owner": "Owner|Deal owner|Opportunity Owner|Salesperson|Sales Person|Sales Agent|Assigned to|"
    "Assigned User|Account Executive|Sales Rep|Responsible",
    "team": "Team|Sales Team",
    "stage": "Stage|Deal Stage|Sales Stage|Pipeline Stage|Opportunity Stage|Stage Name",
    "status": "Status|Deal Status|Outcome|State",
    "amount": "Amount|Value|Deal Value|Close Value|Opportunity Amount|Expected Revenue|Revenue",
    "currency": "Currency|Currency Code|Deal currency",
    "probability": "Probability|Probability (%)|Deal probability|Win Probability",
    "created_at": "Created at|Create Date|Created Date|Created Time|Created on|Creation Date|Date Created|"
    "Created|Engage Date|Open Date",
    "close_date": "Closed at|Close Date|Closed Date|Closed on|Date Closed|Actual Close Date|Closed Time",
    "expected_close": "Expected Close|Expected Close Date|Expected Closing|Estimated Close Date|Closing Date",
    "stage_changed_at": "Last Stage Update|Last stage change|Stage changed|Date entered current stage",
    "lead_created_at": "Lead Created At|Lead created",
    "first_contact_at": "First contact|First Contact At",
    "last_activity_at": "Last Activity|Last Activity Date|Last Activity At|Last Contacted",
    "lost_reason": "Lost Reason|Closed Lost Reason|Loss Reason|Reason for loss",
    "source": "Source|Lead Source|Original Source|Deal source",
    "industry": "Industry|Sector|Vertical",
    "region": "Region|Territory|Sales region",
    "segment": "Segment",
    "deal_type": "Deal Type|Type|Opportunity Type",
    "product": "Product|Product Name",
    "entered_at": "entered_at|Entered at|Entered|Date entered|at|Timestamp|Stage entered at|Changed at",
}

PERSIAN = {
    "deal_id": "شناسه معامله|شناسه فرصت|کد معامله|شماره معامله|کد فرصت|شناسه|کد|شماره",
    "name": "عنوان معامله|نام معامله|نام فرصت|عنوان فرصت|عنوان|نام|معامله|فرصت|فرصت فروش|موضوع",
    "account": "مشتری|نام مشتری|شرکت|نام شرکت|حساب|سازمان|کمپانی|طرف حساب|نام سازمان",
    "pipeline": "کاریز|کاریز معامله|کاریز فروش|پایپ لاین|پایپ‌لاین فروش|قیف فروش|خط فروش",
    "owner": "مسئول|مسئول معامله|مسئول فروش|کارشناس فروش|کارشناس|فروشنده|مالک|مالک معامله|مالک فروش|"
    "صاحب معامله|کاربر مسئول|اختصاص داده شده به|اختصاص یافته به",
    "team": "تیم|تیم فروش|گروه فروش|واحد فروش",
    "stage": "مرحله|مرحله فروش|مرحله معامله|مرحله کاریز|مرحله کاریز معامله|گام فروش|نام مرحله",
    "status": "وضعیت|وضعیت معامله|نتیجه|حالت",
    "amount": "مبلغ|مبلغ معامله|ارزش معامله|ارزش|قیمت|مبلغ کل|مقدار|مبلغ قرارداد|درآمد مورد انتظار|"
    "پیش‌بینی تخمینی درآمد|مبلغ به ریال|مبلغ به تومان",
    "currency": "ارز|واحد پول|نوع ارز|واحد ارز",
    "probability": "احتمال|درصد احتمال|احتمال موفقیت|احتمال فروش",
    "created_at": "تاریخ ایجاد|تاریخ ثبت|ایجاد شده در|زمان ایجاد|تاریخ ایجاد معامله|ایجاد شده|تاریخ شروع",
    "close_date": "تاریخ بستن|تاریخ بسته شدن|تاریخ انجام|تاریخ انجام معامله|تاریخ پایان|تاریخ بستن قرارداد|"
    "زمان بسته شدن|تاریخ خاتمه|تاریخ قرارداد",
    "expected_close": "تاریخ بسته شدن مورد انتظار|تاریخ بستن مورد انتظار|تاریخ مورد انتظار بستن قرارداد|"
    "پیش‌بینی تاریخ قرارداد|تاریخ پیش‌بینی بسته شدن|تاریخ احتمالی بستن",
    "stage_changed_at": "آخرین بروزرسانی مرحله|تاریخ تغییر مرحله|آخرین تغییر مرحله",
    "last_activity_at": "آخرین فعالیت|تاریخ آخرین فعالیت|آخرین تماس",
    "lost_reason": "دلیل باخت|علت شکست|دلیل شکست|دلیل از دست دادن|دلیل عدم موفقیت|علت باخت",
    "source": "منبع|منبع سرنخ|منبع لید|شیوه آشنایی|نحوه آشنایی|شیوه آشنایی معامله|کانال جذب",
    "industry": "صنعت|حوزه فعالیت|زمینه فعالیت|نوع صنعت",
    "region": "منطقه|استان|ناحیه|قلمرو",
    "deal_type": "نوع|نوع معامله|نوع فرصت",
    "product": "محصول|نام محصول",
    "entered_at": "تاریخ ورود به مرحله|زمان ورود|تاریخ ورود",
}

ARABIC = {
    "deal_id": "معرف الفرصة|معرف الصفقة|رقم الصفقة|رقم الفرصة|المعرف|معرف|الرقم|رمز",
    "name": "اسم الصفقة|اسم الفرصة|عنوان الصفقة|الصفقة|الفرصة|فرص بيع|الاسم|اسم",
    "account": "العميل|اسم العميل|الشركة|اسم الشركة|الحساب|حساب|المنظمة|المؤسسة|شركة",
    "pipeline": "مسار المبيعات|خط المبيعات|قمع المبيعات|مجرى البيع|خط البيع",
    "owner": "المسؤول|المالك|مالك|مالك الصفقة|صاحب الصفقة|مندوب المبيعات|موظف المبيعات|البائع|"
    "المسؤول عن الصفقة|أسند إلى|المستخدم المسؤول",
    "team": "الفريق|فريق المبيعات|فريق",
    "stage": "المرحلة|مرحلة|مرحلة البيع|مرحلة المبيعات|مرحلة الصفقة",
    "status": "الحالة|حالة|حالة الصفقة|الوضع",
    "amount": "المبلغ|مبلغ|القيمة|قيمة|قيمة الصفقة|مبلغ الصفقة|قيمة الفرصة|الإيرادات المتوقعة",
    "currency": "العملة|عملة|نوع العملة",
    "probability": "الاحتمالية|الاحتمال|احتمال|نسبة الاحتمال|نسبة النجاح",
    "created_at": "تاريخ الإنشاء|تاريخ الإضافة|أنشئ في|تم الإنشاء في|تاريخ التسجيل|تاريخ الإدخال|وقت الإنشاء|"
    "تاريخ البدء",
    "close_date": "تاريخ الإغلاق|تاريخ الإقفال|تاريخ الإغلاق الفعلي|التاريخ المقفل|أغلق في|تاريخ الانتهاء",
    "expected_close": "تاريخ الإغلاق المتوقع|تاريخ الإقفال المتوقع|الإغلاق المتوقع|إقفال متوقع",
    "stage_changed_at": "آخر تحديث للمرحلة|تاريخ تغيير المرحلة|آخر تغيير للمرحلة",
    "last_activity_at": "آخر نشاط|تاريخ آخر نشاط|آخر تواصل",
    "lost_reason": "سبب الخسارة|سبب الفقدان|سبب الضياع|سبب الرفض|سبب الإخفاق",
    "source": "المصدر|مصدر|مصدر العميل|مصدر العميل المحتمل|مصدر الفرصة",
    "industry": "القطاع|الصناعة|صناعة|مجال العمل|النشاط",
    "region": "المنطقة|الإقليم|إقليم|المحافظة",
    "deal_type": "النوع|نوع|نوع الصفقة|نوع الفرصة",
    "product": "المنتج|منتج",
    "entered_at": "تاريخ دخول المرحلة|وقت الدخول|تاريخ الدخول",
}

POLISH = {
    "deal_id": "ID szansy|ID transakcji|Numer szansy|Identyfikator|ID|Numer|Nr",
    "name": "Nazwa|Nazwa szansy|Nazwa szansy sprzedaży|Nazwa transakcji|Tytuł|Temat|Szansa sprzedaży|Szansa|"
    "Transakcja|Nazwa deala",
    "account": "Klient|Firma|Kontrahent|Nazwa klienta|Nazwa firmy|Organizacja|Konto",
    "pipeline": "Lejek|Lejek sprzedaży|Proces sprzedaży|Pipeline|Kolejka",
    "owner": "Właściciel|Opiekun|Opiekun klienta|Handlowiec|Sprzedawca|Przypisany do|Przypisano do|"
    "Przypisany użytkownik|Odpowiedzialny|Osoba odpowiedzialna|Właściciel szansy",
    "team": "Zespół|Zespół sprzedaży|Dział",
    "stage": "Etap|Etap sprzedaży|Etap szansy|Faza|Faza sprzedaży|Etap lejka",
    "status": "Status|Stan|Status szansy|Wynik",
    "amount": "Kwota|Wartość|Wartość szansy|Wartość transakcji|Wartość netto|Kwota netto|Przychód|"
    "Spodziewany przychód|Wartość sprzedaży",
    "currency": "Waluta|Kod waluty",
    "probability": "Prawdopodobieństwo|Prawdopodobieństwo (%)|Szansa (%)|Szansa powodzenia",
    "created_at": "Data utworzenia|Utworzono|Data dodania|Data założenia|Data wprowadzenia|Data rozpoczęcia",
    "close_date": "Data zamknięcia|Zamknięto|Data zakończenia|Rzeczywista data zamknięcia",
    "expected_close": "Przewidywana data zamknięcia|Planowana data zamknięcia|Oczekiwana data zamknięcia|"
    "Spodziewane zamknięcie|Szacowana data zamknięcia|Spodziewana data zamknięcia",
    "stage_changed_at": "Ostatnia zmiana etapu|Data zmiany etapu|Zmieniono etap",
    "last_activity_at": "Ostatnia aktywność|Data ostatniej aktywności|Ostatni kontakt",
    "lost_reason": "Powód utraty|Powód przegranej|Przyczyna przegranej|Powód odrzucenia|Przyczyna utraty",
    "source": "Źródło|Źródło leada|Źródło pozyskania|Źródło klienta",
    "industry": "Branża|Sektor|Branża klienta",
    "region": "Region|Województwo|Terytorium|Obszar",
    "deal_type": "Typ|Typ szansy|Rodzaj|Typ transakcji",
    "product": "Produkt|Nazwa produktu",
    "entered_at": "Data wejścia na etap|Wejście na etap|Data wejścia",
}

BULGARIAN = {
    "deal_id": "Номер на сделка|Номер на възможност|Идентификатор|Номер|ID",
    "name": "Име|Име на сделка|Име на сделката|Наименование|Сделка|Възможност|Заглавие|Тема",
    "account": "Клиент|Фирма|Организация|Компания|Име на клиента|Име на фирмата",
    "pipeline": "Пайплайн|Фуния|Фуния на продажбите|Поток|Входен поток|Процес на продажбите",
    "owner": "Отговорник|Търговец|Отговорен служител|Собственик|Назначен на|Назначен потребител|Отговорен|"
    "Търговски представител",
    "team": "Екип|Търговски екип|Търговски отдел",
    "stage": "Етап|Фаза|Стадий|Етап на сделката|Етап на преговори|Етап на продажбата",
    "status": "Статус|Състояние|Статус на сделката|Резултат",
    "amount": "Сума|Стойност|Стойност на сделката|Сума на сделката|Очакван приход|Приход",
    "currency": "Валута|Код на валута",
    "probability": "Вероятност|Вероятност (%)|Шанс",
    "created_at": "Дата на създаване|Създадено на|Създаден на|Създаден в|Създадено|Дата на добавяне|"
    "Дата на въвеждане|Дата на започване",
    "close_date": "Дата на приключване|Дата на затваряне|Дата на сключване|Приключена на|Дата на закриване",
    "expected_close": "Очаквана дата на приключване|Очаквано приключване|Дата на финализиране|"
    "Планирана дата на приключване|Очаквана дата на затваряне",
    "stage_changed_at": "Последна промяна на етапа|Дата на промяна на етапа",
    "last_activity_at": "Последна активност|Дата на последна активност|Последен контакт",
    "lost_reason": "Причина за загуба|Причина за отказ|Причина за загубата",
    "source": "Източник|Източник на лийда|Източник на контакта|Източник на сделката",
    "industry": "Отрасъл|Индустрия|Бранш|Сектор",
    "region": "Регион|Област|Район|Територия",
    "deal_type": "Тип|Вид|Тип на сделката|Вид на сделката",
    "product": "Продукт|Име на продукта",
    "entered_at": "Дата на влизане в етапа|Дата на влизане",
}

LANGUAGES = {"en": ENGLISH, "fa": PERSIAN, "ar": ARABIC, "pl": POLISH, "bg": BULGARIAN}


def table_of_deals(language: str, columns: dict[str, tuple[str, ...]]) -> Dialect:
    return Dialect(
        crm="plain",
        title="a plain table of deals",
        language=language,
        tells=(
            columns["deal_id"] + columns["name"],
            columns["created_at"] + columns["close_date"] + columns["stage"] + columns["status"],
            columns["owner"] + columns["account"] + columns["amount"] + columns["stage"],
        ),
        unless=columns["entered_at"],
        columns={name: headers for name, headers in columns.items() if name != "entered_at"},
        export=EXPORT,
    )


def event_log(language: str, columns: dict[str, tuple[str, ...]]) -> Dialect:
    kept = ("deal_id", "stage", "entered_at", "pipeline")
    return Dialect(
        crm="plain",
        title="a plain log of stage entries",
        table="history",
        language=language,
        tells=(columns["deal_id"], columns["stage"], columns["entered_at"]),
        columns={name: columns[name] for name in kept},
        export=EXPORT,
    )


SPLIT = {
    language: {name: tuple(words.split("|")) for name, words in columns.items()}
    for language, columns in LANGUAGES.items()
}
DIALECTS = tuple(
    made(language, columns)
    for language, columns in SPLIT.items()
    for made in (table_of_deals, event_log)
)
