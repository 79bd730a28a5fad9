// Believes nothing of the server: the terminal's signature and the hash of every part are checked here.
import { Trouble } from "./trouble.js";

const CONTEXT = "petition/v1";

// The manifest inside the envelope; throws Trouble("bad-manifest") unless its terminal signed it for this petition.
export async function verified(envelope, petitionId) {
  if (envelope.alg !== "es256" || envelope.context !== CONTEXT || envelope.kid !== envelope.terminal) {
    throw new Trouble("bad-manifest");
  }
  const payload = bytes(envelope.payload);
  const message = joined(new TextEncoder().encode(`${CONTEXT}\0`), payload);
  const curve = { name: "ECDSA", namedCurve: "P-256" };
  try {
    const key = await crypto.subtle.importKey("spki", bytes(envelope.key), curve, false, ["verify"]);
    const signature = rawSignature(bytes(envelope.signature));
    if (!(await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message))) {
      throw new Error("signature");
    }
    const manifest = JSON.parse(new TextDecoder().decode(payload));
    if (manifest.petition_id !== petitionId || manifest.parts.length === 0) throw new Error("content");
    return manifest;
  } catch (error) {
    throw new Trouble("bad-manifest", error);
  }
}

// The part as it is, if it is what the manifest promised; otherwise Trouble("damaged").
export async function checked(sealed, part) {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", sealed));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  if (sealed.length !== part.length || hex !== part.sha256) throw new Trouble("damaged");
  return sealed;
}

// WebCrypto wants r and s as 32 bytes each; the wire carries a DER sequence of two integers.
function rawSignature(der) {
  const raw = new Uint8Array(64);
  let at = 2;
  for (const end of [32, 64]) {
    const length = der[at + 1];
    const number = der.subarray(at + 2, at + 2 + length);
    const digits = number.subarray(Math.max(0, number.length - 32));
    if (der[at] !== 2 || length > 33) throw new Error("not a signature");
    raw.set(digits, end - digits.length);
    at += 2 + length;
  }
  return raw;
}

function bytes(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function joined(first, second) {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
