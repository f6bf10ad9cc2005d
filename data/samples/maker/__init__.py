"""The makers of the sample exports: a fictional company, its deals, and how each CRM would write them."""
