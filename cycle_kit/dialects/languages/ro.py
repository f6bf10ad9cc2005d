"""Romanian words, of catalogs (Odoo, Vtiger) and of hand-kept sheets."""

DEALS = {
    "deal_id": "ID oportunitate|ID afacere|ID Potential|Număr oportunitate|Nr. oportunitate|Număr afacere|"
    "Număr proiect|Nr. proiect|Număr ofertă|Nr. ofertă|Număr comandă|Nr. comandă|Număr contract|Nr. contract|"
    "Număr factură|Nr. factură|Referință|Identificator|ID|Număr|Nr|Nr. crt",
    "name": "Nume oportunitate|Oportunitate|Nume afacere|Afacere|Tranzacție|Nume proiect|Proiect|Ofertă|"
    "Comandă|Titlu|Denumire|Nume|Subiect|Descriere|Deviz|Propunere|Contract",
    "account": "Client|Nume client|Firmă|Nume firmă|Companie|Nume companie|Organizație|Nume organizație|"
    "Numele organizației|Cont|Beneficiar|Cumpărător|Contact|Nume contact|Persoană de contact|Nume și prenume",
    "pipeline": "Pipeline|Pâlnie de vânzări|Proces de vânzare|Flux de vânzări",
    "owner": "Proprietar|Responsabil|Agent|Agent de vânzări|Vânzător|Reprezentant|Reprezentant vânzări|"
    "Consultant|Asignat|Asignat lui|Atribuit|Alocat lui|Manager de cont|Manager|Broker|Angajat|Utilizator",
    "team": "Echipă|Echipă de vânzări|Departament|Filială",
    "stage": "Etapă|Etapa vânzării|Etapă de vânzare|Etapa curentă|Stadiu|Stadiu vânzări|Fază|Pas|Etapă nouă",
    "status": "Status|Stare|Starea|Status ofertă|Status oportunitate|Rezultat|Rezultat final|Decizie|Situație",
    "amount": "Sumă|Valoare|Valoarea|Valoare oportunitate|Valoare contract|Valoare ofertă|Valoare totală|"
    "Valoare estimată|Venit estimat|Venit așteptat|Venituri estimate|Venit|Cifră de afaceri|Preț|"
    "Preț de vânzare|Preț total|Buget|Total|Total general|Valoare lead|Ofertă|Deviz|Propunere|Comandă|"
    "Contract",
    "currency": "Monedă|Valută|Cod monedă",
    "probability": "Probabilitate|Probabilitate (%)|Probabilitate de închidere|Probabilitate de succes|Șansă|"
    "Șanse",
    "created_at": "Creat la|Creat în|Data creării|Creat pe|Data adăugării|Adăugat la|Data înregistrării|"
    "Data deschiderii|Deschis la|Data începerii|Data de început|Început|Data primirii|Primit la|"
    "Data cererii|Data solicitării|Data ofertei|Data comenzii|Data|Cerere|Solicitare|Solicitat la",
    "won_at": "Câștigat la|Data câștigării",
    "lost_at": "Pierdut la|Data pierderii|Data refuzului|Refuz|Data refuz|Refuzat|Refuzată|Refuzat la|"
    "Respins|Respinsă|Respins la|Data respingerii|Renunțare|Data renunțării|Anulat la|Anulare|"
    "Data anulării|Pierdere",
    "closed_at": "Închis la|Data închiderii efective|Data efectivă a închiderii|Încheiat la|Finalizat la",
    "close_date": "Data închiderii|Data de închidere|Închidere|Data încheierii|Data finalizării|"
    "Data de sfârșit|Sfârșit|Data vânzării|Data contractului|Data semnării|Semnat la|Data deciziei|"
    "Data livrării",
    "expected_close": "Data estimată a închiderii|Data estimată de închidere|Închidere estimată|"
    "Data așteptată a închiderii|Data preconizată a închiderii|Data planificată a închiderii|"
    "Închidere așteptată|Data estimată|Data țintă|Termen|Termen limită|Scadență|Data scadenței",
    "stage_changed_at": "Ultima schimbare a etapei|Data schimbării etapei|Ultima actualizare a etapei",
    "lead_created_at": "Data creării leadului|Data lead|Data creării contactului|Data creării clientului",
    "first_contact_at": "Primul contact|Data primului contact|Primul apel|Data primului apel|Primul răspuns|"
    "Data primului răspuns|Prima întâlnire|Data primei întâlniri|Prima activitate|Contactat la|"
    "Data contactului",
    "last_activity_at": "Ultima activitate|Data ultimei activități|Ultimul contact|Data ultimului contact|"
    "Ultimul apel",
    "lost_reason": "Motiv pierdere|Motivul pierderii|Cauza pierderii|Motiv refuz|Motivul refuzului|"
    "Motiv respingere|Motiv anulare|Motivul închiderii|Motiv|Motivul",
    "source": "Sursă|Sursa lead|Sursa clientului|Sursa campanie|Proveniență|Canal|Canal de vânzare|Campanie",
    "industry": "Industrie|Sector|Domeniu|Domeniu de activitate",
    "region": "Regiune|Județ|Zonă|Teritoriu",
    "segment": "Segment|Tip client",
    "deal_type": "Tip|Tip oportunitate|Tip vânzare",
    "product": "Produs|Nume produs|Produse|Serviciu|Servicii|Produs/Serviciu|Pachet",
    "last_stage": "Ultima etapă|Etapa anterioară",
    "stage_number": "Număr etapă|Nr. etapă|Ordine etapă",
    "is_won": "Câștigat|Câștigată|Vândut",
    "is_lost": "Pierdut|Pierdută",
    "is_closed": "Închis|Închisă|Încheiat|Finalizat",
    "is_deleted": "Șters|Ștearsă",
    "entered_at": "Data intrării în etapă|Intrare în etapă|Data etapei|Data modificării|Când|Modificat la|"
    "Data schimbării|Data și ora|Data/ora|Mutat la|Din data",
    "from_stage": "Din etapa|Etapa anterioară|Din|Înainte|Vechi|Etapa veche|Status vechi|Stare veche|"
    "Status anterior|Faza veche|Faza anterioară",
    "to_stage": "În|După|Nou|Etapa nouă|Noua etapă|În etapa|La etapa|Stare nouă|Status nou|Faza nouă",
    "field": "Câmp|Nume câmp|Câmp modificat|Proprietate",
    "old_value": "Valoare veche|Valoarea veche|Vechi|Înainte|Valoare anterioară",
    "new_value": "Valoare nouă|Valoarea nouă|Nou|După",
    "signed_at": "Semnat|Semnată|Semnat la|Semnare|Semnătură|Data semnării|Data semnare|"
    "Data semnării contractului|Contract|Contract semnat|Data contract|Data contractului|Comandă|Comandat|"
    "Comandat la|Data comandă|Data comenzii|Acceptat|Acceptată|Acceptat la|Acceptare|Data acceptării|"
    "Aprobat la|Data aprobării|Vândut la|Vânzare|Data vânzării|Data cumpărării",
}

LEADS = {
    "lead_id": "ID lead|Număr lead|Nr. lead",
    "created_at": "Creat la|Data creării|Data lead|Primit la|Data cererii|Data",
    "first_contact_at": "Primul contact|Data primului contact|Primul răspuns|Primul apel|Data contactului",
    "converted_at": "Convertit la|Data conversiei",
    "deal_id": "ID oportunitate|ID afacere",
    "is_converted": "Convertit",
    "status": "Status|Stare|Status lead|Rezultat",
    "reason": "Motiv|Motiv respingere|Motiv descalificare",
    "source": "Sursă|Sursa lead|Canal|Campanie",
    "owner": "Proprietar|Responsabil|Agent|Vânzător|Asignat",
}

OUTCOMES = {
    "won": "Câștigat|Câștigată|Câștigate|Afacere câștigată|Oportunitate câștigată|Închis câștigat|"
    "Închisă câștigată|Vândut|Vândută|Vânzare|Vânzare realizată|Reușit|Reușită|Semnat|Semnată|Contract semnat|"
    "Acceptată|Ofertă acceptată|Plătit|Plătită|Facturată|Succes|Acceptat|Facturat|Convertit",
    "lost": "Pierdut|Pierdută|Pierdute|Afacere pierdută|Oportunitate pierdută|Închis pierdut|Închisă pierdută|"
    "Eșec|Eșuat|Eșuată|Refuzat|Refuzată|Ofertă refuzată|Respins|Respinsă|Necâștigat|Neinteresat|Neinteresată|"
    "Fără interes",
    "dropped": "Abandonat|Abandonată|Anulat|Anulată|Descalificat|Descalificată|Necalificat|Necalificată|"
    "Duplicat|Arhivat|Arhivată|Inactivă|Expirată|Retras|Retrasă|Invalid|Șters|Inactiv|Expirat|Spam",
    "open": "Deschis|Deschisă|Deschise|În curs|În lucru|În desfășurare|Activ|Activă|Nou|Nouă|Noi|În așteptare|"
    "Așteaptă răspuns|Amânat|Amânată|Întârziat|De contactat|Început|Ciornă|Fierbinte",
    "steps": "Contactat|Contactată|Primul contact|Calificat|Calificată|Calificare|În prospectare|"
    "Analiza nevoilor|Întâlnire|Întâlnire programată|Prezentare|Ofertă|Ofertă trimisă|Propunere|"
    "Propunere trimisă|Trimis|Negociere|În negociere|Contract trimis|Interesat",
    "closed": "Închis|Închisă|Închise|Încheiat|Încheiată|Finalizat|Finalizată|Terminat|Completat",
}

LEAD_OUTCOMES = {
    "converted": "Convertit|Convertită|Calificat|Client|Câștigat",
    "disqualified": "Descalificat|Necalificat|Respins|Refuzat|Pierdut|Duplicat|Neinteresat|Invalid",
}
