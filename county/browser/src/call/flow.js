// How a connection does, from what it has counted: whether something comes, and how good it is.
const STILL_MS = 4000;
const WINDOW = 10;
// After so long without anything the line was cut. What the cut swallowed is counted as lost only when it is back, within
// as long again; it tells of the cut and not of the line.
const CUT_MS = 1500;
export const LOOK_MS = 500;

export class Flow {
  constructor() {
    this.wellAt = Date.now();
    this.countsFrom = this.wellAt;
    this.counts = [];
  }

  // A new connection counts from nothing; how long nothing has come goes on.
  anew() {
    this.counts = [];
  }

  // Whether something has come since the last count.
  counted(count) {
    const before = this.counts[this.counts.length - 1];
    const comes = Boolean(before) && count.packets > before.packets;
    const now = Date.now();
    if (comes) {
      if (now - this.wellAt > CUT_MS) this.countsFrom = now + CUT_MS;
      this.wellAt = now;
    }
    if (now < this.countsFrom) this.anew();
    this.counts.push(count);
    if (this.counts.length > WINDOW) this.counts.shift();
    return comes;
  }

  get isStill() {
    return Date.now() - this.wellAt > STILL_MS;
  }

  // `good`, `fair` or `poor`; null while it is too early to say.
  get quality() {
    if (this.counts.length <= WINDOW / 2) return null;
    const [first, last] = [this.counts[0], this.counts[this.counts.length - 1]];
    const lost = (last.lost - first.lost) / Math.max(1, last.packets - first.packets + last.lost - first.lost);
    const pictures = (1000 / LOOK_MS) * (last.pictures - first.pictures) / (this.counts.length - 1);
    if (lost > 0.08 || last.rttMs > 700 || pictures < 3) return "poor";
    return lost > 0.02 || last.rttMs > 300 || pictures < 8 ? "fair" : "good";
  }
}

// A connection that says so by itself is asked less often than one that has gone silent.
export class Patience {
  constructor(milliseconds = STILL_MS) {
    this.milliseconds = milliseconds;
    this.until = 0;
  }

  get isOver() {
    return Date.now() > this.until;
  }

  begin(milliseconds = this.milliseconds) {
    this.until = Date.now() + milliseconds;
  }

  end() {
    this.until = 0;
  }
}
