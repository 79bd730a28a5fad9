"""The village's affairs: written at the desk, signed, published to every kiosk and wall of the site."""
