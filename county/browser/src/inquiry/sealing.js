// A page of the transcript: sealed here to the terminal and to the county's offices, and opened again with an office key.
import { Encrypter } from "age-encryption";
import { bucket } from "../reply.js";
import { opened } from "../key.js";
import { Trouble } from "../trouble.js";

const SPEAKERS = ["officer", "second", "villager", "remark"];
const MOST_ENTRIES = 40;
const LONGEST = 1000;

// {sealed, sha256}: an age file over a TranscriptPage, padded with spaces so that its length says little.
export async function sealedPage({ inquiryId, page, version, entries, recipients }) {
  const told = entries.map(({ who, text, at_ms }) => ({ at_ms, text, type: "Entry", who }));
  const record = { entries: told, inquiry_id: inquiryId, page, type: "TranscriptPage", v: 1, version };
  const content = new TextEncoder().encode(JSON.stringify(record));
  const plain = new Uint8Array(bucket(content.length)).fill(0x20);
  plain.set(content);
  const encrypter = new Encrypter();
  for (const recipient of recipients) encrypter.addRecipient(recipient);
  return { sealed: await encrypter.encrypt(plain), sha256: await sha256(plain) };
}

// {entries, sha256}; throws Trouble("wrong-key") or Trouble("damaged").
export async function openedPage(sealed, keys, { inquiryId, page, version }) {
  const plain = await opened(sealed, keys);
  try {
    const record = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
    const isThis = record.inquiry_id === inquiryId && record.page === page && record.version === version;
    if (!isThis || !Array.isArray(record.entries) || record.entries.length > MOST_ENTRIES) throw new Error("content");
    return { entries: record.entries.map(judged), sha256: await sha256(plain) };
  } catch (error) {
    throw new Trouble("damaged", error);
  }
}

function judged({ who, text, at_ms }) {
  const holds = SPEAKERS.includes(who) && typeof text === "string" && text.length <= 2 * LONGEST && Number.isSafeInteger(at_ms);
  if (!holds) throw new Error("entry");
  return { who, text, at_ms };
}

async function sha256(bytes) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
