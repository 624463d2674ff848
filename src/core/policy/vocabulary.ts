/** The names rules may use: attributes of sites, workloads and the organisation, the lists, and what is derived. */

import { z } from 'zod';
import type { Catalog } from '../catalog/catalog.ts';
import { findField } from '../model/fields.ts';
import { compileExpression } from './cel/expression.ts';
import type { Expression, Vocabulary } from './cel/vocabulary.ts';
import { suggestion } from './did-you-mean.ts';
import { csfObjective, siteAttributesSchema } from './site-attributes.ts';
import { organisationSchema } from './site.ts';

/**
 * Countries that can touch the data. Of several paths in one entry the first known one counts: what is declared of
 * the workload goes before what holds for the whole site.
 */
export const TOUCH_COUNTRIES: readonly (readonly string[])[] = [
  ['site.country'],
  ['workload.backup.countries', 'site.backup.countries'],
  ['workload.dr.countries', 'site.dr.countries'],
  ['site.admin.countries'],
  ['site.support.countries'],
  ['site.telemetry.countries'],
  ['site.subprocessors.countries'],
];

/** Conditions with a name. Who runs its own site has no provider; else keys or hardware must keep the provider out. */
export const DERIVED_CONDITIONS: Readonly<Record<string, string>> = {
  providerCanRead:
    '!(site.operator.own || workload.encryption.endToEnd || workload.keyCustody in ["externalKms", "customerHsmOnPrem"]' +
    ' || site.confidentialCompute == "teeWithRemoteAttestation")',
};

/** Constants: lists of countries, the date of the check, and whether the user listed the pack as one that applies. */
export const GLOBALS = ['eu27', 'eea', 'adequate', 'asOf', 'selected'] as const;

const SOURCES: Readonly<Record<string, readonly string[]>> = {
  touchCountries: TOUCH_COUNTRIES.flat(),
  exposedLaws: ['site.exposedLaws'],
};
const CATALOGUED_SITE = [
  'id',
  'name',
  'platform',
  'target',
  'acceptsWorkloads',
  'region',
  'pair',
  'restricted',
  'cloud',
];
const CONTRACT = ['governingLaw', 'auditRights', 'locationsStated', 'exitTransition', 'dataReturn', 'dpa', 'baa'];
const INCIDENTS = ['earlyWarningHours', 'noticeHours', 'finalReportDays'];
const OWN_NAMESPACES = ['site.custom.', 'workload.custom.', 'organisation.custom.'];

/** The names themselves, for what is said under them: `listed` without inventory facts and without one's own. */
export function policyNames(
  catalog: Catalog,
  own: readonly string[],
): { readonly listed: ReadonlySet<string>; readonly knows: (path: string) => boolean } {
  const listed = knownNames(catalog, own);
  return { listed, knows: (path) => listed.has(path) || isOwn(path) || isField(path) };
}

/** `own` are attributes a pack declares beside the shipped ones. */
export function policyVocabulary(catalog: Catalog, own: readonly string[] = []): Vocabulary {
  const names = knownNames(catalog, own);
  const derived = new Map<string, Expression>();
  const vocabulary: Vocabulary = {
    knows: (path) => names.has(path) || isOwn(path) || isField(path),
    derived: (path) => derived.get(path),
    sources: (path) => SOURCES[path] ?? [path],
    explain: (path) => {
      const near = suggestion(path, names);
      return `there is no attribute "${path}".${near} Attributes of your own are declared under "attributes" of the pack, or named site.custom.<name>.`;
    },
  };
  for (const [name, text] of Object.entries(DERIVED_CONDITIONS)) derived.set(name, compileExpression(text, vocabulary));
  return vocabulary;
}

const isOwn = (path: string): boolean => OWN_NAMESPACES.some((prefix) => path.startsWith(prefix));

/** Inventory facts under the names the filter language uses: workload.os.family, workload.cpuCount. */
const isField = (path: string): boolean =>
  path.startsWith('workload.') && findField(path.slice('workload.'.length)) !== undefined;

function knownNames(catalog: Catalog, own: readonly string[]): ReadonlySet<string> {
  const { attributes, evidenceAttributes } = catalog.sovereignty;
  const names = new Set<string>([...GLOBALS, ...Object.keys(SOURCES), ...Object.keys(DERIVED_CONDITIONS), ...own]);
  for (const path of Object.keys(attributes)) names.add(path);
  for (const path of shapePaths(siteAttributesSchema)) names.add(`site.${path}`);
  for (const key of CATALOGUED_SITE) names.add(`site.${key}`);
  for (const key of CONTRACT) names.add(`site.contract.${key}`).add(`workload.contract.${key}`);
  for (const key of ['pue', 'renewablePct']) names.add(`site.env.${key}`);
  for (const objective of csfObjective.options)
    names.add(`site.csf.${objective}`).add(`organisation.minimumSeal.${objective}`);
  for (const path of shapePaths(organisationSchema)) names.add(`organisation.${path}`);
  for (const key of INCIDENTS) names.add(`organisation.incidentReporting.${key}`);
  for (const key of Object.keys(evidenceAttributes)) names.add(`organisation.${key}`).add(`workload.${key}`);
  return names;
}

/** Dotted names of the plain values in a schema of mappings. */
function shapePaths(schema: z.ZodObject, prefix = ''): string[] {
  return Object.entries(schema.shape).flatMap(([key, field]) => {
    let inner: unknown = field;
    while (inner instanceof z.ZodOptional || inner instanceof z.ZodDefault) inner = inner.unwrap();
    const path = `${prefix}${key}`;
    if (inner instanceof z.ZodObject) return shapePaths(inner, `${path}.`);
    return inner instanceof z.ZodRecord ? [] : [path];
  });
}
