// Compares the calls of src/app/api with OpenAPI documents: do method and path exist, and is every field that
// the code declares in an answer there, of the same kind, with no enumerated value that the code does not know?
import ts from 'typescript';

const DEFAULT_METHOD = 'GET';

/** The pattern of an address: what is computed becomes `{}`. */
function patternOf(expression, functions) {
  if (ts.isStringLiteralLike(expression)) {
    return expression.text;
  }
  if (ts.isTemplateExpression(expression)) {
    return expression.head.text + expression.templateSpans.map((span) => patternOf(span.expression, functions) + span.literal.text).join('');
  }
  if (ts.isCallExpression(expression) && ts.isIdentifier(expression.expression)) {
    const body = functions.get(expression.expression.text);
    return body === undefined ? '{}' : patternOf(body, functions);
  }
  return '{}';
}

function functionsOf(file) {
  const functions = new Map();
  for (const statement of file.statements) {
    const last = ts.isFunctionDeclaration(statement) ? statement.body?.statements.at(-1) : undefined;
    if (last !== undefined && ts.isReturnStatement(last) && last.expression !== undefined) {
      functions.set(statement.name.text, last.expression);
    }
  }
  return functions;
}

function property(object, name) {
  const found = object.properties.find((each) => each.name?.getText() === name);
  return found !== undefined && ts.isPropertyAssignment(found) ? found.initializer : undefined;
}

function requestOf(node) {
  if (ts.isObjectLiteralExpression(node) && property(node, 'url') !== undefined) {
    return node;
  }
  return ts.forEachChild(node, requestOf);
}

/** Every endpoint that a file declares, with the type that it expects as its answer. */
export function endpointsOf(file) {
  const functions = functionsOf(file);
  const found = [];
  const visit = (node) => {
    if (ts.isPropertyAssignment(node) && ts.isCallExpression(node.initializer) && /^build\.(query|mutation)$/.test(node.initializer.expression.getText())) {
      const request = requestOf(node.initializer);
      if (request !== undefined) {
        const method = property(request, 'method');
        found.push({
          name: node.name.getText(),
          method: method === undefined ? DEFAULT_METHOD : method.text,
          path: `/api${patternOf(property(request, 'url'), functions)}`,
          answer: node.initializer.typeArguments?.[0],
        });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Follows references and joins what `allOf` and a nullable `oneOf` take apart. */
function resolve(document, schema) {
  if (schema?.$ref !== undefined) {
    return resolve(document, schema.$ref.slice(2).split('/').reduce((node, key) => node?.[key], document));
  }
  const choices = (schema?.oneOf ?? schema?.anyOf)?.filter((each) => each.type !== 'null');
  if (choices?.length === 1) {
    return resolve(document, choices[0]);
  }
  if (schema?.allOf !== undefined) {
    const parts = schema.allOf.map((each) => resolve(document, each));
    return { ...schema, allOf: undefined, type: parts.find((each) => each.type !== undefined)?.type ?? schema.type, properties: Object.assign({}, schema.properties, ...parts.map((each) => each.properties)) };
  }
  return schema ?? {};
}

function kindsOf(schema) {
  return [schema.type ?? []].flat().filter((each) => each !== 'null').map((each) => (each === 'integer' ? 'number' : each));
}

function isNothing(type) {
  return (type.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
}

function partsOf(type) {
  return (type.isUnion() ? type.types : [type]).filter((each) => !isNothing(each));
}

function kindOf(checker, type) {
  if (type.flags & ts.TypeFlags.StringLike) {
    return 'string';
  }
  if (type.flags & ts.TypeFlags.NumberLike) {
    return 'number';
  }
  if (type.flags & ts.TypeFlags.BooleanLike) {
    return 'boolean';
  }
  return checker.isArrayType(type) ? 'array' : type.flags & ts.TypeFlags.Object || type.isIntersection() ? 'object' : 'any';
}

/** What a declared type expects that a schema does not promise. */
export function differences(checker, type, document, rawSchema, where, ignored = []) {
  const schema = resolve(document, rawSchema);
  const kinds = kindsOf(schema);
  const parts = partsOf(type);
  const declared = new Set(parts.map((each) => kindOf(checker, each)));
  if (parts.length === 0 || declared.has('any') || (kinds.length === 0 && schema.properties === undefined)) {
    return [];
  }
  const unexpected = kinds.filter((kind) => !declared.has(kind));
  if (kinds.length > 0 && unexpected.length > 0) {
    return [`${where} is ${[...declared].join(' or ')} in the code, ${kinds.join(' or ')} in the document`];
  }
  const literals = parts.filter((each) => each.isStringLiteral()).map((each) => each.value);
  const unknown = literals.length === 0 ? [] : (schema.enum ?? []).filter((value) => value !== null && !literals.includes(value));
  if (unknown.length > 0) {
    return [`${where} can be ${unknown.join(', ')}, which the code does not know`];
  }
  return parts.flatMap((part) => inside(checker, part, document, schema, where, ignored));
}

function inside(checker, type, document, schema, where, ignored) {
  if (checker.isArrayType(type)) {
    const [item] = checker.getTypeArguments(type);
    return schema.items === undefined ? [] : differences(checker, item, document, schema.items, `${where}[]`);
  }
  if (kindOf(checker, type) !== 'object' || schema.properties === undefined || checker.getIndexInfosOfType(type).length > 0) {
    return [];
  }
  return checker.getPropertiesOfType(type).flatMap((member) => {
    const field = schema.properties[member.name];
    if (field === undefined) {
      const optional = (member.flags & ts.SymbolFlags.Optional) !== 0 || ignored.includes(member.name);
      return optional ? [] : [`${where}.${member.name} is not in the document`];
    }
    return differences(checker, checker.getTypeOfSymbol(member), document, field, `${where}.${member.name}`);
  });
}

/** The operation of a call, whatever its path parameters are called. */
export function operationOf(document, method, path) {
  const found = Object.keys(document.paths ?? {}).find((each) => each.replaceAll(/\{[^}]*\}/g, '{}') === path);
  return found === undefined ? undefined : document.paths[found][method.toLowerCase()];
}

/** Schemas of the answers of an operation that are no errors. */
export function answersOf(operation) {
  return Object.entries(operation.responses ?? {})
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([, { content }]) => Object.values(content ?? {}).map(({ schema }) => schema));
}

/** Complaints about one endpoint; each alternative of its answer must fit one of the documented ones. */
export function checkEndpoint(checker, endpoint, document, ignored = []) {
  const operation = operationOf(document, endpoint.method, endpoint.path);
  if (operation === undefined) {
    return [`${endpoint.name}: ${endpoint.method} ${endpoint.path} is not in the document`];
  }
  const schemas = answersOf(operation).flatMap((schema) => {
    const { oneOf } = schema;
    return oneOf ?? [schema];
  });
  if (endpoint.answer === undefined || schemas.length === 0) {
    return [];
  }
  return partsOf(checker.getTypeFromTypeNode(endpoint.answer)).flatMap((part) => {
    const complaints = schemas.map((schema) => differences(checker, part, document, schema, endpoint.name, ignored));
    return complaints.toSorted((a, b) => a.length - b.length)[0];
  });
}
