"""Tests of county."""
