"""Published village affairs, verified and kept so that they are shown without a network."""
