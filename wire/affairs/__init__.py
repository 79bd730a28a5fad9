"""Records of village affairs: what the county publishes for kiosk, wall, phone and board."""
