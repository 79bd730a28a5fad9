"""Tests of edge.wall.panel."""
