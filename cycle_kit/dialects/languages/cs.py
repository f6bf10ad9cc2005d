"""Czech words, of catalogs (Odoo, EspoCRM) and of hand-kept sheets."""

DEALS = {
    "deal_id": "ID obchodu|ID příležitosti|ID obchodního případu|Číslo obchodu|Číslo příležitosti|"
    "Číslo obchodního případu|Číslo zakázky|Číslo projektu|Číslo nabídky|Číslo poptávky|Číslo objednávky|"
    "Číslo smlouvy|Číslo faktury|Identifikátor|Reference|ID|Číslo|Č.|Poř. č.|Pořadové číslo",
    "name": "Název obchodu|Název příležitosti|Název obchodního případu|Obchodní případ|Příležitost|"
    "Obchodní příležitost|Obchod|Název zakázky|Zakázka|Název projektu|Projekt|Nabídka|Poptávka|Název|"
    "Předmět|Titul|Jméno|Popis|Cenová nabídka|Objednávka|Smlouva",
    "account": "Klient|Zákazník|Název zákazníka|Jméno zákazníka|Jméno klienta|Firma|Název firmy|Společnost|"
    "Název společnosti|Organizace|Účet|Odběratel|Objednatel|Kupující|Kontakt|Kontaktní osoba|Jméno a příjmení",
    "pipeline": "Pipeline|Trychtýř|Prodejní trychtýř|Obchodní proces|Prodejní proces",
    "owner": "Vlastník|Vlastník obchodu|Vlastník příležitosti|Obchodník|Obchodní zástupce|Prodejce|Zodpovědný|"
    "Odpovědný|Zodpovědná osoba|Odpovědná osoba|Přiřazeno|Přiřazený uživatel|Přidělen|Správce|Poradce|"
    "Konzultant|Makléř|Manažer|Zaměstnanec|Uživatel",
    "team": "Tým|Obchodní tým|Prodejní tým|Oddělení|Pobočka",
    "stage": "Fáze|Fáze obchodu|Fáze prodeje|Etapa|Krok|Stádium|Aktuální fáze|Nová fáze",
    "status": "Stav|Stav obchodu|Stav příležitosti|Stav nabídky|Stav zakázky|Status|Výsledek|Konečný výsledek|"
    "Rozhodnutí",
    "amount": "Částka|Hodnota|Hodnota obchodu|Hodnota příležitosti|Hodnota zakázky|Hodnota smlouvy|Cena|"
    "Cena bez DPH|Cena s DPH|Prodejní cena|Celková cena|Celková částka|Celková hodnota|Očekávaný příjem|"
    "Očekávaný výnos|Očekávaná hodnota|Odhadovaná hodnota|Odhadovaná cena|Výnos|Tržby|Tržba|Obrat|Objem|"
    "Rozpočet|Celkem|Suma|Hodnota leadu|Nabídka|Cenová nabídka|Objednávka|Zakázka|Smlouva",
    "currency": "Měna|Kód měny",
    "probability": "Pravděpodobnost|Pravděpodobnost (%)|Pravděpodobnost uzavření|Pravděpodobnost úspěchu|Šance",
    "created_at": "Vytvořeno|Vytvořeno dne|Datum vytvoření|Vytvořen|Datum přidání|Přidáno|Založeno|"
    "Datum založení|Zadáno|Datum zadání|Datum otevření|Otevřeno|Datum zahájení|Zahájeno|Začátek|Start|"
    "Datum přijetí|Přijato|Datum poptávky|Datum nabídky|Datum objednávky|Datum|Poptávka|Poptáno|"
    "Poptáno dne",
    "won_at": "Vyhráno dne|Datum výhry|Datum získání",
    "lost_at": "Prohráno dne|Ztraceno dne|Datum prohry|Datum ztráty|Datum odmítnutí|Odmítnutí|Odmítnuto|"
    "Odmítnuta|Odmítnuto dne|Zamítnutí|Datum zamítnutí|Zamítnuto|Zamítnuto dne|Zrušeno|Zrušeno dne|"
    "Zrušení|Datum zrušení|Ztráta",
    "closed_at": "Uzavřeno|Uzavřeno dne|Skutečné datum uzavření|Skutečné uzavření|Ukončeno|Dokončeno",
    "close_date": "Datum uzavření|Datum uzavření obchodu|Uzavření|Datum ukončení|Datum dokončení|Konec|"
    "Datum prodeje|Prodáno dne|Datum smlouvy|Datum podpisu|Podepsáno dne|Datum rozhodnutí|Datum dodání",
    "expected_close": "Očekávané datum uzavření|Očekávané uzavření|Předpokládané datum uzavření|"
    "Předpokládané uzavření|Plánované datum uzavření|Plánované uzavření|Odhadované datum uzavření|"
    "Očekávané datum|Termín|Termín uzavření|Cílové datum|Uzávěrka",
    "stage_changed_at": "Poslední změna fáze|Datum změny fáze|Poslední aktualizace fáze|Ve fázi od",
    "lead_created_at": "Datum vytvoření leadu|Lead vytvořen|Datum leadu|Datum vytvoření kontaktu|"
    "Datum vytvoření zákazníka",
    "first_contact_at": "První kontakt|Datum prvního kontaktu|První hovor|Datum prvního hovoru|První odpověď|"
    "Datum první odpovědi|První schůzka|Datum první schůzky|První aktivita|Kontaktován|Datum kontaktu",
    "last_activity_at": "Poslední aktivita|Datum poslední aktivity|Poslední kontakt|Datum posledního kontaktu|"
    "Poslední hovor|Poslední schůzka",
    "lost_reason": "Důvod prohry|Důvod ztráty|Důvod odmítnutí|Důvod neúspěchu|Důvod zamítnutí|Důvod zrušení|"
    "Důvod uzavření|Důvod",
    "source": "Zdroj|Zdroj leadu|Zdroj příležitosti|Zdroj zákazníka|Původ|Kanál|Prodejní kanál|Kampaň",
    "industry": "Odvětví|Obor|Obor podnikání|Sektor",
    "region": "Region|Oblast|Území",
    "segment": "Segment|Typ zákazníka|Typ klienta",
    "deal_type": "Typ|Typ obchodu|Typ příležitosti|Druh",
    "product": "Produkt|Název produktu|Produkty|Služba|Služby|Produkt/Služba|Balíček",
    "last_stage": "Poslední fáze|Předchozí fáze",
    "stage_number": "Číslo fáze|Pořadí fáze",
    "is_won": "Vyhráno|Vyhraný|Vyhraná|Prodáno",
    "is_lost": "Prohráno|Ztraceno|Prohraný|Prohraná",
    "is_closed": "Uzavřeno|Uzavřený|Uzavřená|Ukončeno|Dokončeno",
    "is_deleted": "Smazáno|Smazaný|Odstraněno",
    "entered_at": "Datum vstupu do fáze|Vstup do fáze|Datum fáze|Datum změny|Čas změny|Kdy|Změněno|"
    "Změněno dne|Datum a čas|Datum přesunu|Časová značka|Od dne",
    "from_stage": "Z fáze|Předchozí fáze|Z|Před|Starý|Stará fáze|Starý stav|Předchozí stav|Fáze před|"
    "Ze stavu|Stav starý",
    "to_stage": "Na|Do|Po|Nový|Do fáze|Nová fáze|Nový stav|Stav nový|Fáze nová|Do stavu|Fáze po|"
    "Následující fáze",
    "field": "Pole|Název pole|Změněné pole|Vlastnost",
    "old_value": "Stará hodnota|Původní hodnota|Předchozí hodnota|Před|Starý",
    "new_value": "Nová hodnota|Po|Nový",
    "signed_at": "Podpis|Podepsáno|Podepsána|Podepsáno dne|Datum podpisu|Podpis smlouvy|"
    "Datum podpisu smlouvy|Smlouva|Datum smlouvy|Smlouva podepsána|Objednávka|Objednáno|Objednáno dne|"
    "Datum objednávky|Zakázka|Datum zakázky|Přijato|Přijata|Přijato dne|Datum přijetí|Schváleno|"
    "Datum schválení|Akceptováno|Prodáno|Prodáno dne|Datum prodeje|Nákup|Datum nákupu",
}

LEADS = {
    "lead_id": "ID leadu|Číslo leadu",
    "created_at": "Vytvořeno|Datum vytvoření|Datum leadu|Přijato|Datum poptávky|Datum",
    "first_contact_at": "První kontakt|Datum prvního kontaktu|První odpověď|První hovor|Datum kontaktu",
    "converted_at": "Datum konverze|Převedeno dne",
    "deal_id": "ID obchodu|ID příležitosti|Číslo obchodu",
    "is_converted": "Převedeno|Konvertováno",
    "status": "Stav|Stav leadu|Výsledek",
    "reason": "Důvod|Důvod odmítnutí|Důvod diskvalifikace",
    "source": "Zdroj|Zdroj leadu|Kanál|Kampaň",
    "owner": "Vlastník|Obchodník|Přiřazeno|Zodpovědná osoba",
}

OUTCOMES = {
    "won": "Vyhráno|Vyhraná|Vyhraný|Vyhrané|Výhra|Získáno|Získaná|Získaný|Uzavřeno - vyhráno|Uzavřeno úspěšně|"
    "Úspěšně uzavřeno|Úspěch|Úspěšné|Úspěšný|Úspěšná|Prodáno|Prodaný|Prodaná|Podepsáno|Podepsaná|"
    "Smlouva podepsána|Zaplaceno|Objednáno|Akceptováno|Nabídka přijata",
    "lost": "Prohráno|Prohraná|Prohraný|Prohrané|Prohra|Ztraceno|Ztracená|Ztracený|Ztracené|"
    "Uzavřeno - prohráno|Uzavřeno neúspěšně|Neúspěch|Neúspěšné|Neúspěšný|Neúspěšná|Odmítnuto|Odmítnutá|"
    "Odmítnutý|Zamítnuto|Zamítnutá|Nabídka odmítnuta|Nezájem|Nemá zájem|Bez zájmu|Neprodáno",
    "dropped": "Zrušeno|Zrušená|Zrušený|Stornováno|Diskvalifikováno|Nekvalifikováno|Nekvalifikovaný|"
    "Duplicitní|Duplicita|Archivováno|Neaktivní|Vypršelo|Vypršela|Opuštěno|Staženo|Neplatné|Smazáno|Spam",
    "open": "Otevřeno|Otevřená|Otevřený|Otevřené|Probíhá|Probíhající|Rozpracováno|Aktivní|Nový|Nová|Nové|Čeká|"
    "Čekající|Čeká na odpověď|Čeká na rozhodnutí|Čeká se|Pozastaveno|Odloženo|Odložená|Po termínu|V řešení|"
    "V jednání|Zahájeno|Nezahájeno|Koncept|Horký",
    "steps": "Kontaktováno|Kontaktován|První kontakt|Kvalifikace|Kvalifikováno|Kvalifikovaný|Analýza potřeb|"
    "Schůzka|Schůzka domluvena|Prezentace|Nabídka|Nabídka odeslána|Odeslaná nabídka|Návrh|Odesláno|"
    "Vyjednávání|Jednání|Smlouva|Smlouva odeslána|Poptávka|Zájem",
    "closed": "Uzavřeno|Uzavřená|Uzavřený|Uzavřené|Ukončeno|Ukončená|Ukončený|Dokončeno|Dokončená|Hotovo|"
    "Zavřeno",
}

LEAD_OUTCOMES = {
    "converted": "Převedeno|Konvertováno|Kvalifikováno|Zákazník|Vyhráno",
    "disqualified": "Diskvalifikováno|Nekvalifikováno|Odmítnuto|Ztraceno|Duplicitní|Nezájem|Neplatné",
}
