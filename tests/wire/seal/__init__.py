"""Tests of wire.seal."""
