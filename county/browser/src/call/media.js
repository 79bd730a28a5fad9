// This officer's camera and microphone. Without a camera the other still hears, and sees a dark picture.
const VIDEO = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 15, max: 20 } };
const AUDIO = { echoCancellation: true, noiseSuppression: true, channelCount: 1 };

export async function media() {
  try {
    return await navigator.mediaDevices.getUserMedia({ video: VIDEO, audio: AUDIO });
  } catch {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: AUDIO });
    for (const track of dark().getVideoTracks()) stream.addTrack(track);
    return stream;
  }
}

function dark() {
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [640, 480];
  const stream = canvas.captureStream(1);
  canvas.getContext("2d").fillRect(0, 0, canvas.width, canvas.height);
  return stream;
}
