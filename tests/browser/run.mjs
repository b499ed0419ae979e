// node run.mjs http://127.0.0.1:8080 [folder for screenshots, or -] [path...]
// QUICK=1: each page twice, in a narrow and in a wide window; widths, languages, light and dark in turn, so that a run has all of them.
// Visits the pages of a running Ressò in Chromium at four widths and at 200 % zoom, light and dark, in every language, and tells of each:
// accessibility violations (axe, WCAG 2.2 AA and best practice), console errors, requests to others, cookies, sideways scroll. Weighs the agenda's
// first view. Exit 1 on any fault.
// CHROMIUM names the browser when it is not /usr/bin/chromium.
import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {chromium} from "playwright-core";

const [base, folder, ...only] = process.argv.slice(2);
const pictures = folder === "-" ? undefined : folder;
if (!base) {
  console.error("usage: node run.mjs http://127.0.0.1:8080 [folder for screenshots, or -] [path...]");
  process.exit(2);
}
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const quick = Boolean(process.env.QUICK);
const narrow = [320, 360];
const wide = [1280, 768, 640]; // 640: what is left of 1280 at 200 % zoom
const schemes = ["light", "dark"];
const languages = ["ca", "es", "en"];
const kFirstView = 50_000;
const kAtOnce = 2; // windows that are walked through side by side
if (pictures) mkdirSync(pictures, {recursive: true});

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"]});
const faults = [];

/** The fixed pages, and the first act and entity that they lead to. */
async function paths() {
  const page = await browser.newPage();
  const first = async (at, prefix) => {
    await page.goto(base + at);
    return page.$$eval("main a", (links, p) => links.map((a) => a.getAttribute("href")).filter((h) => h.startsWith(p)), prefix);
  };
  const act = await first("/", "/events/");
  const entity = await first("/entities", "/entities/");
  await page.close();
  return ["/", "/?q=zzzz", "/entities", "/visibility", "/visibility?by=day", "/subscribe", "/subscribe?q=taller", "/guia", "/about", "/sources", "/sources?state=failing", "/embed", "/embed/agenda?theme=auto", "/nowhere", ...act.slice(0, quick ? 1 : 6), ...entity.slice(0, quick ? 1 : 2)]
      .map((path) => path.split("#")[0]);
}

async function visit(context, path, label) {
  const page = await context.newPage();
  const tell = (what) => faults.push(`${label}: ${what}`);
  page.on("console", (message) => {
    const notFound = path.startsWith("/nowhere") && message.text().includes("404");
    if (message.type() === "error" && !notFound) tell(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => tell(`script: ${error.message}`));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== new URL(base).origin) tell(`asks ${request.url()}`);
  });
  await page.goto(base + path, {waitUntil: "load"});
  // Violations inside what is folded count as well.
  await page.$$eval("details", (all) => all.forEach((details) => (details.open = true)));
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (sideways > 0) tell(`scrolls sideways by ${sideways} px`);
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}));
  for (const violation of found.violations) {
    tell(`${violation.id}: ${violation.help} (${violation.nodes.length}×, ${violation.nodes[0].target.join(" ")})`);
  }
  if (pictures) await page.screenshot({path: `${pictures}/${label.replace(/[^a-z0-9]+/gi, "-")}.png`, fullPage: true});
  await page.close();
}

/** Bytes as they come over the wire, heads and all, when somebody opens the page for the first time. */
async function weigh(path) {
  const context = await browser.newContext({viewport: {width: 360, height: 740}});
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send("Network.enable");
  let bytes = 0;
  wire.on("Network.loadingFinished", ({encodedDataLength}) => (bytes += encodedDataLength));
  await page.goto(base + path, {waitUntil: "networkidle"});
  await context.close();
  console.log(`${path}: ${bytes} bytes at the first visit`);
  if (bytes > kFirstView || bytes < 1000) faults.push(`${path}: ${bytes} bytes at the first visit, ${kFirstView} are allowed`);
}

/** Every page in every window. Colours do not change with the words: all languages in one scheme, both schemes in the first language. */
function whole(all) {
  const windows = languages.flatMap((language) => [...narrow, ...wide].flatMap((width) => schemes.map((scheme) => ({language, width, scheme}))));
  return windows.filter(({language, scheme}) => scheme === "light" || language === languages[0]).flatMap((window) => all.map((path) => ({path, ...window})));
}

function spread(all) {
  const turn = (list, i) => list[i % list.length];
  return all.flatMap((path, i) => [{path, language: turn(languages, i), width: turn(narrow, i), scheme: turn(schemes, i >> 1)},
                                   {path, language: turn(languages, i + 1), width: turn(wide, i >> 1), scheme: turn(schemes, (i >> 1) + 1)}]);
}

function by_window(all) {
  const windows = new Map();
  for (const one of all) {
    const window = `${one.language} ${one.width} ${one.scheme}`;
    windows.set(window, [...(windows.get(window) ?? []), one]);
  }
  return windows;
}

/** One window after the other, until none is left. */
async function walk() {
  for (let group = waiting.shift(); group; group = waiting.shift()) {
    const {language, width, scheme} = group[0];
    const context = await browser.newContext({viewport: {width, height: 800}, colorScheme: scheme, locale: language, bypassCSP: true});
    for (const {path} of group) {
      const address = path + (path.includes("?") ? "&" : "?") + `lang=${language}`;
      await visit(context, address, `${address} ${width} ${scheme}`);
      if ((await context.cookies()).length > 0) faults.push(`${address}: a cookie was set`);
    }
    await context.close();
  }
}

for (const path of ["/", "/?days=60"]) await weigh(path); // the second: as many acts as a page takes
const visits = (quick ? spread : whole)(only.length > 0 ? only : await paths());
const waiting = [...by_window(visits).values()];
await Promise.all(Array.from({length: kAtOnce}, walk));
await browser.close();
for (const fault of new Set(faults)) console.log(fault);
console.log(`${visits.length} visits, ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
