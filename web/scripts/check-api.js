// npm run check:api: see apiCheck.js. A document that is not there is an error.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { load } from 'js-yaml';
import ts from 'typescript';
import { checkEndpoint, endpointsOf } from './apiCheck.js';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const API = join(ROOT, 'src/app/api');
const OWNERS = [
  { start: '/api/sources', document: '../ingest-service/contract/openapi.yaml' },
  { start: '/api/detectors', document: '../detector-service/contract/openapi.yaml' },
  { start: '/api/anomalies', document: '../detector-service/contract/openapi.yaml' },
  { start: '/api/incidents', document: '../detector-service/contract/openapi.yaml' },
  { start: '/api/webhooks', document: '../detector-service/contract/openapi.yaml' },
  { start: '/api/suppressions', document: '../detector-service/contract/openapi.yaml' },
  { start: '/api/jobs', document: '../detector-service/contract/openapi.yaml' },
];
/** Fields that the code adds to answers by itself. */
const OWN_FIELDS = ['etag'];

const files = readdirSync(API).filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'));
const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
const program = ts.createProgram(files.map((name) => join(API, name)), options);
const checker = program.getTypeChecker();
const documents = new Map();
const complaints = [];
let checked = 0;

for (const name of files) {
  for (const endpoint of endpointsOf(program.getSourceFile(join(API, name)))) {
    const owner = OWNERS.find(({ start }) => endpoint.path.startsWith(start));
    if (owner === undefined) {
      continue; // the gateway's own, which has no document in the sources
    }
    const path = join(ROOT, owner.document);
    if (!documents.has(path)) {
      documents.set(path, load(readFileSync(path, 'utf8')));
    }
    checked++;
    complaints.push(...checkEndpoint(checker, endpoint, documents.get(path), OWN_FIELDS));
  }
}

for (const complaint of complaints) {
  process.stderr.write(`${complaint}\n`);
}
process.stdout.write(`${checked} calls compared with their documents, ${complaints.length} differences\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;
