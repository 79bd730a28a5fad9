"""Tests of edge.wall.sticks."""
