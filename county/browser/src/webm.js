// WebM around Opus packets (RFC 9559, and the Opus mapping of the Matroska project): only what a player needs.
import { joined } from "./bytes.js";

const CLUSTER_MS = 5000;

// `packets`: {atMs, bytes} in order; `head`: the OpusHead of the encoder. Returns one whole file.
export function webm(packets, { head, sampleRate, channels, durationMs }) {
  const audio = element("e1", element("b5", float(sampleRate)), element("9f", [channels]));
  const track = element(
    "ae", element("d7", [1]), element("73c5", [1]), element("83", [2]), element("86", latin("A_OPUS")),
    element("63a2", head), element("56bb", uint(80_000_000)), audio);
  const info = element(
    "1549a966", element("2ad7b1", uint(1_000_000)), element("4489", float(durationMs)),
    element("4d80", latin("zhitong")), element("5741", latin("zhitong")));
  const clusters = grouped(packets).map(cluster);
  const segment = element("18538067", info, element("1654ae6b", track), ...clusters);
  const ebml = element(
    "1a45dfa3", element("4286", [1]), element("42f7", [1]), element("42f2", [4]), element("42f3", [8]),
    element("4282", latin("webm")), element("4287", [4]), element("4285", [2]));
  return joined([ebml, segment]);
}

function grouped(packets) {
  const groups = [];
  for (const packet of packets) {
    const last = groups[groups.length - 1];
    if (last && packet.atMs - last[0].atMs < CLUSTER_MS) last.push(packet);
    else groups.push([packet]);
  }
  return groups;
}

function cluster(packets) {
  const start = packets[0].atMs;
  const blocks = packets.map(({ atMs, bytes }) => {
    const after = atMs - start;
    return element("a3", [0x81, (after >> 8) & 0xff, after & 0xff, 0x80], bytes);
  });
  return element("1f43b675", element("e7", uint(start)), ...blocks);
}

function element(id, ...contents) {
  const content = joined(contents);
  const name = id.match(/../g).map((pair) => parseInt(pair, 16));
  return joined([name, size(content.length), content]);
}

// Always four bytes: enough for 256 MiB.
function size(length) {
  return [0x10 | (length >>> 24), (length >>> 16) & 0xff, (length >>> 8) & 0xff, length & 0xff];
}

function uint(value) {
  const bytes = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return bytes.length > 0 ? bytes : [0];
}

function float(value) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}

function latin(text) {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
