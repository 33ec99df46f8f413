// Prints what is wrong with the objects in a file, a JSON array of sentences: first what the compiler says of them as literals of
// their types, which knows every field, then what their validators say, which know bounds and patterns.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import ts from "typescript";

const PACKAGES = {
  "keda.sh": "@kubernetes-models/keda",
  "karpenter.sh": "@kubernetes-models/karpenter",
  "karpenter.k8s.aws": "@kubernetes-models/karpenter",
};

const objects = JSON.parse(readFileSync(process.argv[2], "utf8"));

function module({ apiVersion, kind }) {
  const group = apiVersion.split("/")[0];
  return `${PACKAGES[group] ?? "kubernetes-models"}/${apiVersion}/${kind}`;
}

function title({ kind, metadata }) {
  return `${kind}/${metadata.name}`;
}

function compilerComplaints() {
  mkdirSync("literals", { recursive: true });
  const files = objects.map((object, index) => {
    const file = `literals/${index}.ts`;
    const literal = JSON.stringify(object, null, 1);
    writeFileSync(file, `import type { I${object.kind} } from "${module(object)}";\nexport const object: I${object.kind} = ${literal};\n`);
    return file;
  });
  const program = ts.createProgram(files, {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
  });
  return ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, " ");
    return file ? `${title(objects[parseInt(basename(file.fileName), 10)])}: ${message}` : message;
  });
}

async function validatorComplaints() {
  const complaints = [];
  for (const object of objects) {
    const { [object.kind]: Kind } = await import(module(object));
    try {
      new Kind(object).validate();
    } catch (error) {
      complaints.push(`${title(object)}: ${error.message}`);
    }
  }
  return complaints;
}

console.log(JSON.stringify([...compilerComplaints(), ...(await validatorComplaints())]));
