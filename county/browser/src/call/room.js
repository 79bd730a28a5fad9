// A call on this page, from the taking to its end: the line to the terminal, and in a call of three the leg to the other
// officer's page with what each of the two gets. Who joined has the leg only.
import { Leg } from "./leg.js";
import { Line } from "./line.js";
import { Trio } from "./trio.js";

export class Room {
  // `mine` is the county's word of the call; `sound()` an AudioContext. `shown` are what the page does: post(name, body),
  // says(word), words(places or null), quality(word), far(stream), third(stream or null), noRelay(), and the elements
  // `near`, `far`, `third` in `videos`.
  constructor({ mine, stream, sound, length, shown }) {
    this.mine = mine;
    this.callId = mine.call_id;
    this.leads = mine.leads;
    this.own = stream;
    this.sound = sound;
    this.shown = shown;
    this.muted = false;
    this.line = this.leads ? new Line({ callId: this.callId, stream, length, shown: this.lineShown() }) : null;
    this.leg = null;
    this.trio = null;
    this.told(mine);
  }

  hears(signal) {
    if (!signal.kind.startsWith("leg-")) { this.line?.hears(signal); return; }
    // It may come sooner than the word that somebody has joined.
    if (this.leads && !this.leg) this.joined(this.mine.joined);
    this.leg?.hears(signal);
  }

  told(mine) {
    const before = this.mine;
    this.mine = mine;
    if (!this.leads) {
      if (!this.leg || before.officer.id !== mine.officer.id) this.joins();
    } else if (mine.joined && !this.leg) {
      this.joined(mine.joined);
    } else if (!mine.joined && before.joined) {
      this.parted();
    } else if (mine.joined && before.joined && mine.joined.id !== before.joined.id) {
      this.parted();
      this.joined(mine.joined);
    }
    if (this.trio) this.trio.names = this.names(mine.joined);
    this.settle();
  }

  mute(muted) {
    this.muted = muted;
    this.settle();
  }

  // What may leave this page now.
  settle() {
    const held = this.leads && this.mine.held;
    this.trio?.hold(held);
    const silent = held && !this.trio;
    for (const track of this.own.getAudioTracks()) track.enabled = !this.muted && !silent;
    for (const track of this.own.getVideoTracks()) track.enabled = !silent;
  }

  // This officer beside the one who has the call.
  joins() {
    this.leg?.end();
    const seen = (stream) => this.shown.far(stream);
    const shown = { ...this.legShown(), seen, says: this.shown.says, quality: this.shown.quality };
    this.leg = new Leg({ offers: true, gen: this.mine.leg_gen, stream: () => this.own, shown });
  }

  // Another officer beside this one.
  joined(guest) {
    const { near, far, third } = this.shown.videos;
    this.trio = new Trio({ own: this.own, near, far, third, names: this.names(guest), sound: this.sound() });
    this.line.sends(this.trio.streamFor("villager"));
    const seen = (stream) => {
      this.shown.third(stream);
      this.trio?.hear("guest", stream);
    };
    const shown = { ...this.legShown(), seen, says: () => {}, quality: () => {} };
    this.leg = new Leg({ offers: false, gen: 0, stream: () => this.trio.streamFor("guest"), shown });
  }

  // As they stand below the pictures.
  names(guest) {
    const plate = (one) => (one ? [one.name, one.office].filter(Boolean).join(" · ") : "");
    return { officer: plate(this.mine.officer), villager: this.mine.point, guest: plate(guest) };
  }

  parted() {
    this.leg?.end();
    this.leg = null;
    this.line?.sends(this.own);
    this.trio?.end();
    this.trio = null;
    this.shown.third(null);
  }

  lineShown() {
    const far = (stream) => {
      this.shown.far(stream);
      this.trio?.hear("villager", stream);
    };
    const says = (name) => this.shown.says(this.mine.held ? "held" : name);
    return { ...this.shown, far, says, road: () => this.mine.road };
  }

  legShown() {
    return { post: (body) => this.shown.post("leg", body), road: () => this.mine.road };
  }

  end() {
    this.leg?.end();
    this.line?.end();
    this.trio?.end();
    for (const track of this.own.getTracks()) track.stop();
  }
}
