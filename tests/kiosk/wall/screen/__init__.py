"""Tests of how pages get onto the panel."""
