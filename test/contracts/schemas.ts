/** Published schemas from the folder that ISTHMUS_SHARED names; tests that need them are skipped, with a reason, without it. */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { parse } from 'yaml';

const shared = process.env['ISTHMUS_SHARED'];

export const SCHEMAS = shared === undefined ? undefined : join(shared, 'schemas');

/** Why contract tests do not run here; undefined when they do. */
export function skipReason(): string | undefined {
  if (SCHEMAS === undefined) return 'ISTHMUS_SHARED is not set: it names the folder that holds schemas/';
  return existsSync(SCHEMAS) ? undefined : `${SCHEMAS} does not exist`;
}

interface CustomResourceDefinition {
  readonly spec: {
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: object } }[];
  };
}

/** The API server prunes or refuses unknown fields; Ajv is told to refuse them, unless the schema keeps them on purpose. */
function refuseUnknown(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(refuseUnknown);
  if (typeof schema !== 'object' || schema === null) return schema;
  const entries = Object.entries(schema).filter(([key]) => !key.startsWith('x-kubernetes-'));
  const strict: Record<string, unknown> = Object.fromEntries(
    entries.map(([key, value]) => [key, refuseUnknown(value)]),
  );
  const keeps = 'x-kubernetes-preserve-unknown-fields' in schema;
  if (!keeps && typeof strict['properties'] === 'object' && strict['additionalProperties'] === undefined)
    strict['additionalProperties'] = false;
  return strict;
}

/** Validator of one version of a Forklift resource: "plans", "providers" … */
export function forkliftValidator(plural: string, version: string): ValidateFunction {
  const text = readFileSync(join(SCHEMAS ?? '', 'crd', `forklift.konveyor.io_${plural}.yaml`), 'utf8');
  const definition = parse(text) as CustomResourceDefinition;
  const found = definition.spec.versions.find((candidate) => candidate.name === version);
  if (found === undefined) throw new Error(`${plural} has no version ${version}`);
  const schema = refuseUnknown(found.schema.openAPIV3Schema) as { properties: Record<string, unknown> };
  // Metadata is checked by the API server with its own, published, schema.
  schema.properties['metadata'] = { type: 'object', required: ['name', 'namespace'] };
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(schema);
}

/** Validator of one resource type of an ARM deployment schema file; members the schema does not name are refused. */
export function armValidator(file: string, definition: string): ValidateFunction {
  const schema = JSON.parse(readFileSync(join(SCHEMAS ?? '', 'azure', file), 'utf8')) as { definitions: object };
  return new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile({
    definitions: refuseUnknown(schema.definitions),
    $ref: `#/definitions/${definition}`,
  });
}
