"""The languages of exports as old encodings show them: their letters beyond a-z, and words that have such letters.

Data only. The letters stand in order of frequency; the words are those that headers, stages, names, months and
places are made of, written as people write them; of the words only the neighbours of such letters count.
"""

#: language: its letters beyond a-z, the commonest first
LETTERS = {
    "de": "üäöß",
    "fr": "éèàêçôîûùâëïœæüÿ",
    "es": "óáíéñúü",
    "pt": "ãçáéóíõêâôúàü",
    "it": "àèùòéìíóú",
    "nl": "ëéïèöüêóá",
    "sv": "äåöéü",
    "da": "øåæéöäü",
    "fi": "äöå",
    "ca": "óàçèéíúòüï",
    "is": "áíðöþéóúýæ",
    "pl": "łżśąęćóńź",
    "cs": "áíéžýčřěůšúňťďóö",
    "sk": "áíčžýšéúľťôňďäóŕĺ",
    "hu": "áéőöíüóúű",
    "ro": "ăţîâşșț",
    "hr": "čšžćđ",
    "tr": "ışüğöçâîû",
    "lt": "ėšųžįąčūę",
    "lv": "āīšēūžķņčļģ",
    "et": "õäöüšž",
    "ru": "оаеинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "uk": "оанівиетрсклудмпязьгбчйхїжєцшюфщґ",
    "bg": "аиоетнрвсдлкпмзгубъчщяйцжхюшфь",
    "sr": "аоиентрсјвкудмплзгбшчжцћхњљђџф",
    "el": "αοιετσνηυρπκλςμωάίόέήύώθγδχφβζξψϊϋΐΰ",
    "he": "יוהלרתאמבנשםדקחעגפטצסזכןףךץ",
    "ar": "المينرتوبعدسفقةكحجشهصأطخضإذغثئءىزظؤآ",
    "fa": "اریندمتهوبسشکزخفعگقچجپيحصطلضكئثژذغظآأؤء",
}

#: code page: its languages, and how much likelier than it another has to be; of equal ones the first wins
CODE_PAGES = {
    "cp1252": ("de fr es pt it nl sv da fi ca is", 0.0),
    "cp1250": ("pl cs sk hu ro hr", 0.5),
    "cp1251": ("ru uk bg sr", 0.5),
    "cp1254": ("tr", 0.5),
    "cp1256": ("ar fa", 0.5),
    "cp1253": ("el", 0.5),
    "cp1255": ("he", 0.5),
    "cp1257": ("lt lv et", 1.0),
    "iso-8859-2": ("pl cs sk hu ro hr", 1.2),
    "iso-8859-6": ("ar", 2.0),
    "koi8-r": ("ru bg", 4.0),
    "cp866": ("ru bg", 4.0),
    "iso-8859-5": ("ru uk bg sr", 3.0),
    "iso-8859-7": ("el", 2.0),
    "mac-cyrillic": ("ru uk bg", 3.0),
    "mac-roman": ("de fr es pt it nl sv da", 3.0),
    "mac-latin2": ("pl cs sk hu", 4.0),
    "cp852": ("pl cs sk hu ro hr", 3.5),
    "cp850": ("de fr es pt it nl sv da", 3.5),
    "cp857": ("tr", 3.5),
}

#: written from right to left or in letters of their own: such words have no letters of a-z
OTHER_ALPHABETS = frozenset(("ru", "uk", "bg", "sr", "el", "he", "ar", "fa"))

WORDS = {
    "de": "größe straße für müller schäfer köln münchen zürich österreich geschäft abschluß abschluss länge übersicht "
    "verkäufer käufer möglichkeit gewünscht höhe märz jäger böhm krüger schröder größter gründe grund menü fällig "
    "tätigkeit ändern geändert gelöscht eröffnet geschlossen währung präsentation erklärung gespräch vertragsprüfung "
    "zuständig phase büro grüße schön öffnen lösung bestätigt qualität rückruf nächster schluß",
    "fr": "étape créé créée clôture clôturé propriétaire société téléphone prénom montant prévu février août décembre "
    "négociation qualifié gagnée gagné perdue référence dernière première mise à jour élevé été forêt hôtel côté "
    "contrôle français françois réussi équipe intérêt pièce modifié échéance responsable réalisé clé marché "
    "opportunité activité probabilité prospecté relancé",
    "es": "negociación fecha creación dueño compañía teléfono número año españa méxico bogotá córdoba peña muñoz "
    "núñez gonzález garcía lópez pérez martínez sánchez última próxima categoría descripción razón pérdida "
    "presentación valoración información región división técnico económico público también más línea cierre "
    "estimación comisión acción atención",
    "pt": "negócio negócios negociação criação conclusão data de criação última próxima responsável situação estágio "
    "etapa descrição razão número código joão são paulo conceição assunção gonçalves araújo antônio josé endereço "
    "região informação informações comissão observação observações próximo título área licitação qualificação "
    "prospecção apresentação avaliação não razão social serviço preço cotação organização instituição "
    "proprietário funil mês março execução relação participação",
    "it": "è c’è opportunità attività città società probabilità qualità proprietà possibilità perché così più già "
    "priorità necessità novità responsabilità disponibilità venerdì lunedì martedì metà età",
    "nl": "categorie coördinatie reële geïnteresseerd geïnteresseerden creëren gecreëerd financiën België "
    "coëfficiënt reünie ruïne één vóór",
    "sv": "värde säljare affär affärer möjlighet ägare företag stängd stängningsdatum förlorad förhandling "
    "försäljning göteborg malmö örebro västerås åke sjöström björk skapad ändrad lämplig köpare nästa månad "
    "år är före på från också måste",
    "da": "beløb sælger mulighed ejer værdi lukket tabt næste år måned øst århus køb køber søren jørgen "
    "sørensen jørgensen oprettet på før også så påbegyndt afslører størrelse rådgiver sandsynlighed "
    "åpen ansvarlig kjøper møte verdi måned",
    "fi": "päivä päivämäärä myyjä myynti määrä yhtiö yritys käynnissä hävitty neuvottelu seppälä mäki "
    "hämäläinen jyväskylä päättyy hyväksytty tehtävä tämä vähän",
    "ca": "negociació data creació últim número telèfon qualificació peça françesc descripció raó",
    "is": "dagsetning fjárhæð þrep sölumaður sala staða áætlað lokið tapað eigandi símanúmer reykjavík",
    "pl": "źródło wartość właściciel nazwa szansy sprzedaży data utworzenia zamknięcia etap łódź kraków wrocław "
    "poznań gdańsk opiekun prawdopodobieństwo spółka żółty kwota przychód wygrane przegrane wygrana przegrana "
    "zakończone zakończony mała duża święta śląsk książka możliwość następny krok ćwierć późny źle żaden łąka "
    "ostatnia zmiana zamówienie płatność pośrednik ilość środki liczba klientów końcowa częściowa łącznie ogółem "
    "lejek sprzedażowy opóźnienie wójcik kowalczyk wiśniewski dąbrowski zieliński szymański woźniak kozłowski "
    "jabłoński król wróbel przyjęta rozpoczęta decyzję umowę porządkowa porażką "
    "michał paweł łukasz grześ październik grudzień styczeń wrzesień sierpień",
    "cs": "příležitost název hodnota částka vlastník obchodník fáze stav dokončeno uzavření vytvoření datum "
    "vytvořeno uzavřeno získáno ztraceno pravděpodobnost zákazník společnost měna důvod příští krok "
    "praha plzeň české budějovice ústí dvořák novák svoboda černý procházka kučera veselý horák němec "
    "jiří tomáš ondřej růžena září říjen únor březen květen červen prosinec množství číslo řešení žádost "
    "nabídka služba služby jednání zpět telefonní město ulice výše",
    "sk": "príležitosť názov hodnota čiastka vlastník obchodník fáza stav uzatvorenie vytvorené dátum "
    "zákazník spoločnosť mena dôvod ďalší krok bratislava košice žilina prešov získané stratené "
    "pravdepodobnosť množstvo číslo riešenie žiadosť ponuka ľudia kôň máj jún júl",
    "hu": "üzlet lehetőség név összeg érték tulajdonos szakasz állapot létrehozva lezárás lezárva dátum "
    "valószínűség ügyfél cég pénznem ok következő lépés nyert elveszett megnyert elvesztett győr pécs "
    "székesfehérvár kovács szabó tóth nagy horváth varga kiss németh jános józsef istván lászló erzsébet "
    "felelős értékesítő megjegyzés végösszeg összesen részösszeg május június július október határidő "
    "ajánlat tárgyalás szerződés számla mennyiség fő szűcs gyűjtő egyszerű működő hűség műszaki fűtő gergő jenő",
    "ro": "oportunitate valoare etapă stadiu proprietar dată creării închidere închis câştigat câștigat pierdut "
    "bucureşti bucurești constanţa timişoara iaşi braşov ştefan ţară sumă monedă următorul pas "
    "probabilitate creată vânzări vânzare răspunsabil observaţii discuţie negociere ofertă întâlnire "
    "acţiune informaţii naţional soluţie",
    "hr": "prilika vrijednost faza vlasnik datum zatvaranja stvaranja dobiveno izgubljeno tvrtka kupac ponuda "
    "pregovori sljedeći korak iznos šibenik čakovec županja đakovo marković horvat kovačević babić jurić "
    "novčić šef ožujak siječanj veljača lipanj srpanj",
    "tr": "aşama durum fırsat adı müşteri firma tutar değer oluşturma tarihi kapanış sahibi olasılık kazanıldı "
    "kaybedildi açık kapalı satış satışçı temsilcisi teklif görüşme sözleşme kaynağı istanbul ankara izmir "
    "eskişehir diyarbakır şanlıurfa muğla yılmaz kaya demir çelik şahin yıldız öztürk aydın özdemir arslan "
    "doğan kılıç çetin kara koç kurt şimşek mayıs ağustos şubat kasım aralık haziran nedeni sonraki adım "
    "iş ürün geçerli beklenen gerçekleşen işlem ödeme sipariş bütçe bölge şehir ülke toplam açıklama "
    "gün yıl ay satın alma iptal edildi çalışan sektör türü ünvan telefon görev ilçe",
    "lt": "sandoris suma būsena etapas savininkas sukūrimo uždarymo data laimėta pralaimėta įmonė klientas "
    "tikimybė šaltinis priežastis vilnius šiauliai panevėžys žingsnis kitas užsakymas pasiūlymas vertė",
    "lv": "darījums summa vērtība posms īpašnieks izveides slēgšanas datums uzvarēts zaudēts uzņēmums klients "
    "varbūtība avots iemesls rīga jūrmala liepāja nākamais solis piedāvājums līgums",
    "et": "tehing summa väärtus etapp omanik loomise sulgemise kuupäev võidetud kaotatud ettevõte klient "
    "tõenäosus allikas põhjus pärnu järgmine samm läbirääkimised",
    "ru": "название сделки сделка этап стадия статус бюджет сумма ответственный клиент компания контакт дата "
    "создания создана закрытия закрыта причина отказа отказ источник телефон комментарий номер заказа город "
    "москва санкт петербург иванов петров сидоров кузнецов смирнов попов васильев успешно реализовано не "
    "реализовано переговоры первичный счет договор оплата продажа товар цена количество итого всего менеджер "
    "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь новый в работе завершена "
    "проиграна выиграна ёлка последнее изменение тип вероятность валюта воронка",
    "uk": "назва угоди угода етап статус бюджет сума відповідальний клієнт компанія контакт дата створення "
    "закриття причина відмови джерело телефон коментар номер замовлення місто київ львів харків одеса "
    "успішно реалізовано не переговори рахунок договір оплата продаж товар ціна кількість усього менеджер "
    "січень лютий березень квітень травень червень липень серпень вересень жовтень листопад грудень новий "
    "у роботі завершено їжа ємність",
    "bg": "име на сделка сделката етап статус сума стойност отговорник собственик клиент фирма компания дата "
    "на създаване затваряне приключване причина загуба източник телефон коментар номер град софия пловдив "
    "варна бургас иванов петров георгиев димитров спечелена загубена спечелени изгубена отворена преговори "
    "оферта договор плащане продажба продажби търговец цена количество общо всичко януари февруари март "
    "април май юни юли август септември октомври ноември декември нова в процес вероятност валута следваща "
    "стъпка бележки начало край",
    "sr": "назив посла фаза статус износ власник клијент датум креирања затварања разлог извор београд нови сад "
    "ниш јовановић петровић николић добијено изгубљено понуда уговор",
    "el": "όνομα ευκαιρία ευκαιρίας στάδιο κατάσταση ποσό αξία υπεύθυνος πελάτης εταιρεία ημερομηνία δημιουργίας "
    "κλεισίματος λόγος απώλειας πηγή τηλέφωνο σχόλια αριθμός πόλη αθήνα θεσσαλονίκη πάτρα κερδισμένη "
    "χαμένη κερδήθηκε χάθηκε ανοιχτή διαπραγμάτευση προσφορά σύμβαση πληρωμή πώληση πωλήσεις πωλητής τιμή "
    "ποσότητα σύνολο ιανουάριος φεβρουάριος μάρτιος απρίλιος παπαδόπουλος γεωργίου νέα πιθανότητα νόμισμα "
    "επόμενο βήμα σημειώσεις",
    "he": "שם העסקה עסקה שלב סטטוס סכום ערך אחראי בעלים לקוח חברה תאריך יצירה סגירה סיבה הפסד מקור טלפון הערות "
    "מספר עיר תל אביב ירושלים חיפה כהן לוי נסגר זכייה הפסדנו פתוח משא ומתן הצעה חוזה תשלום מכירה מכירות איש "
    "דוד משה יוסף אברהם שרה רחל מרים נועם יונתן תמר פרידמן שפירא ביטון מזרחי "
    "מחיר כמות סך הכל ינואר פברואר מרץ אפריל חדש הסתברות מטבע צעד הבא",
    "ar": "اسم الصفقة الفرصة المرحلة الحالة المبلغ القيمة المسؤول العميل الشركة تاريخ الإنشاء الإغلاق سبب الخسارة "
    "المصدر الهاتف ملاحظات رقم المدينة الرياض جدة القاهرة دبي محمد أحمد علي فاطمة خالد عبدالله مكسوبة خاسرة "
    "مفتوحة مغلقة تفاوض عرض سعر العقد الدفع مبيعات البائع الكمية المجموع الإجمالي يناير فبراير مارس جديد "
    "الاحتمال العملة الخطوة التالية تأهيل مؤهل مشروع مؤسسة إلى على",
    "fa": "نام معامله فرصت مرحله وضعيت مبلغ ارزش مسئول مشتری مشتري شرکت تاریخ ایجاد بستن دلیل باخت منبع تلفن "
    "یادداشت شماره شهر تهران اصفهان شیراز محمدی احمدی رضایی حسینی برنده بازنده باز بسته مذاکره پیشنهاد قیمت "
    "قرارداد پرداخت فروش فروشنده تعداد جمع کل فروردین اردیبهشت خرداد جدید احتمال ارز گام بعدی چکاوک گروه "
    "پروژه کارشناس پیگیری شعبه شناسه نتيجه بودجه هزینه توضیحات مشاوره خانه",
}

#: words of a-z only that tell a language beside those above; one that two languages share tells little
PLAIN_WORDS = {
    "de": "betrag wert kunde firma ansprechpartner angebot auftrag verkauf umsatz gewonnen verloren offen grund datum "
    "erstellt abschlussdatum quelle stufe vertrieb notiz bemerkung unternehmen anfrage vertrag abgelehnt",
    "fr": "montant client nom date devis vente ventes commercial perdu signature motif raison statut valeur source "
    "ville pays contrat ouvert ouverte nouveau nouvelle piste affaire entreprise commentaire proposition",
    "es": "importe cliente nombre fecha cierre venta ventas ganado ganada perdido perdida motivo etapa estado valor "
    "vendedor empresa oferta contrato abierto abierta nuevo cerrado cerrada ciudad propuesta propietario",
    "pt": "valor cliente nome data fechamento venda vendas ganho ganha perdido perdida motivo etapa empresa vendedor "
    "proposta contrato aberto aberta novo nova cidade produto fonte equipe desqualificado canal atividade assinatura",
    "it": "importo cliente nome data chiusura vendita vendite vinta vinto persa perso motivo fase stato valore "
    "azienda venditore offerta contratto aperta aperto nuovo nuova trattativa fonte referente interessato creazione",
    "nl": "bedrag klant naam datum verkoop gewonnen verloren reden fase bedrijf eigenaar offerte contract bron "
    "aangemaakt afgesloten kans waarde",
    "sv": "belopp kund namn datum vunnen status fas kontakt offert avtal anledning orsak ort telefon skapad",
    "da": "kunde navn dato vundet status fase kontakt tilbud aftale oprettet kilde tabt lukkedato",
    "fi": "asiakas nimi vaihe tila arvo tarjous sopimus omistaja voitettu luotu suljettu summa",
    "pl": "kwota nazwa klient klienta firma osoba kontakt oferta oferty umowa umowy otwarta otwarte utworzenia "
    "utworzono etap szansa szansy status handlowiec numer miasto uwagi wygrano przegrano nowy nowa negocjacje "
    "lista data leada decyzja decyzji powodu przyczyna opis rynek wycena sprzedane rezygnacja zapytanie podpisano "
    "wykonana oczekuje czeka potencjalna konwersji transakcji spotkanie",
    "cs": "hodnota stav datum firma kontakt nabidka smlouva poznamka zdroj telefon mesto otevreno kampa odbor prodej "
    "prodeje obchod obchodu vyhra ztraceno typ cena leadu ziskano",
    "sk": "hodnota stav firma kontakt ponuka zmluva zdroj mesto predaj obchod suma",
    "hu": "partner neve szakasz dokumentum megye kapcsolat ajánlat forint nyert nyitott telefon",
    "ro": "valoare suma client companie contact data contract contractului sursa motiv stare starea responsabil "
    "oferta ofertei pierdut pierdere activitate primului",
    "hr": "naziv faza iznos vlasnik kupac dobiveno izgubljeno datum zatvaranja tvrtka ponuda vjerojatnost izvor",
    "tr": "durum tutar firma tarih tarihi teklif teklifi ad adi kaynak sahibi yetkili termin son sorumlu asama ciro "
    "nedeni notlar bayi fiyat reddedildi edildi faaliyet proje tahmini",
    "lt": "sandoris suma savininkas data klientas etapas",
    "lv": "summa posms datums klients avots",
    "et": "tehing summa etapp omanik klient allikas",
}
