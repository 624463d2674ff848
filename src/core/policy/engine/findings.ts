/** Turns answers into findings: what was looked at, what is missing, what to do. */

import { findField } from '../../model/fields.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { Finding } from '../finding.ts';
import { appliesId } from './decision.ts';
import type { Outcome, Rule } from './rules.ts';
import type { PolicyScope } from './scopes.ts';

export interface Place {
  readonly siteId: string;
  readonly site: EnrichedSite | undefined;
  readonly workloadId?: string;
  readonly affectedWorkloads?: number;
}

const LISTS = new Set(['eu27', 'eea', 'adequate', 'selected', 'asOf']);

/** One finding for one rule. An answer that hangs on whether the pack applies is reported for the pack instead. */
export function findingOf(rule: Rule, outcome: Outcome, scope: PolicyScope, place: Place): Finding {
  const { pack, requirement } = rule;
  if (outcome.state === 'unknown' && outcome.unclear) return unclearFinding(rule, outcome, scope, place);
  const because = outcome.state === 'unknown' ? outcome.because : undefined;
  const evidence = evidenceOf(rule, scope);
  return {
    ruleId: requirement.ruleId,
    packId: pack.id,
    packVersion: pack.version,
    reference: requirement.reference,
    title: requirement.title,
    level: requirement.level,
    state: outcome.state,
    ...placed(place),
    evidence,
    ...fromWhere(evidence, place.site),
    missing: because?.missing ?? [],
    ...(because?.error === undefined ? {} : { error: because.error }),
    remedy: because === undefined ? requirement.remedy : remedyForUnknown(because.missing, because.error),
    confidence: requirement.confidence,
  };
}

function unclearFinding(
  { pack, requirement }: Rule,
  outcome: Extract<Outcome, { state: 'unknown' }>,
  scope: PolicyScope,
  place: Place,
): Finding {
  const { missing, error } = outcome.because;
  const evidence = valuesOf(pack.applies.written, scope);
  return {
    ruleId: appliesId(pack.id),
    packId: pack.id,
    packVersion: pack.version,
    reference: 'scope',
    title: `It is not known whether ${pack.definition.name} applies`,
    level: requirement.level,
    state: 'unknown',
    ...placed(place),
    evidence,
    ...fromWhere(evidence, place.site),
    missing,
    ...(error === undefined ? {} : { error }),
    remedy: remedyForUnknown(missing, error),
    confidence: pack.definition.conf,
  };
}

function placed({
  siteId,
  workloadId,
  affectedWorkloads,
}: Place): Pick<Finding, 'siteId' | 'workloadId' | 'affectedWorkloads'> {
  return {
    siteId,
    ...(workloadId === undefined ? {} : { workloadId }),
    ...(affectedWorkloads === undefined ? {} : { affectedWorkloads }),
  };
}

/** What the rule looks at, and why the pack speaks on it at all. A finding on a site is of many workloads: it names none's. */
function evidenceOf({ pack, requirement, about }: Rule, scope: PolicyScope): Record<string, unknown> {
  const scopeOf = pack.applies.written.filter((path) => about === 'workload' || !path.startsWith('workload.'));
  const own = [requirement.test, requirement.when].flatMap((expression) => expression?.written ?? []);
  const written = [...scopeOf, ...own];
  return valuesOf([...written, ...requirement.evidence], scope);
}

function valuesOf(paths: readonly string[], scope: PolicyScope): Record<string, unknown> {
  const evidence: Record<string, unknown> = {};
  for (const path of [...new Set(paths)].sort()) {
    const value = LISTS.has(path) ? undefined : scope.read(path);
    if (value !== undefined) evidence[path] = value;
  }
  return evidence;
}

function fromWhere(
  evidence: Readonly<Record<string, unknown>>,
  site: EnrichedSite | undefined,
): Pick<Finding, 'evidenceFrom'> {
  const from: Record<string, string> = {};
  for (const path of Object.keys(evidence)) {
    const provenance = site?.provenance[path === 'exposedLaws' ? path : path.replace(/^site\./, '')];
    if (provenance === undefined || provenance.origin === 'user') continue;
    const confidence = provenance.confidence === 'own' ? 'unverified' : provenance.confidence;
    from[path] = `${provenance.from} (${confidence})`;
  }
  return Object.keys(from).length === 0 ? {} : { evidenceFrom: from };
}

/** Where an attribute is written down, by its first name. */
function remedyForUnknown(missing: readonly string[], error: string | undefined): string {
  if (error !== undefined) return 'Correct the value or the rule that is named.';
  const site = missing.filter((path) => path.startsWith('site.')).map((path) => path.slice('site.'.length));
  const organisation = missing
    .filter((path) => path.startsWith('organisation.'))
    .map((path) => path.slice('organisation.'.length));
  const workload = missing.filter((path) => path.startsWith('workload.')).map((path) => path.slice('workload.'.length));
  const asked = workload.includes('dataClasses') ? workload.filter(isInventoryField) : [];
  const reads = workload.includes('dataClasses') && workload.includes('dependencies');
  const classified = workload.filter(
    (path) => CLASSIFIED.has(path) && !((asked.length > 0 || reads) && path === 'dataClasses'),
  );
  const declared = workload.filter(
    (path) => !CLASSIFIED.has(path) && !asked.includes(path) && !(reads && path === 'dependencies'),
  );
  const steps: string[] = [];
  // A list left open by a classification is closed by the fact that it asks for, or by a word on the list itself.
  if (asked.length > 0)
    steps.push(
      `a rule under classify asks for ${asked.join(', ')}: state that, or declare dataClasses under declarations`,
    );
  if (reads)
    steps.push(
      'it may read classified data over a dependency that is not sure: confirm that dependency or call it background, name the workload under inheritance.stops, or declare dataClasses under declarations',
    );
  if (classified.length > 0) {
    steps.push(
      `classify the workload (${classified.map((path) => CLASSIFIED.get(path)).join(', ')}) by tag or under classify`,
    );
  }
  if (declared.length > 0) steps.push(`declare ${declared.join(', ')} under declarations`);
  if (site.length > 0) steps.push(`state ${site.join(', ')} under the site's attributes`);
  if (organisation.length > 0) steps.push(`state ${organisation.join(', ')} under organisation`);
  return steps.length === 0 ? 'State what is missing.' : `In sites.yaml, ${steps.join('; ')}.`;
}

const isInventoryField = (path: string): boolean => !CLASSIFIED.has(path) && findField(path) !== undefined;

const CLASSIFIED: ReadonlyMap<string, string> = new Map([
  ['dataClasses', 'dataClasses'],
  ['criticality', 'criticality'],
  ['application', 'application'],
  ['environment', 'environment'],
  ['owner', 'owner'],
]);
