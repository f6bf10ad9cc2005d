"""German words, of catalogs (Odoo, EspoCRM, Vtiger, HubSpot, Pipedrive) and of hand-kept sheets."""

DEALS = {
    "deal_id": "Deal-ID|Deal-Nr|Opportunity-ID|Verkaufschance-ID|Chancen-ID|Projekt-ID|Projektnummer|"
    "Projekt-Nr|Angebots-ID|Angebotsnummer|Angebots-Nr|Angebot Nr|Auftrags-ID|Auftragsnummer|Auftrags-Nr|"
    "Vorgangsnummer|Vorgangs-Nr|Vorgang-ID|Vertragsnummer|Rechnungsnummer|Anfragenummer|Potential Nr|"
    "Aktenzeichen|Referenznummer|Datensatz-ID|Kennung|ID|Nummer|Nr|Lfd. Nr|Laufende Nummer",
    "name": "Deal-Name|Deal-Titel|Name der Verkaufschance|Verkaufschance|Verkaufsprojekt|Opportunity|"
    "Opportunity-Name|Chance|Projektname|Projekttitel|Projekt|Angebotsname|Angebotstitel|Auftrag|Vorgang|"
    "Geschäft|Bezeichnung|Titel|Name|Betreff|Thema|Angebot|Anfrage|Deal|Beschreibung|Offerte|"
    "Kostenvoranschlag",
    "account": "Kunde|Kundenname|Name des Kunden|Firma|Firmenname|Unternehmen|Unternehmensname|Organisation|"
    "Name der Organisation|Account|Auftraggeber|Käufer|Interessent|Potenzieller Kunde|Geschäftspartner|"
    "Kontakt|Kontaktperson|Kontaktname|Ansprechpartner|Name des Kontakts|Vor- und Nachname",
    "pipeline": "Pipeline|Deal-Pipeline|Vertriebspipeline|Vertriebsprozess|Verkaufsprozess|Trichter|"
    "Verkaufstrichter|Vertriebstrichter",
    "owner": "Verantwortlich|Verantwortlicher|Verantwortliche|Verantwortliche Person|Zuständig|Zuständiger|"
    "Zuständiger Mitarbeiter|Zuständig für Deal|Deal-Verantwortlicher|Deal-Inhaber|Inhaber|Besitzer|"
    "Eigentümer|Vertriebsmitarbeiter|Vertriebler|Verkäufer|Verkäuferin|Außendienst|Außendienstmitarbeiter|"
    "Berater|Betreuer|Kundenbetreuer|Bearbeiter|Sachbearbeiter|Account Manager|Vertreter|Makler|Zugewiesen an|"
    "Zugewiesener Benutzer|Zugeordnet|Vertriebsleiter|Mitarbeiter|Benutzer",
    "team": "Team|Verkaufsteam|Vertriebsteam|Abteilung|Vertriebsgruppe|Niederlassung|Filiale",
    "stage": "Phase|Deal-Phase|Verkaufsphase|Vertriebsphase|Verkaufsstufe|Vertriebsstufe|Stufe|Aktuelle Phase|"
    "Pipeline-Phase|Phasenname|Schritt|Etappe|Prozessschritt|Nach Phase|Neue Phase",
    "status": "Status|Deal-Status|Angebotsstatus|Auftragsstatus|Projektstatus|Verkaufsstatus|Ergebnis|"
    "Endergebnis|Ausgang|Stand|Zustand|Entscheidung|Gewonnen/Verloren",
    "amount": "Betrag|Wert|Deal-Wert|Summe|Volumen|Auftragswert|Auftragsvolumen|Auftragssumme|"
    "Angebotswert|Angebotssumme|Angebotsvolumen|Vertragswert|Projektwert|Projektvolumen|Verkaufswert|"
    "Nettobetrag|Bruttobetrag|Nettowert|Netto|Brutto|Erwarteter Umsatz|Erwarteter Erlös|Erwarteter Wert|"
    "Geschätzter Umsatz|Geschätzter Wert|Geschätzter Betrag|Umsatz|Umsatzpotenzial|Erlös|Preis|"
    "Verkaufspreis|Angebotspreis|Gesamtpreis|Gesamtbetrag|Gesamtsumme|Gesamtwert|Rechnungsbetrag|Budget|"
    "Gesamt|Lead-Wert|Angebot|Auftrag|Offerte|Kostenvoranschlag",
    "currency": "Währung|Währungscode|Deal-Währung",
    "probability": "Wahrscheinlichkeit|Wahrscheinlichkeit (%)|Deal-Wahrscheinlichkeit|"
    "Abschlusswahrscheinlichkeit|Gewinnwahrscheinlichkeit|Erfolgswahrscheinlichkeit|"
    "Auftragswahrscheinlichkeit|Chance (%)",
    "created_at": "Erstellt am|Erstelldatum|Erstellungsdatum|Erstellt|Erstellungszeit|"
    "Erstellungszeitpunkt|Angelegt am|Angelegt|Anlagedatum|Anlegedatum|Hinzugefügt am|Erfasst am|"
    "Erfassungsdatum|Eröffnet am|Eröffnet|Eröffnungsdatum|Beginn|Startdatum|Start|Begonnen am|Eingang|"
    "Eingangsdatum|Eingegangen am|Anfragedatum|Datum der Anfrage|Anfrage vom|Angebotsdatum|Datum Angebot|"
    "Auftragsdatum|Registriert am|Datum|Anfrage|Angefragt|Angefragt am|Anfrage am|Erstanfrage",
    "won_at": "Gewonnen am|Gewinndatum|Datum gewonnen|Auftragseingang|Gewonnen",
    "lost_at": "Verloren am|Verlustdatum|Datum verloren|Absage am|Absagedatum|Abgesagt am|Verloren|Absage|"
    "Abgesagt|Abgelehnt|Abgelehnt am|Ablehnung|Ablehnung am|Ablehnungsdatum|Datum der Ablehnung|"
    "Datum Absage|Datum der Absage|Storno|Storniert|Storniert am|Stornodatum|Zurückgezogen am|"
    "Abgebrochen am",
    "closed_at": "Abgeschlossen am|Geschlossen am|Abgeschlossen|Geschlossen|Tatsächliches Abschlussdatum|"
    "Tatsächlicher Abschluss|Beendet am|Beendet",
    "close_date": "Abschlussdatum|Abschluss|Abschluss am|Schlussdatum|Schließdatum|Datum des Abschlusses|"
    "Enddatum|Ende|Verkaufsdatum|Verkauft am|Vertragsdatum|Vertragsabschluss|Vertragsunterzeichnung|"
    "Unterschrieben am|Unterzeichnet am|Unterschriftsdatum|Entscheidungsdatum|Lieferdatum|Archiviert am|"
    "Erledigt am",
    "expected_close": "Erwartetes Abschlussdatum|Erwarteter Abschluss|Voraussichtliches Abschlussdatum|"
    "Voraussichtlicher Abschluss|Voraussichtlicher Abschlusstermin|Geplantes Abschlussdatum|"
    "Geplanter Abschluss|Geschätztes Abschlussdatum|Geschätzter Abschluss|Erwartet am|Zieldatum|Zieltermin|"
    "Fällig am|Fälligkeitsdatum|Frist|Termin",
    "stage_changed_at": "Letzte Phasenänderung|Letzte Phasenaktualisierung|Phase geändert am|Phasenwechsel|"
    "Datum der Phasenänderung|In Phase seit|Datum des Eintritts in die aktuelle Phase",
    "lead_created_at": "Lead erstellt am|Lead-Erstelldatum|Lead-Datum|Lead-Eingang|Lead angelegt am|"
    "Kontakt erstellt am|Kunde angelegt am|Kunde erstellt am",
    "first_contact_at": "Erster Kontakt|Erstkontakt|Datum Erstkontakt|Erstkontakt am|"
    "Datum des ersten Kontakts|Datum der ersten Kontaktaufnahme|Erste Kontaktaufnahme|Erstgespräch|"
    "Datum Erstgespräch|Erster Anruf|Erste Antwort|Erste Reaktion|Erste Aktivität|Kontaktiert am|Kontaktdatum|"
    "Kontakt am",
    "last_activity_at": "Letzte Aktivität|Datum der letzten Aktivität|Letzter Kontakt|"
    "Datum des letzten Kontakts|Letztkontakt|Zuletzt kontaktiert|Zuletzt kontaktiert am|"
    "Letzte Kontaktaufnahme|Letzter Anruf|Letzte Interaktion",
    "lost_reason": "Verlustgrund|Grund für Verlust|Grund des Verlusts|Grund für den Verlust|Absagegrund|"
    "Grund der Absage|Grund für Absage|Ablehnungsgrund|Grund verloren|Verloren weil|Abbruchgrund|Stornogrund|"
    "Abschlussgrund|Grund",
    "source": "Quelle|Leadquelle|Herkunft|Ursprung|Ursprüngliche Quelle|Deal-Quelle|Kanal|Vertriebskanal|"
    "Marketingkanal|Akquisekanal|Aufmerksam durch|Kampagne",
    "industry": "Branche|Industrie|Sektor|Wirtschaftszweig|Kundenbranche",
    "region": "Region|Gebiet|Vertriebsgebiet|Verkaufsgebiet|Bundesland",
    "segment": "Segment|Kundensegment|Kundentyp|Kundengruppe|Kundenart",
    "deal_type": "Typ|Deal-Typ|Art|Art des Geschäfts|Geschäftsart|Verkaufsart|Neu/Bestand",
    "product": "Produkt|Produktname|Produkte|Dienstleistung|Leistung|Produkt/Leistung|Artikel|Paket",
    "last_stage": "Letzte Phase|Vorherige Phase|Letzte Verkaufsphase|Phase vor Abschluss",
    "stage_number": "Phasennummer|Phasen-Nr|Stufennummer",
    "is_won": "Gewonnen|Ist gewonnen|Verkauft",
    "is_lost": "Verloren|Ist verloren",
    "is_closed": "Abgeschlossen|Geschlossen|Ist abgeschlossen|Ist geschlossen|Beendet|Erledigt",
    "is_deleted": "Gelöscht|Ist gelöscht",
    "entered_at": "Eintritt in Phase|Eingetreten am|Eintrittsdatum|Zeitpunkt|Zeitstempel|Geändert am|"
    "Änderungsdatum|Phase seit|Wann|Änderung am|Datum der Änderung|Änderungszeitpunkt|Uhrzeit|"
    "Datum/Uhrzeit|Seit|Eintritt|Wechsel am",
    "from_stage": "Von Phase|Vorherige Phase|Alte Phase|Von|Vorher|Alt|Status alt|Alter Status|Phase alt|"
    "Stufe alt|Alte Stufe|Vorheriger Status|Aus Phase|Von Status|Status vorher",
    "to_stage": "Nach|Nachher|Neu|Status neu|Neuer Status|Phase neu|Stufe neu|Neue Stufe|Zielphase|"
    "Zu Phase|In Phase|Nach Status|Status nachher",
    "field": "Feld|Feldname|Geändertes Feld|Eigenschaft|Attribut|Merkmal",
    "old_value": "Alt|Alter Wert|Vorher|Von|Bisher|Wert alt|Vorheriger Wert",
    "new_value": "Neu|Neuer Wert|Nachher|Auf|Nach|Wert neu",
    "signed_at": "Auftrag|Auftrag am|Auftrag vom|Auftragsdatum|Auftragserteilung|Auftrag erteilt|"
    "Auftrag erteilt am|Auftrag erhalten|Auftragsbestätigung|Beauftragt|Beauftragt am|Beauftragung|"
    "Bestellung|Bestellt|Bestellt am|Bestelldatum|Vertrag|Vertrag vom|Vertragsdatum|Vertragsabschluss|"
    "Vertragsunterzeichnung|Vertrag unterschrieben|Unterschrieben|Unterschrieben am|Unterschrift|"
    "Unterschriftsdatum|Unterzeichnet|Unterzeichnet am|Unterzeichnung|Zusage|Zusage am|Zugesagt|Zuschlag|"
    "Zuschlag am|Angenommen|Angenommen am|Verkauft|Verkauft am|Verkaufsdatum|Gekauft am|Kaufdatum",
}

LEADS = {
    "lead_id": "Lead-ID|Leadnummer|Lead-Nr|Interessenten-ID",
    "created_at": "Erstellt am|Erstelldatum|Lead erstellt am|Angelegt am|Eingegangen am|Eingangsdatum|"
    "Anfragedatum|Leaddatum|Datum",
    "first_contact_at": "Erster Kontakt|Erstkontakt|Datum Erstkontakt|Erstkontakt am|Erste Antwort|"
    "Erste Reaktion|Erster Anruf|Kontaktiert am|Kontaktdatum",
    "converted_at": "Konvertiert am|Umwandlungsdatum|Konvertierungsdatum|Umgewandelt am|Qualifiziert am",
    "deal_id": "Deal-ID|Verkaufschance-ID|Opportunity-ID",
    "is_converted": "Konvertiert|Umgewandelt|Ist konvertiert",
    "status": "Status|Lead-Status|Ergebnis",
    "reason": "Grund|Ablehnungsgrund|Disqualifizierungsgrund|Absagegrund",
    "source": "Quelle|Leadquelle|Herkunft|Kanal|Kampagne",
    "owner": "Verantwortlich|Verantwortlicher|Zuständig|Lead-Inhaber|Leadverantwortlicher|"
    "Vertriebsmitarbeiter|Verkäufer|Zugewiesen an|Zugewiesener Benutzer|Bearbeiter",
}

OUTCOMES = {
    "won": "Gewonnen|Gewonnene|Gewonnene Deals|Deal gewonnen|Abgeschlossen - gewonnen|"
    "Abgeschlossen und gewonnen|Geschlossen - gewonnen|Gewonnen abgeschlossen|Erfolgreich|Erfolg|"
    "Erfolgreich abgeschlossen|Verkauft|Auftrag erhalten|Auftrag erteilt|Auftrag gewonnen|Beauftragt|Zuschlag|"
    "Zuschlag erhalten|Bestellt|Angenommen|Angebot angenommen|Unterschrieben|Unterzeichnet|"
    "Vertrag unterschrieben|Vertrag unterzeichnet|Bezahlt|Fakturiert|Konvertiert",
    "lost": "Verloren|Verlorene|Verlorene Deals|Deal verloren|Abgeschlossen - verloren|"
    "Abgeschlossen und verloren|Geschlossen - verloren|Verloren abgeschlossen|Erfolglos|Nicht erfolgreich|"
    "Gescheitert|Fehlgeschlagen|Abgelehnt|Angebot abgelehnt|Absage|Abgesagt|Nicht gewonnen|Nicht verkauft|"
    "Kein Interesse|Nicht interessiert|Verlust|Verlust an Wettbewerb",
    "dropped": "Storniert|Abgebrochen|Annulliert|Disqualifiziert|Unqualifiziert|Nicht qualifiziert|Duplikat|"
    "Dublette|Doppelt|Archiviert|Archiv|Inaktiv|Abgelaufen|Ungültig|Gelöscht|Zurückgezogen|Verworfen|"
    "Keine Entscheidung|Aufgegeben|Spam",
    "open": "Offen|Offene|Aktiv|In Bearbeitung|In Arbeit|Laufend|Läuft|Neu|Ausstehend|Wartend|Warten|"
    "Wartet auf Antwort|Wartet auf Entscheidung|Warten auf Entscheidung|Zurückgestellt|Pausiert|Auf Eis|"
    "Verschoben|Vertagt|Überfällig|Begonnen|Gestartet|Nicht begonnen|Entwurf|Heiß|In Klärung|In Prüfung",
    "steps": "Interessent|Kontakt|Kontaktiert|Erstkontakt|Kontakt aufgenommen|Neukundenwerbung|Anfrage|"
    "Qualifiziert|Qualifikation|Qualifizierung|Bedarfsanalyse|Bedarfsermittlung|Termin|Termin vereinbart|"
    "Präsentation|Demo vereinbart|Angebot|Angebot erstellt|Angebot versendet|Angebot verschickt|"
    "Angebot gesendet|Angebot abgegeben|Angebotsphase|Vorschlag|Versendet|Verhandlung|In Verhandlung|"
    "Verhandlungen|Vertrag|Vertrag versendet|Vertragsverhandlung|Abschlussphase|Umsatzprognose",
    "closed": "Geschlossen|Abgeschlossen|Beendet|Erledigt|Fertig|Abgewickelt|Vollständig",
}

LEAD_OUTCOMES = {
    "converted": "Konvertiert|Umgewandelt|Qualifiziert|Kunde|Gewonnen",
    "disqualified": "Disqualifiziert|Unqualifiziert|Nicht qualifiziert|Abgelehnt|Verloren|Duplikat|Dublette|"
    "Kein Interesse|Nicht interessiert|Ungültig|Archiviert",
}
