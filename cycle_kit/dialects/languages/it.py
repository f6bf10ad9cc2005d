"""Italian words, of catalogs (Odoo, Vtiger, HubSpot) and of hand-kept sheets."""

DEALS = {
    "deal_id": "ID trattativa|ID opportunità|ID affare|Numero trattativa|N° trattativa|Numero opportunità|"
    "No. Opportunità|N° opportunità|Numero offerta|N° offerta|Numero preventivo|N° preventivo|Numero ordine|"
    "N° ordine|Numero contratto|N° contratto|Numero pratica|N° pratica|Numero fattura|Numero progetto|"
    "ID record|Riferimento|Rif|Identificativo|ID|Numero|N°|Num",
    "name": "Nome trattativa|Nome della trattativa|Nome opportunità|Nome dell'opportunità|Nome affare|"
    "Titolo trattativa|Titolo opportunità|Trattativa|Opportunità|Affare|Nome progetto|Progetto|Preventivo|"
    "Offerta|Pratica|Titolo|Nome|Oggetto|Descrizione|Proposta|Ordine|Contratto",
    "account": "Cliente|Nome cliente|Azienda|Nome azienda|Azienda associata|Società|Nome società|Impresa|"
    "Organizzazione|Nome organizzazione|Account|Nome account|Ragione sociale|Committente|Acquirente|"
    "Potenziale cliente|Contatto|Nome contatto|Referente|Nome e cognome|Nominativo",
    "pipeline": "Pipeline|Pipeline di vendita|Funnel|Funnel di vendita|Imbuto di vendita|Processo di vendita",
    "owner": "Proprietario|Proprietario della trattativa|Proprietario trattativa|Proprietario opportunità|"
    "Responsabile|Responsabile commerciale|Commerciale|Venditore|Venditrice|Addetto vendite|Agente|"
    "Agente di vendita|Rappresentante|Consulente|Consulente commerciale|Assegnato a|Assegnata a|"
    "Utente assegnato|Incaricato|Gestito da|Seguito da|Account manager|Capo area|Utente",
    "team": "Team|Team di vendita|Squadra|Reparto|Gruppo vendite|Filiale|Sede",
    "stage": "Fase|Fase trattativa|Fase della trattativa|Fase di vendita|Fase opportunità|Fase attuale|"
    "Fase della pipeline|Stadio|Stadio di vendita|Passo|Nuova fase|Nome fase",
    "status": "Stato|Stato trattativa|Stato della trattativa|Stato opportunità|Stato offerta|Stato preventivo|"
    "Stato finale|Esito|Esito trattativa|Esito finale|Risultato|Decisione|Vinta/Persa|Vinto/Perso",
    "amount": "Importo|Importo totale|Importo trattativa|Importo offerta|Importo ordine|Importo netto|"
    "Importo stimato|Ammontare|Valore|Valore trattativa|Valore della trattativa|Valore opportunità|"
    "Valore contratto|Valore offerta|Valore stimato|Valore totale|Valore ordine|Ricavo atteso|"
    "Ricavo previsto|Ricavi previsti|Ricavo stimato|Ricavo|Fatturato|Fatturato previsto|Prezzo|"
    "Prezzo di vendita|Totale|Imponibile|Budget|Somma|Valore lead|Preventivo|Offerta|Proposta|Ordine|"
    "Contratto",
    "currency": "Valuta|Codice valuta|Divisa",
    "probability": "Probabilità|Probabilità (%)|Probabilità trattativa|Probabilità della trattativa|"
    "Probabilità di chiusura|Probabilità di successo|Probabilità di vincita",
    "created_at": "Creato il|Creata il|Data di creazione|Data creazione|Creazione|Data inserimento|"
    "Data di inserimento|Inserito il|Aggiunto il|Data apertura|Data di apertura|Aperto il|Aperta il|"
    "Apertura|Data inizio|Data di inizio|Inizio|Data ricezione|Ricevuto il|Data richiesta|"
    "Data della richiesta|Data offerta|Data preventivo|Data ordine|Data registrazione|Data|Richiesta|"
    "Richiesto il",
    "won_at": "Vinto il|Vinta il|Data vincita|Data di vincita|Data vinta",
    "lost_at": "Perso il|Persa il|Data perdita|Data di perdita|Data rifiuto|Rifiuto|Data di rifiuto|"
    "Data del rifiuto|Rifiutato|Rifiutata|Rifiutato il|Respinto il|Rinuncia|Data rinuncia|Annullato il|"
    "Annullamento|Data annullamento|Perdita",
    "closed_at": "Chiuso il|Chiusa il|Data chiusura effettiva|Data di chiusura effettiva|"
    "Data effettiva di chiusura|Concluso il|Conclusa il|Terminato il",
    "close_date": "Data di chiusura|Data chiusura|Chiusura|Data di closing|Data conclusione|Data fine|Fine|"
    "Data esito|Data vendita|Data di vendita|Venduto il|Data firma|Data di firma|Firmato il|Data contratto|"
    "Data acquisto|Data decisione|Data consegna|Data abbandono|Data archiviazione",
    "expected_close": "Data di chiusura prevista|Data chiusura prevista|Data prevista di chiusura|"
    "Chiusura prevista|Data di chiusura stimata|Data stimata di chiusura|Data prevista|Data stimata|Scadenza|"
    "Data scadenza|Data di scadenza|Termine",
    "stage_changed_at": "Ultimo cambio di fase|Ultimo cambio fase|Data cambio fase|"
    "Data di entrata nella fase corrente|Ultimo aggiornamento fase|In fase dal",
    "lead_created_at": "Data creazione lead|Data di creazione lead|Data lead|Lead creato il|"
    "Data creazione contatto|Data di creazione contatto|Data creazione cliente",
    "first_contact_at": "Primo contatto|Data primo contatto|Data del primo contatto|Prima chiamata|"
    "Data prima chiamata|Prima risposta|Data prima risposta|Prima attività|Primo incontro|Data primo incontro|"
    "Contattato il|Data contatto|Data di contatto",
    "last_activity_at": "Ultima attività|Data ultima attività|Data dell'ultima attività|Ultimo contatto|"
    "Data ultimo contatto|Data dell'ultimo contatto|Ultima chiamata|Ultima interazione",
    "lost_reason": "Motivo perdita|Motivo della perdita|Motivo di perdita|Motivazione perdita|"
    "Motivo chiusura persa|Motivo di chiusura persa|Causa perdita|Causa della perdita|Motivo rifiuto|"
    "Motivo del rifiuto|Motivo abbandono|Motivo di chiusura|Motivo annullamento|Motivo|Motivazione|Causale",
    "source": "Fonte|Fonte lead|Fonte del lead|Fonte Campagna|Origine|Origine lead|Origine del lead|"
    "Origine contatto|Provenienza|Canale|Canale di acquisizione|Canale di vendita|Come ci ha conosciuto|"
    "Campagna",
    "industry": "Settore|Settore merceologico|Settore di attività|Industria|Comparto",
    "region": "Regione|Territorio|Zona|Area|Provincia",
    "segment": "Segmento|Segmento cliente|Tipo cliente|Tipologia cliente",
    "deal_type": "Tipo|Tipo di trattativa|Tipo trattativa|Tipo opportunità|Tipologia|Tipo di vendita",
    "product": "Prodotto|Nome prodotto|Prodotti|Servizio|Servizi|Prodotto/Servizio|Corso|Pacchetto",
    "last_stage": "Ultima fase|Fase precedente",
    "stage_number": "Numero fase|N° fase|Ordine fase",
    "is_won": "Vinta|Vinto|È con chiusura vinta|Chiusa vinta|Venduto",
    "is_lost": "Persa|Perso|È con chiusura persa|Chiusa persa",
    "is_closed": "Chiusa|Chiuso|È chiusa|Conclusa|Concluso|Terminata",
    "is_deleted": "Eliminato|Eliminata|Cancellato|Cancellata",
    "entered_at": "Data ingresso in fase|Data di ingresso in fase|Ingresso in fase|Data fase|Data cambio|"
    "Data modifica|Quando|Modificata il|Modificato il|Data del cambio|Data modifica fase|Data e ora|"
    "Data/ora|Dal|Data passaggio",
    "from_stage": "Da fase|Dalla fase|Fase precedente|Da|Prima|Vecchio|Vecchia fase|Fase vecchia|"
    "Vecchio stato|Stato precedente|Stato vecchio",
    "to_stage": "A|Dopo|Nuovo|Nuova fase|Fase nuova|Alla fase|A fase|Nuovo stato|Stato nuovo|"
    "Fase successiva",
    "field": "Campo|Nome campo|Campo modificato|Proprietà",
    "old_value": "Vecchio valore|Valore precedente|Prima|Da|Vecchio",
    "new_value": "Nuovo valore|Dopo|A|Nuovo",
    "signed_at": "Firma|Firmato|Firmata|Firmato il|Data firma|Data di firma|Data della firma|Contratto|"
    "Contratto firmato|Data contratto|Data del contratto|Ordine|Ordinato|Ordinato il|Data ordine|"
    "Data dell'ordine|Accettato|Accettata|Accettato il|Accettazione|Data accettazione|Conferma|"
    "Data conferma|Conferma d'ordine|Venduto il|Vendita|Data vendita|Data di vendita|Acquisto|"
    "Data acquisto",
}

LEADS = {
    "lead_id": "ID lead|ID del lead|Numero lead|N° lead",
    "created_at": "Creato il|Data di creazione|Data creazione|Data lead|Ricevuto il|Data richiesta|Data",
    "first_contact_at": "Primo contatto|Data primo contatto|Data del primo contatto|Prima chiamata|"
    "Prima risposta|Contattato il|Data contatto",
    "converted_at": "Convertito il|Data di conversione|Data conversione|Qualificato il",
    "deal_id": "ID trattativa|ID opportunità|ID affare",
    "is_converted": "Convertito|Convertita",
    "status": "Stato|Stato lead|Stato del lead|Esito",
    "reason": "Motivo|Motivazione|Motivo di squalifica|Motivo rifiuto|Motivo della perdita",
    "source": "Fonte|Fonte lead|Origine|Origine lead|Provenienza|Canale|Campagna",
    "owner": "Proprietario|Responsabile|Proprietario del lead|Commerciale|Venditore|Agente|Assegnato a|"
    "Utente assegnato",
}

OUTCOMES = {
    "won": "Vinto|Vinta|Vinti|Chiuso vinto|Chiusa vinta|Chiusura vinta|Chiuso e vinto|Trattativa vinta|"
    "Opportunità vinta|Affare vinto|Affare concluso con successo|Venduto|Venduta|Vendita|Vendita conclusa|"
    "Acquisito|Acquisita|Successo|Con successo|Chiuso con successo|Accettato|Accettata|Offerta accettata|"
    "Preventivo accettato|Firmato|Firmata|Contratto firmato|Pagata|Fatturato|Fatturata|Aggiudicato|"
    "Aggiudicata|Ordinato|Convertito|Pagato",
    "lost": "Perso|Persa|Persi|Perse|Chiuso perso|Chiusa persa|Chiusura persa|Chiuso e perso|Trattativa persa|"
    "Opportunità persa|Affare perso|Vendita persa|Rifiutato|Rifiutata|Offerta rifiutata|Preventivo rifiutato|"
    "Respinto|Respinta|Fallito|Fallita|Insuccesso|Senza successo|Non vinto|Non vinta|Non venduto|Non firmato|"
    "Non firmata|Non interessato|Non interessata|Nessun interesse",
    "dropped": "Abbandonato|Abbandonata|Annullato|Annullata|Cancellato|Cancellata|Squalificato|Squalificata|"
    "Non qualificato|Non qualificata|Duplicato|Duplicata|Archiviato|Archiviata|Archivio|Inattivo|Inattiva|"
    "Scaduto|Scaduta|Ritirato|Ritirata|Non valido|Scartato|Scartata|Nessuna decisione|Eliminato|Indesiderato|"
    "Spam",
    "open": "Aperto|Aperta|Aperti|Aperte|In corso|In lavorazione|Attivo|Attiva|Nuovo|Nuova|Nuovi|In attesa|"
    "In attesa di risposta|In attesa di decisione|In attesa di pagamento|In attesa di firma|In sospeso|"
    "Sospeso|Sospesa|In pausa|Rimandato|Rimandata|Rinviato|Rinviata|In ritardo|Da contattare|Da fare|"
    "Da ricontattare|Avviato|Avviata|Non iniziato|Bozza|Caldo|Tiepido|Preso in carico|In valutazione",
    "steps": "Prospetto|Contattato|Contattata|Contatto|Primo contatto|In conversazione|Qualificato|"
    "Qualificata|Qualifica|Qualificazione|In Prospettiva|Analisi dei bisogni|Analisi esigenze|Da Analizzare|"
    "Appuntamento|Appuntamento fissato|Riunione|Incontro|Presentazione|Dimostrazione|Preventivo|"
    "Preventivo inviato|Offerta|Offerta inviata|Proposta|Proposta inviata|Inviato|Inviata|Trattativa|"
    "In trattativa|Negoziazione|In negoziazione|Contratto|Contratto inviato|In chiusura|Interessato|"
    "Interessata",
    "closed": "Chiuso|Chiusa|Chiusi|Chiuse|Concluso|Conclusa|Terminata|Completato|Completata|Finito|Finita|"
    "Evaso|Terminato",
}

LEAD_OUTCOMES = {
    "converted": "Convertito|Convertita|Qualificato|Qualificata|Cliente|Vinto",
    "disqualified": "Squalificato|Squalificata|Non qualificato|Rifiutato|Perso|Persa|Duplicato|"
    "Non interessato|Non interessata|Scartato|Non valido|Archiviato",
}
