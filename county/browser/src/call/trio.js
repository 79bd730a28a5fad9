// Three parties without a server: this page draws and mixes for each of the other two what it gets of the others.
// Nobody gets their own voice back.
const CELL = { width: 480, height: 360 };
const A_SECOND = 12;
const GROUND = "#0E1B17";
const LETTERS = "#F2EFE6";
const STRIP = 44;

// The page's policy lets this one address become a worker's program, and no other.
const policy = window.trustedTypes?.createPolicy("ticker", { createScriptURL: () => "/static/desk/ticker.js" });

function program() {
  return policy ? policy.createScriptURL("") : "/static/desk/ticker.js";
}

export class Trio {
  // `own`: the officer's stream; `near`, `far`, `third`: the elements that show officer, villager and guest;
  // `names`: {officer, villager, guest}.
  constructor({ own, near, far, third, names, sound }) {
    this.videos = { officer: near, villager: far, guest: third };
    this.names = names;
    this.held = false;
    this.sound = sound;
    this.sources = {};
    this.outs = { villager: new Out(sound), guest: new Out(sound) };
    this.hear("officer", own);
    this.hear("villager", far.srcObject);
    this.hear("guest", third.srcObject);
    this.clock = new Worker(program());
    this.clock.onmessage = () => this.draw();
    this.draw();
  }

  // What goes to `villager` or `guest`.
  streamFor(whom) {
    return this.outs[whom].stream;
  }

  // A voice, by who speaks; a new connection brings a new stream.
  hear(who, stream) {
    this.sources[who]?.disconnect();
    delete this.sources[who];
    if (!stream || stream.getAudioTracks().length === 0) return;
    this.sources[who] = this.sound.createMediaStreamSource(stream);
    this.join();
  }

  hold(held) {
    this.held = held;
    for (const track of this.outs.villager.stream.getTracks()) track.enabled = !held;
    this.join();
  }

  join() {
    for (const source of Object.values(this.sources)) source.disconnect();
    this.sources.officer?.connect(this.outs.villager.voices);
    this.sources.officer?.connect(this.outs.guest.voices);
    this.sources.guest?.connect(this.outs.villager.voices);
    if (!this.held) this.sources.villager?.connect(this.outs.guest.voices);
  }

  draw() {
    this.outs.villager.draw([this.cell("officer"), this.cell("guest")]);
    this.outs.guest.draw([this.cell("villager"), this.cell("officer")]);
  }

  cell(who) {
    return { video: this.videos[who], name: this.names[who], dark: who === "villager" && this.held };
  }

  end() {
    this.clock.terminate();
    for (const source of Object.values(this.sources)) source.disconnect();
    for (const out of Object.values(this.outs)) out.end();
  }
}

// The picture and the sound that one of the two gets.
class Out {
  constructor(sound) {
    const canvas = document.createElement("canvas");
    canvas.width = 2 * CELL.width;
    canvas.height = CELL.height;
    this.brush = canvas.getContext("2d", { alpha: false });
    this.voices = sound.createMediaStreamDestination();
    this.stream = canvas.captureStream(A_SECOND);
    for (const track of this.voices.stream.getAudioTracks()) this.stream.addTrack(track);
  }

  draw(cells) {
    cells.forEach((cell, place) => this.drawCell(cell, place * CELL.width));
  }

  drawCell({ video, name, dark }, left) {
    const { brush } = this;
    brush.fillStyle = GROUND;
    brush.fillRect(left, 0, CELL.width, CELL.height);
    if (!dark && video.readyState >= 2 && video.videoWidth) {
      const scale = Math.min(CELL.width / video.videoWidth, CELL.height / video.videoHeight);
      const [width, height] = [video.videoWidth * scale, video.videoHeight * scale];
      brush.drawImage(video, left + (CELL.width - width) / 2, (CELL.height - height) / 2, width, height);
    }
    brush.fillStyle = GROUND;
    brush.fillRect(left, CELL.height - STRIP, CELL.width, STRIP);
    brush.fillStyle = LETTERS;
    brush.font = "600 24px 'Noto Sans SC', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif";
    brush.textBaseline = "middle";
    brush.fillText(name, left + 16, CELL.height - STRIP / 2, CELL.width - 32);
  }

  end() {
    for (const track of this.stream.getTracks()) track.stop();
  }
}
