"""What dims a panel, and what sees how bright the day is."""
