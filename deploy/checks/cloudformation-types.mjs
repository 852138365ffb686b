// Writes what CloudFormation knows of the resource types in deploy/managed-flink: names, types and allowed values of
// their properties, without words. TemplatesTest compares the templates with it.
//   npm install @aws-cdk/aws-service-spec && node cloudformation-types.mjs >src/test/resources/cloudformation-types.json
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

const templates = new URL('../managed-flink/', import.meta.url);
const names = new Set(
  readdirSync(templates)
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => [...readFileSync(new URL(file, templates), 'utf8').matchAll(/^ +Type: (AWS::\w+::\w+)$/gm)])
    .map((match) => match[1]));

const database = loadAwsServiceSpecSync();
const definitions = {};

function type(it) {
  switch (it.type) {
    case 'array': return { list: type(it.element) };
    case 'map': return { map: type(it.element) };
    case 'union': return { oneOf: it.types.map(type) };
    case 'tag': return { map: 'string' };
    case 'ref': return { is: definition(it.reference.$ref) };
    default: return it.allowedValues ? { values: it.allowedValues } : it.type;
  }
}

function definition(id) {
  const found = database.get('typeDefinition', id);
  const name = `${found.name}.${id}`;
  if (!definitions[name]) {
    definitions[name] = {};
    definitions[name] = members(found.properties);
  }
  return name;
}

function members(properties) {
  const sorted = Object.entries(properties).sort(([a], [b]) => (a < b ? -1 : 1));
  const required = sorted.filter(([, it]) => it.required).map(([name]) => name);
  const all = Object.fromEntries(sorted.map(([name, it]) => [name, type(it.type)]));
  return required.length ? { required, properties: all } : { properties: all };
}

const types = {};
for (const name of [...names].sort()) {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', name);
  types[name] = { ...members(resource.properties), attributes: Object.keys(resource.attributes) };
}
const version = createRequire(import.meta.url)('@aws-cdk/aws-service-spec/package.json').version;
const source = `@aws-cdk/aws-service-spec ${version}, Apache-2.0`;
process.stdout.write(JSON.stringify({ source, types, definitions }, null, 1) + '\n');
