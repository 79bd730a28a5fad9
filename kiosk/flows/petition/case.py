"""The case under the name that chapters know it by; it lives beside the flows, because other flows begin one too."""

from kiosk.flows.case import Case, Field, Stage, Take, Writing

__all__ = ["Case", "Field", "Stage", "Take", "Writing"]
