// Asks the county of an inquiry and for its steps; a state that is older than the one before is dropped.
export class InquiryDesk {
  constructor(token) {
    this.token = token;
  }

  // {status, state, why}; status 0: the county cannot be reached.
  async ask(path, body = null) {
    const isBytes = body instanceof Uint8Array;
    const headers = body === null ? {} : { "Content-Type": isBytes ? "application/octet-stream" : "application/json", "X-CSRFToken": this.token };
    try {
      const response = await fetch(`/inquiries/${path}`, {
        method: body === null ? "GET" : "POST", credentials: "same-origin", redirect: "manual", cache: "no-store", headers,
        body: isBytes || body === null ? body : JSON.stringify(body),
      });
      if (response.status === 429) return { status: 429, state: null, why: "locked" };
      const isJson = (response.headers.get("Content-Type") ?? "").startsWith("application/json");
      const told = isJson ? await response.json() : null;
      if (response.status === 200) return { status: 200, state: told, why: "" };
      return { status: response.status, state: null, why: told?.why ?? "server" };
    } catch {
      return { status: 0, state: null, why: "network" };
    }
  }
}

export function isNewer(state, before) {
  if (!before || before.inquiry_id !== state.inquiry_id) return true;
  return state.serial > before.serial || (state.told?.serial ?? 0) > (before.told?.serial ?? 0) || state.submission !== before.submission || state.over !== before.over;
}
