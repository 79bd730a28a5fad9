// The sound of the page: two soft tones every three seconds while something rings. Only a touch may start sound.
const EVERY_MS = 3000;

export class Bell {
  constructor() {
    this.sound = null;
    this.rungAt = 0;
    addEventListener("pointerdown", () => this.wake());
    addEventListener("keydown", () => this.wake());
  }

  // The page's one AudioContext.
  context() {
    this.sound = this.sound ?? new AudioContext();
    return this.sound;
  }

  wake() {
    if (this.context().state === "suspended") this.sound.resume().catch(() => {});
  }

  // Whether somebody would hear it.
  get isAwake() {
    return this.sound?.state === "running";
  }

  ring() {
    if (!this.isAwake || Date.now() - this.rungAt < EVERY_MS) return;
    this.rungAt = Date.now();
    this.tone(660, 0);
    this.tone(880, 0.35);
  }

  tone(hertz, afterS) {
    const start = this.sound.currentTime + afterS;
    const [oscillator, gain] = [this.sound.createOscillator(), this.sound.createGain()];
    oscillator.frequency.value = hertz;
    gain.gain.setValueAtTime(0.0001, start);
    gain.gain.exponentialRampToValueAtTime(0.15, start + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
    oscillator.connect(gain).connect(this.sound.destination);
    oscillator.start(start);
    oscillator.stop(start + 0.32);
  }
}
