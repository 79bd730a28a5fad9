"""The whole system on one machine, with a visitor and an officer who follow a script."""
