// The petition page: key in, petition out, answer sealed. Plaintext lives in this page's memory and dies with it.
import { answers, forgetAnswer } from "./answer.js";
import { identities, isLocked } from "./key.js";
import { forgetPages } from "./look.js";
import { at, fail, say, show } from "./page.js";
import { Submission } from "./submission.js";
import { Trouble } from "./trouble.js";

// Everything of this matter, oldest first; `asked` is the one that this page was opened for.
const submissions = Array.from(document.querySelectorAll("article[data-petition]"), (place) => new Submission(place));
const asked = submissions.find((each) => each.id === at("sealed").dataset.petition);
let keys = [];

async function chosenKey() {
  const file = at("key-file").files[0];
  const pasted = at("key-text").value;
  if (!file && pasted.trim() === "") throw new Trouble("no-key");
  const keyFile = file ? new Uint8Array(await file.arrayBuffer()) : new TextEncoder().encode(pasted);
  const locked = isLocked(keyFile);
  show("passphrase-row", locked);
  if (locked && at("passphrase").value === "") throw new Trouble("need-passphrase");
  if (locked) say("unlocking");
  return identities(keyFile, at("passphrase").value);
}

// What was asked for first; the others' metas; then the items of what was asked for.
async function openMatter() {
  keys = await chosenKey();
  say("checking");
  show("progress", true);
  await asked.readMeta(keys);
  for (const other of submissions.filter((each) => each !== asked)) {
    await other.readMeta(keys).catch((error) => other.say(error));
  }
  show("key-box", false);
  forgetKeyFile();
  show("answer", true);
  if (asked !== submissions[0]) asked.place.scrollIntoView({ block: "start", behavior: "instant" });
  await openItems(asked);
}

// Each part is fetched, hashed, opened and handed on before the next is asked for.
async function openItems(submission) {
  show("progress", true);
  await submission.openItems(keys, (done, all) => {
    say("opening", { done, all });
    at("progress").max = all;
    at("progress").value = done;
  });
  show("progress", false);
  say("complete");
}

// The oldest that could be opened says where answers go: what came later may have been written by somebody else.
function recipient() {
  const first = submissions.find((each) => each.meta !== null);
  return first ? first.meta.recipient : null;
}

function forgetKeyFile() {
  for (const name of ["key-file", "key-text", "passphrase"]) at(name).value = "";
}

function forget() {
  keys = [];
  for (const submission of submissions) submission.close();
  forgetKeyFile();
  forgetPages();
  forgetAnswer();
}

function guarded(button, action) {
  return (event) => {
    event.preventDefault();
    button.disabled = true;
    action().catch(fail).finally(() => { button.disabled = false; });
  };
}

at("key-form").addEventListener("submit", guarded(at("open"), openMatter));
at("key-file").addEventListener("change", guarded(at("open"), async () => {
  const file = at("key-file").files[0];
  show("passphrase-row", Boolean(file) && isLocked(new Uint8Array(await file.arrayBuffer())));
}));
for (const submission of submissions) {
  const more = submission.within("more");
  more.addEventListener("click", guarded(more, () => openItems(submission)));
}
answers(recipient);
window.addEventListener("pagehide", forget);
at("open").disabled = false;
