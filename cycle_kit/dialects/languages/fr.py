"""French words, of catalogs (Odoo, EspoCRM, HubSpot, Pipedrive) and of hand-kept sheets."""

DEALS = {
    "deal_id": "ID de l'affaire|ID affaire|N° affaire|Numéro d'affaire|Numéro de l'affaire|"
    "ID de l'opportunité|ID opportunité|N° opportunité|Numéro d'opportunité|ID de la transaction|"
    "ID transaction|N° dossier|Numéro de dossier|N° projet|N° devis|Numéro de devis|N° commande|"
    "Numéro de commande|N° contrat|Numéro de contrat|N° facture|Numéro de facture|Référence|Réf|Identifiant|"
    "ID|Numéro|N°|Num",
    "name": "Nom de l'affaire|Nom affaire|Titre de l'affaire|Nom de l'opportunité|Nom opportunité|"
    "Nom de la transaction|Nom de la vente|Affaire|Opportunité|Opportunité commerciale|Transaction|"
    "Nom du projet|Projet|Dossier|Devis|Proposition|Titre|Intitulé|Libellé|Nom|Objet|Sujet|Désignation|"
    "Description|Commande|Contrat",
    "account": "Client|Nom du client|Nom client|Société|Nom de la société|Entreprise|Nom de l'entreprise|"
    "Organisation|Nom de l'organisation|Compte|Nom du compte|Raison sociale|Prospect|Nom du prospect|Acheteur|"
    "Donneur d'ordre|Contact|Nom du contact|Interlocuteur|Personne à contacter|Nom et prénom|Nom complet",
    "pipeline": "Pipeline|Pipeline commercial|Tunnel de vente|Entonnoir|Entonnoir de vente|Processus de vente|"
    "Cycle de vente",
    "owner": "Responsable|Responsable commercial|Responsable de l'affaire|Responsable du compte|Commercial|"
    "Commerciale|Nom du commercial|Vendeur|Vendeuse|Propriétaire|Propriétaire de l'affaire|"
    "Propriétaire de la transaction|Propriétaire de l'opportunité|Collaborateur|Assigné à|Assignée à|"
    "Attribué à|Affecté à|Utilisateur assigné|Chargé d'affaires|Chargé de compte|Ingénieur commercial|"
    "Conseiller|Conseiller commercial|Consultant|Agent|Agent commercial|Représentant|Suivi par|Géré par|"
    "Directeur commercial|Utilisateur",
    "team": "Équipe|Équipe commerciale|Agence|Département commercial|Groupe",
    "stage": "Étape|Étape de vente|Étape de l'affaire|Étape du pipeline|Étape commerciale|Étape actuelle|"
    "Phase|Phase de vente|Phase de la transaction|Phase de l'affaire|Phase actuelle|Stade|Nouvelle étape|"
    "Nom de l'étape",
    "status": "Statut|Statut de l'affaire|Statut de l'opportunité|Statut de la transaction|Statut du devis|"
    "Statut commercial|État|Résultat|Résultat final|Décision|Gagné/Perdu|Gagnée/Perdue",
    "amount": "Montant|Montant de l'affaire|Montant de la transaction|Montant du contrat|Montant du devis|"
    "Montant HT|Montant TTC|Montant total|Montant estimé|Montant prévu|Montant prévisionnel|Valeur|"
    "Valeur de l'affaire|Valeur de l'opportunité|Valeur du contrat|Valeur estimée|Revenu attendu|"
    "Revenu estimé|Revenu espéré|Revenu|CA|CA prévisionnel|CA estimé|Chiffre d'affaires|"
    "Chiffre d'affaires estimé|Prix|Prix de vente|Prix HT|Prix TTC|Total|Total HT|Total TTC|Budget|"
    "Valeur du lead|Devis|Offre|Proposition|Commande|Contrat",
    "currency": "Devise|Code devise|Monnaie",
    "probability": "Probabilité|Probabilité (%)|Probabilité de gain|Probabilité de closing|"
    "Probabilité de signature|Probabilité de conclusion|Taux de réussite|Chance|Chances de succès",
    "created_at": "Créé le|Créée le|Date de création|Date création|Création|Date d'ajout|Ajouté le|"
    "Ajoutée le|Date d'ouverture|Ouvert le|Ouverte le|Ouverture|Date de début|Début|Date d'entrée|"
    "Date de réception|Reçu le|Reçue le|Date de la demande|Date de demande|Date du devis|Date de l'offre|"
    "Date de commande|Date d'enregistrement|Date|Demande|Date demande|Date devis|Demandé le",
    "won_at": "Gagné le|Gagnée le|Date de gain|Date gagnée|Date de victoire",
    "lost_at": "Perdu le|Perdue le|Date de perte|Date d'échec|Heure de l'échec|Date de refus|Refus|"
    "Date refus|Refusé|Refusée|Refusé le|Refusée le|Date du refus|Rejet|Date rejet|Date de rejet|"
    "Rejeté le|Rejetée le|Abandon|Date abandon|Date d'abandon|Annulé le|Annulée le|Annulation|"
    "Date d'annulation|Décliné le|Perte|Date perte",
    "closed_at": "Fermé le|Fermée le|Clôturé le|Clôturée le|Clos le|Close le|Conclu le|Conclue le|"
    "Date de clôture réelle|Date de fermeture réelle|Terminé le|Terminée le",
    "close_date": "Date de clôture|Date de fermeture|Date de conclusion|Date de closing|Clôture|Fermeture|"
    "Date de fin|Fin|Date de vente|Vendu le|Vendue le|Date de signature|Signé le|Signée le|Signature|"
    "Date du contrat|Date de décision|Date de livraison|Date d'achat|Date d'archivage",
    "expected_close": "Date de clôture prévue|Date de fermeture prévue|Date de conclusion prévue|"
    "Date de clôture estimée|Date de clôture prévisionnelle|Clôture prévue|Date prévue|Date prévisionnelle|"
    "Date de signature prévue|Date estimée de clôture|Fermeture prévue|Date cible|Échéance|Date d'échéance|"
    "Date limite",
    "stage_changed_at": "Dernière mise à jour de l'étape|Dernier changement d'étape|"
    "Date de changement d'étape|Date du dernier changement d'étape|Dans l'étape depuis|"
    "Dernière modification d'étape",
    "lead_created_at": "Date de création du lead|Lead créé le|Date du lead|Date de création du prospect|"
    "Date de création du contact|Date de création du client|Date de réception du lead",
    "first_contact_at": "Premier contact|Date du premier contact|Date de premier contact|Premier appel|"
    "Date du premier appel|Première réponse|Date de première réponse|Première prise de contact|"
    "Date de prise de contact|Prise de contact|Premier échange|Date du premier échange|"
    "Premier rendez-vous|Date du premier rendez-vous|Première activité|Contacté le|Contactée le|"
    "Date de contact|Contact le|Date contact",
    "last_activity_at": "Dernière activité|Date de dernière activité|Date de la dernière activité|"
    "Dernier contact|Date du dernier contact|Date de dernier contact|Dernier échange|Dernier appel|"
    "Dernière relance|Dernière interaction|Contacté la dernière fois",
    "lost_reason": "Motif de perte|Motif de la perte|Raison de perte|Raison de la perte|Cause de perte|"
    "Cause de la perte|Motif de refus|Raison du refus|Motif d'échec|Raison de l'échec|Motif d'abandon|"
    "Raison d'abandon|Motif de rejet|Motif de clôture|Raison de fermeture|Motif d'annulation|Motif|Raison",
    "source": "Source|Source du lead|Source du prospect|Source du contact|Source de l'affaire|Origine|"
    "Origine du lead|Origine du contact|Origine du prospect|Provenance|Canal|Canal d'acquisition|"
    "Canal de vente|Comment nous avez-vous connu|Campagne",
    "industry": "Secteur|Secteur d'activité|Industrie|Domaine d'activité|Branche",
    "region": "Région|Territoire|Zone|Secteur géographique|Département",
    "segment": "Segment|Segment client|Type de client|Typologie client",
    "deal_type": "Type|Type d'affaire|Type d'opportunité|Type de transaction|Type de vente|Nature",
    "product": "Produit|Nom du produit|Produits|Prestation|Produit/Service|Produit ou service|Formation|Offre",
    "last_stage": "Dernière étape|Étape précédente|Étape avant clôture",
    "stage_number": "Numéro d'étape|N° étape|Ordre de l'étape",
    "is_won": "Gagné|Gagnée|Est gagné|Vendu|Vendue",
    "is_lost": "Perdu|Perdue|Est perdu",
    "is_closed": "Fermé|Fermée|Clôturé|Clôturée|Clos|Terminé|Terminée",
    "is_deleted": "Supprimé|Supprimée",
    "entered_at": "Date d'entrée dans l'étape|Entrée dans l'étape|Entré le|Date de l'étape|Horodatage|"
    "Date de changement|Date de modification|Quand|Date du changement|Modifié le|Modifiée le|Changé le|"
    "Date et heure|Date/heure|Date de passage|Depuis le",
    "from_stage": "De l'étape|Étape précédente|Ancienne étape|De|Avant|Ancien|Ancien statut|"
    "Statut précédent|Ancienne phase|Phase précédente|Étape de départ|Étape avant",
    "to_stage": "Vers|Après|Nouveau|Nouveau statut|Vers l'étape|À l'étape|Étape suivante|Étape d'arrivée|"
    "Nouvelle phase|Étape après",
    "field": "Champ|Nom du champ|Champ modifié|Propriété",
    "old_value": "Ancienne valeur|Ancien|Avant|De|Valeur précédente",
    "new_value": "Nouvelle valeur|Nouveau|Après|Vers|À",
    "signed_at": "Signature|Date signature|Date de signature|Signé|Signée|Signé le|Signée le|Date signé|"
    "Contrat|Contrat signé|Contrat signé le|Date contrat|Date du contrat|Commande|Commandé le|"
    "Date commande|Date de commande|Date de la commande|Bon de commande|Devis signé|Devis signé le|"
    "Devis accepté|Accepté|Acceptée|Accepté le|Acceptée le|Acceptation|Date acceptation|"
    "Date d'acceptation|Accord|Date accord|Date d'accord|Vendu le|Vendue le|Vente|Date vente|"
    "Date de vente|Achat|Date d'achat",
}

LEADS = {
    "lead_id": "ID lead|ID du lead|N° lead|ID prospect|ID du prospect",
    "created_at": "Créé le|Date de création|Date du lead|Reçu le|Date de réception|Date de la demande|Date",
    "first_contact_at": "Premier contact|Date du premier contact|Date de premier contact|Premier appel|"
    "Première réponse|Contacté le|Date de contact|Date de prise de contact",
    "converted_at": "Converti le|Date de conversion|Qualifié le",
    "deal_id": "ID affaire|ID de l'affaire|ID opportunité|ID de l'opportunité|ID de la transaction",
    "is_converted": "Converti|Est converti",
    "status": "Statut|Statut du lead|Statut du prospect|État|Résultat",
    "reason": "Motif|Raison|Motif de disqualification|Motif de rejet|Motif de refus",
    "source": "Source|Source du lead|Source du prospect|Origine|Provenance|Canal|Campagne",
    "owner": "Responsable|Commercial|Propriétaire|Propriétaire du lead|Assigné à|Attribué à|"
    "Utilisateur assigné|Vendeur",
}

OUTCOMES = {
    "won": "Gagné|Gagnée|Gagnés|Gagnées|Conclusion gagnante|Affaire gagnée|Opportunité gagnée|"
    "Transaction gagnée|Vente gagnée|Fermé gagné|Fermée gagnée|Clôturé gagné|Clôturée gagnée|Clos gagné|Vendu|"
    "Vendue|Vendus|Vente conclue|Vente réalisée|Vente|Signé|Signée|Contrat signé|Devis signé|Devis accepté|"
    "Réussi|Réussie|Succès|Accepté|Acceptée|Proposition acceptée|Offre acceptée|Payé|Payée|Facturé|Facturée|"
    "Commande passée|Commandé|Converti|Convertie",
    "lost": "Perdu|Perdue|Perdus|Perdues|Conclusion perdante|Affaire perdue|Opportunité perdue|"
    "Transaction perdue|Vente perdue|Fermé perdu|Fermée perdue|Clôturé perdu|Clôturée perdue|Clos perdu|Échec|"
    "Échoué|Échouée|Refusé|Refusée|Devis refusé|Offre refusée|Proposition refusée|Rejeté|Rejetée|Non signé|"
    "Non signée|Non gagné|Pas intéressé|Pas intéressée|Non intéressé|Non intéressée|Sans intérêt",
    "dropped": "Abandonné|Abandonnée|Annulé|Annulée|Disqualifié|Disqualifiée|Non qualifié|Non qualifiée|"
    "Doublon|Dupliqué|Archivé|Archivée|Inactif|Inactive|Expiré|Expirée|Sans suite|Classé sans suite|"
    "Classée sans suite|Retiré|Retirée|Invalide|Supprimé|Supprimée|Indésirable|Sans décision|Spam",
    "open": "Ouvert|Ouverte|Ouverts|Ouvertes|En cours|En cours de traitement|Actif|Active|Nouveau|Nouvelle|"
    "En attente|En attente de réponse|En attente de décision|En attente de paiement|En attente de signature|"
    "En pause|Reporté|Reportée|Différé|En retard|À traiter|À relancer|À contacter|À faire|Relance|Démarré|"
    "Brouillon|Chaud|Tiède",
    "steps": "Prospection|Piste|Nouveau lead|Contacté|Contactée|Premier contact|Contact établi|"
    "Prise de contact|Qualifié|Qualifiée|Qualification|Découverte|Analyse des besoins|Rendez-vous|"
    "Rendez-vous pris|RDV|RDV pris|RDV planifié|Présentation|Démonstration|Démo|Proposition|"
    "Proposition envoyée|Proposition commerciale|Devis|Devis envoyé|Offre|Offre envoyée|Envoyé|Envoyée|"
    "Négociation|En négociation|En cours de négociation|Contrat|Contrat envoyé|Closing|Validée|Intéressé|"
    "Intéressée",
    "closed": "Fermé|Fermée|Fermés|Fermées|Clôturé|Clôturée|Clos|Terminé|Terminée|Finalisé|Finalisée|Achevé|"
    "Conclu|Conclue|Traité|Traitée",
}

LEAD_OUTCOMES = {
    "converted": "Converti|Convertie|Qualifié|Qualifiée|Gagné",
    "disqualified": "Disqualifié|Disqualifiée|Non qualifié|Non qualifiée|Rejeté|Refusé|Perdu|Perdue|Doublon|"
    "Pas intéressé|Non intéressé|Indésirable|Archivé|Invalide",
}
