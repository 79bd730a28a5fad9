// Three safety words of a call; the same steps as wire/call/words.py.
const COUNT = 3;
const LINE = /^a=fingerprint:(\S+) +([0-9A-Fa-f:]+)\s*$/gm;

export function newNonce() {
  return hex(crypto.getRandomValues(new Uint8Array(16)));
}

export async function isBound({ callId, gen, nonce, commitment }) {
  return hex(await sha256(`zhitong-call-nonce/1\n${callId}\n${gen}\n${nonce}`)) === commitment;
}

// Places in the list; throws for a description that names no certificate, or two of one kind.
export async function safetyWords({ callId, gen, terminal, officer, length }) {
  const parts = ["zhitong-call-words/1", callId, gen, fingerprint(terminal.sdp), fingerprint(officer.sdp), terminal.nonce, officer.nonce];
  const digest = await sha256(parts.join("\n"));
  return Array.from(digest.subarray(0, COUNT), (byte) => byte % length);
}

function fingerprint(sdp) {
  const found = [...new Set(Array.from(sdp.matchAll(LINE), ([, kind, digits]) => `${kind.toLowerCase()} ${digits.toUpperCase()}`))].sort();
  const kinds = new Set(found.map((line) => line.split(" ")[0]));
  if (found.length === 0 || kinds.size < found.length) throw new Error("fingerprints");
  return found.join("\n");
}

async function sha256(text) {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
}

function hex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
