"""Fingers on the real screens: chosen ones, random ones, two at once."""
