// The record of an inquiry: its transcript, opened in this page with the office key.
import { openPages } from "./inquiry/opening.js";
import { at, duration, fail, foreign, made, say, word } from "./page.js";

const place = at("case");
const articles = Array.from(place.querySelectorAll("article[data-page]"));

function drawn(page, { entries }) {
  const article = articles.find((each) => Number(each.dataset.page) === page);
  const rows = entries.map(({ who, text, at_ms }) => {
    const row = made("div", "entry", made("span", "who", word(`who-${who}`)), foreign("p", "", text), made("span", "aside", duration(at_ms)));
    row.dataset.who = who;
    return row;
  });
  article.append(made("div", "entries", ...rows));
}

const form = at("inquiry-open");
if (form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const pages = articles.map((each) => ({ page: Number(each.dataset.page), version: Number(each.dataset.version) }));
    const told = (page, _version, content) => drawn(page, content);
    openPages(place.dataset.inquiry, pages, { told, says: say }).then(() => { form.hidden = true; }, fail);
  });
}
window.addEventListener("pagehide", () => {
  for (const article of articles) article.querySelector(".entries")?.remove();
});
