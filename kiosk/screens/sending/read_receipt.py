"""The sixteen digits to take home: seen, heard, printed."""

from kiosk.flows.case import Stage
from kiosk.flows.receipt import ReadReceipt
from kiosk.widgets.choice import Choice, Press, UpKey
from kiosk.widgets.frame import Screen


class ReadReceiptScreen(Screen):
    """See read_receipt.kv; the keys follow what the terminal can do."""

    def state(self, step: ReadReceipt) -> str:
        if step.practice:
            return self.say("read_receipt.practice")
        if step.stage is Stage.KEPT and not step.link_up:
            return self.say("read_receipt.kept_waiting")
        return self.say(f"read_receipt.{step.stage}")

    def hint(self, step: ReadReceipt) -> str:
        if step.warned and not step.saying:
            return self.say("read_receipt.warning")
        if step.paper and step.paper != "printing":
            return self.say(f"read_receipt.paper_{step.paper}")
        return self.say("read_receipt.keep" if step.code else "read_receipt.hidden")

    def draws(self) -> None:
        step: ReadReceipt = self.step
        keys = [self._key("hide" if step.code else "show")]
        if step.voice:
            keys.append(self._key("silence" if step.saying else "say"))
        if not step.practice:
            keys.append(self._slip_key(step))
        # a column without a key would still have its gap
        self.ids.deeds.cols = len(keys)
        self.fill(self.ids.deeds, keys)

    def _key(self, choice: str) -> Choice:
        icons = {"say": "listen", "silence": "stop", "picture": "print"}
        key = f"read_receipt.{choice}"
        if choice == "say" and self.step.warned:
            key = "read_receipt.say_aloud"
        kind = UpKey if self.small and self.upright else Press
        made: Choice = kind(choice=choice, icon=icons.get(choice, choice), words=self.say(key))
        return made

    def _slip_key(self, step: ReadReceipt) -> Choice:
        if not step.printer or step.paper in {"no_paper", "no_printer", "failed"}:
            return self._key("picture")
        key = self._key("print")
        if step.paper:
            key.words = self.say(f"read_receipt.print_{step.paper}")
        return key
