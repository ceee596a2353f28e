import ts from 'typescript';
import { beforeAll, expect, test } from 'vitest';
import { checkEndpoint, endpointsOf } from './apiCheck.js';

const SOURCE = `
interface Thing { id: string; state: 'open' | 'closed'; size: number | null; labels: Record<string, string>; parts: { name: string }[]; hint?: string }
declare const build: { query<R, A>(definition: unknown): unknown };
function pathOf(id: string) { return \`/things/\${encodeURIComponent(id)}\`; }
export const endpoints = {
  fetchThing: build.query<Thing, string>({ query: (id: string) => ({ url: pathOf(id) }) }),
  closeThing: build.query<Thing | null, string>({ query: (id: string) => ({ url: \`\${pathOf(id)}/close\`, method: 'POST' }) }),
};`;

const THING = {
  type: 'object',
  properties: {
    id: { type: 'string' },
    state: { type: 'string', enum: ['open', 'closed'] },
    size: { type: ['integer', 'null'] },
    labels: { type: 'object', additionalProperties: { type: 'string' } },
    parts: { type: 'array', items: { $ref: '#/components/schemas/Part' } },
  },
};

function documentOf(changes = {}) {
  const answer = { responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Thing' } } } } } };
  return {
    paths: { '/api/things/{id}': { get: answer }, '/api/things/{name}/close': { post: answer } },
    components: { schemas: { Thing: { ...THING, properties: { ...THING.properties, ...changes } }, Part: { type: 'object', properties: { name: { type: 'string' } } } } },
  };
}

let checker;
let endpoints;

beforeAll(() => {
  const host = ts.createCompilerHost({});
  const read = host.getSourceFile;
  host.getSourceFile = (name, ...rest) => (name === 'thing.ts' ? ts.createSourceFile(name, SOURCE, ts.ScriptTarget.ES2022, true) : read(name, ...rest));
  const program = ts.createProgram(['thing.ts'], { target: ts.ScriptTarget.ES2022, strict: true }, host);
  checker = program.getTypeChecker();
  endpoints = endpointsOf(program.getSourceFile('thing.ts'));
});

const complaints = (document) => endpoints.flatMap((endpoint) => checkEndpoint(checker, endpoint, document));

test('finds the calls of a file', () => {
  expect(endpoints.map(({ name, method, path }) => [name, method, path])).toEqual([
    ['fetchThing', 'GET', '/api/things/{}'],
    ['closeThing', 'POST', '/api/things/{}/close'],
  ]);
});

test('has nothing to say where code and document agree', () => {
  expect(complaints(documentOf())).toEqual([]);
});

test.each([
  ['a field that is not promised', { id: undefined }, 'fetchThing.id is not in the document'],
  ['another kind', { size: { type: 'string' } }, 'fetchThing.size is number in the code, string in the document'],
  ['a value that the code does not know', { state: { type: 'string', enum: ['open', 'lost'] } }, 'fetchThing.state can be lost, which the code does not know'],
  ['a difference deep inside', { parts: { type: 'array', items: { type: 'object', properties: { title: { type: 'string' } } } } }, 'fetchThing.parts[].name is not in the document'],
])('complains about %s', (_what, changes, complaint) => {
  expect(complaints(documentOf(changes))).toContain(complaint);
});

test('complains about a call that is not offered', () => {
  const document = documentOf();
  delete document.paths['/api/things/{name}/close'];
  expect(complaints(document)).toEqual(['closeThing: POST /api/things/{}/close is not in the document']);
});
