// The connection to the other officer's page in a call of three. Who joined makes the offers, as a terminal does.
import { Flow, LOOK_MS, Patience } from "./flow.js";
import { Peer } from "./peer.js";

export class Leg {
  // `gen`: the newest generation so far; `stream()`: what is sent; post(body); seen(stream); quality(word); road().
  constructor({ offers, gen, stream, shown }) {
    this.offers = offers;
    this.gen = gen;
    this.stream = stream;
    this.shown = shown;
    this.peer = null;
    this.answered = false;
    this.flow = new Flow();
    this.patience = new Patience();
    this.timer = setInterval(() => this.look(), LOOK_MS);
    if (offers) this.begins();
  }

  async hears({ kind, gen, sdp }) {
    if (kind === "leg-offer" && !this.offers) await this.offered(gen, sdp);
    else if (kind === "leg-answer" && this.offers && gen === this.gen && !this.answered) await this.accepted(sdp);
    else if (kind === "leg-anew" && this.offers && gen >= this.gen && this.patience.isOver) await this.begins();
  }

  async begins() {
    this.patience.begin();
    this.answered = false;
    const peer = this.opened(this.gen + 1);
    const sdp = await peer.offer().catch(() => null);
    if (sdp && peer === this.peer) this.shown.post({ kind: "offer", gen: peer.gen, sdp });
  }

  async accepted(sdp) {
    this.answered = true;
    await this.peer?.accept(sdp).catch(() => {});
  }

  async offered(gen, offer) {
    if (gen <= this.gen && this.peer) return;
    const peer = this.opened(gen);
    const sdp = await peer.answer(offer).catch(() => null);
    if (sdp && peer === this.peer) this.shown.post({ kind: "answer", gen, sdp });
  }

  opened(gen) {
    this.gen = gen;
    this.close();
    this.flow.anew();
    const told = (state) => state === "failed" && peer === this.peer && this.anew();
    const peer = new Peer({ gen, stream: this.stream(), road: this.shown.road(), told, seen: this.shown.seen });
    this.peer = peer;
    return peer;
  }

  async look() {
    const peer = this.peer;
    const count = peer && await peer.counted().catch(() => null);
    if (count && peer === this.peer && this.flow.counted(count)) {
      this.shown.says("talking");
      if (this.flow.quality) this.shown.quality(this.flow.quality);
    }
    if (!this.flow.isStill) return;
    this.shown.says(this.flow.counts.length > 1 ? "healing" : "connecting");
    if (this.patience.isOver) this.anew();
  }

  anew() {
    if (this.offers) { this.begins(); return; }
    this.patience.begin();
    this.shown.post({ kind: "anew", gen: this.gen });
  }

  sends(stream) {
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
