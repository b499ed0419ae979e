// node valid.mjs http://127.0.0.1:8080
// Every page that the sitemap of a running Ressò names, in every language, some filtered and faulty ones with them, read by html-validate
// against the HTML standard. Exit 1 on any error.
import {HtmlValidate} from "html-validate";

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

let pages = 0;
let faults = 0;
for (const path of [...new Set([...named, ...more])]) {
  for (const language of ["ca", "es", "en"]) {
    const address = `${path}${path.includes("?") ? "&" : "?"}lang=${language}`;
    const answer = await fetch(base + address);
    const report = await validator.validateString(await answer.text(), address);
    ++pages;
    for (const message of report.results.flatMap((result) => result.messages)) {
      ++faults;
      if (faults <= 50) console.log(`${address}:${message.line}:${message.column}: ${message.ruleId}: ${message.message}`);
    }
  }
}
console.log(`${pages} pages, ${faults} faults`);
process.exit(faults > 0 || pages < 20 ? 1 : 0);
