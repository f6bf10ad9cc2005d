"""How the sample exports are made: a fictional company, its deals, and each CRM's files."""
