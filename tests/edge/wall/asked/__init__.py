"""Tests of edge.wall.asked."""
