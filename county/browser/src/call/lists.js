// What stands beside a call: who asks this officer into one, who waits, who would be called back.
import { at, duration, made, show, word } from "../page.js";

// Drawn anew only when it reads otherwise: a button must not go away under a finger.
const drawn = new Map();

function draw(name, rows) {
  const reads = rows.map((row) => `${row.dataset.call} ${row.textContent} ${row.querySelector("button")?.disabled}`).join("\n");
  if (drawn.get(name) === reads) return;
  drawn.set(name, reads);
  at(name).replaceChildren(...rows);
}

function button(look, name, act, { disabled = false } = {}) {
  const one = made("button", look, word(name));
  one.type = "button";
  one.disabled = disabled;
  one.addEventListener("click", act);
  return one;
}

function row(call, lines, buttons) {
  const item = made("li", "", made("div", "", ...lines), made("div", "row-buttons", ...buttons));
  item.dataset.call = call.call_id;
  return item;
}

function aside(...parts) {
  return made("span", "aside", parts.filter(Boolean).join(" · "));
}

function when(wish) {
  return made("span", "aside when", word("called-at", { at: clock(wish.asked_at_ms) }));
}

function since(milliseconds) {
  const minutes = Math.floor((Date.now() - milliseconds) / 60000);
  return minutes > 0 ? word("waits", { minutes }) : word("just-now");
}

// Today by the hour, before that with its day.
function clock(milliseconds) {
  const at = new Date(milliseconds);
  const time = { hour: "2-digit", minute: "2-digit", hour12: false };
  const day = at.toDateString() === new Date().toDateString() ? {} : { month: "numeric", day: "numeric" };
  return at.toLocaleString(document.documentElement.lang, { ...day, ...time });
}

// `acts`: take(call), answer(call, act), decline(call), ring(wish), stop(wish), close(wish); `busy`: in a call.
export function drawLists(state, acts, busy) {
  show("asked-box", state.asked.length > 0);
  draw("asked", state.asked.map((call) => askedRow(call, acts)));
  show("nobody-waits", state.waiting.length === 0);
  draw("waiting", state.waiting.map((call, place) => waitingRow(call, acts, { place, busy })));
  show("wishes-box", state.wishes.length > 0);
  draw("wishes", state.wishes.map((wish) => wishRow(wish, acts, busy)));
}

function askedRow(call, acts) {
  const lines = [made("strong", "", word(`asks-${call.to}`, { name: call.from?.name ?? "" })), aside(call.point)];
  return row(call, lines, [
    button("btn btn-primary", call.to === "take" ? "take-over" : "join", () => acts.answer(call, call.to)),
    button("btn btn-outline-primary", "not-now", () => acts.decline(call)),
  ]);
}

function waitingRow(call, acts, { place, busy }) {
  const speaks = call.language && word("speaks", { language: call.language });
  const lines = [made("strong", "", call.point), aside(since(call.asked_at_ms), call.assisted && word("assisted"), speaks)];
  // Whoever came first is answered first; the others may still be.
  const look = place === 0 ? "btn btn-primary" : "btn btn-outline-primary";
  return row(call, lines, [button(look, "take", () => acts.take(call), { disabled: busy })]);
}

function wishRow(wish, acts, busy) {
  const lines = [made("strong", "", wish.point), when(wish), aside(became(wish))];
  if (wish.rings) return row(wish, lines, wish.mine ? [button("btn btn-outline-primary", "stop-ringing", () => acts.stop(wish))] : []);
  return row(wish, lines, [
    button("btn btn-outline-primary", "ring-there", () => acts.ring(wish), { disabled: busy }),
    button("quiet", "close-wish", () => acts.close(wish)),
  ]);
}

function became(wish) {
  if (wish.rings) {
    const name = wish.mine ? word(`heard-${wish.heard || "nothing"}`) : word("rings-for", { name: wish.officer });
    return `${name} ${duration(Date.now() - wish.rung_at_ms)}`;
  }
  return wish.became ? word(`became-${wish.became}`, { times: wish.tries }) : "";
}
