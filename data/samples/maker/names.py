"""Invented companies and people, of many backgrounds."""

_STEMS = """
Velmara Torvik Quillon Brenwald Zentara Lumeno Kastria Oriventa Sundhaven Marbeck Ilvera Tarnika
Fjordal Pelagon Rivano Astoval Grünhag Skovby Vasterholm Kolmira Duvante Aldoria Przemir Bystra
Moravel Castelun Ribalta Okaro Sahmira Qasrin Harrowmere Pinecrest Wexley Tallgrove Ostwind
Haldor Kivimaa Sørvik Zámeko Belvaro Ensingen Rotkamp Lindåsa Vaartwijk Meeresand Bachtal Nerivo
Altenmoos
"""
_FIRST = """
Amira Jakub Ngozi Mateo Ingrid Rashid Chiara Emre Sanna Lukas Anjali Pavel Fatou Hugo Milena
Omar Katrin Diego Yuki Freya Tariq Ewa Samuel Nadia Bram Ioana Farid Linnea Viktor Mariam Dénes
Aino Carlos Hana Idris Greta Stefan Parisa Noah Zeynep Adaeze Björn
"""
_LAST = """
Haddad Nowicki Okonkwo Ferreira Solberg Karimi Moretti Aydın Lehtonen Brenner Deshpande Dvořák
Diallo Janssens Stoyanova Mansour Vogt Herrera Tanaka Madsen Rahimi Zielińska Mbeki Popescu
Verhoeven Kowalczyk Sadeghi Östberg Dimitrov Nasser Szabó Virtanen Ortega Kimura Osei Hartmann
Novák Tehrani Whitfield Kaya Eze Gustafsson
"""

STEMS, FIRST, LAST = (tuple(words.split()) for words in (_STEMS, _FIRST, _LAST))

TRADES = {
    "Food & Beverage": ("Foods", "Dairy", "Brewing"),
    "Chemicals": ("Chemicals", "Coatings", "Polymers"),
    "Pharma": ("Pharma", "Biotech", "Laboratories"),
    "Water Utilities": ("Water", "Waterworks", "Utilities"),
    "Energy": ("Energy", "Power", "Gas Grids"),
    "Machinery": ("Machines", "Pumps", "Drives"),
    "Pulp & Paper": ("Paper", "Packaging", "Pulp"),
}

FORMS = {
    "DACH": ("GmbH", "AG", "GmbH & Co. KG"),
    "Nordics": ("AB", "A/S", "Oy"),
    "Benelux": ("B.V.", "N.V."),
    "Central Europe": ("Sp. z o.o.", "s.r.o.", "EOOD"),
    "Southern Europe": ("S.p.A.", "S.L.", "Lda."),
    "North America": ("Inc.", "LLC"),
    "Middle East": ("LLC", "FZE"),
}
