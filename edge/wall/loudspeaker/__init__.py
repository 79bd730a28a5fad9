"""The sound of films: what of it is heard, and when, in step with pictures that another process presents."""
