"""Tests of wire.wall."""
