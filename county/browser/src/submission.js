// One submission of a matter: its own manifest, its own meta, its own items. It opens apart from the others, and what
// is damaged in it is said in its place.
import { joined } from "./bytes.js";
import { fetched, fetchedJson } from "./courier.js";
import { documentRow } from "./inquiry/document.js";
import { facts, numbered, rating, takeCaption, warnings } from "./details.js";
import { opened } from "./key.js";
import { checkedLog, logTable } from "./inquiry/log.js";
import { lookAt } from "./look.js";
import { checked, verified } from "./manifest.js";
import { judged, KINDS, LARGEST_META } from "./meta.js";
import { fail, foreign, kindOfTrouble, made, word } from "./page.js";
import { decoded, drawn } from "./picture.js";
import { Player } from "./player.js";
import { Trouble } from "./trouble.js";

// Of every part that a terminal signed in this matter.
const hashes = new Set();
const THUMBNAIL = 480;
const PLACED = ["damaged", "unplayable", "unshowable"];

export class Submission {
  // `place`: its article in the page, whose addresses and id the server wrote.
  constructor(place) {
    this.place = place;
    this.id = place.dataset.petition;
    this.meta = null;
    this.isOpen = false;
    this.players = [];
    this.pages = [];
    this.pumps = [];
  }

  // Opens and shows the meta; throws Trouble. Afterwards `meta` is there.
  async readMeta(keys) {
    const manifest = await verified(await fetchedJson(this.place.dataset.envelope), this.id);
    const numbered = manifest.parts.map((part, number) => ({ ...part, number }));
    this.media = numbered.filter((part) => part.role === "media");
    for (const part of this.media) hashes.add(part.sha256);
    const sealed = numbered.find((part) => part.role === "meta");
    if (!sealed) throw new Trouble("bad-manifest");
    if (sealed.length > LARGEST_META) throw new Trouble("bad-meta");
    const meta = judged(await this.plain(sealed, keys), this.id, this.media.length);
    this.showMeta(meta);
    this.meta = meta;
  }

  // Every item in order; one that is damaged is said in its place, and said again by whoever called.
  async openItems(keys, tell) {
    this.within("items").replaceChildren();
    this.within("pages").replaceChildren();
    this.within("records").replaceChildren();
    this.close();
    this.pages = [];
    let done = 0;
    let trouble = null;
    const arrived = () => tell((done += 1), this.media.length);
    for (const [place, item] of this.meta.items.entries()) {
      const figure = this.figure(item, place);
      try {
        await this.openItem(item, figure, this.parts(item, keys, arrived));
      } catch (error) {
        trouble = placed(figure, error);
      }
    }
    const late = await Promise.all(this.pumps);
    trouble = trouble ?? late.find((each) => each !== null) ?? null;
    if (trouble) throw trouble;
    this.isOpen = true;
    this.within("more").hidden = true;
  }

  openItem(item, figure, parts) {
    if (item.kind === "log") return this.openLog(figure, parts);
    if (item.kind === "document") return this.openDocument(figure, parts);
    return item.kind === "video" || item.kind === "audio"
      ? this.openTake(item, figure, parts)
      : this.openPage(item, figure, parts);
  }

  // A take larger than the browser's memory goes on by itself while it is seen; the items behind it do not wait.
  async openTake(item, figure, parts) {
    const stage = figure.querySelector("video, audio");
    const player = new Player(stage);
    this.players.push(player);
    await player.open(item.duration);
    const pump = pumped(player, parts).then(() => null, (error) => placed(figure, error));
    this.pumps.push(pump);
    await Promise.race([pump, player.full]);
  }

  async openPage(item, figure, parts) {
    const bytes = await whole(parts);
    const frame = await decoded(bytes);
    const canvas = drawn(frame, figure.querySelector("canvas"), THUMBNAIL);
    frame.close();
    const number = this.pages.push({ bytes, caption: figure.dataset.caption }) - 1;
    canvas.parentElement.addEventListener("click", () => lookAt(this.pages, number).catch(fail));
  }

  async openLog(figure, parts) {
    const county = { head: this.place.dataset.head, last: this.place.dataset.tape === "kept" };
    figure.prepend(...logTable(await checkedLog(await whole(parts), hashes, county), county));
  }

  async openDocument(figure, parts) {
    figure.prepend(...documentRow(await whole(parts), `${this.id.slice(0, 8)}.pdf`, fail));
  }

  async *parts(item, keys, arrived) {
    for (const part of this.media.slice(item.first, item.first + item.parts)) {
      const plain = await this.plain(part, keys);
      arrived();
      yield plain;
    }
  }

  async plain(part, keys) {
    const sealed = await fetched(this.place.dataset.part.replace(/0$/, part.number));
    return opened(await checked(sealed, part), keys);
  }

  showMeta(meta) {
    this.within("purpose").textContent = word(`purpose-${meta.purpose}`);
    this.within("warnings").replaceChildren(...warnings(meta), ...rating(meta));
    this.within("facts").replaceChildren(...facts(meta));
    this.within("words").textContent = meta.text;
    this.within("words").hidden = meta.text === "";
    this.within("more").hidden = meta.items.length === 0;
    this.within("more").textContent = this.summary(meta);
    this.within("trouble").hidden = true;
    this.place.dataset.open = "yes";
    this.isOpen = meta.items.length === 0;
  }

  // What lies in it, before it is opened: "Open: video 1, papers 3".
  summary(meta) {
    const counted = KINDS.map((kind) => [kind, meta.items.filter((item) => item.kind === kind).length]);
    const named = counted.filter(([, count]) => count > 0).map(([kind, count]) => word(`${kind}s`, { count }));
    return word("open-more", { what: named.join(word("comma")) });
  }

  say(error) {
    this.within("trouble").textContent = word(kindOfTrouble(error));
    this.within("trouble").hidden = false;
  }

  figure(item, place) {
    const same = this.meta.items.filter((each) => each.kind === item.kind && each.about === item.about);
    const number = same.indexOf(item) + 1;
    const isTake = item.kind === "video" || item.kind === "audio";
    const isRecord = item.kind === "log" || item.kind === "document";
    const caption = isTake ? takeCaption(item, number, same.length) : pageCaption(item, number, same.length);
    const stages = isRecord ? [] : [isTake ? stage(item.kind) : page()];
    const figure = made("figure", `kind-${item.kind}`, ...stages, foreign("figcaption", "", caption));
    figure.dataset.caption = caption;
    figure.dataset.place = place;
    this.within(isRecord ? "records" : isTake ? "items" : "pages").append(figure);
    return figure;
  }

  within(name) {
    return this.place.querySelector(`[data-is=${name}]`);
  }

  close() {
    for (const player of this.players) player.close();
    this.players = [];
    this.pumps = [];
  }
}

async function whole(parts) {
  const pieces = [];
  for await (const piece of parts) pieces.push(piece);
  return joined(pieces);
}

async function pumped(player, parts) {
  for await (const part of parts) await player.append(part);
  player.finish();
}

// The trouble of one item, said under it; what concerns more than this item is thrown on.
function placed(figure, error) {
  const kind = kindOfTrouble(error);
  if (!PLACED.includes(kind)) throw error;
  figure.classList.add("broken");
  figure.append(made("p", "trouble", word(kind)));
  return error;
}

function stage(kind) {
  const element = made(kind, "");
  element.controls = true;
  element.setAttribute("controlslist", "nodownload noremoteplayback");
  if (kind === "video") {
    element.playsInline = true;
    element.disablePictureInPicture = true;
  }
  return element;
}

function page() {
  const button = made("button", "page", made("canvas", ""));
  button.type = "button";
  return button;
}

function pageCaption(item, number, all) {
  return item.about === "statement" ? numbered(item, number, all) : word(`about-${item.about}`);
}
