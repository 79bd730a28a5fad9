"""Tests of edge.fleet."""
