// The officer's answer: words, a voice, or both; sealed here, so that only the receipt code opens it.
import { posted } from "./courier.js";
import { at, duration, fail, say, show } from "./page.js";
import { Player } from "./player.js";
import { newId, sealedReply } from "./reply.js";
import { Trouble } from "./trouble.js";
import { Voice } from "./voice.js";

const LONGEST_S = 45;
const place = at("answer");

let replyId = newId();
let recording = null;
let spoken = null;
let player = null;

// `recipient()`: to whom the answer is sealed, or null while nothing is open.
export function answers(recipient) {
  at("voice-start").addEventListener("click", () => record().catch(fail));
  at("voice-stop").addEventListener("click", () => recording && recording.stop());
  at("voice-drop").addEventListener("click", dropVoice);
  at("answer-form").addEventListener("submit", (event) => {
    event.preventDefault();
    send(recipient()).catch(fail);
  });
}

async function record() {
  dropVoice();
  recording = new Voice({ longestS: LONGEST_S, mostBytes: Number(place.dataset.voice), told: tellLevel });
  tellLevel(0, 0);
  isRecording(true);
  say("speak");
  try {
    spoken = await recording.record();
  } finally {
    recording = null;
    isRecording(false);
  }
  show("voice-kept", true);
  player = new Player(at("voice-play"), 'audio/webm; codecs="opus"');
  await player.open(spoken.durationMs);
  await player.append(spoken.file);
  player.finish();
  at("voice-length").textContent = duration(spoken.durationMs);
  say("spoken");
}

function isRecording(on) {
  show("voice-start", !on);
  show("voice-now", on);
  at("send").disabled = on;
}

function tellLevel(seconds, level) {
  at("voice-time").textContent = `${duration(seconds * 1000)} / ${duration(LONGEST_S * 1000)}`;
  at("voice-level").value = level;
}

function dropVoice() {
  if (player) player.close();
  player = null;
  spoken = null;
  show("voice-kept", false);
}

async function send(recipient) {
  const text = at("answer-text").value.trim();
  if ((text === "" && !spoken) || !recipient) throw new Trouble("empty-answer");
  at("send").disabled = true;
  try {
    const voice = spoken ? spoken.file : new Uint8Array(0);
    const sealed = await sealedReply({ text, voice, office: place.dataset.office, recipient });
    if (sealed.length > Number(place.dataset.sealed)) throw new Trouble("too-long");
    const token = document.querySelector("[name=csrfmiddlewaretoken]").value;
    await posted(place.dataset.reply.replace(/0{32}$/, replyId), sealed, token);
  } finally {
    at("send").disabled = false;
  }
  sent(text);
}

function sent(text) {
  replyId = newId();
  at("sent-text").textContent = text;
  show("sent-voice", spoken !== null);
  forgetAnswer();
  show("sent", true);
  say("answered");
}

export function forgetAnswer() {
  if (recording) recording.stop();
  dropVoice();
  at("answer-text").value = "";
}
