"""Tests of the face of a terminal."""
