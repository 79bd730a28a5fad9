"""Tests of the broker as it is configured: a real Mosquitto, raw clients, the real rules."""
