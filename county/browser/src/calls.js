// The calls page: what waits rings, one is taken, and everything of it is gone from the page when it has ended.
import { Bell } from "./call/bell.js";
import { drawLists } from "./call/lists.js";
import { media } from "./call/media.js";
import { Room } from "./call/room.js";
import { drawChoice, drawQuality, drawStage, drawTime } from "./call/stage.js";
import { InquiryPanel } from "./inquiry/panel.js";
import { at, show, word } from "./page.js";

const LOOK_MS = 1000;
const NEWS_MS = 6000;
const SETTLE_MS = 1500;
const desk = at("desk");
const safety = JSON.parse(document.getElementById("safety-list").textContent);
const title = document.title;
const bell = new Bell();
const page = ownName();
const inquiry = new InquiryPanel();
let state = { on_duty: false, mine: null, waiting: [], asked: [], wishes: [] };
let room = null;
let muted = false;
let taking = false;
let early = [];
let notedFor = "";
let latest = null;
let begunAt = 0;
let newsTimer = 0;

// This window's name: it stays over a reload, and another window has another.
function ownName() {
  const kept = sessionStorage.getItem("calls-page");
  const name = kept ?? Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
  sessionStorage.setItem("calls-page", name);
  return name;
}

async function send(path, body = {}) {
  try {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": desk.dataset.token };
    return await fetch(`/calls/${path}`, {
      method: "POST", credentials: "same-origin", redirect: "manual", headers, body: JSON.stringify(body),
    });
  } catch {
    return { ok: false, status: 0 };
  }
}

async function post(path, body) {
  return (await send(path, body)).ok;
}

// How the call goes, for as long as it does.
function says(name) {
  at("status").classList.remove("trouble");
  if (at("status").dataset.kind === name) return;
  at("status").textContent = name ? word(name) : "";
  at("status").dataset.kind = name;
}

function trouble(name) {
  says(name);
  at("status").classList.add("trouble");
}

// What became of an act; it goes by itself.
function news(name) {
  clearTimeout(newsTimer);
  at("news").textContent = word(name);
  newsTimer = setTimeout(() => { at("news").textContent = ""; }, NEWS_MS);
}

async function does(path, body) {
  const { ok, status } = await send(path, body);
  if (!ok) news(status === 409 || status === 403 ? "too-late" : "server");
  return ok;
}

// A change that stands here at once, and not only when the county's next word brings it.
async function changes(path, on, fact) {
  const { callId } = room;
  if (!await does(`${callId}/${path}`, { on }) || state.mine?.call_id !== callId || !room) return;
  state.mine = { ...state.mine, ...fact };
  heard(state.mine);
}

// `how`: take, take-over or join; also a call of this officer's that goes on in this window.
async function enter(call, how = "take") {
  if (taking || room) return;
  taking = true;
  says("");
  let stream = null;
  try {
    stream = await media();
    const response = await send(`${call.call_id}/${how}`, { page });
    if (response.ok) {
      begin((await response.json()).mine, stream);
      stream = null;
    } else trouble(response.status ? "taken-away" : "server");
  } catch {
    trouble("no-camera");
  } finally {
    if (stream) for (const track of stream.getTracks()) track.stop();
    taking = false;
    early = [];
    draw();
  }
}

function begin(mine, stream) {
  state = { ...state, mine };
  begunAt = Date.now();
  const shown = {
    videos: { near: at("near"), far: at("far"), third: at("third") },
    post: (name, body) => post(`${mine.call_id}/${name}`, body),
    says: (name) => { if (room) says(name); },
    words: (places) => {
      show("words-alarm", places === null);
      show("words-row", places !== null);
      if (places === null) return;
      at("safety-words").textContent = places.map((place) => safety[place]).join(" · ");
    },
    quality: drawQuality,
    far: (far) => { at("far").srcObject = far; },
    third: (third) => {
      at("third").srcObject = third;
      show("third", Boolean(third));
    },
    noRelay: () => trouble("no-relay"),
  };
  at("near").srcObject = stream;
  if (notedFor !== mine.call_id) at("note").value = "";
  notedFor = mine.call_id;
  muted = false;
  says("connecting");
  room = new Room({ mine, stream, sound: () => bell.context(), length: safety.length, shown });
  show("call", true);
  show("nothing", false);
  show("note-box", mine.leads);
  if (mine.leads) inquiry.began(mine.call_id);
  heard(mine);
  for (const signal of early.splice(0)) hears(signal);
}

function heard(mine) {
  room.told(mine);
  drawStage(mine, muted);
}

function hears(signal) {
  if (!room || signal.call_id !== room.callId) return;
  if (signal.kind === "inquiry") inquiry.hears();
  else room.hears(signal);
}

function ended(name) {
  if (!room) return;
  room.end();
  room = null;
  inquiry.ended();
  for (const video of [at("far"), at("near"), at("third")]) video.srcObject = null;
  at("safety-words").textContent = "";
  drawQuality("");
  for (const one of ["words-row", "words-alarm", "call", "choice", "third"]) show(one, false);
  show("nothing", true);
  says(name);
}

// Why the room is not this page's any more.
function parted(county) {
  if (county.mine?.call_id === room.callId) return "elsewhere";
  if (!room.leads) return "ended-beside";
  if (county.last?.call_id !== room.callId) return "passed-on";
  return { hung_up: "ended-you", lost: "ended-lost", "caller-lost": "ended-lost", "caller-too_weak": "ended-lost" }[county.last.why] ?? "ended-caller";
}

function isHere(mine) {
  return !mine.page || mine.page === page;
}

async function told(county) {
  // What was on its way when the call was taken does not know of it yet.
  if (room && !county.mine && Date.now() - begunAt < SETTLE_MS) {
    setTimeout(() => latest === county && told(county), SETTLE_MS);
    return;
  }
  state = county;
  const { mine } = county;
  const goesOn = room && mine && mine.call_id === room.callId && mine.leads === room.leads && isHere(mine);
  if (room && !goesOn) ended(parted(county));
  if (room) heard(mine);
  // A page that was loaded anew in a call takes it up again: the terminal makes a new connection.
  if (!room && mine && !taking && isHere(mine)) await enter(mine);
  draw();
}

function draw() {
  at("duty").setAttribute("aria-pressed", String(state.on_duty));
  at("duty").textContent = state.on_duty ? at("duty").dataset.on : at("duty").dataset.off;
  // Whoever does not sit there has one thing to do here.
  const away = !state.on_duty && !room;
  at("duty").classList.toggle("btn-primary", away);
  at("duty").classList.toggle("btn-outline-primary", !away);
  show("waiting-box", state.on_duty);
  const elsewhere = Boolean(state.mine) && !room && !taking && !isHere(state.mine);
  show("elsewhere", elsewhere);
  show("no-call", !elsewhere && state.on_duty);
  show("not-there", !elsewhere && !state.on_duty);
  drawLists(state, acts, Boolean(state.mine) || taking);
  drawTime(room ? state.mine : null);
  ring();
}

// Whoever looks elsewhere hears it, and sees it in the window's title.
function ring() {
  const rings = state.asked.length + (room ? 0 : state.waiting.length);
  document.title = rings ? `(${rings}) ${word("ringing")}` : title;
  show("unheard", state.on_duty && !bell.isAwake && !room);
  // A page that was loaded anew in a call of three may not mix voices before it is touched.
  show("unmixed", Boolean(room?.trio) && !bell.isAwake);
  if (rings) bell.ring();
}

const acts = {
  take: (call) => enter(call),
  answer: (call, to) => enter(call, to === "take" ? "take-over" : "join"),
  decline: (call) => does(`${call.call_id}/decline`),
  ring: (wish) => does(`${wish.call_id}/ring`, { page }),
  stop: (wish) => does(`${wish.call_id}/stop`),
  close: (wish) => does(`${wish.call_id}/close`),
};

function choose(act, { title: name, also }) {
  const chosen = async (whom) => {
    show("choice", false);
    await does(`${room.callId}/${act}`, { whom });
  };
  drawChoice(state.mine, { title: name, also, chosen });
}

function on(name, act) {
  at(name).addEventListener("click", act);
}

on("duty", async () => { if (!await post("duty", { on: !state.on_duty })) news("server"); });
on("mute", () => {
  muted = !muted;
  room.mute(muted);
  drawStage(state.mine, muted);
});
on("hold", () => changes("hold", !state.mine.held, { held: !state.mine.held }));
on("record", () => {
  const wanted = ["none", "refused"].includes(state.mine.recording);
  changes("record", wanted, wanted ? { recording: "asked" } : {});
});
on("hand-over", () => choose("hand-over", { title: "who-takes", also: state.mine.joined }));
on("bring-in", () => choose("bring-in", { title: "who-joins" }));
on("choice-close", () => show("choice", false));
on("take-back", () => does(`${room.callId}/${state.mine.asked_to_take ? "hand-over" : "bring-in"}`, { whom: null }));
on("let-go", () => does(`${room.callId}/leave`));
on("continue-here", () => enter(state.mine));
on("end", async () => {
  const { callId, leads } = room;
  await post(`${callId}/${leads ? "end" : "leave"}`);
  ended(leads ? "ended-you" : "left-you");
});
on("keep-note", async () => {
  news(await post(`${notedFor}/note`, { text: at("note").value }) ? "note-kept" : "server");
});

const events = new EventSource("/calls/events");
events.addEventListener("state", (event) => {
  latest = JSON.parse(event.data);
  told(latest);
});
events.addEventListener("signal", (event) => {
  const signal = JSON.parse(event.data);
  // The terminal may be quicker than the answer to our own question for the call.
  if (taking) early.push(signal);
  else hears(signal);
});
setInterval(draw, LOOK_MS);
