// Opens stored pages with the office key: after the page was loaded anew, and on the record's own page.
import { fetched } from "../courier.js";
import { identities, isLocked } from "../key.js";
import { at } from "../page.js";
import { Trouble } from "../trouble.js";
import { openedPage } from "./sealing.js";

// Calls `told(page, version, {entries, sha256})` for each of `pages`; the key is forgotten when it ends.
export async function openPages(inquiryId, pages, { told, says }) {
  const file = at("inquiry-key-file").files[0];
  if (!file) throw new Trouble("no-key");
  const keyFile = new Uint8Array(await file.arrayBuffer());
  const locked = isLocked(keyFile);
  if (locked && at("inquiry-passphrase").value === "") throw new Trouble("need-passphrase");
  says(locked ? "unlocking" : "opening");
  const keys = await identities(keyFile, at("inquiry-passphrase").value);
  for (const { page, version } of pages) {
    const sealed = await fetched(`/inquiries/${inquiryId}/pages/${page}/${version}`);
    told(page, version, await openedPage(sealed, keys, { inquiryId, page, version }));
  }
  for (const name of ["inquiry-key-file", "inquiry-passphrase"]) at(name).value = "";
  says("opened");
}
