"""Tests of edge.wall.proof."""
