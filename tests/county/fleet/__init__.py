"""Tests of county.fleet."""
