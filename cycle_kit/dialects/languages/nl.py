"""Dutch words, of catalogs (Odoo, Vtiger, HubSpot) and of hand-kept sheets."""

DEALS = {
    "deal_id": "Deal-ID|Dealnummer|Verkoopkans Nr|Verkoopkans-ID|Opportunity-ID|Projectnummer|Project-ID|"
    "Offertenummer|Ordernummer|Contractnummer|Factuurnummer|Dossiernummer|Record-ID|Referentie|Kenmerk|"
    "Identificatie|ID|Nummer|Nr|Volgnummer",
    "name": "Dealnaam|Naam deal|Naam van deal|Verkoopkans|Naam verkoopkans|Kans|Opportunity|Projectnaam|"
    "Project|Offerte|Opdracht|Titel|Naam|Onderwerp|Omschrijving|Deal|Beschrijving|Aanbieding|Order|"
    "Contract",
    "account": "Klant|Klantnaam|Naam klant|Bedrijf|Bedrijfsnaam|Organisatie|Naam van de Organisatie|"
    "Organisatienaam|Account|Relatie|Opdrachtgever|Koper|Prospect|Contact|Contactpersoon|Naam contactpersoon",
    "pipeline": "Pipeline|Pijplijn|Verkooppijplijn|Trechter|Verkooptrechter|Verkoopproces",
    "owner": "Eigenaar|Dealeigenaar|Eigenaar van deal|Verkoper|Verantwoordelijke|Verantwoordelijk|"
    "Accountmanager|Vertegenwoordiger|Adviseur|Verkoopmedewerker|Toegewezen aan|Toegewezen gebruiker|"
    "Consultant|Makelaar|Behandelaar|Medewerker|Gebruiker",
    "team": "Team|Verkoopteam|Afdeling|Vestiging",
    "stage": "Fase|Dealfase|Fase van deal|Verkoopfase|Verkoop stadium|Stadium|Huidige fase|Stap|Nieuwe fase",
    "status": "Status|Dealstatus|Status deal|Offertestatus|Resultaat|Uitkomst|Eindresultaat|Staat|Besluit|"
    "Gewonnen/Verloren",
    "amount": "Bedrag|Waarde|Dealwaarde|Orderwaarde|Orderbedrag|Offertebedrag|Offertewaarde|"
    "Contractwaarde|Totaalbedrag|Totale waarde|Verwachte omzet|Verwachte opbrengst|Verwachte waarde|"
    "Geschatte waarde|Geschatte omzet|Omzet|Opbrengst|Prijs|Verkoopprijs|Nettobedrag|Budget|Totaal|"
    "Leadwaarde|Offerte|Aanbieding|Order|Opdracht|Contract",
    "currency": "Valuta|Valutacode|Munteenheid",
    "probability": "Waarschijnlijkheid|Waarschijnlijkheid (%)|Kans (%)|Slagingskans|Scoringskans|"
    "Kans op succes|Winkans",
    "created_at": "Aangemaakt op|Aanmaakdatum|Aangemaakt|Gemaakt op|Datum aangemaakt|Aanmaaktijd|"
    "Toegevoegd op|Datum toegevoegd|Geopend op|Geopend|Openingsdatum|Startdatum|Begindatum|Start|Begin|"
    "Ontvangen op|Ontvangstdatum|Datum aanvraag|Aanvraagdatum|Offertedatum|Datum offerte|Orderdatum|"
    "Registratiedatum|Datum|Aanvraag|Aangevraagd|Aangevraagd op",
    "won_at": "Gewonnen op|Datum gewonnen|Winstdatum",
    "lost_at": "Verloren op|Datum verloren|Verliesdatum|Datum afwijzing|Afgewezen|Afgewezen op|Afwijzing|"
    "Afwijsdatum|Afgezegd|Afgezegd op|Afzegging|Geweigerd op|Datum weigering|Geannuleerd op|Annulering|"
    "Datum annulering",
    "closed_at": "Gesloten op|Afgesloten op|Werkelijke sluitingsdatum|Daadwerkelijke sluitingsdatum|Gesloten|"
    "Afgesloten|Afgerond op|Afgerond",
    "close_date": "Sluitingsdatum|Sluitdatum|Afsluitdatum|Afsluitingsdatum|Datum afsluiting|Sluiting|"
    "Einddatum|Einde|Verkoopdatum|Verkocht op|Contractdatum|Ondertekend op|Getekend op|Beslisdatum|Leverdatum",
    "expected_close": "Verwachte sluitingsdatum|Verwachte sluitdatum|Verwachte afsluitdatum|"
    "Verwachte sluiting|Verwachte sluiting op|Geschatte sluitingsdatum|Geplande sluitingsdatum|"
    "Geplande afsluitdatum|Verwachte datum|Streefdatum|Deadline|Vervaldatum",
    "stage_changed_at": "Laatste fasewijziging|Fase gewijzigd op|Datum fasewijziging|Laatste update fase|"
    "In fase sinds",
    "lead_created_at": "Lead aangemaakt op|Aanmaakdatum lead|Leaddatum|Datum lead|Contact aangemaakt op|"
    "Klant aangemaakt op",
    "first_contact_at": "Eerste contact|Datum eerste contact|Eerste contactdatum|Eerste gesprek|"
    "Datum eerste gesprek|Eerste reactie|Datum eerste reactie|Eerste activiteit|Eerste afspraak|"
    "Gecontacteerd op|Contactdatum",
    "last_activity_at": "Laatste activiteit|Datum laatste activiteit|Laatste contact|Datum laatste contact|"
    "Laatste gesprek|Laatste interactie",
    "lost_reason": "Reden verlies|Reden van verlies|Verliesreden|Reden verloren|Reden afwijzing|"
    "Reden van afwijzing|Afwijzingsreden|Reden annulering|Reden sluiting|Reden",
    "source": "Bron|Leadbron|Bron lead|Bron van lead|Herkomst|Kanaal|Verkoopkanaal|Bron campagne|Campagne",
    "industry": "Branche|Sector|Bedrijfstak|Industrie",
    "region": "Regio|Gebied|Rayon|Verkoopgebied|Provincie",
    "segment": "Segment|Klantsegment|Klanttype|Type klant",
    "deal_type": "Type|Dealtype|Soort|Soort deal|Type verkoop",
    "product": "Product|Productnaam|Producten|Dienst|Diensten|Product/Dienst|Pakket",
    "last_stage": "Laatste fase|Vorige fase",
    "stage_number": "Fasenummer|Fase nr|Volgorde fase",
    "is_won": "Gewonnen|Is gewonnen|Verkocht",
    "is_lost": "Verloren|Is verloren",
    "is_closed": "Gesloten|Afgesloten|Is gesloten|Afgerond",
    "is_deleted": "Verwijderd|Is verwijderd",
    "entered_at": "Fase ingegaan op|Datum fase|Ingangsdatum fase|Gewijzigd op|Wijzigingsdatum|Tijdstip|"
    "Wanneer|Datum wijziging|Datum/tijd|Sinds|Verplaatst op|Datum overgang",
    "from_stage": "Van fase|Vorige fase|Oude fase|Van|Voor|Oud|Oude status|Vorige status|Fase oud|"
    "Status oud",
    "to_stage": "Naar|Na|Nieuw|Nieuwe fase|Naar fase|Nieuwe status|Fase nieuw|Status nieuw|Volgende fase",
    "field": "Veld|Veldnaam|Gewijzigd veld|Eigenschap",
    "old_value": "Oude waarde|Oud|Voor|Van|Vorige waarde",
    "new_value": "Nieuwe waarde|Nieuw|Na|Naar",
    "signed_at": "Getekend|Getekend op|Ondertekend|Ondertekend op|Ondertekening|Datum ondertekening|"
    "Handtekening|Tekendatum|Contract|Contract getekend|Contractdatum|Datum contract|Order|Orderdatum|"
    "Datum order|Opdracht|Opdrachtdatum|Datum opdracht|Opdracht ontvangen|Besteld|Besteld op|Bestelling|"
    "Besteldatum|Geaccepteerd|Geaccepteerd op|Akkoord|Akkoord op|Datum akkoord|Verkocht op|Verkoopdatum|"
    "Gegund|Gegund op",
}

LEADS = {
    "lead_id": "Lead-ID|Leadnummer|Lead nr",
    "created_at": "Aangemaakt op|Aanmaakdatum|Gemaakt op|Leaddatum|Ontvangen op|Aanvraagdatum|Datum",
    "first_contact_at": "Eerste contact|Datum eerste contact|Eerste reactie|Eerste gesprek|Gecontacteerd op|"
    "Contactdatum",
    "converted_at": "Geconverteerd op|Conversiedatum|Omgezet op",
    "deal_id": "Deal-ID|Dealnummer|Verkoopkans-ID",
    "is_converted": "Geconverteerd|Omgezet",
    "status": "Status|Leadstatus|Resultaat",
    "reason": "Reden|Reden afwijzing|Reden diskwalificatie",
    "source": "Bron|Leadbron|Herkomst|Kanaal|Campagne",
    "owner": "Eigenaar|Leadeigenaar|Verkoper|Verantwoordelijke|Toegewezen aan|Accountmanager",
}

OUTCOMES = {
    "won": "Gesloten gewonnen|Gesloten en gewonnen|Afgesloten - gewonnen|Verkoopkans gewonnen|Verkocht|Succes|"
    "Succesvol|Succesvol afgesloten|Getekend|Ondertekend|Contract getekend|Contract ondertekend|"
    "Offerte geaccepteerd|Geaccepteerd|Opdracht gekregen|Opdracht gegund|Gegund|Betaald|Gefactureerd|Besteld|"
    "Gewonnen",
    "lost": "Gesloten verloren|Gesloten en verloren|Afgesloten - verloren|Verkoopkans verloren|Mislukt|"
    "Niet succesvol|Afgewezen|Offerte afgewezen|Geweigerd|Niet gewonnen|Niet verkocht|Geen interesse|"
    "Niet geïnteresseerd|Verlies|Verloren",
    "dropped": "Geannuleerd|Gediskwalificeerd|Niet gekwalificeerd|Ongekwalificeerd|Duplicaat|Dubbel|"
    "Gearchiveerd|Archief|Inactief|Verlopen|Vervallen|Ingetrokken|Ongeldig|Verwijderd|Opgegeven|"
    "Geen beslissing|Spam",
    "open": "Lopend|Loopt|In behandeling|In uitvoering|Actief|Nieuw|Nieuwe|Wachtend|Wachten|Wacht op antwoord|"
    "Wacht op beslissing|Wachten op antwoord|In afwachting|In de wacht|Gepauzeerd|Uitgesteld|Achterstallig|"
    "Te doen|Gestart|Niet gestart|Concept|Heet|Open",
    "steps": "Gecontacteerd|Eerste contact|Kennismaking|Gekwalificeerd|Kwalificatie|Behoefteanalyse|"
    "Behoeftenonderzoek|Afspraak|Afspraak gepland|Presentatie|Offerte|Offerte verstuurd|Offerte verzonden|"
    "Offerte uitgebracht|Voorstel|Voorstel verstuurd|Verstuurd|Verzonden|Onderhandeling|In onderhandeling|"
    "Onderhandelen|Contract verstuurd|Geïnteresseerd|Waardevoorstel",
    "closed": "Gesloten|Afgesloten|Afgerond|Voltooid|Klaar|Beëindigd|Afgehandeld",
}

LEAD_OUTCOMES = {
    "converted": "Geconverteerd|Omgezet|Gekwalificeerd|Klant|Gewonnen",
    "disqualified": "Gediskwalificeerd|Niet gekwalificeerd|Afgewezen|Verloren|Duplicaat|Geen interesse|"
    "Niet geïnteresseerd|Ongeldig",
}
