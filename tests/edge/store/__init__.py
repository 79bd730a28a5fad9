"""Tests of edge.store."""
