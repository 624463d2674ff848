/** OSCAL documents of the newest check (S8). */

import { failure } from '../core/errors/registry.ts';
import { assessmentPlan } from '../core/evidence/oscal/assessment-plan.ts';
import { assessmentResults } from '../core/evidence/oscal/assessment-results.ts';
import { componentDefinition } from '../core/evidence/oscal/component-definition.ts';
import type { OscalInput } from '../core/evidence/oscal/input.ts';
import type { Json } from '../core/evidence/oscal/oscal-text.ts';
import { controlMatrix } from '../core/policy/controls/matrix.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import { listEvidenceImports } from './import-evidence.ts';
import { groundOf, newestCheck } from './checked-estate.ts';
import type { ServiceContext } from './context.ts';
import { controlState } from './control-book.ts';
import { listWaivers } from './waivers.ts';

const DOCUMENTS = {
  'assessment-results': assessmentResults,
  'assessment-plan': assessmentPlan,
  'component-definition': componentDefinition,
} as const satisfies Readonly<Record<string, (input: OscalInput) => Json>>;

export type OscalDocument = keyof typeof DOCUMENTS;

export interface OscalQuery {
  /** Absent: the first of the catalogue. */
  readonly framework?: string | undefined;
  readonly staleAfterDays: number;
}

/** Throws IST-2108 without a check, IST-4065 for an unknown framework, IST-4080 when the check cannot be brought back. */
export async function exportOscal(context: ServiceContext, kind: OscalDocument, query: OscalQuery): Promise<Json> {
  return DOCUMENTS[kind](await oscalInput(context, query));
}

async function oscalInput(
  context: ServiceContext,
  { framework: wanted, staleAfterDays }: OscalQuery,
): Promise<OscalInput> {
  const checked = await newestCheck(context);
  const { frameworks } = (await context.catalog())['control-mappings'];
  const framework = wanted === undefined ? frameworks[0] : frameworks.find(({ id }) => id === wanted);
  if (framework === undefined) {
    const ids = frameworks.map(({ id }) => id);
    throw failure(
      'IST-4065',
      `there is no framework "${wanted ?? ''}".${suggestion(wanted ?? '', ids)} Frameworks: ${ids.join(', ')}`,
    );
  }
  const { book } = await controlState(checked.context, staleAfterDays);
  const { engine, estate, sites } = await groundOf(checked);
  return {
    framework,
    matrix: controlMatrix(book, framework.id, 'site'),
    book,
    findings: engine.checkEstate(estate.workloads).findings({ all: true }),
    why: checked.why,
    actor: checked.why.actor,
    sites: sites.file.sites.map(({ id, name, platform }) => {
      const country = engine.sites.find(({ site }) => site.id === id)?.attributes['country'];
      return { id, name: name ?? null, platform, country: typeof country === 'string' ? country : null };
    }),
    waivers: await listWaivers(checked.context, {}),
    imports: await listEvidenceImports(context),
  };
}
