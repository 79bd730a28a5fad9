"""Pictures and films of notices, fetched in pieces and kept by what is in them."""
