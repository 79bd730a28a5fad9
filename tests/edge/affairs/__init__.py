"""Tests of edge.affairs."""
