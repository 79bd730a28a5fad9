"""The stand-in for a villager, and the measure of what became of it: a film with lamp and beep, and their finder."""
