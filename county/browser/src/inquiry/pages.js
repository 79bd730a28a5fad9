// The pages of a transcript as this tab has them. Words live here and in the fields of the page, nowhere else.
const MOST_ENTRIES = 16;
const MOST_LETTERS = 600;
const MOST_PAGES = 60;
const NEXT = { officer: "villager", second: "villager", villager: "officer", remark: "officer" };

export class Pages {
  constructor() {
    this.all = [];
  }

  // What the server has: a page that this tab did not write is there, but closed.
  known(pages) {
    for (const { page, version } of pages) {
      if (!this.of(page)) this.all.push(blank(page, version, null));
    }
  }

  of(number) {
    return this.all.find((page) => page.number === number) ?? null;
  }

  // The new page, or null when there can be none. An empty last one is not left behind.
  add(first) {
    const last = this.all[this.all.length - 1];
    if (this.all.length >= MOST_PAGES || (last && last.entries && !isWritten(last))) return null;
    const page = blank(this.all.length + 1, 0, [first]);
    this.all.push(page);
    return page;
  }

  open(number, version, { entries, sha256 }) {
    const page = this.of(number);
    if (page && page.entries === null) Object.assign(page, { entries, sha256, version });
  }
}

function blank(number, version, entries) {
  // `version` is the newest that the server keeps; `pending` one that it may or may not have got.
  return { number, version, entries, sha256: "", isDirty: false, pending: null };
}

export function entry(who, atMs) {
  return { who, text: "", at_ms: atMs };
}

export function whoFollows(who) {
  return NEXT[who];
}

export function isFull(page) {
  return page.entries.length >= MOST_ENTRIES || page.entries.reduce((sum, each) => sum + each.text.length, 0) >= MOST_LETTERS;
}

export function isWritten(page) {
  return page.entries !== null && page.entries.some((each) => each.text.trim() !== "");
}

// What is sealed of a page: entries without words are none.
export function written(page) {
  return page.entries.filter((each) => each.text.trim() !== "").map((each) => ({ ...each, text: each.text.trim() }));
}
