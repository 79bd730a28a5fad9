// Brings pages to the county: sealed, one after the other, at most twice a second; what was not answered goes again as it was.
import { written } from "./pages.js";
import { sealedPage } from "./sealing.js";

const EVERY_MS = 500;
const AGAIN_MS = 2000;

export class Post {
  // `ask(path, body)` gives {status, state, why}; `recipients()` is null while nobody can be sealed to;
  // `told`: kept(page, state), failed(why).
  constructor({ inquiryId, pages, ask, recipients, told }) {
    Object.assign(this, { inquiryId, pages, ask, recipients, told });
    this.isBusy = false;
    this.isOver = false;
    this.lastAt = 0;
    this.timer = null;
  }

  soon(afterMs = 0) {
    if (this.timer === null && !this.isOver) {
      const wait = Math.max(afterMs, this.lastAt + EVERY_MS - Date.now(), 0);
      this.timer = setTimeout(() => { this.timer = null; this.go(); }, wait);
    }
  }

  end() {
    this.isOver = true;
    clearTimeout(this.timer);
    this.timer = null;
  }

  async go() {
    const page = this.pages.all.find((each) => each.pending || each.isDirty);
    const recipients = this.recipients();
    if (!page || this.isBusy || this.isOver || !recipients) return;
    this.isBusy = true;
    this.lastAt = Date.now();
    try {
      await this.send(page, recipients);
    } finally {
      this.isBusy = false;
    }
    if (this.pages.all.some((each) => each.pending || each.isDirty)) this.soon(this.isStuck ? AGAIN_MS : 0);
  }

  async send(page, recipients) {
    if (!page.pending) {
      page.isDirty = false;
      const version = page.version + 1;
      const content = { inquiryId: this.inquiryId, page: page.number, version, entries: written(page), recipients };
      page.pending = { version, ...(await sealedPage(content)) };
    }
    const { version, sealed, sha256 } = page.pending;
    const { status, state, why } = await this.ask(`pages/${page.number}/${version}`, sealed);
    this.isStuck = status !== 200;
    if (status === 200) {
      Object.assign(page, { version, sha256, pending: null });
      this.told.kept(page, state);
      return;
    }
    if (status === 409 || status === 413 || status === 400) {
      page.pending = null;
      this.end();
    }
    this.told.failed(status === 413 ? "too-long" : why);
  }
}
