// The office key: read from what the officer picked or pasted, kept in this page's memory, never stored or sent.
import { armor, Decrypter } from "age-encryption";
import { Trouble } from "./trouble.js";

const SECRET = /^AGE-SECRET-KEY-1[A-Z0-9]+$/;
const SEALED = "age-encryption.org/v1\n";
const ARMOURED = "-----BEGIN AGE ENCRYPTED FILE-----";

// Whether these bytes are a key file that a passphrase protects.
export function isLocked(bytes) {
  const head = latin(bytes.subarray(0, 64)).trimStart();
  return head.startsWith(SEALED) || head.startsWith(ARMOURED);
}

// The identities inside a key file; throws Trouble("bad-key") or Trouble("bad-passphrase").
export async function identities(bytes, passphrase) {
  const text = isLocked(bytes) ? await unlocked(bytes, passphrase) : new TextDecoder().decode(bytes);
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const found = lines.filter((line) => SECRET.test(line));
  if (found.length === 0) throw new Trouble("bad-key");
  return found;
}

async function unlocked(bytes, passphrase) {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  const sealed = latin(bytes).trimStart().startsWith(ARMOURED) ? armor.decode(latin(bytes).trim()) : bytes;
  try {
    return await decrypter.decrypt(sealed, "text");
  } catch (error) {
    throw new Trouble("bad-passphrase", error);
  }
}

// Opens one sealed part; throws Trouble("wrong-key") or Trouble("damaged").
export async function opened(sealed, keys) {
  const decrypter = new Decrypter();
  try {
    for (const key of keys) decrypter.addIdentity(key);
  } catch (error) {
    throw new Trouble("bad-key", error);
  }
  try {
    return await decrypter.decrypt(sealed);
  } catch (error) {
    throw new Trouble(/no identity matched/.test(String(error)) ? "wrong-key" : "damaged", error);
  }
}

function latin(bytes) {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
