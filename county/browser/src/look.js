// A closer look at pages: one over the whole window, from page to page, nearer and farther.
import { decoded, drawn } from "./picture.js";
import { at, word } from "./page.js";

const LONGEST = 4096;
const STEPS = [0.5, 0.75, 1, 1.5, 2, 3];

let pages = [];
let now = 0;
let step = 2;

// `found`: the pages of one submission in order, each {bytes, caption}; `number` is looked at first.
export function lookAt(found, number) {
  pages = found;
  step = 2;
  if (!at("look").open) at("look").showModal();
  return turn(number);
}

async function turn(number) {
  now = Math.min(Math.max(number, 0), pages.length - 1);
  at("look-caption").textContent = `${pages[now].caption} · ${word("page", { number: now + 1, all: pages.length })}`;
  at("look-earlier").disabled = now === 0;
  at("look-later").disabled = now === pages.length - 1;
  const frame = await decoded(pages[now].bytes);
  drawn(frame, at("look-page"), LONGEST);
  frame.close();
  sized();
}

function sized() {
  const page = at("look-page");
  const room = at("look-room");
  const fits = Math.min(room.clientWidth / page.width, room.clientHeight / page.height);
  page.style.width = `${Math.round(page.width * fits * STEPS[step])}px`;
  at("look-farther").disabled = step === 0;
  at("look-nearer").disabled = step === STEPS.length - 1;
}

function zoom(by) {
  step = Math.min(Math.max(step + by, 0), STEPS.length - 1);
  sized();
}

export function forgetPages() {
  pages = [];
  at("look-page").width = 1;
  if (at("look").open) at("look").close();
}

at("look-earlier").addEventListener("click", () => turn(now - 1));
at("look-later").addEventListener("click", () => turn(now + 1));
at("look-nearer").addEventListener("click", () => zoom(1));
at("look-farther").addEventListener("click", () => zoom(-1));
at("look-close").addEventListener("click", () => at("look").close());
window.addEventListener("resize", () => at("look").open && sized());
