"""All pages, one at a time."""

from kiosk.flows.petition.papers import OrderPages
from kiosk.widgets.choice import Press, UpKey
from kiosk.widgets.frame import Screen

_KEYS = (("add", "add_page"), ("delete", "clear"), ("earlier", "earlier"))


class OrderPagesScreen(Screen):
    """See order_pages.kv."""

    def draws(self) -> None:
        step: OrderPages = self.step
        shown = [one for one in _KEYS if one[0] != "earlier" or step.page]
        kind = UpKey if self.small and self.upright else Press
        keys = [kind(choice=one, icon=icon, words=self.say(f"order_pages.{one}")) for one, icon in shown]
        self.ids.side.show(self, keys, across=len(keys))
