// A case document (PDF). It is saved where the officer says, by the browser's own dialogue and from this page's memory:
// an address of it (a Blob) would be written to the disk unasked.
import { made, word } from "../page.js";
import { Trouble } from "../trouble.js";

const PDF = "%PDF-";

export function documentRow(bytes, name, failed) {
  if (new TextDecoder("latin1").decode(bytes.subarray(0, PDF.length)) !== PDF) throw new Trouble("damaged");
  const button = made("button", "btn btn-outline-primary", word("document-save"));
  button.type = "button";
  button.addEventListener("click", () => saved(bytes, name, button).catch(failed));
  return [button];
}

async function saved(bytes, name, button) {
  if (!("showSaveFilePicker" in window)) throw new Trouble("no-saving");
  const handle = await picked(name);
  if (handle === null) return;
  const file = await handle.createWritable();
  await file.write(bytes);
  await file.close();
  button.textContent = word("document-saved");
}

async function picked(name) {
  try {
    return await window.showSaveFilePicker({ suggestedName: name, types: [{ accept: { "application/pdf": [".pdf"] } }] });
  } catch (error) {
    if (error.name === "AbortError") return null;
    throw new Trouble("no-saving", error);
  }
}
