"""Tests of edge.wall.media."""
