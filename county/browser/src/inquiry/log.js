// The log of an inquiry: each line holds the hash of the line before. Checked here as wire/inquiry/log.py says, then shown.
import { joined } from "../bytes.js";
import { duration, foreign, made, moment, word } from "../page.js";
import { Trouble } from "../trouble.js";

const MOST_LINES = 20_000;
const KNOWN = ["InquiryBegun", "VillagerAgreed", "StepBegun", "SegmentKept", "LineBroke", "LineBack", "PageConfirmed", "SignatureGiven", "InquiryEnded"];

// {links, head, broken, strange, ended, told}: `broken` is the first line that does not follow, or -1; `strange` how many
// recorded segments are no part of this matter: a long recording comes in several submissions; `ended`: the last line, and
// no other, says how it ended; `told` as judgedHead says. `county`: {head, last}, what the terminal signed and told the
// county, and whether that was its last word; an empty head is none. Throws Trouble("damaged").
export async function checkedLog(bytes, manifestHashes, county) {
  const lines = split(bytes);
  const links = lines.map(parsed);
  const begun = links[0]?.fact;
  if (links.length === 0 || begun.type !== "InquiryBegun") throw new Trouble("damaged");
  let head = await sha256(new TextEncoder().encode(`zhitong-inquiry/1\n${begun.inquiry_id}`));
  let broken = -1;
  const heads = [];
  for (const [place, link] of links.entries()) {
    if (broken < 0 && (link.n !== place || link.prev !== head)) broken = place;
    head = await sha256(lines[place]);
    heads.push(head);
  }
  const kept = links.filter(({ fact }) => fact.type === "SegmentKept");
  const strange = kept.filter(({ fact }) => !manifestHashes.has(fact.sealed_sha256)).length;
  const ended = links.findIndex(({ fact }) => fact.type === "InquiryEnded") === links.length - 1;
  return { links, head, broken, strange, ended, told: judgedHead(heads, county) };
}

// "same": the head that the terminal told last is the log's; "within": one that it told earlier stands in it; "other";
// "": it told none.
function judgedHead(heads, { head, last }) {
  if (head === "") return "";
  if (heads[heads.length - 1] === head) return "same";
  return !last && heads.includes(head) ? "within" : "other";
}

// What does not fit, or "".
function trouble({ links, broken, strange, ended, told }, county) {
  if (broken >= 0) return word("log-broken", { number: broken + 1 });
  if (!ended) return word("log-unended", { number: links.length });
  if (told === "other") return word("log-other", { head: county.head.slice(0, 16) });
  return strange > 0 ? word("log-strange", { count: strange }) : "";
}

export function logTable(log, county) {
  const { links, head, told } = log;
  const whole = word("log-whole", { count: links.length, head: head.slice(0, 16) });
  const wrong = trouble(log, county);
  const verdict = wrong || (told === "" ? whole : `${whole} ${word(`log-told-${told}`)}`);
  const rows = gathered(links).map(({ link, last }) => made("tr", "",
    made("td", "when", moment(link.at_ms) + (link.clock_trusted ? "" : ` ${word("untrusted-clock")}`)),
    made("td", "number", duration(link.tape_ms)),
    said(link.fact, last),
  ));
  const heads = ["log-at", "log-tape", "log-what"].map((name) => made("th", "", word(name)));
  const table = made("table", "table log", made("thead", "", made("tr", "", ...heads)), made("tbody", "", ...rows));
  return [made("p", wrong ? "trouble" : "told", verdict), made("div", "log-room", table)];
}

// Segments come every few seconds: those between two other facts are one row.
function gathered(links) {
  const rows = [];
  for (const link of links) {
    const row = rows[rows.length - 1];
    if (link.fact.type === "SegmentKept" && row?.link.fact.type === "SegmentKept") row.last = link.fact;
    else rows.push({ link, last: link.fact });
  }
  return rows;
}

function said(fact, last) {
  const cell = made("td", "");
  const words = {
    InquiryBegun: () => [fact.point, ...(fact.officers ?? []).map((one) => `${one.name} ${one.credential}`), fact.about],
    VillagerAgreed: () => [step(fact.what)],
    StepBegun: () => [step(fact.step)],
    SegmentKept: () => [fact.index === last.index ? String(fact.index + 1) : `${fact.index + 1}–${last.index + 1}`],
    LineBroke: () => [],
    LineBack: () => [duration(fact.out_ms)],
    PageConfirmed: () => [word("log-page", { page: fact.page, version: fact.version }), word(fact.right ? "log-right" : "log-not-right")],
    SignatureGiven: () => [String(fact.sha256).slice(0, 16)],
    InquiryEnded: () => [word(`log-end-${fact.why}`)],
  };
  cell.append(made("strong", "", word(`log-${fact.type}`)), " ", foreign("bdi", "", words[fact.type]().filter(Boolean).join(" · ")));
  return cell;
}

function step(name) {
  return word(`log-step-${name}`);
}

function split(bytes) {
  const lines = [];
  let start = 0;
  while (start < bytes.length && lines.length <= MOST_LINES) {
    const end = bytes.indexOf(10, start);
    const line = trimmed(bytes.subarray(start, end < 0 ? bytes.length : end));
    if (line.length > 0) lines.push(line);
    start = end < 0 ? bytes.length : end + 1;
  }
  if (lines.length > MOST_LINES) throw new Trouble("damaged");
  return lines;
}

// A log comes in one part or in several; spaces around a line are the padding of parts.
function trimmed(line) {
  let [first, last] = [0, line.length];
  while (first < last && line[first] === 32) first += 1;
  while (last > first && line[last - 1] === 32) last -= 1;
  return line.subarray(first, last);
}

function parsed(line) {
  try {
    const link = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(line));
    const holds = KNOWN.includes(link.fact.type) && Number.isSafeInteger(link.n) && Number.isSafeInteger(link.at_ms) && Number.isSafeInteger(link.tape_ms);
    if (!holds) throw new Error("link");
    return link;
  } catch (error) {
    throw new Trouble("damaged", error);
  }
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", joined([bytes])));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
