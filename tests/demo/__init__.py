"""Tests of the demo and the doctor."""
