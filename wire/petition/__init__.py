"""Records of a petition: what is sealed, offered, uploaded, receipted and answered."""
