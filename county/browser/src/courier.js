// Talks to the county server: sealed bytes only, both ways.
import { Trouble } from "./trouble.js";

export async function fetched(url) {
  const response = await asked(url, {});
  return new Uint8Array(await response.arrayBuffer().catch((error) => { throw new Trouble("network", error); }));
}

export async function fetchedJson(url) {
  return JSON.parse(new TextDecoder().decode(await fetched(url)));
}

export async function posted(url, body, token) {
  await asked(url, {
    method: "POST",
    body,
    headers: { "Content-Type": "application/octet-stream", "X-CSRFToken": token },
  });
}

async function asked(url, options) {
  let response;
  try {
    response = await fetch(url, { credentials: "same-origin", cache: "no-store", redirect: "manual", ...options });
  } catch (error) {
    throw new Trouble("network", error);
  }
  // A session that has ended is sent to the log-in, which is no answer to a script.
  if (response.type === "opaqueredirect" || response.status === 404) throw new Trouble("gone");
  if (response.status === 413) throw new Trouble("too-long");
  if (!response.ok) throw new Trouble("server");
  return response;
}
