// The call of this page: answers each offer once, watches that something arrives, and shows how it goes.
import { isBound, newNonce, safetyWords } from "./words.js";
import { Flow, LOOK_MS, Patience } from "./flow.js";
import { Peer } from "./peer.js";

// A new connection over a long line takes some seconds, and one that cannot be made says so by itself.
const CONNECT_MS = 12_000;

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
    this.flow = new Flow();
    this.patience = new Patience();
    this.barred = false;
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
    this.flow.anew();
    this.patience.begin(CONNECT_MS);
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
    const count = peer && await peer.counted().catch(() => null);
    if (count && peer === this.peer) this.flowed(count);
    if (!this.flow.isStill) return;
    if (!this.barred) this.shown.says(this.peer ? "healing" : "connecting");
    if (this.patience.isOver) this.anew();
  }

  flowed(count) {
    if (!this.flow.counted(count)) return;
    this.patience.end();
    this.barred = false;
    this.shown.says("talking");
    if (this.flow.quality) this.shown.quality(this.flow.quality);
  }

  // The terminal makes the next connection, should it not be at it already.
  anew() {
    this.patience.begin();
    this.shown.post("anew", { gen: this.gen });
  }

  // Another picture and sound from now on, over the same connection.
  sends(stream) {
    this.stream = stream;
    if (this.peer) this.peer.sends(stream);
  }

  close() {
    if (this.peer) this.peer.close();
    this.peer = null;
  }

  end() {
    clearInterval(this.timer);
    this.close();
  }
}
