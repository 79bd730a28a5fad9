// Builds what the officer's browser runs into county/static/desk/, beside the vendored stylesheet and htmx.
// `--check` builds nothing and fails when the committed files are not what these sources give.
import { build } from "esbuild";
import { mkdir, readFile, writeFile } from "node:fs/promises";

const target = new URL("../static/desk/", import.meta.url);
const vendored = [
  ["node_modules/bootstrap/dist/css/bootstrap.min.css", "bootstrap.min.css"],
  ["node_modules/htmx.org/dist/htmx.min.js", "htmx.min.js"],
];
const licences = {
  "age-encryption": "node_modules/age-encryption/LICENSE",
  "@noble/ciphers": "node_modules/@noble/ciphers/LICENSE",
  "@noble/curves": "node_modules/@noble/curves/LICENSE",
  "@noble/hashes": "node_modules/@noble/hashes/LICENSE",
  "@noble/post-quantum": "node_modules/@noble/post-quantum/LICENSE",
  "@scure/base": "node_modules/@scure/base/LICENSE",
  bootstrap: "node_modules/bootstrap/LICENSE",
  "htmx.org": "node_modules/htmx.org/LICENSE",
};

async function bundled(entry) {
  const made = await build({
    entryPoints: [entry],
    bundle: true,
    format: "iife",
    target: "chrome92",
    charset: "utf8",
    minify: true,
    legalComments: "none",
    write: false,
  });
  return made.outputFiles[0].contents;
}

async function licenceText() {
  const texts = [];
  for (const [name, path] of Object.entries(licences)) {
    const { version } = JSON.parse(await readFile(new URL(path.replace(/LICENSE$/, "package.json"), import.meta.url)));
    const text = await readFile(new URL(path, import.meta.url), "utf8");
    texts.push(`${name} ${version}\n\n${text.trim()}\n`);
  }
  return Buffer.from(texts.join(`\n${"-".repeat(72)}\n\n`));
}

const files = new Map([
  ["petition.js", await bundled("src/petition.js")],
  ["calls.js", await bundled("src/calls.js")],
  ["inquiry.js", await bundled("src/inquiry.js")],
  ["ticker.js", await bundled("src/call/ticker.js")],
  ["THIRD-PARTY-LICENCES.txt", await licenceText()],
]);
for (const [from, name] of vendored) {
  const text = await readFile(new URL(from, import.meta.url), "utf8");
  // The page's policy allows no data: pictures, and a browser may ask for them before skin.css has put its own.
  const bare = text.replace(/url\("data:[^"]*"\)/g, "none");
  files.set(name, Buffer.from(bare.replace(/\n\/[/*][#@] ?sourceMappingURL=.*$/ms, "\n")));
}

await mkdir(target, { recursive: true });
for (const [name, content] of files) {
  const path = new URL(name, target);
  if (!process.argv.includes("--check")) {
    await writeFile(path, content);
    continue;
  }
  const committed = await readFile(path).catch(() => Buffer.alloc(0));
  if (!committed.equals(Buffer.from(content))) {
    console.error(`${name} is stale: run npm run build in county/browser`);
    process.exitCode = 1;
  }
}
