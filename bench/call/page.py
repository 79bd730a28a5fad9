"""What the officer's page is asked while a call is measured. Times cross as the wall clock's, in milliseconds."""

from typing import Any, Final

from bench.call.media import BEEP_EVERY, COUNT, COUNT_HZ
from bench.call.rig import Desk

_ABOUT_MS: Final = 500
TAKES_AT_ONCE: Final = """() => {
  new MutationObserver(() => {
    const button = document.querySelector('#waiting li button:not([disabled])');
    if (button) button.click();
  }).observe(document.getElementById('waiting'), {childList: true, subtree: true});
  window.firstAt = 0;
  const far = document.getElementById('far');
  const look = () => { if (!window.firstAt) window.firstAt = performance.timeOrigin + performance.now();
                       far.requestVideoFrameCallback(look); };
  far.requestVideoFrameCallback(look);
}"""
_WATCH: Final = """async (seconds) => {
  const far = document.getElementById('far');
  const canvas = document.createElement('canvas');
  canvas.width = 64; canvas.height = 8;
  const brush = canvas.getContext('2d', {willReadFrequently: true});
  const seen = [], beeps = [];
  let watching = true;
  const look = () => {
    if (!watching) return;
    const at = performance.timeOrigin + performance.now();
    brush.drawImage(far, 0, far.videoHeight / 2 - 4, far.videoWidth, 8, 0, 0, 64, 8);
    const row = brush.getImageData(0, 4, 64, 1).data;
    let number = 0;
    for (let bit = 0; bit < 8; bit += 1) if (row[4 * (8 * bit + 4)] > 127) number |= 1 << bit;
    seen.push([at, number]);
    far.requestVideoFrameCallback(look);
  };
  far.requestVideoFrameCallback(look);
  const sound = new AudioContext();
  await sound.resume();
  const analyser = sound.createAnalyser();
  analyser.fftSize = 256;
  sound.createMediaStreamSource(far.srcObject).connect(analyser);
  const samples = new Float32Array(256);
  let loud = true;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    analyser.getFloatTimeDomainData(samples);
    const now = samples.some((sample) => Math.abs(sample) > 0.05);
    if (now && !loud) beeps.push(performance.timeOrigin + performance.now());
    loud = now;
    await new Promise((resolve) => { const gate = new MessageChannel(); gate.port1.onmessage = resolve;
                                     setTimeout(() => gate.port2.postMessage(0), 2); });
  }
  watching = false;
  await sound.close();
  return {seen, beeps};
}"""
# The page keeps its connections to itself: what is made from now on is remembered for the measurement.
REMEMBERS: Final = """
const Plain = window.RTCPeerConnection;
window.RTCPeerConnection = class extends Plain {
  constructor(...given) { super(...given); window.lastConnection = this; }
};
"""
_HEARD: Final = """async () => {
  for (const one of (await window.lastConnection.getStats()).values())
    if (one.type === 'inbound-rtp' && one.kind === 'audio')
      return [one.concealedSamples, one.totalSamplesReceived];
  return [0, 0];
}"""


def watched(desk: Desk, seconds: float) -> tuple[list[tuple[float, int]], list[float]]:
    """(when, which number) of each picture, and when beeps began."""
    found: dict[str, Any] = desk.page.evaluate(_WATCH, seconds)
    return [(float(at), int(number)) for at, number in found["seen"]], [float(at) for at in found["beeps"]]


def concealed(desk: Desk) -> tuple[int, int]:
    """Samples of the villager's sound that were made up, and all that were played."""
    made_up, played = desk.page.evaluate(_HEARD)
    return int(made_up), int(played)


def picture_delays_ms(seen: list[tuple[float, int]], wall_minus_mono_s: float) -> list[float]:
    """From the camera to the page: picture n was taken when the machine's clock stood at n pictures."""
    length_s = COUNT / COUNT_HZ
    delays = [(at / 1000 - wall_minus_mono_s - number / COUNT_HZ) % length_s for at, number in seen]
    return [1000 * delay for delay in delays if delay < length_s / 2]


def sound_behind_picture_ms(seen: list[tuple[float, int]], beeps: list[float], wall_minus_mono_s: float) -> list[float]:
    """For each beep: its delay from the microphone, less that of the pictures about then."""
    length_s, every_s = COUNT / COUNT_HZ, BEEP_EVERY / COUNT_HZ
    offsets = []
    for beep in beeps:
        near = [one for one in seen if abs(one[0] - beep) < _ABOUT_MS]
        about = sorted(picture_delays_ms(near, wall_minus_mono_s))
        sound_ms = 1000 * (((beep / 1000 - wall_minus_mono_s) % length_s) % every_s)
        if about and sound_ms < 1000 * every_s / 2:
            offsets.append(sound_ms - about[len(about) // 2])
    return offsets
