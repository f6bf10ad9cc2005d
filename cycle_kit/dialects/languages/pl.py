"""Polish words, of catalogs (Odoo, EspoCRM, SuiteCRM, Vtiger, YetiForce, Perfex) and of hand-kept sheets."""

DEALS = {
    "deal_id": "ID szansy|ID szansy sprzedaży|ID transakcji|ID deala|ID sprawy|ID projektu|ID oferty|"
    "ID zamówienia|Numer szansy|Numer szansy sprzedaży|Nr szansy|Nr szansy sprzedaży|Numer transakcji|"
    "Nr transakcji|Numer sprawy|Nr sprawy|Numer projektu|Nr projektu|Numer oferty|Nr oferty|Numer zlecenia|"
    "Nr zlecenia|Numer zamówienia|Nr zamówienia|Numer umowy|Nr umowy|Numer przetargu|Nr przetargu|"
    "Numer zapytania|Nr zapytania|Numer faktury|Nr faktury|Faktura|Sygnatura|Numer referencyjny|Nr ref|"
    "Identyfikator|Identyfikator rekordu|ID rekordu|ID|Numer|Nr|Lp|Liczba porządkowa",
    "name": "Nazwa|Nazwa szansy|Szansa|Nazwa szansy sprzedaży|Nazwa transakcji|Nazwa deala|Nazwa projektu|"
    "Nazwa zlecenia|Nazwa oferty|Nazwa zamówienia|Nazwa przetargu|Nazwa sprawy|Nazwa rekordu|Tytuł|"
    "Tytuł szansy|Tytuł szansy sprzedaży|Tytuł transakcji|Tytuł oferty|Temat|Szansa sprzedaży|Transakcja|"
    "Deal|Projekt|Zlecenie|Oferta|Sprawa|Przetarg|Zapytanie|Przedmiot|Przedmiot umowy|"
    "Przedmiot zamówienia|Opis szansy|Opis|Wycena|Zamówienie|Umowa",
    "account": "Klient|Firma|Kontrahent|Nazwa klienta|Nazwa firmy|Nazwa kontrahenta|Organizacja|"
    "Nazwa organizacji|Konto|Nazwa konta|Odbiorca|Nabywca|Zamawiający|Inwestor|Zleceniodawca|Kupujący|"
    "Nazwa kliniki|Klient/Firma|Firma/Klient|Imię i nazwisko|Imię i nazwisko klienta|Nazwisko i imię|Kontakt|"
    "Osoba kontaktowa|Nazwa kontaktu|Osoba|Potencjalny klient|Lead|Nazwa leada",
    "pipeline": "Lejek|Lejek sprzedaży|Lejek sprzedażowy|Nazwa lejka|Proces sprzedaży|Proces|Pipeline|"
    "Pipeline sprzedaży|Ścieżka sprzedaży|Kolejka",
    "owner": "Właściciel|Właściciel szansy|Właściciel szansy sprzedaży|Właściciel transakcji|Właściciel deala|"
    "Opiekun|Opiekun klienta|Opiekun handlowy|Opiekun szansy|Handlowiec|Handlowiec odpowiedzialny|"
    "Imię i nazwisko handlowca|Sprzedawca|Sprzedający|Przedstawiciel|Przedstawiciel handlowy|PH|Doradca|"
    "Doradca handlowy|Doradca klienta|Konsultant|Agent|Pośrednik|Przypisany do|Przypisano do|Przypisane do|"
    "Przydzielono do|Przydzielony do|Przypisany użytkownik|Użytkownik przypisany|Przypisany handlowiec|"
    "Odpowiedzialny|Osoba odpowiedzialna|Użytkownik odpowiedzialny|Prowadzący|Menedżer|Menedżer sprzedaży|"
    "Menedżer klienta|Kierownik sprzedaży|Key Account Manager|KAM|Pracownik|Użytkownik",
    "team": "Zespół|Zespół sprzedaży|Zespoły|Dział|Dział sprzedaży|Oddział|Grupa handlowa",
    "stage": "Etap|Etap sprzedaży|Etap szansy|Etap szansy sprzedaży|Etap transakcji|Etap lejka|"
    "Etap lejka sprzedaży|Etap procesu|Etap procesu sprzedaży|Aktualny etap|Bieżący etap|Obecny etap|"
    "Nazwa etapu|Faza|Faza sprzedaży|Faza szansy|Krok|Do etapu|Nowy etap|Na etap",
    "status": "Status|Stan|Status szansy|Status szansy sprzedaży|Status transakcji|Status sprzedaży|"
    "Status oferty|Status zamówienia|Status umowy|Status sprawy|Status końcowy|Status klienta|"
    "Status pozyskania|Status przetargu|Aktualny status|Wynik|Wynik szansy|Wynik transakcji|Wynik sprzedaży|"
    "Wynik rozmów|Wynik końcowy|Wynik oferty|Wynik przetargu|Wynik Discovery|Rezultat|Efekt|Decyzja|"
    "Decyzja klienta|Rozstrzygnięcie|Kupiono|Wygrana/Przegrana",
    "amount": "Kwota|Wartość|Wartość szansy|Wartość szansy sprzedaży|Szansa sprzedaży Wartość|"
    "Kwota szansy sprzedaży|Wartość transakcji|Wartość deala|Wartość umowy|Wartość kontraktu|"
    "Wartość zamówienia|Wartość oferty|Wartość zlecenia|Wartość projektu|Wartość sprzedaży|Wartość netto|"
    "Wartość brutto|Kwota netto|Kwota brutto|Kwota transakcji|Kwota umowy|Kwota zamówienia|Kwota oferty|"
    "Kwota faktury|Wartość faktury|Szacowana wartość|Szacowana wartość transakcji|Szacowana kwota|"
    "Szacunkowa wartość|Przewidywana wartość|Planowana wartość|Oczekiwana wartość|Rzeczywista sprzedaż|"
    "Rzeczywista wartość|Spodziewany przychód|Szacowany dochód|Szacowany przychód|Przewidywany przychód|"
    "Przychód|Obrót|Wartość całkowita|Całkowita wartość|Łączna wartość|Łączna kwota|Wartość łączna|Cena|"
    "Cena netto|Cena brutto|Cena sprzedaży|Cena ofertowa|Cena oferty|Cena wdrożenia|Nasza cena|"
    "Nasza cena netto|Nasza cena brutto|Budżet|Budżet klienta|Sprzedaż|Netto|Brutto|Łącznie|Razem|Suma|"
    "Koszt|Wartość leada|Oferta|Wycena|Zamówienie|Zlecenie|Umowa",
    "currency": "Waluta|Kod waluty|Waluta kwoty|Waluta transakcji",
    "probability": "Prawdopodobieństwo|Prawdopodobieństwo (%)|Prawdopodobieństwo sukcesu|"
    "Prawdopodobieństwo wygranej|Prawdopodobieństwo sprzedaży|Prawdopodobieństwo zamknięcia|Szansa (%)|"
    "Szansa powodzenia|Szansa sprzedaży (%)|Szansa na sprzedaż|Szansa wygranej|% szans|Szanse|Szansa",
    "created_at": "Data utworzenia|Utworzono|Utworzone|Utworzony|Utworzona|Czas utworzenia|"
    "Data utworzenia szansy|Data utworzenia transakcji|Data szansy|Data szansy sprzedaży|Data dodania|"
    "Dodano|Data założenia|Data założenia szansy|Data wprowadzenia|Data rejestracji|Zarejestrowano|"
    "Data otwarcia|Otwarto|Otwarcie|Data rozpoczęcia|Czas rozpoczęcia|Rozpoczęto|Rozpoczęcie|Start|"
    "Data startu|Data początkowa|Data wpływu|Data wpłynięcia|Data wpłynięcia zapytania|Data zapytania|"
    "Data zgłoszenia|Data przyjęcia|Data otrzymania|Data złożenia|Data oferty|Data złożenia oferty|"
    "Data zamówienia|Data wpisu|Data pozyskania|Data|Zapytanie|Zapytanie z dnia|Zgłoszenie",
    "won_at": "Data wygrania|Data wygranej|Data wygrania szansy|Wygrano dnia|Czas wygranej",
    "lost_at": "Data przegrania|Data przegranej|Data utraty|Data utracenia|Data utraty szansy|"
    "Data rezygnacji|Data odrzucenia|Data anulowania|Czas przegranej|Rezygnacja|Zrezygnował|Zrezygnowano|"
    "Odmowa|Data odmowy|Odmówił|Odrzucenie|Odrzucono|Odrzucona|Anulowano|Anulowanie|Utrata|Utracono|"
    "Odstąpienie|Data odstąpienia",
    "closed_at": "Rzeczywista data zamknięcia|Faktyczna data zamknięcia|Rzeczywisty termin|Zamknięto|"
    "Zamknięcie|Czas zamknięcia|Zakończono",
    "close_date": "Data zamknięcia|Data zamknięcia szansy|Data zamknięcia szansy sprzedaży|"
    "Data zamknięcia transakcji|Termin zamknięcia|Data zamk.|Data zakończenia|Zakończenie|Data finalizacji|"
    "Data sfinalizowania|Data realizacji|Data sprzedaży|Data umowy|Data zawarcia umowy|Data podpisania|"
    "Data podpisania umowy|Podpisano|Data potwierdzenia|Data potwierdzenia zamówienia|Data zakupu|"
    "Data decyzji|Data rozstrzygnięcia|Data wyniku|Data końcowa|Koniec|Data archiwizacji|Data utracenia|"
    "Data utraty",
    "expected_close": "Przewidywana data zamknięcia|Przewidywane zamknięcie|Planowana data zamknięcia|"
    "Planowane zamknięcie|Oczekiwana data zamknięcia|Oczekiwane zamknięcie|Spodziewane zamknięcie|"
    "Spodziewana data zamknięcia|Szacowana data zamknięcia|Szacowane zamknięcie|Szacowany termin|"
    "Prognozowana data zamknięcia|Zakładana data zamknięcia|Planowana data zakończenia|"
    "Przewidywana data zakończenia|Planowana data sprzedaży|Przewidywany termin|Planowany termin|"
    "Termin realizacji|Termin składania|Termin składania ofert|Termin decyzji|Termin|Data docelowa|Deadline",
    "stage_changed_at": "Ostatnia zmiana etapu|Data zmiany etapu|Zmieniono etap|Data ostatniej zmiany etapu|"
    "Zmiana etapu|Data zmiany statusu|Etap od|Na etapie od|Data wejścia na bieżący etap",
    "lead_created_at": "Data utworzenia leada|Data utworzenia leadu|Data leada|Data pozyskania leada|"
    "Data wpłynięcia leada|Data wpływu leada|Data dodania leada|Utworzono leada|Data utworzenia kontaktu|"
    "Data utworzenia klienta|Data dodania klienta|Data założenia klienta|Data pozyskania klienta",
    "first_contact_at": "Pierwszy kontakt|Data pierwszego kontaktu|Czas pierwszego kontaktu|"
    "Pierwszy kontakt z klientem|Data pierwszej rozmowy|Pierwsza rozmowa|Pierwszy telefon|"
    "Data pierwszego telefonu|Pierwsza odpowiedź|Data pierwszej odpowiedzi|Czas pierwszej odpowiedzi|"
    "Pierwsza reakcja|Data pierwszej reakcji|Pierwsza aktywność|Data pierwszej aktywności|Pierwsze spotkanie|"
    "Data pierwszego spotkania|Kontakt początkowy|Skontaktowano|Data skontaktowania|Data kontaktu",
    "last_activity_at": "Ostatnia aktywność|Data ostatniej aktywności|Ostatni kontakt|"
    "Data ostatniego kontaktu|Ostatnia rozmowa|Data ostatniej rozmowy|Ostatnia interakcja|"
    "Data ostatniej interakcji|Ostatnia czynność|Ostatnie spotkanie|Ostatni telefon",
    "lost_reason": "Powód utraty|Powód utraty szansy|Powód przegranej|Powód przegrania|Przyczyna przegranej|"
    "Przyczyna utraty|Powód odrzucenia|Przyczyna odrzucenia|Powód rezygnacji|Przyczyna rezygnacji|"
    "Powód porażki|Przyczyna porażki|Powód niepowodzenia|Powód braku sprzedaży|Powód straty|Powód odmowy|"
    "Powód anulowania|Powód zamknięcia|Przyczyna zamknięcia|Powód braku kwalifikacji|"
    "Powód braku kwalifikacji lead'a|Powód dyskwalifikacji|Dlaczego utracona|Dlaczego przegrana|Powód|"
    "Przyczyna",
    "source": "Źródło|Źródło leada|Źródło leadu|Źródło leadów|Źródło pozyskania|Źródło klienta|Źródło szansy|"
    "Źródło szansy sprzedaży|Źródło kontaktu|Źródło transakcji|Źródło zapytania|Pochodzenie|"
    "Pochodzenie klienta|Kanał|Kanał pozyskania|Kanał sprzedaży|Kanał kontaktu|Forma kontaktu|Skąd klient|"
    "Skąd o nas wie|Polecenie/Źródło|Kampania reklamowa|Kampania|Kampania marketingowa",
    "industry": "Branża|Sektor|Branża klienta|Branża firmy",
    "region": "Region|Region sprzedaży|Województwo|Terytorium|Obszar|Rejon",
    "segment": "Segment|Segment klienta|Typ klienta|Rodzaj klienta|Grupa klientów|B2B/B2C",
    "deal_type": "Typ|Typ szansy|Typ szansy sprzedaży|Rodzaj|Rodzaj szansy|Typ transakcji|Rodzaj transakcji|"
    "Typ sprzedaży|Rodzaj sprzedaży|Typ umowy|Rodzaj umowy",
    "product": "Produkt|Nazwa produktu|Produkty|Usługa|Nazwa usługi|Usługi|Produkt/Usługa|Towar|Asortyment|"
    "Pakiet|Rodzaj usługi",
    "last_stage": "Ostatni etap|Poprzedni etap|Etap przed zamknięciem|Etap utraty|Etap przegranej|"
    "Etap przy zamknięciu",
    "stage_number": "Numer etapu|Nr etapu|Kolejność etapu|Numer kroku",
    "is_won": "Wygrana|Wygrane|Wygrany|Czy wygrana|Wygrano|Sprzedano|Kupiono|Sprzedane|Umowa podpisana",
    "is_lost": "Przegrana|Przegrane|Czy przegrana|Przegrano|Utracona|Utracono",
    "is_closed": "Zamknięta|Zamknięte|Zamknięty|Zamknięto|Czy zamknięta|Zakończona|Zakończone|Zakończono",
    "is_deleted": "Usunięty|Usunięta|Usunięte|Usunięto|Skasowany|Skasowane|Czy usunięta|Czy usunięty",
    "entered_at": "Data wejścia na etap|Wejście na etap|Data wejścia|Czas wejścia|Czas wejścia na etap|"
    "Data etapu|Data przejścia|Data zmiany|Czas zmiany|Kiedy|Zmieniono|Zmieniono dnia|Data i godzina|"
    "Data/godzina|Znacznik czasu|Data zmiany etapu|Data przesunięcia|Przeniesiono|Od dnia",
    "from_stage": "Z etapu|Poprzedni etap|Stary etap|Etap poprzedni|Z|Od|Przed|Stary|Stary status|"
    "Status stary|Poprzedni status|Ze statusu|Etap stary|Etap przed|Status przed|Przed zmianą",
    "to_stage": "Na|Do|Po|Nowy|Nowy status|Status nowy|Etap nowy|Etap po|Na status|Do statusu|"
    "Etap docelowy|Następny etap|Status po|Po zmianie",
    "field": "Pole|Nazwa pola|Zmienione pole|Właściwość",
    "old_value": "Stara wartość|Poprzednia wartość|Stary|Przed|Z|Wartość stara|Wartość poprzednia|Było",
    "new_value": "Nowa wartość|Nowy|Po|Na|Wartość nowa|Jest",
    "signed_at": "Umowa|Data umowy|Umowa z dnia|Podpis|Podpisano|Podpisana|Podpisanie|Podpisanie umowy|"
    "Podpisano umowę|Data podpisania|Data podpisania umowy|Data podpisu|Zamówienie|Zamówiono|"
    "Data zamówienia|Zamówienie z dnia|Zlecenie|Zlecono|Data zlecenia|Zaakceptowano|Zaakceptowana|"
    "Akceptacja|Data akceptacji|Przyjęto|Przyjęta|Data przyjęcia|Sprzedano|Sprzedaż|Data sprzedaży|Zakup|"
    "Data zakupu|Zawarcie umowy|Data zawarcia umowy|Zawarto umowę",
}

LEADS = {
    "lead_id": "ID leada|Numer leada|ID leadu|Nr leada|Numer leadu|Identyfikator leada",
    "created_at": "Data utworzenia|Utworzono|Data dodania|Data utworzenia leada|Data wpłynięcia|Data wpływu|"
    "Data wpłynięcia leada|Data pozyskania|Data zgłoszenia|Data zapytania|Data leada|Czas utworzenia|Data",
    "first_contact_at": "Pierwszy kontakt|Data pierwszego kontaktu|Czas pierwszego kontaktu|"
    "Pierwsza odpowiedź|Data pierwszej odpowiedzi|Pierwsza rozmowa|Data pierwszej rozmowy|Pierwszy telefon|"
    "Data kontaktu|Skontaktowano",
    "converted_at": "Data konwersji|Data przekonwertowania|Przekonwertowano|Data kwalifikacji|"
    "Data zakwalifikowania",
    "deal_id": "ID szansy|ID szansy sprzedaży|ID transakcji|Numer szansy|Numer szansy sprzedaży",
    "is_converted": "Przekonwertowany|Przekonwertowano|Skonwertowany|Czy przekonwertowany|Konwersja",
    "status": "Status|Status leada|Status leadu|Stan|Wynik|Status pozyskania",
    "reason": "Powód|Powód odrzucenia|Powód dyskwalifikacji|Powód braku kwalifikacji|"
    "Powód braku kwalifikacji lead'a|Powód utraty|Przyczyna",
    "source": "Źródło|Źródło leada|Źródło leadu|Źródło pozyskania|Kanał|Kanał pozyskania|Forma kontaktu|"
    "Kampania",
    "owner": "Właściciel|Opiekun|Handlowiec|Właściciel leada|Opiekun leada|Przypisany do|Przypisano do|"
    "Osoba odpowiedzialna|Odpowiedzialny|Sprzedawca|Doradca|Konsultant",
}

OUTCOMES = {
    "won": "Wygrana|Wygrane|Wygrany|Wygrano|Szansa wygrana|Wygrana szansa|Transakcja wygrana|"
    "Zamknięta - wygrana|Zamknięte wygrane|Zamknięty - wygrany|Zakończone Wygrane|Zakończona wygrana|Sukces|"
    "Zakończone sukcesem|Zakończona sukcesem|Zakończony sukcesem|Zakończono sukcesem|Zamknięte sukcesem|"
    "Zamknięta sukcesem|Zamknięta sukces|Powodzenie|Udana|Udane|Udany|Pozytywnie zakończona|Sprzedane|"
    "Sprzedana|Sprzedany|Sprzedano|Sprzedaż|Sprzedaż zakończona|Sprzedaż udana|Sprzedaż zrealizowana|"
    "Sfinalizowana|Sfinalizowane|Zrealizowana|Zrealizowane|Zrealizowany|Zrealizowano|Podpisana|Podpisane|"
    "Podpisany|Podpisano|Umowa podpisana|Podpisana umowa|Podpisano umowę|Umowa zawarta|Zawarto umowę|Kupił|"
    "Kupiła|Kupiono|Klient kupił|Zakupiono|Zamówił|Zamówiła|Zamówiono|Zaakceptowane|Zaakceptowana|"
    "Zaakceptowany|Zaakceptowano|Oferta zaakceptowana|Oferta przyjęta|Przyjęta|Przyjęte|Opłacone|Opłacona|"
    "Opłacony|Opłacono|Zapłacone|Zapłacono|Zafakturowana|Zafakturowane|Zafakturowano|Skonwertowany|"
    "Skonwertowana|Skonwertowane|Przekonwertowany|Zamontowana|Zamontowane|Zamontowany|Zamontowano|Pozyskany|"
    "Pozyskana|Pozyskane|Pozyskano|Wdrożona|Wdrożone|Dostarczone|Dostarczona",
    "lost": "Przegrana|Przegrane|Przegrany|Przegrano|Szansa przegrana|Przegrana szansa|Transakcja przegrana|"
    "Niewygrana|Niewygrane|Utracona|Utracone|Utracony|Utracono|Szansa utracona|Stracona|Stracone|Stracony|"
    "Stracono|Strata|Porażka|Zakończone porażką|Zakończona porażką|Zakończony porażką|"
    "Zakończone niepowodzeniem|Niepowodzenie|Zamknięta - przegrana|Zamknięte przegrane|Zamknięty - przegrany|"
    "Zakończone Przegrane|Zakończona przegrana|Odrzucone|Odrzucona|Odrzucony|Odrzucono|Oferta odrzucona|"
    "Odmowa|Odmówił|Odmówiła|Odmówiono|Klient odmówił|Rezygnacja|Rezygnacja z umowy|Rezygnacja klienta|"
    "Klient zrezygnował|Zrezygnował|Zrezygnowała|Zrezygnowano|Sprzedaż nieudana|Nieudana|Nieudane|Nieudany|"
    "Nie podpisano|Niepodpisana|Niepodpisane|Nie kupił|Nie kupiła|Nie kupiono|Nie sprzedano|Niesprzedane|"
    "Niezainteresowany|Niezainteresowana|Niezainteresowani|Brak zainteresowania",
    "dropped": "Anulowana|Anulowane|Anulowany|Anulowano|Sprzedaż anulowana|Odwołana|Odwołane|Wycofana|"
    "Wycofane|Wycofany|Zdyskwalifikowana|Zdyskwalifikowany|Zdyskwalifikowane|Niekwalifikowany|"
    "Niekwalifikowana|Niezakwalifikowany|Niezakwalifikowana|Porzucona|Porzucone|Porzucony|Duplikat|Archiwum|"
    "Archiwalny|Archiwalna|Archiwalne|Zarchiwizowany|Zarchiwizowana|Zarchiwizowane|Nieaktywny|Nieaktywna|"
    "Nieaktywne|Wygasła|Wygasłe|Wygasły|Przedawniona|Zamknięta bez decyzji|Bez decyzji|Brak decyzji|Spam|"
    "Nieważna|Nieważne|Usunięta|Usunięte|Usunięty",
    "open": "Otwarta|Otwarte|Otwarty|W toku|W trakcie|W trakcie realizacji|W realizacji|W procesie|"
    "W przygotowaniu|W opracowaniu|Aktywna|Aktywne|Aktywny|Bieżąca|Bieżące|Trwa|Trwająca|Trwające|Nowa|Nowy|"
    "Nowe|Oczekuje|Oczekująca|Oczekujące|Oczekujący|W oczekiwaniu|Oczekiwanie|Oczekiwanie na decyzję|"
    "Oczekiwanie na odpowiedź|Oczekiwanie na podpisy|Oczekiwanie na płatność|Oczekuje na decyzję|"
    "Oczekuje na odpowiedź|Oczekuje na płatność|Czeka|Czeka na decyzję|Wstrzymana|Wstrzymane|Wstrzymany|"
    "Odłożona|Odłożone|Odroczona|Odroczone|Przełożona|W zastoju|Przeterminowana|Przeterminowane|Rozpoczęta|"
    "Rozpoczęte|Nierozpoczęta|Wersja robocza|Szkic|Robocza|Gorący|Gorąca|Ciepły|Ciepła|Do kontaktu|"
    "Do realizacji|Do zrobienia|Niezamknięta|Niezdecydowany",
    "steps": "Lead|Nowy lead|Nowy kontakt|Kontakt|Kontakt nawiązany|Pierwszy kontakt|Skontaktowano|"
    "Skontaktowany|Skontaktowana|W kontakcie|Zapytanie|Zapytanie ofertowe|Potencjalna|Potencjalny|"
    "Zainteresowany|Zainteresowana|Rozmowa|Rozmowy|W rozmowach|Rozpoznanie|Kwalifikacja|Zakwalifikowana|"
    "Zakwalifikowany|Kwalifikuj|Badanie potrzeb|Analiza potrzeb|Spotkanie|Spotkanie umówione|"
    "Umówione spotkanie|Prezentacja|Demo|Wycena|W wycenie|Wstępna wycena|Kalkulacja|Oferta|Oferta cenowa|"
    "Oferta wysłana|Wysłana oferta|Wysłano ofertę|Oferta złożona|Złożona oferta|Oferta przygotowana|"
    "Ofertowanie|Propozycja|Wysłane|Wysłana|Negocjacje|W negocjacjach|W trakcie negocjacji|Negocjuj|"
    "Obsługa obiekcji|Podejmowanie decyzji|Decyzja|Umowa|Umowa wysłana|Wysłana umowa|Przygotowanie umowy|"
    "Finalizacja|Domykanie|Weryfikacja",
    "closed": "Zamknięta|Zamknięte|Zamknięty|Zamknięto|Zakończona|Zakończone|Zakończony|Zakończono|Ukończona|"
    "Ukończone|Ukończony|Wykonana|Wykonane|Gotowe",
}

LEAD_OUTCOMES = {
    "converted": "Przekonwertowany|Przekonwertowana|Przekonwertowano|Skonwertowany|Skonwertowana|"
    "Skonwertowano|Klient|Kwalifikowany|Zakwalifikowany|Wygrany|Szansa sprzedaży",
    "disqualified": "Zdyskwalifikowany|Zdyskwalifikowana|Odrzucony|Odrzucona|Utracony|Utracona|Stracony|"
    "Duplikat|Niekwalifikowany|Niezakwalifikowany|Niezainteresowany|Niezainteresowana|Brak zainteresowania|"
    "Spam|Archiwum|Archiwalny|Nieaktywny|Przegrany|Nieaktualny",
}
