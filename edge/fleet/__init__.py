"""How the terminal says that it lives: presence, pings, its clock and its disk."""
