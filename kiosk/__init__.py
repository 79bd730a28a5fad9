"""The face of a terminal: touch screens for villagers, and under kiosk.wall the LED wall."""
