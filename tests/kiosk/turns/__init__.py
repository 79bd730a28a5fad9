"""Tests of whose turn it is."""
