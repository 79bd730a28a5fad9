// The petition page: key in, picture out, answer sealed. Plaintext lives in this page's memory and dies with it.
import { fetched, fetchedJson, posted } from "./courier.js";
import { identities, isLocked, opened } from "./key.js";
import { checked, verified } from "./manifest.js";
import { Player } from "./player.js";
import { newId, sealedReply } from "./reply.js";
import { Trouble } from "./trouble.js";

const page = document.getElementById("sealed");
const words = JSON.parse(document.getElementById("words").textContent);
const at = (name) => document.getElementById(name);
let player = null;
let meta = null;
let replyId = newId();

function say(name, filling = {}) {
  const sentence = Object.entries(filling).reduce(
    (text, [key, value]) => text.replace(`{${key}}`, value), words[name] ?? words.server);
  at("status").textContent = sentence;
}

function show(name, visible) {
  at(name).hidden = !visible;
}

function fail(error) {
  const kind = error instanceof Trouble ? error.kind : "server";
  say(kind);
  at("status").dataset.kind = kind;
  at("status").classList.add("trouble");
  show("progress", false);
  at("open").disabled = false;
}

async function chosenKey() {
  const file = at("key-file").files[0];
  const pasted = at("key-text").value;
  if (!file && pasted.trim() === "") throw new Trouble("no-key");
  const keyFile = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(pasted);
  const locked = isLocked(keyFile);
  show("passphrase-row", locked);
  if (locked && at("passphrase").value === "") throw new Trouble("need-passphrase");
  if (locked) say("unlocking");
  return identities(keyFile, at("passphrase").value);
}

// Meta first, then the media in order: each fetched, hashed, opened and handed on before the next is asked for.
async function openPetition() {
  const keys = await chosenKey();
  at("status").classList.remove("trouble");
  show("progress", true);
  say("checking");
  const manifest = await verified(await fetchedJson(page.dataset.envelope), page.dataset.petition);
  const numbered = manifest.parts.map((part, number) => ({ ...part, number }));
  meta = await readMeta(numbered.find((part) => part.role === "meta"), keys);
  showMeta();
  const media = numbered.filter((part) => part.role === "media");
  if (media.length > 0) await play(media, keys);
  show("progress", false);
  say("complete");
}

async function plain(part, keys) {
  const sealed = await fetched(page.dataset.part.replace(/0$/, part.number));
  return opened(await checked(sealed, part), keys);
}

async function readMeta(part, keys) {
  if (!part) throw new Trouble("bad-manifest");
  const record = JSON.parse(new TextDecoder().decode(await plain(part, keys)));
  if (record.petition_id !== page.dataset.petition) throw new Trouble("bad-manifest");
  return record;
}

function showMeta() {
  const when = new Date(meta.recorded_at_ms).toLocaleString(document.documentElement.lang, { hour12: false });
  at("meta-point").textContent = meta.point;
  at("meta-when").textContent = meta.clock_trusted ? when : `${when} ${words["untrusted-clock"]}`;
  at("meta-length").textContent = duration(meta.duration_ms);
  at("meta-anonymous").textContent = meta.anonymous ? words.yes : words.no;
  at("meta-text").textContent = meta.text;
  show("meta-text-row", meta.text !== "");
  show("key-box", false);
  show("meta", true);
  show("answer", true);
}

function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

async function play(media, keys) {
  at("stage").dataset.open = "yes";
  show("video", true);
  if (player) player.close();
  player = new Player(at("video"));
  await player.open(meta.duration_ms);
  at("progress").max = media.length;
  for (const [done, part] of media.entries()) {
    say("opening", { done: done + 1, all: media.length });
    await player.append(await plain(part, keys));
    at("progress").value = done + 1;
  }
  player.finish();
}

async function sendAnswer() {
  const text = at("answer-text").value.trim();
  if (text === "") throw new Trouble("empty-answer");
  at("send").disabled = true;
  try {
    const sealed = await sealedReply(text, page.dataset.office, meta.reply_recipient);
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    await posted(page.dataset.reply.replace(/0{32}$/, replyId), sealed, token);
  } finally {
    at("send").disabled = false;
  }
  replyId = newId();
  at("answer-text").value = "";
  at("sent-text").textContent = text;
  show("sent", true);
  at("status").classList.remove("trouble");
  say("answered");
}

function forget() {
  meta = null;
  if (player) player.close();
  for (const name of ["key-file", "key-text", "passphrase", "answer-text"]) at(name).value = "";
}

function guarded(action) {
  return (event) => {
    event.preventDefault();
    action().catch(fail);
  };
}

at("key-form").addEventListener("submit", guarded(async () => {
  at("open").disabled = true;
  await openPetition();
}));
at("key-file").addEventListener("change", guarded(async () => {
  const file = at("key-file").files[0];
  show("passphrase-row", Boolean(file) && isLocked(new Uint8Array(await file.arrayBuffer())));
}));
at("answer-form").addEventListener("submit", guarded(sendAnswer));
window.addEventListener("pagehide", forget);
at("open").disabled = false;
