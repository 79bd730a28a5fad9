"""Tests of demo.slate."""
