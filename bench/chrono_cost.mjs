// node chrono_cost.mjs FILE
// Prints how many of the posts in FILE (a JSON array of {text, published, language}) chrono-node reads in a CPU second, for about two seconds.
// It knows no Catalan: Catalan posts are read as Spanish ones. Where it is not installed (cd bench && npm ci --ignore-scripts) it prints nothing.
import {readFileSync} from "node:fs";

const chrono = await import("chrono-node").catch(() => process.exit(0));
const posts = JSON.parse(readFileSync(process.argv[2], "utf8"));
const seconds = () => {
  const {user, system} = process.cpuUsage();
  return (user + system) / 1e6;
};
const read = () => {
  for (const {text, published, language} of posts) {
    (language === "en" ? chrono.en : chrono.es).parse(text, new Date(published), {forwardDate: true});
  }
};
for (const began = seconds(); seconds() - began < 0.5;) read(); // compiled by then
const began = seconds();
let times = 0;
while (seconds() - began < 2) {
  read();
  ++times;
}
console.log((times * posts.length) / (seconds() - began));
