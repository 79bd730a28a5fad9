"""Tests of edge.papers."""
