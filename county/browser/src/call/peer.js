// One peer connection, to a terminal or to another officer's page. A broken one is never mended: the next one is made.
const MOST_VIDEO_BPS = 600_000;
const GATHER_MS = 1000;
// A relay is asked twice, over a line that may be long. One that is down must not hold up who can do without.
const GATHER_RELAY_MS = 1500;
const GATHER_ONLY_RELAY_MS = 4000;
const SETTLE_MS = 100;

export class Peer {
  // `told(state)`, `seen(stream)`; `road` is the county's {iceServers, iceTransportPolicy}.
  constructor({ gen, stream, road, told, seen }) {
    this.gen = gen;
    this.stream = stream;
    this.relays = Boolean(road?.iceServers?.length);
    this.relayOnly = road?.iceTransportPolicy === "relay";
    this.connection = new RTCPeerConnection({ iceServers: [], ...road, bundlePolicy: "max-bundle" });
    this.connection.ontrack = (event) => seen(event.streams[0] ?? new MediaStream([event.track]));
    this.connection.onconnectionstatechange = () => told(this.connection.connectionState);
  }

  // The answer with all its candidates; fails where only a relay leads and none lets us in.
  async answer(offer) {
    await this.connection.setRemoteDescription({ type: "offer", sdp: offer });
    this.given();
    return this.described(await this.connection.createAnswer());
  }

  // An offer with all its candidates.
  async offer() {
    this.given();
    // Who has no camera still sees the other.
    if (this.stream.getVideoTracks().length === 0) this.connection.addTransceiver("video", { direction: "recvonly" });
    return this.described(await this.connection.createOffer());
  }

  async accept(answer) {
    await this.connection.setRemoteDescription({ type: "answer", sdp: answer });
  }

  sends(stream) {
    this.stream = stream;
    for (const track of stream.getTracks()) {
      const sender = this.connection.getSenders().find((one) => one.track?.kind === track.kind);
      if (sender) sender.replaceTrack(track).catch(() => {});
    }
  }

  given() {
    for (const track of this.stream.getTracks()) this.connection.addTrack(track, this.stream);
  }

  async described(description) {
    await this.connection.setLocalDescription(description);
    await this.gathered();
    if (this.relayOnly && !this.connection.localDescription.sdp.includes(" typ relay")) throw new Error("no-relay");
    await this.bounded();
    // Speech needs no more; the rest of a thin line is for the picture.
    return this.connection.localDescription.sdp.replace(/(a=fmtp:\d+ minptime=\d+[^\r\n]*)/, "$1;maxaveragebitrate=32000");
  }

  // {packets, lost, rttMs, pictures}, counted since it began.
  async counted() {
    const all = { packets: 0, lost: 0, rttMs: 0, pictures: 0 };
    for (const report of (await this.connection.getStats()).values()) {
      if (report.type === "inbound-rtp") {
        all.packets += report.packetsReceived ?? 0;
        all.lost += Math.max(0, report.packetsLost ?? 0);
        all.pictures += report.framesDecoded ?? 0;
      } else if (report.type === "candidate-pair" && report.nominated) {
        all.rttMs = Math.max(all.rttMs, 1000 * (report.currentRoundTripTime ?? 0));
      }
    }
    return all;
  }

  close() {
    this.connection.ontrack = null;
    this.connection.onconnectionstatechange = null;
    this.connection.close();
  }

  gathered() {
    return new Promise((resolve) => {
      if (this.connection.iceGatheringState === "complete") { resolve(); return; }
      this.connection.onicegatheringstatechange = () => this.connection.iceGatheringState === "complete" && resolve();
      // One relay will do: the others are the same way with another beginning.
      this.connection.onicecandidate = ({ candidate }) => candidate?.type === "relay" && setTimeout(resolve, SETTLE_MS);
      const longest = this.relays ? GATHER_RELAY_MS : GATHER_MS;
      setTimeout(resolve, this.relayOnly ? GATHER_ONLY_RELAY_MS : longest);
    });
  }

  async bounded() {
    for (const sender of this.connection.getSenders()) {
      if (!sender.track || sender.track.kind !== "video") continue;
      const parameters = sender.getParameters();
      parameters.encodings = parameters.encodings.length ? parameters.encodings : [{}];
      parameters.encodings[0].maxBitrate = MOST_VIDEO_BPS;
      await sender.setParameters(parameters).catch(() => {});
    }
  }
}
