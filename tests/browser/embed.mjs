// node embed.mjs http://127.0.0.1:8080 [folder for screenshots, or -]
// The agenda in pages of others: a second server, of another site, with a hostile sheet and the strictest policy that the documentation of the
// snippet allows, serves pages that embed a running Ressò. Exit 1 on any fault: the host's style gets in, a console error, a request to a third
// party, an accessibility violation (axe), a layout shift, a keyboard that does not get there.
import {createServer} from "node:http";
import {mkdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {chromium} from "playwright-core";

const [base, folder] = process.argv.slice(2);
if (!base) {
  console.error("usage: node embed.mjs http://127.0.0.1:8080 [folder for screenshots, or -]");
  process.exit(2);
}
const pictures = folder === "-" ? undefined : folder;
if (pictures) mkdirSync(pictures, {recursive: true});
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const faults = [];
const expect = (good, what) => {
  if (!good) faults.push(what);
};

// What docs/EMBED.md asks of a host with a policy: the script, and where it asks.
const strict = `default-src 'none'; style-src 'self'; script-src ${base}; connect-src ${base}`;
const trusted = `${strict}; require-trusted-types-for 'script'; trusted-types 'none'`;
const framed = `default-src 'none'; style-src 'self'; script-src ${base}; frame-src ${base}`;
const hostile = `
* {all: unset; color: red !important; font-size: 40px !important; text-transform: uppercase !important; letter-spacing: 3px !important}
* {display: block; position: static !important; float: left !important; outline: 0 !important; visibility: visible !important}
head, script, title, meta, link {display: none !important}
h1, h2, h3, h4, h5 {border-bottom: 5px dotted red !important}
a {background: yellow !important; text-decoration: line-through !important}
li, p, div {margin: 20px !important; padding: 20px !important}
`;
const room = "resso-agenda {display: block; height: 480px}\n";
const component = (attributes, link = "Agenda") => `<resso-agenda ${attributes}><a href="${base}/">${link}</a></resso-agenda>`;
const host = (sheet, body, script = true) => `<!DOCTYPE html><html lang="ca"><head><meta charset="utf-8"><title>Ajuntament de Vilafosca</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/${sheet}.css"></head><body><main><h1>Vilafosca</h1>
${script ? `<script src="${base}/embed.js" async></script>` : ""}${body}<p class="after">El que ve després.</p></main></body></html>`;

const pages = {
  "/hostile": [strict, host("hostile", component('limit="4"') + component('limit="3" lang="en" theme="dark"', "Events"))],
  "/friendly": [strict, host("friendly", component('limit="4" heading="2"') + component('limit="3" heading="2" lang="es"'))],
  "/bare": [strict, host("bare", component('limit="4"'))],
  "/trusted": [trusted, host("friendly", component('limit="2"'))],
  "/wrong": [strict, host("friendly", component('district="99"', "L’enllaç que queda"))],
  "/frame": [framed, host("friendly", `<iframe src="${base}/embed/agenda?limit=4&amp;lang=ca" title="Agenda" width="100%" height="150"></iframe>`)],
  "/cut": [strict, host("friendly", component('limit="3"', "L’enllaç que queda"), false)],
};
const sheets = {"/hostile.css": hostile, "/friendly.css": `body {font: 16px/1.5 serif; margin: 1rem} ${room}`, "/bare.css": "body {margin: 1rem}"};

const server = createServer((request, response) => {
  const path = request.url.split("?")[0];
  if (sheets[path]) return response.writeHead(200, {"Content-Type": "text/css"}).end(sheets[path]);
  const page = pages[path];
  if (!page) return response.writeHead(404).end();
  response.writeHead(200, {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": page[0]}).end(page[1]);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const foreign = `http://localhost:${server.address().port}`; // another site than 127.0.0.1

const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"]});

async function open(path, {width = 900, wait = ".resso", options = {}, slow = 0, quiet = false} = {}) {
  const context = await browser.newContext({viewport: {width, height: 900}, ...options});
  const page = await context.newPage();
  const tell = (what) => faults.push(`${path} ${width}: ${what}`);
  if (!quiet) {
    page.on("console", (message) => message.type() === "error" && tell(`console: ${message.text()}`));
    page.on("pageerror", (error) => tell(`script: ${error.message}`));
  }
  page.on("request", (request) => {
    const origin = new URL(request.url()).origin;
    if (origin !== foreign && origin !== new URL(base).origin) tell(`asks ${request.url()}`);
  });
  await page.addInitScript(() => {
    window.shifts = 0;
    if (window.PerformanceObserver) new PerformanceObserver((list) => list.getEntries().forEach((entry) => (window.shifts += entry.value))).observe({type: "layout-shift", buffered: true});
  });
  if (slow) {
    await page.route("**/embed.js", async (route) => {
      await new Promise((done) => setTimeout(done, slow));
      await route.continue();
    });
    await page.route("**/embed/fragment.html*", async (route) => {
      await new Promise((done) => setTimeout(done, slow));
      await route.continue();
    });
  }
  await page.goto(foreign + path, {waitUntil: "load"});
  if (wait) await page.waitForSelector(wait, {state: "attached", timeout: 10000}).catch(() => tell(`never saw ${wait}`));
  await page.waitForTimeout(300);
  if (pictures) await page.screenshot({path: `${pictures}/embed${path.replaceAll("/", "-")}-${width}.png`, fullPage: true});
  return {page, close: () => context.close()};
}

async function clean(page, path) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run({include: [["resso-agenda"]]}, {runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}));
  for (const v of found.violations) faults.push(`${path}: ${v.id}: ${v.help} (${v.nodes.length}×, ${v.nodes[0].target.flat().join(" ")} ${v.nodes[0].failureSummary})`);
}

/** What a host's sheet must not reach. */
async function untouched(page, path) {
  const all = await page.$$eval("resso-agenda", (widgets) => widgets.map((widget) => {
    const [title, link] = [widget.shadowRoot.querySelector(".resso-title"), widget.shadowRoot.querySelector(".resso-act-title a")];
    const [style, act] = [getComputedStyle(title), getComputedStyle(link)];
    return {width: widget.offsetWidth, size: style.fontSize, color: style.color, transform: style.textTransform, spacing: style.letterSpacing, act: act.fontSize, ground: act.backgroundColor, display: getComputedStyle(widget).display, acts: widget.shadowRoot.querySelectorAll(".resso-act").length};
  }));
  expect(all.length === 2, `${path}: ${all.length} widgets`);
  for (const w of all) {
    expect(w.size === "19.2px" && w.act === "16px", `${path}: the host's letter size came in: ${w.size}, ${w.act}`);
    expect(w.color !== "rgb(255, 0, 0)" && w.transform === "none" && w.spacing === "normal" && w.ground === "rgba(0, 0, 0, 0)", `${path}: the host's style came in: ${JSON.stringify(w)}`);
    expect(w.display === "block", `${path}: the host took its display: ${w.display}`);
    expect(w.width >= 280, `${path}: only ${w.width} px wide`);
    expect(w.acts >= 3, `${path}: ${w.acts} acts`);
  }
}

for (const path of ["/hostile", "/friendly"]) {
  for (const width of [320, 900]) {
    const {page, close} = await open(path, {width});
    await page.waitForFunction(() => [...document.querySelectorAll("resso-agenda")].every((w) => w.shadowRoot?.querySelector(".resso")), null, {timeout: 10000}).catch(() => faults.push(`${path}: one of two never came`));
    await untouched(page, path);
    if (path === "/friendly") {
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      expect(sideways <= 0, `${path} ${width}: scrolls sideways by ${sideways} px`);
      await clean(page, `${path} ${width}`);
    }
    await close();
  }
}

{ // two on a page: the second says its own language
  const {page, close} = await open("/friendly");
  const languages = await page.$$eval("resso-agenda", (all) => all.map((w) => w.shadowRoot.querySelector(".resso").lang));
  expect(JSON.stringify(languages) === '["ca","es"]', `languages of the two: ${languages}`);
  await close();
}

{ // keyboard: Tab goes through the acts in order, with a ring to see, and Enter opens
  const {page, close} = await open("/friendly");
  await page.keyboard.press("Tab");
  const focus = () => page.evaluate(() => {
    const at = document.activeElement?.shadowRoot?.activeElement;
    if (!at) return null;
    const ring = [at, at.closest(".resso-act")].some((e) => e && getComputedStyle(e).outlineStyle === "solid");
    return {href: at.href, ring};
  });
  const first = await focus();
  expect(first?.href.includes("/events/"), `the first Tab leads to ${first?.href}`);
  expect(first?.ring, "what has the focus shows no ring");
  const count = await page.$eval("resso-agenda", (w) => w.shadowRoot.querySelectorAll("a").length);
  for (let i = 1; i < count; ++i) await page.keyboard.press("Tab");
  const last = await focus();
  expect(last?.href.replace(/\?.*/, "") === `${base}/`, `the last link of the first is ${last?.href}`);
  await page.keyboard.press("Tab");
  expect((await focus())?.href.includes("/events/"), "no way on to the second widget");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/events/**", {timeout: 5000}).catch(() => faults.push("Enter does not open the event"));
  await close();
}

{ // nothing moves, however late script and acts come, where the host keeps the room as documented
  const {page, close} = await open("/friendly", {slow: 700});
  const shifts = await page.evaluate(() => window.shifts);
  expect(shifts === 0, `/friendly: the layout shifts by ${shifts}`);
  await close();
  const bare = await open("/bare", {slow: 700});
  console.log(`layout shift: ${shifts} with the room kept; ${(await bare.page.evaluate(() => window.shifts)).toFixed(3)} where the host keeps none`);
  await bare.close();
}

{ // trusted types
  const {page, close} = await open("/trusted");
  expect((await page.$eval("resso-agenda", (w) => w.shadowRoot.querySelectorAll(".resso-act").length)) === 2, "/trusted: no acts");
  await close();
}

for (const [path, options] of [["/wrong", {}], ["/cut", {}], ["/friendly", {javaScriptEnabled: false}]]) { // its own link is what remains
  const {page, close} = await open(path, {wait: null, quiet: true, options});
  expect(await page.locator("resso-agenda > a").first().isVisible(), `${path}: the link is not to be seen`);
  await close();
}

{ // attributes that change are followed
  const {page, close} = await open("/friendly");
  await page.$eval("resso-agenda", (w) => w.setAttribute("limit", "1"));
  await page.waitForFunction(() => document.querySelector("resso-agenda").shadowRoot.querySelectorAll(".resso-act").length === 1, null, {timeout: 5000}).catch(() => faults.push("a changed attribute is not followed"));
  await close();
}

{ // the frame tells its height, and the script on the page believes only us
  const {page, close} = await open("/frame", {wait: "iframe"});
  await page.waitForFunction(() => document.querySelector("iframe").offsetHeight > 200, null, {timeout: 5000}).catch(() => faults.push("/frame: its height is not taken"));
  const inner = await page.frames()[1].evaluate(() => [document.documentElement.scrollHeight, document.documentElement.clientHeight]);
  expect(inner[0] <= inner[1] + 1, `/frame: scrolls inside: ${inner}`);
  if (pictures) await page.screenshot({path: `${pictures}/embed-frame-grown.png`, fullPage: true});
  await close();
}

{ // the builder: the code follows the form, is copied, and the form works alone
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, locale: "ca", permissions: ["clipboard-read", "clipboard-write"]});
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && faults.push(`/embed console: ${message.text()}`));
  await page.goto(`${base}/embed?lang=ca`);
  await page.locator('input[name="district"]').first().check();
  const district = await page.locator('input[name="district"]').first().getAttribute("value");
  await page.waitForFunction((d) => document.getElementById("code-component").textContent.includes(`district="${d}"`), district, {timeout: 5000}).catch(() => faults.push("/embed: the code does not follow the form"));
  expect((await page.getAttribute("#preview", "src")).includes(`district=${district}`), "/embed: the preview does not follow");
  await page.locator('[data-copy="code-component"]').click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied.startsWith("<script src=") && copied.includes("</resso-agenda>"), `/embed: copied ${copied}`);
  if (pictures) await page.screenshot({path: `${pictures}/embed-builder-1280.png`, fullPage: true});
  await context.close();
  const plain = await browser.newContext({javaScriptEnabled: false, locale: "ca"});
  const alone = await plain.newPage();
  await alone.goto(`${base}/embed`);
  await alone.locator('input[name="district"]').first().check();
  await alone.locator('#choice button[type="submit"]').click();
  expect((await alone.textContent("#code-component")).includes(`district="${district}"`), "/embed: the form does not work without script");
  await plain.close();
}

await browser.close();
server.close();
for (const fault of new Set(faults)) console.log(fault);
console.log(`embedding: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
