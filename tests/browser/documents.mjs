// node documents.mjs http://127.0.0.1:8080
// What machines read of a running Ressò, against its schemas: openapi.json against that of OpenAPI 3.1, every answer of the API (all its pages,
// and refusals) against openapi.json, the JSON Feeds against jsonfeed.schema.json. Exit 1 on any fault.
import {readFileSync} from "node:fs";
import {Validator} from "@seriousme/openapi-schema-validator";
import Ajv2020 from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [base] = process.argv.slice(2);
if (!base) {
  console.error("usage: node documents.mjs http://127.0.0.1:8080");
  process.exit(2);
}
let documents = 0;
let faults = 0;
function tell(what) {
  ++faults;
  if (faults <= 50) console.log(what);
}

async function read(path, wanted = 200, type = "application/json") {
  const answer = await fetch(base + path);
  ++documents;
  if (answer.status !== wanted) tell(`${path}: ${answer.status}, not ${wanted}`);
  if (!answer.headers.get("content-type")?.startsWith(type)) tell(`${path}: ${answer.headers.get("content-type")}, not ${type}`);
  return answer.json();
}

const openapi = await read("/api/v1/openapi.json");
const verdict = await new Validator().validate(structuredClone(openapi));
for (const error of verdict.valid ? [] : [verdict.errors].flat()) tell(`openapi.json${error.instancePath ?? ""}: ${error.message ?? error}`);

const schemas = new Ajv2020({strict: false, allErrors: true});
addFormats(schemas);
schemas.addSchema(JSON.parse(readFileSync(new URL("jsonfeed.schema.json", import.meta.url), "utf8")));
schemas.addSchema({$id: "openapi", components: openapi.components});

function check(path, body, schema) {
  const validate = schemas.getSchema(schema);
  if (validate(body)) return;
  for (const error of validate.errors) tell(`${path} ${error.instancePath}: ${error.message} ${JSON.stringify(error.params)}`);
}

for (const [path, {get}] of Object.entries(openapi.paths)) {
  const schema = get.responses["200"].content["application/json"].schema.$ref;
  if (!schema) continue; // openapi.json itself
  for (const query of ["", "?limit=2", "?q=zzzz"]) {
    if (path.endsWith("visibility") && query) continue;
    for (let next = path + query, pages = 0; next && pages < 30; ++pages) {
      const body = await read(next);
      check(next, body, "openapi" + schema);
      next = body.next && new URL(body.next, base).pathname + new URL(body.next, base).search;
    }
  }
  check(path, await read(`${path}?nonsense=1`, 400, "application/problem+json"), "openapi#/components/schemas/Problem");
}

const {entities} = await read("/api/v1/entities");
const feeds = ["/agenda", "/posts", ...entities.flatMap(({slug}) => [`/entities/${slug}/agenda`, `/entities/${slug}/posts`])];
for (const feed of [...feeds.map((path) => path + ".json"), "/agenda.json?q=zzzz", "/agenda.json?lang=en&days=30"]) {
  check(feed, await read(feed, 200, "application/feed+json"), "jsonfeed");
}
console.log(`${documents} documents, ${faults} faults`);
process.exit(faults > 0 || documents < 40 ? 1 : 0);
