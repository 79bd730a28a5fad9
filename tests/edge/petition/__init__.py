"""Tests of edge.petition."""
