"""What a villager can do at the kiosk, thought through in plain Python: no pixels, no sockets, no Kivy."""
