"""Tests of edge.faces."""
