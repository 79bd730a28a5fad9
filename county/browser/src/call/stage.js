// How the running call looks: who is in it, how it goes, what of the villager is seen and heard, and who else sits there.
import { at, duration, made, show, word } from "../page.js";

const BARS = { good: 3, fair: 2, poor: 1 };

export function drawQuality(name) {
  at("quality-word").textContent = name ? word(`quality-${name}`) : "";
  at("quality").dataset.quality = name;
  [...at("bars").children].forEach((bar, place) => bar.classList.toggle("full", place < (BARS[name] ?? 0)));
}

export function drawTime(mine) {
  at("call-time").textContent = mine ? duration(Math.max(0, Date.now() - mine.taken_at_ms)) : "";
}

function button(name, label, pressed) {
  at(name).textContent = word(label);
  if (pressed !== undefined) at(name).setAttribute("aria-pressed", String(pressed));
}

export function drawStage(mine, muted) {
  at("call-point").textContent = mine.point;
  at("call").dataset.recording = mine.recording;
  at("call").dataset.leads = String(mine.leads);
  show("recording-sign", mine.recording === "on");
  at("plain").textContent = word(`recording-${mine.recording}`);
  show("veil", mine.held && mine.leads);
  at("far").muted = mine.held && mine.leads;
  button("mute", muted ? "unmute" : "mute", muted);
  button("hold", mine.held ? "resume" : "hold", mine.held);
  button("record", { none: "ask-record", refused: "ask-record-again", asked: "stop-asking", on: "stop-record" }[mine.recording]);
  button("end", mine.leads ? "hang-up" : "leave");
  for (const name of ["hold", "record", "hand-over"]) show(name, mine.leads);
  show("bring-in", mine.leads && !mine.joined);
  drawSigns(mine);
  drawCompany(mine);
}

function drawSigns(mine) {
  const { sent } = mine;
  const signs = [
    sent.picture === "paper" && "sends-paper",
    sent.picture === "none" && !sent.hidden && "sends-sound",
    sent.picture === "small" && "sends-small",
    sent.hidden && "sends-no-picture",
    sent.muted && "sends-no-sound",
    mine.held && !mine.leads && "held-beside",
    mine.assisted && "assisted",
  ].filter(Boolean);
  at("signs").replaceChildren(...signs.map((name) => made("li", "", word(name))));
}

// Who is beside this officer, or is rung.
function drawCompany(mine) {
  const named = (name, one) => word(name, { name: [one.name, one.office].filter(Boolean).join(" · ") });
  const line = !mine.leads ? named("beside", mine.officer)
    : mine.asked_to_take ? named("rings-to-take", mine.asked_to_take)
      : mine.asked_to_join ? named("rings-to-join", mine.asked_to_join)
        : mine.joined ? named("beside", mine.joined) : "";
  show("company", Boolean(line));
  at("company-line").textContent = line;
  show("take-back", mine.leads && Boolean(mine.asked_to_take || mine.asked_to_join));
  show("let-go", mine.leads && Boolean(mine.joined) && !mine.asked_to_take);
}

// The list of who sits there; `chosen(id)` for the one that is touched, who is then rung.
export function drawChoice(mine, { title, also, chosen }) {
  const people = [...(also ? [{ ...also, busy: false }] : []), ...mine.colleagues];
  at("choice-title").textContent = word(title);
  show("choice-nobody", people.length === 0);
  at("choice-list").replaceChildren(...people.map((one) => {
    const label = [one.name, one.office, one.busy && word("busy")].filter(Boolean).join(" · ");
    const item = made("button", "btn btn-primary", label);
    item.type = "button";
    item.disabled = one.busy;
    item.addEventListener("click", () => chosen(one.id));
    return made("li", "", item);
  }));
  show("choice", true);
}
