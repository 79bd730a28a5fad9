"""Tests of edge.capture.papers."""
