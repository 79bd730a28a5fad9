"""The power goes at any screen of a visit, at the real kiosk with the real edge."""
