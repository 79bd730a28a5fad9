"""The sound of films on the wall."""
