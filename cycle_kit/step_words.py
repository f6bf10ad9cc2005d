"""Words by which salespeople call the steps of a sale, in five languages: data for `steps`.

A word that ends in * stands for every word that begins so. Words joined by + tell together, and
none of them tells alone. A name is understood only where every word of it is in this module.
"""

#: {the steps that may be meant, the first one before the others: words that tell them}
TELLING = {
    ("Prospecting", "Finding leads"): """
        prospecting prospection sourcing leadgen
        pozyskiwani* pozyskani* pozyskuj*
        مشترییاب* مشتری+یابی بازاریابی""",
    ("Finding leads", "Prospecting"): "سرنخیاب* سرنخ+یابی",
    ("Connecting", "First contact", "Approach"): """
        contact* connect* outreach reach* introduc* intro cold+call cold+calling cold+email
        kontakt* skontakt* nawiązani* nawiąż* dotarci*
        контакт* контактуване свързван* запознаван*
        تماس تماسهای ارتباط* رابطهسازی رابطه+سازی اتصال اشنایی
        تواصل اتصال اتصالات تعارف""",
    ("Approach", "First contact", "Connecting"): """
        approach* podejści* подход* доближаван*
        نزدیک+شدن رویکرد
        مقاربه تقرب اقتراب نهج""",
    ("First contact", "Connecting", "Approach"): """
        first+call first+calls initial+call first+touch first+conversation first+talk initial+conversation
        pierwsz*+rozmow* pierwsz*+telefon* wstępn*+rozmow* pierwsz*+połączeni*
        първ*+обаждан* първ*+разговор* начал*+разговор* първоначал*+разговор*
        اولین+گفتگو اولین+گفتوگو اولین+پیام اولین+مکالمه مکالمه+اول مکالمه+اولیه گفتگو+اولیه گفتگوی+اولیه
        اول+مکالمه مکالمه+اولی مکالمه+اولیه اول+محادثه محادثه+اولی محادثه+اولیه""",
    ("Preparation",): """
        preapproach pre+approach przygotow* подготв* подготовк* подготвян*
        امادهساز* اماده+سازی اماده+شدن امادگی برنامهریزی برنامه+ریزی
        تحضیر تحضیرات استعداد تخطیط""",
    ("Qualification",): """
        qualif* bant screening sql
        kwalifik* zakwalifikow* weryfik*
        квалифи* окачествяван*
        صلاحیت صلاحیتسنج* واجد احراز غربال* غربالگری
        تاهیل موهل موهلین موهلون فرز تصفیه""",
    ("Needs analysis",): """
        need needs discovery requirement* wants
        potrzeb* pragnie* pragnień wymagan* wymagań oczekiwa*
        нужд* потребност* изискван*
        نیاز نیازها نیازهای نیازسنج* خواسته* نیازمندی*
        احتیاج* حاجات حاجه متطلبات رغبات""",
    ("Meeting",): """
        meet meeting* appointment* visit visits
        spotka* wizyt*
        срещ* посещени*
        جلسه جلسات ملاقات دیدار بازدید قرار
        اجتماع اجتماعات لقاء لقاءات مقابله زیاره موعد""",
    ("Presentation", "Pitch"): """
        presentation* demo demos demonstrat* showcase
        prezentac* prezentuj* prezentow* zaprezentuj* zaprezentow* demonstrac* pokaz
        презент* демо демонстр*
        پرزنت* دمو نمایش
        عرض+تقدیمی عرض+توضیحی عروض+تقدیمیه عروض+توضیحیه دیمو""",
    ("Pitch", "Presentation"): "pitch* boisko عرض+فکره عرض+حل",
    ("Proposal",): """
        proposal* propose proposing quot* offer offers offering bid bids bidding tender* estimate* pricing
        ofert* propozyc* wycen* kosztorys*
        оферт* предложени*
        پیشنهاد* پروپوزال پیشفاکتور پیش+فاکتور
        عرض+سعر عرض+اسعار عروض+اسعار اقتراح اقتراحات مقترح مقترحات تسعیر""",
    ("Objections",): """
        objection* concern concerns
        obiekc* zastrzeże* wątpliwo* sprzeciw*
        възражен*
        اعتراض* ایراد* مخالفت* رد+اعتراض* ردود+اعتراض* رد+اعتراضات""",
    ("Negotiation",): """
        negotiat* haggling bargaining talks contract+negotiat* negotiat*+contract negotiat*+contracts
        negocj* negocjuj* negocjow*
        преговор* преговарян* договаряне
        مذاکره مذاکرات چانه*
        تفاوض مفاوض*""",
    ("Closing",): """
        closing close contract* signing sign signed signature agreement
        zamknięci* zamknij zamykani* zamykamy domknięci* domykani* finaliz* umowa umowy umowę podpisani* podpis
        затваряне затварям затваряме приключване приключваме сключван* финализ* договор договора договори
        подписван* подпис
        بستن نهاییساز* نهایی+سازی نهایی+کردن عقد قرارداد امضا امضاء امضای
        اتمام اغلاق اختتام انهاء ابرام عقد عقود توقیع تعاقد""",
    ("Nurture", "Follow-up"): """
        nurtur* retention retain retaining loyalty upsell upselling
        pielęgn* utrzymani* utrzymywani* lojaln*
        поддържан* задържан* лоялн* грижа грижи
        پرورش وفادارساز* وفادار+سازی وفاداری نگهداری حفظ+مشتری حفظ+مشتریان حفظ+ارتباط
        رعایه ولاء احتفاظ محافظه حفاظ""",
    ("Delivery",): """
        delivery onboard* implementation implementing fulfilment fulfillment handover installation deployment
        realizac* dostaw* wdrożen* wdraż* realizow*
        доставк* доставян* изпълнени* изпълняван* внедряван*
        تحویل اجرا اجرای پیادهساز* پیاده+سازی راهانداز* راه+اندازی نصب
        تسلیم تنفیذ تورید ترکیب""",
    # said of those who have not bought yet as often as of those who have: no step is told
    (): """
        nurtur*+lead nurtur*+leads lead+nurtur* پرورش+سرنخ پرورش+سرنخها رعایه+محتمل رعایه+محتملین
        pielęgn*+leadów pielęgn*+leada поддържан*+интереса""",
    ("Follow-up", "Nurture"): """
        follow* followup aftercare after+sale after+sales aftersales post+sale post+sales referral referrals
        posprzedaż* po+sprzedaży dalszy+kontakt dalsze+kontakty ponowny+kontakt
        последващ последващо последващи последващ+контакт последващи+контакти след+продажба след+продажбата
        следпродажб* проследяван*
        پیگیری پیگیریهای پس+فروش بعد+فروش
        متابعه بعد+بیع ما+بعد+بیع""",
}  # fmt: skip

#: verbs that tell a step where nothing in the name tells more
WEAKER = {
    ("Prospecting", "Finding leads"): """
        find finding search searching generate generating generation attract attracting identify identifying
        prospect prospects
        znajdowani* znalezieni* znajdź szukani* szukaj poszukiwani* wyszukiwani* identyfikac*
        търсене намиране откриване привличане идентифициране генериране
        پیدا یافتن جستجو جستجوی شناسایی جذب
        عثور ایجاد استقطاب جذب تولید تنقیب استکشاف""",
    ("Prospecting", "Finding leads", "Preparation"): """
        research researching badanie rozpoznanie проучване تحقیق تحقیقات بحث""",
    ("Preparation",): "prepar* planning اعداد تجهیز",
    ("Qualification",): """
        assess assessing assessment evaluat* ocena oceń оценка оценяване تشخیص ارزیابی تقییم""",
    ("Presentation", "Pitch"): "present presenting przedstaw* представян* ارائه ارایه معرفی شرح",
    ("Presentation", "Pitch", "Proposal"): "عرض عروض تقدیم",
    ("Delivery",): "deliver delivering dostarcz* dostarczani*",
}  # fmt: skip

#: words that say nothing of the step: whom it is about, and how far it is
FILLING = """
    a an the s of to with and or for in on up out our your their its by at from
    lead leads client clients customer customers buyer buyers prospective potential possible new first initial
    second
    company companies business product products service services solution solutions deal deals sale sales sell
    price prices terms relationship relationships fit
    make made making do done send sent sending get getting give giving build building set schedule scheduled
    booked held
    handle handling overcome overcoming manage managing answer answering start started
    online outbound inbound cold warm hot phone email video onsite
    completed progress analysis analyze analyse analysing analyzing understand understanding review final
    stage step phase call calls
    i z ze w we na do od dla o lub albo oraz
    klient klienta klientów klientami klientem klientom klienci lead leadów leady leada leadami nowych nowy
    nowego nowi
    potencjalnych potencjalni potencjalnego potencjalnym potencjalnymi
    produkt produktu produktów usługa usługi usług firma firmy firm rozwiązanie rozwiązania rozwiązań
    transakcja transakcji transakcję sprzedaż sprzedaży cena ceny cen cenowa cenowej warunki warunków relacji
    relacje
    zrób zrobić przeanalizuj analiza analizy analizowanie zbadaj poznaj poznanie zrozumienie zgodność
    zgodności wysłana wysłanie wyślij złożona
    złożenie przygotuj obsługa pokonywanie pokonanie radzenie sobie opieka pierwszy pierwsze pierwszego
    pierwszych pierwsza pierwszą wstępna wstępny wstępne początkowy początkowa początkowe umówione umówienie umów
    przeprowadź się rozmowa rozmowy rozmowę handlowa handlowe handlowej cenowe cenowych telefoniczna
    telefoniczny telefon online
    pierwszej osobiste biznesowe etap krok faza
    и с със на за от до в във към по или
    клиент клиента клиенти клиентите клиентът лийд лийда лийдове лийдовете нов нови новия новите потенциални
    потенциалните потенциален
    продукт продукта продукти продуктите услуга услуги решение решението решения фирма фирми сделка сделката
    сделки продажба продажбата продажби
    цена цени ценова ценово условия анализ анализиране разбиране изпращане изпратена изпратено първи първа
    първо първия първият първата първоначален първоначална първоначално начален начална начално
    работа справяне преодоляване осъществяване установяване връзка връзката връзки отношения отношенията на
    обслужване обслужването телефонен телефонно онлайн лична ценови търговска търговски бизнес
    етап стъпка фаза
    به بر با از یا و در ها های ی برای تا که را هر
    مشتری مشتریان مشتریها مشتریهای سرنخ سرنخها سرنخهای جدید احتمالی بالقوه هدف اولیه اول اولین نخستین نخست ابتدایی
    محصول محصولات خدمات راهحل راه حل شرکت معامله معاملات فروش قیمت شرایط رابطه روابط
    کردن شدن بودن دادن گرفتن برقراری ارسال تهیه انجام تحلیل بررسی درک شناخت سنجی سازی
    تعیین تایید حضوری انلاین تلفنی کالا کالاها راهکار راهکارها رسیدگی نخستین مقدماتی ثبت عمیق
    غلبه رفع مدیریت پاسخ پاسخگویی برطرف مرحله گام
    مع من الی علی فی او ثم عن هل
    عمیل عملاء عمیلا زبون زباین زبائن محتمل محتملین محتملون جدد جدید جدیده
    منتج منتجات خدمه خدمات حل حلول شرکه صفقه صفقات بیع مبیعات سعر اسعار شروط اول اولی اولیه
    مبدئی مبدئیه ابتدائی ابتدائیه نهائی
    مسبق هاتفی مباشر نهایی عبر جید تدریجی تجاری قبل
    علاقه علاقات تحلیل فهم تحدید معرفه ارسال معالجه تعامل تجاوز تغلب اداره اجراء بناء اقامه خطوه مرحله
"""
