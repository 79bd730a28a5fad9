"""How picture and sound of one direction did for some seconds, looked at where they arrive."""

import wave
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from playwright.sync_api import Page

from bench.call.kiosk import Eye
from bench.call.marks import RATE_HZ

_BLOCK: Final = RATE_HZ // 100
_QUIET: Final = 600
"""Of 8000 that the pitch has: what a loudspeaker would leave a hole for."""
# Needs `window.lastConnection` (bench.call.page.REMEMBERS). Begins, and leaves a promise of what it saw.
_BEGIN: Final = """([seconds, id]) => { window.watching = (async () => {
  const video = document.getElementById(id);
  const stats = async () => {
    const all = {};
    for (const one of (await window.lastConnection.getStats()).values())
      if (one.type === 'inbound-rtp') all[one.kind] = one;
    return all;
  };
  const before = await stats();
  const begun = performance.now();
  let last = begun, longest = 0, watching = true;
  const look = () => {
    if (!watching) return;
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
    video.requestVideoFrameCallback(look);
  };
  video.requestVideoFrameCallback(look);
  const sound = new AudioContext();
  await sound.resume();
  const analyser = sound.createAnalyser();
  analyser.fftSize = 256;
  sound.createMediaStreamSource(video.srcObject).connect(analyser);
  const samples = new Float32Array(256);
  let heard = begun, quiet = 0;
  while (performance.now() < begun + 1000 * seconds) {
    analyser.getFloatTimeDomainData(samples);
    const now = performance.now();
    if (samples.some((sample) => Math.abs(sample) > 0.02)) heard = now;
    else quiet = Math.max(quiet, now - heard);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const took = (performance.now() - begun) / 1000;
  watching = false;
  longest = Math.max(longest, performance.now() - last);
  const after = await stats();
  await sound.close();
  const grown = (kind, name) => (after[kind]?.[name] ?? 0) - (before[kind]?.[name] ?? 0);
  return {
    took, longest, quiet, pictures: grown('video', 'framesDecoded'), height: after.video?.frameHeight ?? 0,
    madeUp: grown('audio', 'concealedSamples'), silent: grown('audio', 'silentConcealedSamples'),
    samples: grown('audio', 'totalSamplesReceived'), frozen: grown('video', 'totalFreezesDuration'),
  };
})(); }"""


@dataclass(frozen=True)
class Flowed:
    """Of one direction."""

    pictures_a_s: float
    picture_gap_s: float
    """The longest time without a new picture."""
    sound_gap_s: float
    """The longest time without a sound."""
    silent_pct: float
    """Of the time, nothing was heard though something was said."""
    height: int


def begin(page: Page, video: str, seconds: float) -> None:
    """Watch the element of this id; `ended` tells what came of it."""
    page.evaluate(_BEGIN, [seconds, video])


def ended(page: Page) -> tuple[Flowed, float]:
    """And how much of the sound was made up, in per cent."""
    seen: dict[str, Any] = page.evaluate("() => window.watching")
    samples = max(1, seen["samples"])
    flowed = Flowed(
        round(seen["pictures"] / seen["took"], 1),
        round(seen["longest"] / 1000, 2),
        round(seen["quiet"] / 1000, 2),
        round(100 * seen["silent"] / samples, 1),
        int(seen["height"]),
    )
    return flowed, round(100 * seen["madeUp"] / samples, 1)


def at_the_kiosk(eye: Eye, heard: Path, seconds: float) -> Flowed:
    """The last so many seconds of what the terminal showed and played."""
    end = eye.times[-1] if eye.times else 0.0
    times = [at for at in eye.times if at > end - seconds]
    quiet = _quiet_blocks(heard, seconds)
    return Flowed(
        round(len(times) / seconds, 1),
        round(max((later - before for before, later in pairwise(times)), default=seconds), 2),
        round(_longest_run(quiet) / 100, 2),
        round(100 * float(np.mean(quiet)), 1),
        eye.height,
    )


def _quiet_blocks(heard: Path, seconds: float) -> Any:
    """Which 10 ms were silent. The file is being written, so its header knows nothing of its length."""
    with wave.open(str(heard), "rb"):
        whole = heard.read_bytes()[44:]
    samples = np.frombuffer(whole[: len(whole) // 2 * 2], "<i2")[-int(seconds * RATE_HZ) :].astype(float)
    blocks = samples[: len(samples) // _BLOCK * _BLOCK].reshape(-1, _BLOCK)
    return np.abs(blocks).max(axis=1, initial=0.0) < _QUIET


def _longest_run(quiet: Any) -> int:
    longest = run = 0
    for one in quiet:
        run = run + 1 if one else 0
        longest = max(longest, run)
    return longest
