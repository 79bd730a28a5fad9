// Plays decrypted segments through MediaSource. A Blob of plaintext would be written to the officer's disk.
import { Trouble } from "./trouble.js";

const KEEP_BEHIND_S = 10;

export class Player {
  // `kind`: the MIME type of what will be appended; without it the first segment tells.
  constructor(video, kind = "") {
    this.video = video;
    this.kind = kind;
    // Settled when the browser's memory is full for the first time.
    this.full = new Promise((resolve) => { this.tellFull = resolve; });
    this.source = new MediaSource();
    this.buffer = null;
    this.address = URL.createObjectURL(this.source);
  }

  async open(durationMs) {
    const opening = once(this.source, "sourceopen");
    this.video.src = this.address;
    await opening;
    this.durationS = durationMs / 1000;
  }

  // One segment after another, in order; the first holds the track descriptions.
  async append(segment) {
    if (this.buffer === null) {
      const kind = this.kind || kindOf(segment);
      if (!MediaSource.isTypeSupported(kind)) throw new Trouble("unplayable");
      this.buffer = this.source.addSourceBuffer(kind);
      if (this.durationS > 0) this.source.duration = this.durationS;
    }
    while (!(await this.taken(segment))) await this.makeRoom();
  }

  finish() {
    if (this.source.readyState === "open" && this.buffer !== null) this.source.endOfStream();
  }

  close() {
    this.video.pause();
    this.video.removeAttribute("src");
    this.video.load();
    URL.revokeObjectURL(this.address);
  }

  async taken(segment) {
    try {
      const done = once(this.buffer, "updateend");
      this.buffer.appendBuffer(segment);
      await done;
    } catch (error) {
      if (error.name === "QuotaExceededError") return false;
      throw new Trouble("unplayable", error);
    }
    if (this.video.error) throw new Trouble("unplayable", this.video.error);
    return true;
  }

  // The browser's memory for this video is full: wait until some of it was seen, and let that go.
  async makeRoom() {
    this.tellFull();
    await once(this.video, "timeupdate");
    const seen = this.video.currentTime - KEEP_BEHIND_S;
    if (seen <= 0) return;
    const done = once(this.buffer, "updateend");
    this.buffer.remove(0, seen);
    await done;
  }
}

// `video/mp4` or `audio/mp4` with the codecs that the first segment declares.
export function kindOf(segment) {
  const codecs = [];
  const avcC = indexOf(segment, "avcC");
  if (avcC >= 0) {
    const profile = segment.subarray(avcC + 5, avcC + 8);
    codecs.push("avc1." + Array.from(profile, (byte) => byte.toString(16).padStart(2, "0")).join(""));
  }
  if (indexOf(segment, "mp4a") >= 0) codecs.push("mp4a.40.2");
  if (indexOf(segment, "Opus") >= 0) codecs.push("opus");
  return `${avcC >= 0 ? "video" : "audio"}/mp4; codecs="${codecs.join(", ")}"`;
}

function indexOf(bytes, word) {
  const codes = Array.from(word, (letter) => letter.charCodeAt(0));
  const last = Math.min(bytes.length, 65536) - codes.length;
  for (let at = 0; at <= last; at += 1) {
    if (codes.every((code, offset) => bytes[at + offset] === code)) return at;
  }
  return -1;
}

function once(target, name) {
  return new Promise((resolve) => target.addEventListener(name, resolve, { once: true }));
}
