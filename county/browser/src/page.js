// The page's words and places. What a terminal wrote is only ever set as text, never as markup.
import { Trouble } from "./trouble.js";

export const at = (name) => document.getElementById(name);

// The sentences that the server wrote into the element called `id`, asked for by name.
export function lexicon(id) {
  const words = JSON.parse(at(id).textContent);
  return (name, filling = {}) => Object.entries(filling).reduce((text, [key, value]) => text.replace(`{${key}}`, value), words[name] ?? words.server);
}

export const word = lexicon("words");

export function show(name, visible) {
  at(name).hidden = !visible;
}

export function say(name, filling = {}) {
  at("status").textContent = word(name, filling);
  at("status").dataset.kind = name;
  at("status").classList.remove("trouble");
}

export function fail(error) {
  say(kindOfTrouble(error));
  at("status").classList.add("trouble");
  show("progress", false);
}

export function kindOfTrouble(error) {
  return error instanceof Trouble ? error.kind : "server";
}

// An element with a class and, if given, text or children.
export function made(tag, name, ...inside) {
  const element = document.createElement(tag);
  if (name) element.className = name;
  element.append(...inside);
  return element;
}

// Words of a stranger: apart from their surroundings whatever direction they are written in.
export function foreign(tag, name, text) {
  const element = made(tag, name, text);
  element.dir = "auto";
  return element;
}

export function duration(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

export function moment(milliseconds) {
  return new Date(milliseconds).toLocaleString(document.documentElement.lang, { hour12: false });
}
