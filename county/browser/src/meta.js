// Judges what lies sealed in a petition's `meta` part before anything of it is shown. The seal proves nothing about
// who wrote it: a terminal in strange hands may have. What does not hold together is Trouble("bad-meta").
import { Trouble } from "./trouble.js";

export const LARGEST_META = 256 * 1024;
const MOST_ITEMS = 200;
const LATEST = 8.64e15;
const RECIPIENT = /^age1[0-9a-z]{58}$/;
// What hides in a line or turns it round: a telephone number must read as it is.
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

export const KINDS = ["video", "audio", "paper", "writing", "log", "document"];
const ABOUT = ["statement", "name", "recusal", "representatives"];
const PURPOSES = ["petition", "message", "review", "rating", "call", "inquiry"];
const MATTERS = ["suggestion", "report", "claim"];
const CALLBACKS = ["none", "in_person", "neutral"];
const KEPT = ["village", "township", "county_office"];
const RATINGS = ["good", "fair", "poor"];

// The record as the page shows it: every field there, of its type, within its bounds.
export function judged(bytes, petitionId, mediaParts) {
  const record = object(parsed(bytes));
  if (record.petition_id !== petitionId) throw new Trouble("bad-manifest");
  return {
    point: text(record.point, 200),
    recordedAt: number(record.recorded_at_ms, LATEST),
    clockTrusted: flag(record.clock_trusted),
    recipient: recipient(record.reply_recipient),
    items: items(list(record.items, MOST_ITEMS), mediaParts),
    ...details(record.details ?? {}),
  };
}

function details(raw) {
  const told = object(raw);
  const recusal = object(told.recusal ?? {});
  return {
    purpose: one(told.purpose ?? "petition", PURPOSES),
    matter: told.matter == null ? null : one(told.matter, MATTERS),
    contact: told.contact == null ? null : contact(object(told.contact)),
    anonymous: told.contact == null,
    assisted: flag(told.assisted),
    keptOut: list(recusal.kept_out, 3).map((kept) => one(kept, KEPT)),
    keptOutNames: text(recusal.names, 120),
    protection: flag(told.protection),
    representatives: list(told.representatives, 5).map((name) => text(name, 120)),
    others: number(told.others, 9999),
    source: told.source == null ? null : source(object(told.source)),
    text: text(told.text, 3000),
    rating: told.rating == null ? null : one(told.rating, RATINGS),
  };
}

function contact(raw) {
  return { name: text(raw.name, 120), reach: text(raw.reach, 120), callback: one(raw.callback ?? "none", CALLBACKS) };
}

function source(raw) {
  return { village: text(raw.village, 120), title: text(raw.title, 120), row: text(raw.row, 120) };
}

// Every media part belongs to exactly one item.
function items(raw, mediaParts) {
  let first = 0;
  const judgedItems = raw.map((each) => {
    const item = { ...judgedItem(object(each)), first };
    first += item.parts;
    return item;
  });
  if (first !== mediaParts) throw new Trouble("bad-meta");
  return judgedItems;
}

function judgedItem(raw) {
  const parts = number(raw.parts, 1024);
  if (parts === 0) throw new Trouble("bad-meta");
  return {
    kind: one(raw.kind, KINDS),
    parts,
    duration: number(raw.duration_ms, 86_400_000),
    about: one(raw.about ?? "statement", ABOUT),
    faceCovered: flag(raw.face_covered),
    voiceChanged: flag(raw.voice_changed),
  };
}

function parsed(bytes) {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw new Trouble("bad-meta", error);
  }
}

function object(value) {
  return sound(value, typeof value === "object" && value !== null && !Array.isArray(value));
}

function list(value, most) {
  return value === undefined ? [] : sound(value, Array.isArray(value) && value.length <= most);
}

function text(value, most) {
  if (value === undefined) return "";
  return sound(value, typeof value === "string" && Array.from(value).length <= most).replace(HIDDEN, "\ufffd");
}

function number(value, most) {
  return value === undefined ? 0 : sound(value, Number.isSafeInteger(value) && value >= 0 && value <= most);
}

function flag(value) {
  return value === undefined ? false : sound(value, typeof value === "boolean");
}

function one(value, allowed) {
  return sound(value, allowed.includes(value));
}

function recipient(value) {
  return sound(value, typeof value === "string" && RECIPIENT.test(value));
}

function sound(value, holds) {
  if (!holds) throw new Trouble("bad-meta");
  return value;
}
