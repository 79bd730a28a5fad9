"""Tests of county.wall."""
