"""What the county wants published: written by the web in its own transaction, sent by the gateway."""
