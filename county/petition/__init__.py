"""Sealed petitions: taken in, kept, shown to officers' browsers, answered. Never opened here."""
