// node valid.mjs http://127.0.0.1:8080
// QUICK=1: each page in one language, all languages in turn.
// Every page that the sitemap of a running Ressò names, in every language, some filtered and faulty ones with them, read by html-validate and by
// the Nu HTML checker against the HTML standard; the style sheets too. Exit 1 on any error.
import {execFileSync} from "node:child_process";
import {mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {HtmlValidate} from "html-validate";
import vnu from "vnu-jar";

const [base] = process.argv.slice(2);
if (!base) {
  console.error("usage: node valid.mjs http://127.0.0.1:8080");
  process.exit(2);
}
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    "long-title": "off", // an act's title is its own
    "no-trailing-whitespace": "off",
    "prefer-native-element": "off", // role="note" has none
  },
});
const map = await (await fetch(base + "/sitemap.xml")).text();
// The sitemap's addresses are the public ones; here only their paths matter.
const named = [...map.matchAll(/<loc>https?:\/\/[^/<]+([^<]*)<\/loc>/g)].map((found) => found[1] || "/");
const more = ["/?days=1", "/?q=zzzz", "/?days=30&limit=3", "/visibility?by=day", "/visibility?by=entity", "/sources?state=failing", "/subscribe?q=taller&acts=ca", "/embed", "/embed?limit=8&theme=dark", "/embed/agenda", "/nowhere", "/?days=soon"];

// What the Nu checker does not know yet: CSS Shadow Parts' attribute, container queries.
const unknown = [/^Attribute “part” not allowed/, /“container”: Property “container” doesn't exist/, /Unrecognized at-rule “@container”/];
const sheets = new URL("../../web/", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "resso-valid-"));
const address_of = {}; // of the file that holds the page

let faults = 0;
function tell(what) {
  ++faults;
  if (faults <= 50) console.log(what);
}

function nu(options, files) {
  const said = execFileSync("java", ["-Xmx512m", "-jar", `${vnu}`, "--format", "json", "--stdout", "--exit-zero-always", ...options, ...files], {maxBuffer: 1 << 28});
  for (const message of JSON.parse(said).messages) {
    if (message.type === "info" && message.subType !== "warning") continue;
    if (unknown.some((pattern) => pattern.test(message.message))) continue;
    const file = message.url?.split("/").pop();
    tell(`${address_of[file] ?? file}:${message.lastLine}:${message.lastColumn}: ${message.message}`);
  }
}

let pages = 0;
const languages = ["ca", "es", "en"];
for (const path of new Set([...named, ...more])) {
  for (const language of process.env.QUICK ? [languages[pages % languages.length]] : languages) {
    const address = `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
    const text = await (await fetch(base + address)).text();
    const file = `${++pages}.html`;
    address_of[file] = address;
    writeFileSync(join(folder, file), text);
    const report = await validator.validateString(text, address);
    for (const message of report.results.flatMap((result) => result.messages)) {
      tell(`${address}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`);
    }
  }
}
nu([], Object.keys(address_of).map((file) => join(folder, file)));
nu(["--css"], readdirSync(sheets).filter((file) => file.endsWith(".css")).map((file) => join(sheets, file)));
rmSync(folder, {recursive: true});
console.log(`${pages} pages, ${faults} faults`);
process.exit(faults > 0 || pages < 20 ? 1 : 0);
