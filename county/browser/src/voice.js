// The officer's voice: from the microphone through Opus into this page's memory. MediaRecorder is not used, because
// it hands out Blobs, and a browser may write those to the disk.
import { Trouble } from "./trouble.js";
import { webm } from "./webm.js";

const BITRATE = 16_000;
const PACKET_US = 60_000;

export class Voice {
  // `told(seconds, level)`: how much there is, and how loud it is now, from 0 to 1.
  constructor({ longestS, mostBytes, told }) {
    this.longestS = longestS;
    this.mostBytes = mostBytes * 0.97;
    this.told = told;
    this.packets = [];
    this.bytes = 0;
    this.stopped = false;
  }

  // Records until `stop` or until it is full; returns {file, durationMs}. Throws Trouble("no-microphone").
  async record() {
    const stream = await microphone();
    const track = stream.getAudioTracks()[0];
    const reader = new MediaStreamTrackProcessor({ track }).readable.getReader();
    const encoder = new AudioEncoder({
      output: (chunk, more) => this.take(chunk, more),
      error: (error) => { this.broken = error; },
    });
    try {
      await this.pump(reader, encoder);
      await encoder.flush();
    } catch (error) {
      throw new Trouble("no-microphone", error);
    } finally {
      await reader.cancel();
      track.stop();
      encoder.close();
    }
    if (this.packets.length === 0) throw new Trouble("no-microphone", this.broken);
    return { file: webm(this.packets, this), durationMs: this.durationMs };
  }

  stop() {
    this.stopped = true;
  }

  async pump(reader, encoder) {
    let seconds = 0;
    while (!this.stopped && seconds < this.longestS && this.bytes < this.mostBytes) {
      const { value, done } = await reader.read();
      if (done) break;
      if (encoder.state === "unconfigured") this.configure(encoder, value);
      seconds += value.numberOfFrames / value.sampleRate;
      this.told(seconds, level(value));
      encoder.encode(value);
      value.close();
    }
    this.durationMs = Math.round(seconds * 1000);
  }

  configure(encoder, first) {
    this.sampleRate = first.sampleRate;
    this.channels = first.numberOfChannels;
    encoder.configure({
      codec: "opus",
      sampleRate: first.sampleRate,
      numberOfChannels: first.numberOfChannels,
      bitrate: BITRATE,
      opus: { frameDuration: PACKET_US },
    });
  }

  take(chunk, more) {
    if (more && more.decoderConfig) this.head = new Uint8Array(more.decoderConfig.description);
    if (this.began === undefined) this.began = chunk.timestamp;
    const bytes = new Uint8Array(chunk.byteLength);
    chunk.copyTo(bytes);
    this.bytes += bytes.length + 12;
    this.packets.push({ atMs: Math.round((chunk.timestamp - this.began) / 1000), bytes });
  }
}

async function microphone() {
  if (!("AudioEncoder" in window && "MediaStreamTrackProcessor" in window)) throw new Trouble("no-voice");
  try {
    return await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } });
  } catch (error) {
    throw new Trouble("no-microphone", error);
  }
}

function level(sound) {
  const samples = new Float32Array(sound.numberOfFrames);
  sound.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
  return Math.min(1, samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0));
}
