// The page that is typed: an entry each row, Enter begins the next, and who speaks alternates. Its fields stand in a form
// without autocomplete: what stands in others a browser writes to its disk, to have it after a crash.
import { at, made } from "../page.js";
import { entry, isFull, whoFollows } from "./pages.js";

const QUICK = { Digit1: "officer", Digit2: "second", Digit3: "villager", Digit4: "remark" };
const ROUND = ["officer", "second", "villager", "remark"];

export class Paper {
  // `told`: changed(page), full(entry), elapsed() in ms; `word` says a sentence of the page.
  constructor({ told, word }) {
    this.told = told;
    this.word = word;
    this.page = null;
    this.isFixed = true;
  }

  // `focus`: the entry to type in, or -1 for none.
  show(page, { isFixed, focus = -1 }) {
    this.page = page;
    this.isFixed = isFixed;
    const rows = page && page.entries ? page.entries.map((each) => this.row(each)) : [];
    at("inquiry-entries").replaceChildren(...rows);
    for (const field of at("inquiry-entries").querySelectorAll("textarea")) sized(field);
    if (focus >= 0) this.focus(focus);
  }

  fix(isFixed) {
    if (this.isFixed === isFixed) return;
    this.isFixed = isFixed;
    for (const field of at("inquiry-entries").querySelectorAll("textarea")) field.readOnly = isFixed;
  }

  forget() {
    this.page = null;
    at("inquiry-entries").replaceChildren();
  }

  row(one) {
    const who = made("button", "who", this.word(`who-${one.who}`));
    who.type = "button";
    who.tabIndex = -1;
    const field = made("textarea", "form-control");
    field.rows = 1;
    field.maxLength = 1000;
    field.value = one.text;
    field.readOnly = this.isFixed;
    field.spellcheck = false;
    field.setAttribute("aria-label", this.word(`who-${one.who}`));
    const row = made("div", "entry", who, field);
    row.dataset.who = one.who;
    who.addEventListener("click", () => {
      if (!this.isFixed) this.speaks(one, row, ROUND[(ROUND.indexOf(one.who) + 1) % ROUND.length]);
      field.focus();
    });
    field.addEventListener("input", () => this.typed(one, field));
    field.addEventListener("keydown", (event) => this.pressed(event, one, row));
    return row;
  }

  typed(one, field) {
    if (one.text === "" && field.value !== "") one.at_ms = this.told.elapsed();
    one.text = field.value.replace(/\s*\n\s*/g, " ");
    if (one.text !== field.value) field.value = one.text;
    sized(field);
    this.told.changed(this.page);
  }

  pressed(event, one, row) {
    // An input method's own Enter chooses a word; it ends no entry.
    if (this.isFixed || event.isComposing || event.keyCode === 229) return;
    const place = this.page.entries.indexOf(one);
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      if (one.text.trim() !== "") this.begin(place, one);
    } else if (event.altKey && QUICK[event.code]) {
      event.preventDefault();
      this.speaks(one, row, QUICK[event.code]);
    } else if (event.key === "Backspace" && one.text === "" && this.page.entries.length > 1) {
      event.preventDefault();
      this.page.entries.splice(place, 1);
      this.show(this.page, { isFixed: false, focus: Math.max(0, place - 1) });
      this.told.changed(this.page);
    }
  }

  begin(place, before) {
    const next = entry(whoFollows(before.who), this.told.elapsed());
    if (place === this.page.entries.length - 1 && isFull(this.page)) {
      this.told.full(next);
      return;
    }
    this.page.entries.splice(place + 1, 0, next);
    this.show(this.page, { isFixed: false, focus: place + 1 });
  }

  speaks(one, row, who) {
    one.who = who;
    row.dataset.who = who;
    row.querySelector(".who").textContent = this.word(`who-${who}`);
    row.querySelector("textarea").setAttribute("aria-label", this.word(`who-${who}`));
    if (one.text !== "") this.told.changed(this.page);
  }

  focus(place) {
    const field = at("inquiry-entries").children[place]?.querySelector("textarea");
    if (!field) return;
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
    field.scrollIntoView({ block: "nearest" });
  }
}

function sized(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
