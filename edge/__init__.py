"""The agent of a terminal: keeps keys, devices, petitions and the link, whatever happens to the face."""
