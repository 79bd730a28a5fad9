"""Tests of edge.capture.faces."""
