// The steps in their order, how far the two sides are, and what the recording has come to.
import { at, duration, made, show } from "../page.js";

const HEAD_DIGITS = 12;

export function drawChecklist(state, word) {
  const steps = Array.from(at("inquiry-steps").children);
  const now = steps.findIndex((step) => step.dataset.step === state.step);
  steps.forEach((step, place) => {
    step.dataset.is = place < now || state.why === "done" ? "done" : place === now && !state.over ? "now" : "later";
    if (step.dataset.is === "now") step.setAttribute("aria-current", "step"); else step.removeAttribute("aria-current");
    step.dataset.agreed = state.told?.agreed.includes(step.dataset.step) ? "yes" : "";
  });
  at("inquiry-guide").textContent = state.over || state.told?.tape !== "runs" ? "" : word(`guide-${state.step}`);
  drawButtons(state, word);
}

function drawButtons(state, word) {
  const isLast = state.step === "end";
  const lacks = state.next?.lacks ?? "";
  show("inquiry-next", !state.over);
  show("inquiry-break", !state.over && !isLast);
  at("inquiry-next").textContent = isLast ? word("finish") : state.next ? word(`step-${state.next.step}`) : "";
  at("inquiry-next").disabled = lacks !== "";
  at("inquiry-lacks").textContent = state.over || !lacks ? "" : word(lacks);
  if (at("inquiry-break").dataset.sure !== "yes") at("inquiry-break").textContent = word("break-off");
}

export function drawTape(state, elapsedMs, word) {
  const { told } = state;
  const isRecorded = told !== null && told.elapsed_ms > 0;
  const line = isRecorded
    ? [word("recorded-for", { time: duration(elapsedMs) }), word("recorded-sealed", { count: told.segments }), told.head && word("head", { head: told.head.slice(0, HEAD_DIGITS) })]
    : [];
  const text = line.filter(Boolean).join(" · ");
  // Said anew each second it would be read out each second.
  if (at("inquiry-tape").textContent !== text) at("inquiry-tape").textContent = text;
  at("inquiry-tape").dataset.tape = state.over ? "over" : told?.tape ?? "";
  const gaps = (told?.gaps ?? []).map((gap) => made("li", "", gap.ended_ms
    ? word("gap", { from: duration(gap.began_ms), to: duration(gap.ended_ms) })
    : word("gap-now", { from: duration(gap.began_ms) })));
  at("inquiry-gaps").replaceChildren(...gaps);
}
