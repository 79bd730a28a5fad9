"""Who helped until here goes now."""

from kiosk.widgets.frame import Screen


class StaffLeavesScreen(Screen):
    """See staff_leaves.kv."""
