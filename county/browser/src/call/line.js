// The call of this page: answers each offer once, watches that something arrives, and shows how it goes.
import { isBound, newNonce, safetyWords } from "./words.js";
import { Peer } from "./peer.js";

const STILL_MS = 4000;
const LOOK_MS = 500;
const WINDOW = 10;

export class Line {
  // `shown` are what the page does: post(name, body), says(word), words(list or null), quality(word), far(stream),
  // noRelay(); and road(), which way the county lets the connection take.
  constructor({ callId, stream, length, shown }) {
    this.callId = callId;
    this.stream = stream;
    this.length = length;
    this.shown = shown;
    this.peer = null;
    this.gen = 0;
    this.made = new Map();
    this.wellAt = Date.now();
    this.askedAt = 0;
    this.barred = false;
    this.flows = [];
    this.timer = setInterval(() => this.look(), LOOK_MS);
  }

  async hears(signal) {
    if (signal.kind === "offer") await this.offered(signal);
    else if (signal.kind === "reveal") await this.revealed(signal);
  }

  async offered({ gen, sdp, commitment }) {
    const before = this.made.get(gen);
    if (before) {
      // It did not hear the answer: the same once more.
      const given = await before.answered.catch(() => null);
      if (given && this.gen === gen) this.shown.post("answer", given);
      return;
    }
    if (gen < this.gen) return;
    this.gen = gen;
    this.close();
    this.flows = [];
    const told = (state) => this.changed(gen, state);
    const peer = new Peer({ gen, stream: this.stream, road: this.shown.road(), told, seen: this.shown.far });
    this.peer = peer;
    const made = { sdp, commitment, nonce: newNonce() };
    made.answered = peer.answer(sdp).then((answer) => ({ gen, sdp: answer, nonce: made.nonce }));
    this.made.set(gen, made);
    const given = await made.answered.catch((error) => this.unanswered(error));
    if (!given) this.anew();
    else if (this.gen === gen) this.shown.post("answer", given);
  }

  unanswered(error) {
    this.barred = error.message === "no-relay";
    if (this.barred) this.shown.noRelay();
    return null;
  }

  async revealed({ gen, nonce }) {
    const made = this.made.get(gen);
    if (!made || gen !== this.gen) return;
    const answer = await made.answered.catch(() => null);
    if (!answer) return;
    const bound = await isBound({ callId: this.callId, gen, nonce, commitment: made.commitment });
    if (!bound) { this.shown.words(null); return; }
    const ends = { terminal: { sdp: made.sdp, nonce }, officer: { sdp: answer.sdp, nonce: made.nonce } };
    this.shown.words(await safetyWords({ callId: this.callId, gen, length: this.length, ...ends }));
  }

  changed(gen, state) {
    if (gen === this.gen && state === "failed") this.anew();
  }

  async look() {
    const peer = this.peer;
    if (peer) {
      const flow = await peer.counted().catch(() => null);
      if (flow && peer === this.peer) this.flowed(flow);
    }
    if (Date.now() - this.wellAt > STILL_MS) {
      if (!this.barred) this.shown.says(this.peer ? "healing" : "connecting");
      if (Date.now() - this.askedAt > STILL_MS) this.anew();
    }
  }

  flowed(flow) {
    const before = this.flows[this.flows.length - 1];
    this.flows.push(flow);
    if (this.flows.length > WINDOW) this.flows.shift();
    if (!before || flow.packets <= before.packets) return;
    this.wellAt = Date.now();
    this.barred = false;
    this.shown.says("talking");
    if (this.flows.length > WINDOW / 2) this.shown.quality(quality(this.flows));
  }

  // The terminal makes the next connection, should it not be at it already.
  anew() {
    this.askedAt = Date.now();
    this.shown.post("anew", { gen: this.gen });
  }

  close() {
    if (this.peer) this.peer.close();
    this.peer = null;
  }

  end() {
    clearInterval(this.timer);
    this.close();
    for (const track of this.stream.getTracks()) track.stop();
  }
}

function quality(flows) {
  const [first, last] = [flows[0], flows[flows.length - 1]];
  const lost = (last.lost - first.lost) / Math.max(1, last.packets - first.packets + last.lost - first.lost);
  const pictures = (1000 / LOOK_MS) * (last.pictures - first.pictures) / (flows.length - 1);
  if (lost > 0.08 || last.rttMs > 700 || pictures < 3) return "poor";
  return lost > 0.02 || last.rttMs > 300 || pictures < 8 ? "fair" : "good";
}
