// The pages of the transcript side by side, each with what the villager has said of it.
import { at, made } from "../page.js";

// What the last word on a page is: {word, right, isNew}; `isNew`: about the version that stands.
export function judgement(state, page) {
  if (!page) return { word: "", right: false, isNew: false };
  const judged = (state.told?.judged ?? []).filter((each) => each.page === page.number);
  const last = judged[judged.length - 1];
  if (!last) return { word: state.reading === page.number ? "reading" : "", right: false, isNew: false };
  if (last.version !== page.version || page.isDirty || page.pending) return { word: "again", right: false, isNew: false };
  if (page.sha256 && last.sha256 !== page.sha256) return { word: "other-words", right: false, isNew: true };
  return { word: last.right ? "right" : "not-right", right: last.right, isNew: true };
}

export function drawTabs(state, pages, { number, word, picked }) {
  at("inquiry-tabs").replaceChildren(...pages.all.map((page) => {
    const judged = judgement(state, page);
    const button = made("button", "", String(page.number));
    button.type = "button";
    button.setAttribute("aria-label", word("page", { number: page.number }));
    if (page.number === number) button.setAttribute("aria-current", "page");
    button.addEventListener("click", () => picked(page.number));
    const tab = made("li", "", button);
    tab.dataset.judged = judged.word;
    return tab;
  }));
  const page = pages.of(number);
  at("inquiry-page-state").textContent = said(state, page, word);
  at("inquiry-page-state").dataset.kept = page && page.version > 0 && !page.isDirty && !page.pending ? "yes" : "";
}

function said(state, page, word) {
  if (!page) return "";
  const kept = page.isDirty || page.pending ? word("keeping") : page.version > 0 ? word("sealed") : "";
  const judged = judgement(state, page).word;
  return [word("page", { number: page.number }), kept, judged && judged !== "other-words" ? word(judged) : ""].filter(Boolean).join(" · ");
}
