"""A call of three in real Chromium: terminal, officer and a second officer, told apart by colour and pitch.

The terminal is a third page with a peer connection of its own; this test stands in for edge, broker and gateway.
"""

import time
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, Page, Playwright

from county.call.desk import CallDesk
from county.call.models import Call, Seat
from county.config import CountyConfig
from county.fleet.models import device_key, point_of
from county.keys import CountySigner
from county.officers.models import Officer
from county.outgoing.models import OutgoingMessage
from tests.county.browser.conftest import ARGUMENTS, CHROMIUM, VIEW, Desk, _opened
from tests.county.browser.golden import looks_as_before
from tests.county.cast import Device
from wire import topics
from wire.call.signals import CALL_DOWN_CONTEXT, CALL_UP_CONTEXT, Invite, Offer, OfferAnswered
from wire.codec import from_json
from wire.ids import CallId, new_id
from wire.record import Record
from wire.seal.signed import Signed, signed, verified

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]

TERMINAL, OFFICER, GUEST = "#00C000", "#0000FF", "#C00000"
TERMINAL_HZ, OFFICER_HZ, GUEST_HZ = 1500, 600, 1000
DARK: Final = [0, 0, 0]
_SOURCE: Final = """
window.source = (colour, hertz) => {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [320, 240];
  const brush = canvas.getContext('2d');
  const paint = () => { brush.fillStyle = colour; brush.fillRect(0, 0, 320, 240); };
  setInterval(paint, 66);
  paint();
  const sound = new AudioContext();
  const [tone, gain, out] = [sound.createOscillator(), sound.createGain(), sound.createMediaStreamDestination()];
  tone.frequency.value = hertz;
  gain.gain.value = 0.3;
  tone.connect(gain).connect(out);
  tone.start();
  const stream = canvas.captureStream(15);
  stream.addTrack(out.stream.getAudioTracks()[0]);
  return stream;
};
window.colour = (video, across) => {
  if (!video.videoWidth) return null;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
  const brush = canvas.getContext('2d');
  brush.drawImage(video, 0, 0);
  return Array.from(brush.getImageData(canvas.width * across, canvas.height / 2, 1, 1).data.slice(0, 3));
};
window.loudness = async (stream, pitches) => {
  const sound = new AudioContext();
  await sound.resume();
  const analyser = sound.createAnalyser();
  analyser.fftSize = 8192;
  sound.createMediaStreamSource(stream).connect(analyser);
  await new Promise((resolve) => setTimeout(resolve, 500));
  const bins = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(bins);
  await sound.close();
  const place = (hertz) => hertz * 8192 / sound.sampleRate;
  return pitches.map((hertz) => Math.max(...bins.slice(place(hertz) - 3, place(hertz) + 4)));
};
"""
_LINE: Final = """
const stats = RTCPeerConnection.prototype.getStats;
const began = Date.now();
RTCPeerConnection.prototype.getStats = async function () {
  const said = new Map(await stats.call(this));
  for (const [name, one] of said) {
    if (one.type === 'candidate-pair') said.set(name, {...one, currentRoundTripTime: window.roundTripS ?? 0.02});
    if (one.framesDecoded) said.set(name, {...one, framesDecoded: (Date.now() - began) / 66, packetsLost: 0});
  }
  return said;
};
"""
"""Whatever this machine does beside: fifteen pictures a second, nothing lost, and as far away as the test says."""
_TERMINAL: Final = """async ([colour, hertz]) => {
  window.peer = new RTCPeerConnection({bundlePolicy: 'max-bundle'});
  const stream = window.source(colour, hertz);
  for (const track of stream.getTracks()) window.peer.addTrack(track, stream);
  window.far = document.createElement('video');
  window.far.autoplay = true;
  window.peer.ontrack = (event) => { window.far.srcObject = event.streams[0]; };
  await window.peer.setLocalDescription(await window.peer.createOffer());
  while (window.peer.iceGatheringState !== 'complete') await new Promise((resolve) => setTimeout(resolve, 20));
  return window.peer.localDescription.sdp;
}"""


class Villager:
    """The terminal: what it says goes through the desk, what it is told comes from the outgoing table."""

    def __init__(self, page: Page, home: CountyConfig, device: Device) -> None:
        self.page = page
        self.call_id = CallId(new_id())
        self._device = device
        self._key = CountySigner.read(home.keys)
        self._desk = CallDesk(self._key, device_key=device_key, point_of=point_of)

    def calls(self) -> None:
        self._says(topics.INVITE, Invite(call_id=self.call_id))

    def connects(self) -> None:
        sdp = self.page.evaluate(_TERMINAL, [TERMINAL, TERMINAL_HZ])
        self._says(topics.CALL_OFFER, Offer(call_id=self.call_id, gen=1, sdp=sdp, commitment="0" * 64))
        answer = _until(lambda: self._heard(OfferAnswered, topics.CALL_ANSWER))
        self.page.evaluate("(sdp) => window.peer.setRemoteDescription({type: 'answer', sdp})", answer.sdp)

    def sees(self, across: float) -> list[int]:
        seen: list[int] = self.page.evaluate("(across) => window.colour(window.far, across)", across)
        return seen

    def hears(self) -> list[float]:
        return _loudness(self.page, "window.far")

    def _says(self, row: topics.Row, record: Record) -> None:
        address = topics.Address(row, self._device.terminal_id, self.call_id)
        self._desk.hear(row, address, signed(record, self._device, CALL_UP_CONTEXT))

    def _heard(self, kind: type[Any], row: topics.Row) -> Any:
        topic = topics.topic(row, self._device.terminal_id, self.call_id)
        last = OutgoingMessage.objects.filter(topic=topic).last()
        if last is None:
            return None
        envelope = from_json(bytes(last.payload), Signed)
        return verified(envelope, kind, key=self._key.public_key, context=CALL_DOWN_CONTEXT)


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Addresses are told as they are: nothing here answers for the names that hide them."""
    plain = "--disable-features=WebRtcHideLocalIpsWithMdns"
    started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*ARGUMENTS, plain])
    yield started
    started.close()


@pytest.fixture
def officers(web: str, chromium: Browser, home: CountyConfig) -> Iterator[tuple[Desk, Desk]]:
    """李敏 of the county and 赵强 of the township, at their desks, each in a browser profile of their own."""
    desks = []
    for login, level, picture in (("limin", "county", OFFICER), ("zhaoqiang", "township", GUEST)):
        Seat.objects.create(officer=Officer.objects.get(username=login), level=level)
        desk = _opened(chromium.new_context(viewport=VIEW), web)
        pitch = OFFICER_HZ if login == "limin" else GUEST_HZ
        media = f"navigator.mediaDevices.getUserMedia = async () => window.source('{picture}', {pitch});"
        desk.page.add_init_script(_SOURCE + _LINE + media)
        desk.log_in(login)
        desk.page.goto(f"{desk.url}/calls/")
        desk.page.click("#duty")
        desk.until("document.getElementById('duty').getAttribute('aria-pressed') === 'true'")
        desks.append(desk)
    yield desks[0], desks[1]
    for desk in desks:
        desk.page.context.close()


@pytest.fixture
def villager(web: str, chromium: Browser, home: CountyConfig, *, registered: None, t001: Device) -> Iterator[Villager]:
    page = chromium.new_context().new_page()
    page.add_init_script(_SOURCE)
    page.goto(f"{web}/health")
    yield Villager(page, home, t001)
    page.context.close()


def test_each_of_three_sees_and_hears_the_other_two_and_not_themselves(
    officers: tuple[Desk, Desk], villager: Villager
) -> None:
    county, township = officers
    villager.calls()
    county.page.click("#waiting button")
    _until(lambda: Call.objects.get().state == "taken")
    villager.connects()
    _until(lambda: _near(villager.sees(0.5), OFFICER) and _near(_seen(county, "far", 0.5), TERMINAL))

    for name, round_trip_s in (("good", 0.02), ("fair", 0.4), ("poor", 0.9)):
        county.page.evaluate("(seconds) => { window.roundTripS = seconds; }", round_trip_s)
        county.until(f"document.getElementById('quality').dataset.quality === '{name}'")
        looks_as_before(county.page, f"calls-{name}")
    county.page.evaluate("() => { window.roundTripS = 0.02; }")

    county.page.click("#bring-in")
    county.page.click("#choice-list button")
    township.page.click("#asked .btn-primary")

    _until(lambda: _near(villager.sees(0.25), OFFICER) and _near(villager.sees(0.75), GUEST))
    _until(lambda: _near(_seen(township, "far", 0.25), TERMINAL) and _near(_seen(township, "far", 0.75), OFFICER))
    _until(lambda: _near(_seen(county, "third", 0.5), GUEST))
    _until(lambda: _only(villager.hears(), OFFICER_HZ, GUEST_HZ))
    _until(lambda: _only(_loudness(township.page, "document.getElementById('far')"), TERMINAL_HZ, OFFICER_HZ))
    assert Call.objects.get().joined == Officer.objects.get(username="zhaoqiang")
    for desk, name in ((county, "calls-three"), (township, "calls-beside")):
        desk.until("document.getElementById('quality').dataset.quality === 'good'")
        looks_as_before(desk.page, name)

    county.page.click("#hold")
    _until(lambda: max(villager.sees(0.25)) < 40 and _only(villager.hears()))
    _until(lambda: _only(_loudness(township.page, "document.getElementById('far')"), OFFICER_HZ))
    county.page.click("#hold")
    township.page.click("#end")

    _until(lambda: _near(villager.sees(0.25), OFFICER) and _near(villager.sees(0.75), OFFICER))
    _until(lambda: _only(villager.hears(), OFFICER_HZ))
    assert county.complaints == township.complaints == []


def _seen(desk: Desk, name: str, across: float) -> list[int]:
    seen: list[int] = desk.page.evaluate(f"window.colour(document.getElementById('{name}'), {across})")
    return seen


def _loudness(page: Page, video: str) -> list[float]:
    pitches = [OFFICER_HZ, GUEST_HZ, TERMINAL_HZ]
    heard: list[float] = page.evaluate(f"(pitches) => window.loudness({video}.srcObject, pitches)", pitches)
    return heard


def _only(levels_db: list[float], *pitches_hz: int) -> bool:
    """These pitches are heard, and the others are 25 dB below any that are, or silent."""
    heard = dict(zip([OFFICER_HZ, GUEST_HZ, TERMINAL_HZ], levels_db, strict=True))
    quiet = max((level for hertz, level in heard.items() if hertz not in pitches_hz), default=-200.0)
    loud = min((heard[hertz] for hertz in pitches_hz), default=-45.0)
    return loud > -60 and quiet < loud - 25


def _near(seen: list[int] | None, colour: str) -> bool:
    wanted = [int(colour[place : place + 2], 16) for place in (1, 3, 5)]
    return seen is not None and all(abs(a - b) < 60 for a, b in zip(seen, wanted, strict=True))


def _until(holds: Callable[[], Any], *, within_s: float = 15) -> Any:
    deadline = time.monotonic() + within_s
    while not (found := holds()):
        if time.monotonic() > deadline:
            raise TimeoutError("it never came to be")
        time.sleep(0.05)
    return found
