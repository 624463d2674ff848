/** OSCAL documents against NIST's published schemas, for every framework of the catalogue. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import type { ValidateFunction } from 'ajv';
import { describe, expect, it } from 'vitest';
import { assessmentPlan } from '../../src/core/evidence/oscal/assessment-plan.ts';
import { assessmentResults } from '../../src/core/evidence/oscal/assessment-results.ts';
import { componentDefinition } from '../../src/core/evidence/oscal/component-definition.ts';
import { oscalInput } from '../../src/core/evidence/oscal/oscal.fixture.ts';
import { loadCatalog } from '../../src/services/catalog.ts';
import { SCHEMAS, skipReason } from './schemas.ts';

const reason = skipReason();
if (reason !== undefined) process.stderr.write(`contract tests of OSCAL skipped: ${reason}\n`);
const mappings = (await loadCatalog())['control-mappings'];
const frameworks = mappings.frameworks.map(({ id }) => id);

const validator = (name: string): ValidateFunction => {
  const text = readFileSync(join(SCHEMAS ?? '', 'oscal', '1.2.1', `oscal_${name}_schema.json`), 'utf8');
  return new Ajv({ strict: false, allErrors: true, validateFormats: false, unicodeRegExp: true }).compile(
    JSON.parse(text),
  );
};

const DOCUMENTS = [
  { schema: 'assessment-results', make: assessmentResults },
  { schema: 'assessment-plan', make: assessmentPlan },
  { schema: 'component', make: componentDefinition },
] as const;

describe.skipIf(reason !== undefined).each(DOCUMENTS)('$schema', ({ schema, make }) => {
  const validate = reason === undefined ? validator(schema) : undefined;

  it.each(frameworks)('of %s is valid', (framework) => {
    const document: unknown = JSON.parse(JSON.stringify(make(oscalInput(mappings, framework))));
    validate?.(document);
    expect(validate?.errors ?? []).toEqual([]);
  });

  it('of an estate of which nothing was said is valid', () => {
    const document: unknown = JSON.parse(
      JSON.stringify(make(oscalInput(mappings, undefined, { findings: [], evidence: [] }))),
    );
    validate?.(document);
    expect(validate?.errors ?? []).toEqual([]);
  });

  it('that is broken is refused', () => {
    const document = JSON.parse(JSON.stringify(make(oscalInput(mappings))).replace('"title":', '"titel":')) as unknown;
    expect(validate?.(document)).toBe(false);
  });
});
