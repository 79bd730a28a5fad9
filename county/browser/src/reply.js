// Seals an answer to the petitioner in this page; only the receipt code opens it.
import { Encrypter } from "age-encryption";

const SMALLEST = 4096;

// An age file over a ReplyText record, padded with spaces so that its length says little.
export async function sealedReply({ text, voice, office, recipient }) {
  const record = { office, text, type: "ReplyText", v: 1, voice: base64(voice), written_at_ms: Date.now() };
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  return encrypter.encrypt(padded(new TextEncoder().encode(JSON.stringify(record))));
}

export function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The same steps as wire/seal/padding.py.
export function bucket(length) {
  if (length <= SMALLEST) return SMALLEST;
  const step = 2 ** Math.max(Math.floor(Math.log2(length - 1)) + 1 - 4, 0);
  return Math.ceil(length / step) * step;
}

function base64(bytes) {
  let latin = "";
  for (let at = 0; at < bytes.length; at += 4096) latin += String.fromCharCode(...bytes.subarray(at, at + 4096));
  return btoa(latin);
}

function padded(content) {
  const all = new Uint8Array(bucket(content.length)).fill(0x20);
  all.set(content);
  return all;
}
