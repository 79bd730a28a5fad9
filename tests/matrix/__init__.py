"""Tests of the process that lights a matrix."""
