"""The sixteen digits to take home."""

from kiosk.flows.petition.steps import ReadReceipt, Stage
from kiosk.widgets.frame import Screen


class ReadReceiptScreen(Screen):
    """See read_receipt.kv."""

    def state(self, step: ReadReceipt) -> str:
        if step.stage is Stage.KEPT and not step.link_up:
            return self.say("read_receipt.kept_waiting")
        return self.say(f"read_receipt.{step.stage}")
