"""One list of behaviours per port, kept by the fakes and by every real driver that can run here."""
