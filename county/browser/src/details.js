// Draws what was told beside the words: first what an officer must not overlook, then the facts.
import { duration, foreign, made, moment, word } from "./page.js";

// Sentences in one frame: who must be kept out, who is afraid, how one may (not) call, what is asked for. A number
// stands here only, behind its rule.
export function warnings(meta) {
  const told = sentences(meta);
  return told.length > 0 ? [made("div", "warning", ...told)] : [];
}

function sentences(meta) {
  const told = [];
  if (meta.purpose === "review") told.push(warning(word("review-asked")));
  if (meta.keptOut.length > 0 || meta.keptOutNames) told.push(warning(word("kept-out"), keptOut(meta)));
  if (meta.protection) told.push(warning(word("protection")));
  if (meta.contact) told.push(warning(word(`callback-${meta.contact.callback}`), meta.contact.reach));
  return told;
}

function warning(sentence, foreignWords = "") {
  const box = made("p", "", made("strong", "", sentence));
  if (foreignWords) box.append(" ", foreign("bdi", "", foreignWords));
  return box;
}

function keptOut(meta) {
  const kept = meta.keptOut.map((who) => word(`kept-${who}`));
  return [...kept, meta.keptOutNames].filter((each) => each !== "").join(word("comma"));
}

// The facts as rows of a definition list; what was not told has no row.
export function facts(meta) {
  const length = meta.items.reduce((sum, item) => sum + item.duration, 0);
  const recorded = moment(meta.recordedAt);
  const rows = [
    ["matter", meta.matter && word(`matter-${meta.matter}`)],
    ["who", who(meta)],
    ["representatives", meta.representatives.join(word("comma"))],
    ["others", meta.others > 0 ? String(meta.others) : ""],
    ["source", meta.source && [meta.source.village, meta.source.title, meta.source.row].filter(Boolean).join(" · ")],
    ["point", meta.point],
    ["recorded", meta.clockTrusted ? recorded : `${recorded} ${word("untrusted-clock")}`],
    ["length", length > 0 ? duration(length) : ""],
    ["assisted", meta.assisted ? word("assisted-yes") : ""],
  ];
  return rows.filter(([, value]) => value).map(([name, value]) => fact(name, value));
}

function who(meta) {
  if (meta.contact) return meta.contact.name || word("named-by-hand");
  if (meta.purpose !== "petition") return "";
  return meta.anonymous ? word("anonymous") : word("named");
}

function fact(name, value) {
  return made("div", `fact-${name}`, made("dt", "", word(`fact-${name}`)), foreign("dd", "", value));
}

export function rating(meta) {
  return meta.rating ? [made("p", `rating rating-${meta.rating}`, word(`rating-${meta.rating}`))] : [];
}

// "Paper 2 of 3", or "Paper" when there is one only.
export function numbered(item, number, all) {
  return all === 1 ? word(`${item.kind}-alone`) : word(item.kind, { number, all });
}

// What the marks of a take say: how it was disguised, and how long it is.
export function takeCaption(item, number, all) {
  const marks = [numbered(item, number, all), duration(item.duration)];
  if (item.faceCovered) marks.push(word("face-covered"));
  if (item.voiceChanged) marks.push(word("voice-changed"));
  return marks.join(" · ");
}
