// node keyboard.mjs http://127.0.0.1:8080
// By keys alone from the agenda through a filter to a subscription, on a phone's width and on a wide screen: every stop must show its
// focus. Then the buttons that copy an address: there with scripts, not there without. Exit 1 on any fault.
import {chromium} from "playwright-core";

const [base] = process.argv.slice(2);
if (!base) {
  console.error("usage: node keyboard.mjs http://127.0.0.1:8080");
  process.exit(2);
}
const browser = await chromium.launch({executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu"]});
const faults = [];

/** Where the focus is, and whether it can be seen: an outline on the element, or on the act whose title it is. */
function focused() {
  const element = document.activeElement;
  const outlined = (e) => e && getComputedStyle(e).outlineStyle !== "none" && parseFloat(getComputedStyle(e).outlineWidth) >= 2;
  const box = element.getBoundingClientRect();
  return {
    href: element.getAttribute("href") ?? "",
    shown: (outlined(element) || outlined(element.closest(".act"))) && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    name: element.outerHTML.slice(0, 80),
  };
}

async function tab_to(page, prefix, label) {
  for (let stops = 1; stops <= 250; ++stops) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focused);
    if (!at.shown) faults.push(`${label}: the focus cannot be seen on ${at.name}`);
    if (at.href.startsWith(prefix)) return true;
  }
  faults.push(`${label}: no ${prefix} within 250 stops`);
  return false;
}

for (const width of [360, 1280]) {
  const page = await browser.newPage({viewport: {width, height: 800}, locale: "ca", reducedMotion: "reduce"}); // or the focus is on its way still
  await page.goto(base + "/");
  for (const [prefix, label] of [["#main", "the way past the menu"], ["/?district=", "a filter"], ["/subscribe?district=", "the subscription"], ["webcal:", "the calendar"]]) {
    if (!(await tab_to(page, prefix, `${label} at ${width}`))) break;
    if (prefix === "webcal:") break;
    const leaves = prefix.startsWith("/") ? page.waitForNavigation() : undefined;
    await page.keyboard.press("Enter");
    await leaves;
  }
  if (!new URL(page.url()).searchParams.has("district")) faults.push(`at ${width} the filter was lost on the way: ${page.url()}`);
  await page.close();
}

for (const javaScriptEnabled of [true, false]) {
  const context = await browser.newContext({javaScriptEnabled});
  const page = await context.newPage();
  await page.goto(base + "/subscribe");
  const shown = await page.locator("button[data-copy]").first().isVisible();
  if (shown !== javaScriptEnabled) faults.push(`the copy button is ${shown ? "shown" : "hidden"} ${javaScriptEnabled ? "with" : "without"} scripts`);
  await context.close();
}
await browser.close();
for (const fault of new Set(faults)) console.log(fault);
console.log(`keyboard: ${faults.length} faults`);
process.exit(faults.length > 0 ? 1 : 0);
