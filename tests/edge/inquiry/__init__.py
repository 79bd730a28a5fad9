"""Tests of the terminal's side of a formal inquiry."""
