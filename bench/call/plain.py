"""A call between two browsers over the same line: plain RTCPeerConnection, as any page makes one, and nothing else.

The one stands where the officer's stands, the other at the far end. What they say to each other before goes by us, not
over the line: only picture and sound are compared.
"""

import contextlib
import time
from pathlib import Path
from typing import Any, Final, Self

from playwright.sync_api import Browser, Page, sync_playwright

from bench.call.media import Media
from bench.call.page import REMEMBERS
from bench.call.rig import FLAGS, PLAIN_SOUND
from bench.link_emulator import LineEmulator

CHROMIUM: Final = "/usr/bin/chromium"
_ADDRESS: Final = "https://plain.example/"
_PAGE: Final = """<!doctype html><video id="far" autoplay playsinline></video><script>
window.begin = async () => {
  const stream = await navigator.mediaDevices.getUserMedia({video: true, audio: true});
  window.line = new RTCPeerConnection();
  line.ontrack = (event) => { document.getElementById('far').srcObject = event.streams[0]; };
  for (const track of stream.getTracks()) line.addTrack(track, stream);
};
const gathered = () => new Promise((resolve) => {
  const look = () => line.iceGatheringState === 'complete' && resolve(line.localDescription.sdp);
  line.onicegatheringstatechange = look;
  look();
});
window.offer = async () => { await line.setLocalDescription(await line.createOffer()); return gathered(); };
window.answer = async (sdp) => {
  await line.setRemoteDescription({type: 'offer', sdp});
  await line.setLocalDescription(await line.createAnswer());
  return gathered();
};
window.accept = (sdp) => line.setRemoteDescription({type: 'answer', sdp});
window.decoded = async () => {
  for (const one of (await line.getStats()).values())
    if (one.type === 'inbound-rtp' && one.kind === 'video') return one.framesDecoded ?? 0;
  return 0;
};
</script>"""


class Plain:
    """Connected while the `with` lasts."""

    near: Page
    far: Page

    def __init__(self, emulator: LineEmulator, media: Media, folder: Path) -> None:
        self._playwright: Any = None
        self._media = media
        self._browsers: list[Browser] = []
        self._wrapper = folder / "far-chromium"
        self._wrapper.write_text(f'#!/bin/sh\nexec {" ".join(emulator.far(CHROMIUM))} "$@"\n')
        self._wrapper.chmod(0o755)

    def __enter__(self) -> Self:
        self._playwright = sync_playwright().start()
        try:
            self.near, self.far = self._page(CHROMIUM), self._page(str(self._wrapper))
            answer = self.far.evaluate("(sdp) => answer(sdp)", self.near.evaluate("() => offer()"))
            self.near.evaluate("(sdp) => accept(sdp)", answer)
            self.until_moving(30)
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        for browser in self._browsers:
            with contextlib.suppress(Exception):  # one that has ended by itself
                browser.close()
        self._playwright.stop()

    def until_moving(self, within_s: float) -> float | None:
        """How long until new pictures come at both ends; None: not within that time."""
        begun = time.monotonic()
        before = self._decoded()
        while time.monotonic() - begun < within_s:
            time.sleep(0.05)
            if all(now > then + 1 for now, then in zip(self._decoded(), before, strict=True)):
                return time.monotonic() - begun
        return None

    def _decoded(self) -> list[int]:
        return [int(page.evaluate("() => decoded()")) for page in (self.near, self.far)]

    def _page(self, chromium: str) -> Page:
        browser = self._playwright.chromium.launch(
            executable_path=chromium,
            args=[
                *FLAGS,
                f"--use-file-for-fake-video-capture={self._media.officer_film}",
                f"--use-file-for-fake-audio-capture={self._media.officer_sound}",
            ],
        )
        self._browsers.append(browser)
        page: Page = browser.new_context().new_page()
        page.add_init_script(PLAIN_SOUND)
        page.add_init_script(REMEMBERS)

        def serve(route: Any) -> None:
            route.fulfill(body=_PAGE, content_type="text/html")

        page.route(f"{_ADDRESS}**", serve)
        page.goto(_ADDRESS)
        page.evaluate("() => begin()")
        return page
