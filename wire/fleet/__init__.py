"""Records of the fleet: how a terminal says that it lives."""
