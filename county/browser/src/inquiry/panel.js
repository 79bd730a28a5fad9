// The panel beside the call: from the question to the villager to the last signature, as both sides tell it.
import { newId } from "../reply.js";
import { at, kindOfTrouble, lexicon, show } from "../page.js";
import { InquiryDesk, isNewer } from "./desk.js";
import { drawChecklist, drawTape } from "./checklist.js";
import { openPages } from "./opening.js";
import { entry, isWritten, Pages } from "./pages.js";
import { Paper } from "./paper.js";
import { Post } from "./post.js";
import { drawTabs, judgement } from "./tabs.js";

const LOOK_MS = 2000;
const SURE_MS = 4000;
const FIXED_STEPS = ["signature", "end"];

export class InquiryPanel {
  constructor() {
    this.place = at("inquiry");
    this.word = lexicon("inquiry-words");
    this.desk = new InquiryDesk(this.place.dataset.token);
    this.offices = this.place.dataset.offices.split(" ").filter(Boolean);
    this.paper = new Paper({
      told: { changed: (page) => this.changed(page), full: (next) => this.turn(next), elapsed: () => this.elapsedMs() },
      word: this.word,
    });
    this.callId = "";
    this.reset();
    this.listen();
    setInterval(() => this.tick(), 1000);
  }

  reset() {
    if (this.post) this.post.end();
    this.state = null;
    this.pages = new Pages();
    this.number = 0;
    this.post = null;
    this.toldAt = 0;
    this.lookedAt = 0;
    this.paper.forget();
    this.says("");
  }

  // A call is this page's: an inquiry of it that runs already is taken up again.
  async began(callId) {
    this.reset();
    this.callId = callId;
    this.draw();
    const { status, state } = await this.desk.ask(`of/${callId}`);
    if (status === 200 && this.callId === callId && (!state.over || isUnsettled(state))) this.adopt(state);
  }

  // The call has ended; how the inquiry ended is still told.
  ended() {
    this.callId = "";
    this.draw();
  }

  hears() {
    return this.look();
  }

  async look() {
    this.lookedAt = Date.now();
    const id = this.state?.inquiry_id;
    if (!id) { if (this.callId) await this.began(this.callId); return; }
    const { status, state } = await this.desk.ask(`${id}/state`);
    if (status === 200) this.adopt(state);
  }

  adopt(state) {
    if (!isNewer(state, this.state)) return;
    if (this.state?.inquiry_id !== state.inquiry_id) {
      this.reset();
      this.post = new Post({
        inquiryId: state.inquiry_id, pages: this.pages, recipients: () => this.recipients(),
        ask: (path, body) => this.desk.ask(`${state.inquiry_id}/${path}`, body),
        told: { kept: (_page, after) => { this.says(""); this.adopt(after); this.drawPages(); }, failed: (why) => this.troubled(why) },
      });
    }
    if (state.told && state.told.serial !== this.state?.told?.serial) this.toldAt = Date.now();
    const before = this.state;
    this.state = state;
    this.pages.known(state.pages);
    if (this.number === 0 && this.pages.all.length > 0) this.number = this.pages.all.length;
    this.tell(before);
    if (state.over) this.post.end(); else this.post.soon();
    this.draw();
  }

  // What has just changed, in one line.
  tell(before) {
    const { told, over, why, reading, submission } = this.state;
    if (submission) this.says("arrived");
    else if (over && told?.tape === "unanswered") this.says("unanswered");
    else if (over && ["kept", "stopped", "failed"].includes(told?.tape) && why !== "done") this.says(told.tape === "failed" ? "failed" : `ended-${why}`);
    else if (over) this.says(told?.tape === "kept" ? "kept" : why === "refused" ? "refused" : told?.tape === "runs" ? "stopped" : `ended-${why}`);
    else if (told?.tape !== "runs") this.says("asked");
    else if (before && before.told?.tape !== "runs") this.says("");
    const judged = judgement(this.state, this.pages.of(reading));
    if (!over && judged.word === "other-words") this.says("other-words", { number: reading });
    else if (!over && reading > 0 && judged.isNew) this.says(judged.right ? "said-right" : "said-not-right", { number: reading });
  }

  recipients() {
    const own = this.state?.told?.tape === "runs" ? this.state.told.recipient : "";
    return own && this.offices.length > 0 ? [own, ...this.offices] : null;
  }

  elapsedMs() {
    const told = this.state?.told;
    if (!told) return 0;
    return told.tape === "runs" && !this.state.over ? told.elapsed_ms + Date.now() - this.toldAt : told.elapsed_ms;
  }

  isFixed() {
    const { over, step, told } = this.state;
    return over || FIXED_STEPS.includes(step) || told?.tape !== "runs";
  }

  changed(page) {
    page.isDirty = true;
    this.post.soon();
    this.drawPages();
  }

  // The next page, with an entry to go on with.
  turn(next = entry("officer", this.elapsedMs())) {
    const page = this.pages.add(next);
    if (!page) { if (this.pages.all.length >= 60) this.says("no-more"); return; }
    this.goTo(page.number, page.entries.length - 1);
  }

  goTo(number, focus = -1) {
    this.number = number;
    this.drawPages(focus);
  }

  async act(path, body) {
    const { status, state, why } = await this.desk.ask(`${this.state.inquiry_id}/${path}`, body);
    if (status === 200) this.adopt(state); else this.troubled(why);
  }

  draw() {
    const { state } = this;
    const isLed = state !== null;
    const runs = isLed && !state.over;
    show("inquiry", Boolean(this.callId) || isLed);
    show("inquiry-ask", Boolean(this.callId) && !runs);
    show("inquiry-led", isLed);
    // Without its call it cannot go on: whoever waits is to be seen again at once.
    const isHere = runs && Boolean(this.callId);
    document.body.classList.toggle("inquiring", isHere);
    document.body.classList.toggle("recorded", isHere && state.told?.tape === "runs");
    if (!isLed) return;
    at("inquiry-about").textContent = state.about;
    at("inquiry-officers").textContent = state.officers.join(" · ");
    drawChecklist(state, this.word);
    drawTape(state, this.elapsedMs(), this.word);
    show("inquiry-paper", runs && state.told?.tape === "runs");
    show("inquiry-case", state.over);
    at("inquiry-case").href = state.case;
    this.drawPages();
  }

  drawPages(focus = -1) {
    if (!this.state) return;
    const isFixed = this.isFixed();
    if (this.pages.all.length === 0 && !isFixed) { this.turn(); return; }
    drawTabs(this.state, this.pages, { number: this.number, word: this.word, picked: (number) => this.goTo(number) });
    const page = this.pages.of(this.number);
    const isClosed = page !== null && page.entries === null;
    show("inquiry-open", isClosed);
    show("inquiry-entries", !isClosed);
    show("inquiry-new-page", !isFixed);
    if (isClosed) at("inquiry-open-why").textContent = this.word("closed-page");
    if (this.paper.page !== page || focus >= 0) this.paper.show(page, { isFixed, focus });
    else this.paper.fix(isFixed);
    const isRead = this.state.step === "read_back" && !this.state.over && page !== null && page.version > 0;
    show("inquiry-read", isRead);
    const isNow = this.state.reading === this.number;
    at("inquiry-read").textContent = this.word(isNow ? "reading-page" : "read-page", { number: this.number });
    at("inquiry-read").disabled = isNow || Boolean(page && (page.isDirty || page.pending));
  }

  tick() {
    if (!this.state) return;
    drawTape(this.state, this.elapsedMs(), this.word);
    // Within a call the page is told when there is something new; after it, it asks: the call may have ended first.
    const isAsked = isUnsettled(this.state) || !this.state.told || (!this.callId && !this.state.over);
    if (Date.now() - this.lookedAt > LOOK_MS && isAsked) this.look();
  }

  says(name, filling = {}) {
    at("inquiry-said").textContent = name ? this.word(name, filling) : "";
    at("inquiry-said").dataset.kind = name;
    at("inquiry-said").classList.toggle("trouble", name === "other-words");
  }

  troubled(why) {
    this.says(why);
    at("inquiry-said").classList.add("trouble");
  }

  listen() {
    at("inquiry-ask").addEventListener("click", () => {
      if (this.offices.length === 0) this.troubled("no-offices"); else at("inquiry-form").showModal();
    });
    at("inquiry-not").addEventListener("click", () => at("inquiry-form").close());
    at("inquiry-form").querySelector("form").addEventListener("submit", (event) => { event.preventDefault(); this.begin(); });
    at("inquiry-next").addEventListener("click", () => {
      if (this.state.step === "end") this.act("close", {}); else this.act("step", { to: this.state.next.step });
    });
    at("inquiry-break").addEventListener("click", () => this.breakOff());
    at("inquiry-new-page").addEventListener("click", () => this.turn());
    at("inquiry-read").addEventListener("click", () => this.act("read", { page: this.number }));
    at("inquiry-typed").addEventListener("submit", (event) => event.preventDefault());
    at("inquiry-open").addEventListener("submit", (event) => { event.preventDefault(); this.open(); });
    window.addEventListener("pagehide", () => this.paper.forget());
    window.addEventListener("beforeunload", (event) => {
      if (!this.state || this.state.over || !this.pages.all.some((page) => isWritten(page))) return;
      event.preventDefault();
      event.returnValue = true;
    });
  }

  async begin() {
    const plan = {
      call_id: this.callId, inquiry_id: newId(), about: at("inquiry-matter").value, number: at("inquiry-number").value,
      credential: at("inquiry-credential").value, second_login: at("inquiry-second").value,
      second_password: at("inquiry-second-password").value, second_credential: at("inquiry-second-credential").value,
    };
    at("inquiry-begin").disabled = true;
    const { status, state, why } = await this.desk.ask("begin", plan);
    at("inquiry-begin").disabled = false;
    at("inquiry-second-password").value = "";
    show("inquiry-form-trouble", status !== 200);
    if (status !== 200) { at("inquiry-form-trouble").textContent = this.word(why); return; }
    at("inquiry-form").close();
    this.adopt(state);
  }

  // Twice within four seconds: it cannot be taken back.
  breakOff() {
    const button = at("inquiry-break");
    if (button.dataset.sure === "yes") { button.dataset.sure = ""; this.act("close", {}); return; }
    button.dataset.sure = "yes";
    button.textContent = this.word("sure");
    setTimeout(() => { button.dataset.sure = ""; button.textContent = this.word("break-off"); }, SURE_MS);
  }

  async open() {
    const closed = this.state.pages.filter(({ page }) => this.pages.of(page)?.entries === null);
    try {
      await openPages(this.state.inquiry_id, closed, {
        told: (page, version, content) => this.pages.open(page, version, content),
        says: (name) => this.says(name),
      });
      this.paper.page = null;
    } catch (error) {
      this.troubled(kindOfTrouble(error));
    }
    this.drawPages();
  }
}

// It is over, and the page still waits to hear that all of it is kept and has arrived.
function isUnsettled(state) {
  return state.over && !state.submission && ["runs", "stopped", "kept"].includes(state.told?.tape);
}

