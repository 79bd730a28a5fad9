"""Tests of county.affairs."""
