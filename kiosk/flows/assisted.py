"""Whoever was helped to begin is alone from here on: the same page before a petition and before a call."""

from dataclasses import dataclass

from kiosk.flows.step import PrivateStep


@dataclass(frozen=True)
class StaffLeaves(PrivateStep):
    """Assisted until here; from here on the villager is alone."""

    choices = ("alone", "back", "leave")
