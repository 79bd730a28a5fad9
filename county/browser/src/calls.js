// The calls page: what waits rings, one is taken, and everything of it is gone from the page when it has ended.
import { Line } from "./call/line.js";
import { InquiryPanel } from "./inquiry/panel.js";
import { at, made, show, word } from "./page.js";

const MEDIA = {
  video: { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15, max: 20 } },
  audio: { echoCancellation: true, noiseSuppression: true, channelCount: 1 },
};
const RING_MS = 3000;

const desk = at("desk");
const safety = JSON.parse(document.getElementById("safety-list").textContent);
const title = document.title;
const inquiry = new InquiryPanel();
let line = null;
let callId = "";
let state = { on_duty: false, mine: null, waiting: [] };
let taking = false;
let rungAt = 0;
let early = [];
let sound = null;

async function post(path, body) {
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": desk.dataset.token };
    const response = await fetch(`/calls/${path}`, {
      method: "POST", credentials: "same-origin", redirect: "manual", headers, body: JSON.stringify(body),
    });
    return response.type === "opaqueredirect" ? 403 : response.status;
  } catch {
    return 0;
  }
}

function says(name) {
  if (at("status").dataset.kind === name) return;
  at("status").textContent = name ? word(name) : "";
  at("status").dataset.kind = name;
}

function trouble(name) {
  says(name);
  at("status").classList.toggle("trouble", true);
}

function calm() {
  at("status").classList.toggle("trouble", false);
}

async function media() {
  try {
    return await navigator.mediaDevices.getUserMedia(MEDIA);
  } catch {
    return navigator.mediaDevices.getUserMedia({ audio: MEDIA.audio });
  }
}

async function take(waiting) {
  if (taking || line) return;
  taking = true;
  calm();
  let stream = null;
  try {
    stream = await media();
    const status = await post(`${waiting.call_id}/take`, {});
    if (status === 204) { begin(waiting, stream); stream = null; }
    else trouble(status === 409 ? "taken-away" : "server");
  } catch {
    trouble("no-camera");
  } finally {
    if (stream) for (const track of stream.getTracks()) track.stop();
    taking = false;
    early = [];
  }
}

function begin(call, stream) {
  callId = call.call_id;
  const shown = {
    post: (name, body) => post(`${call.call_id}/${name}`, body),
    says: (name) => { if (line) says(name); },
    words: (places) => {
      if (places === null) { trouble("words-differ"); return; }
      show("words-row", true);
      at("safety-words").textContent = places.map((place) => safety[place]).join(" · ");
    },
    quality: (name) => {
      at("quality").textContent = word(`quality-${name}`);
      at("quality").dataset.quality = name;
    },
    far: (far) => { at("far").srcObject = far; },
    noRelay: () => trouble("no-relay"),
    road: () => state.mine?.road,
  };
  line = new Line({ callId, stream, length: safety.length, shown });
  at("near").srcObject = stream;
  at("call-point").textContent = call.point;
  at("note").value = "";
  mute(false);
  show("call", true);
  show("nothing", false);
  show("note-box", true);
  calm();
  says("connecting");
  inquiry.began(callId);
  for (const signal of early.splice(0)) if (signal.call_id === callId) line.hears(signal);
}

function ended(name) {
  if (!line) return;
  line.end();
  line = null;
  inquiry.ended();
  for (const video of [at("far"), at("near")]) video.srcObject = null;
  at("safety-words").textContent = "";
  at("quality").textContent = "";
  at("quality").dataset.quality = "";
  show("words-row", false);
  show("call", false);
  show("nothing", true);
  calm();
  says(name);
}

function mute(muted) {
  at("mute").setAttribute("aria-pressed", String(muted));
  at("mute").textContent = word(muted ? "unmute" : "mute");
  if (line) for (const track of line.stream.getAudioTracks()) track.enabled = !muted;
}

async function told(news) {
  state = news;
  at("duty").setAttribute("aria-pressed", String(news.on_duty));
  at("duty").textContent = news.on_duty ? at("duty").dataset.on : at("duty").dataset.off;
  if (line && (!news.mine || news.mine.call_id !== callId)) ended("ended-caller");
  // A page that was loaded anew in a call takes it up again: the terminal makes a new connection.
  if (!line && news.mine && !taking) await take(news.mine);
  drawWaiting();
}

function drawWaiting() {
  show("nobody-waits", state.waiting.length === 0);
  at("waiting").replaceChildren(...state.waiting.map(row));
  ring();
}

function row(call) {
  const button = made("button", "btn btn-primary", word("take"));
  button.type = "button";
  button.disabled = Boolean(line);
  button.addEventListener("click", () => take(call));
  const minutes = Math.floor((Date.now() - call.asked_at_ms) / 60000);
  const since = minutes > 0 ? word("waits", { minutes }) : word("just-now");
  const speaks = call.language ? ` · ${word("speaks", { language: call.language })}` : "";
  const item = made("li", "", made("strong", "", call.point), made("span", "aside", `${since}${speaks}`), button);
  item.dataset.call = call.call_id;
  return item;
}

// Two soft tones every three seconds, and the title: whoever looks elsewhere hears it.
function ring() {
  const rings = state.waiting.length > 0 && !line;
  document.title = rings ? `(${state.waiting.length}) ${word("ringing")}` : title;
  if (!rings || !sound || Date.now() - rungAt < RING_MS) return;
  rungAt = Date.now();
  tone(660, 0);
  tone(880, 0.35);
}

function tone(hertz, afterS) {
  const start = sound.currentTime + afterS;
  const [oscillator, gain] = [sound.createOscillator(), sound.createGain()];
  oscillator.frequency.value = hertz;
  gain.gain.setValueAtTime(0.0001, start);
  gain.gain.exponentialRampToValueAtTime(0.15, start + 0.03);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + 0.3);
  oscillator.connect(gain).connect(sound.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.32);
}

at("duty").addEventListener("click", async () => {
  // Only a touch may start sound in a browser.
  sound = sound ?? new AudioContext();
  sound.resume().catch(() => {});
  if (await post("duty", { on: !state.on_duty }) !== 204) trouble("server");
});
at("mute").addEventListener("click", () => mute(at("mute").getAttribute("aria-pressed") !== "true"));
at("end").addEventListener("click", async () => {
  await post(`${callId}/end`, {});
  ended("ended-you");
});
at("keep-note").addEventListener("click", async () => {
  const kept = await post(`${callId}/note`, { text: at("note").value }) === 204;
  calm();
  if (kept) says("note-kept"); else trouble("server");
});

const events = new EventSource("/calls/events");
events.addEventListener("state", (event) => told(JSON.parse(event.data)));
events.addEventListener("signal", (event) => {
  const signal = JSON.parse(event.data);
  // The terminal may be quicker than the answer to our own question for the call.
  if (signal.kind === "inquiry") inquiry.hears();
  else if (line && signal.call_id === callId) line.hears(signal);
  else if (taking) early.push(signal);
});
setInterval(drawWaiting, RING_MS);
