// Papers and handwriting: from plain bytes to a canvas. No Blob and no address of a picture ever exists, because a
// browser may write those to the disk; and no picture is decoded before its size was read.
import { Trouble } from "./trouble.js";

const MOST_PIXELS = 40e6;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

// A VideoFrame, to be closed; throws Trouble("damaged") or Trouble("unshowable").
export async function decoded(bytes) {
  const shape = shapeOf(bytes);
  if (!shape || shape.width * shape.height === 0 || shape.width * shape.height > MOST_PIXELS) {
    throw new Trouble("damaged");
  }
  if (!("ImageDecoder" in window)) throw new Trouble("unshowable");
  const decoder = new ImageDecoder({ data: bytes, type: shape.type });
  try {
    return (await decoder.decode()).image;
  } catch (error) {
    throw new Trouble("damaged", error);
  } finally {
    decoder.close();
  }
}

// Draws with the longer side at most `longest`; returns the canvas.
export function drawn(frame, canvas, longest) {
  const scale = Math.min(1, longest / Math.max(frame.displayWidth, frame.displayHeight));
  canvas.width = Math.max(1, Math.round(frame.displayWidth * scale));
  canvas.height = Math.max(1, Math.round(frame.displayHeight * scale));
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.fillStyle = "#FFFFFF";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(frame, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// What the file itself says of its size, or null when it is neither PNG nor JPEG.
export function shapeOf(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && PNG.every((byte, place) => bytes[place] === byte)) {
    return { type: "image/png", width: view.getUint32(16), height: view.getUint32(20) };
  }
  return bytes.length > 4 && view.getUint16(0) === 0xffd8 ? jpegShape(view) : null;
}

// From marker to marker until a start of frame: C0 to CF, but for C4, C8 and CC.
function jpegShape(view) {
  let place = 2;
  while (place + 9 < view.byteLength && view.getUint8(place) === 0xff) {
    const marker = view.getUint8(place + 1);
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { type: "image/jpeg", height: view.getUint16(place + 5), width: view.getUint16(place + 7) };
    }
    place += 2 + Math.max(2, view.getUint16(place + 2));
  }
  return null;
}
