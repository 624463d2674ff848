/** Checks an estate that is written down against packs: findings with the line of the file they are about. */

import type { Catalog } from '../../catalog/catalog.ts';
import { classifier } from '../classify.ts';
import { openLimits } from '../concentration/judge-estate.ts';
import { createPolicyEngine } from '../engine/engine.ts';
import type { CheckSummary } from '../engine/check-summary.ts';
import type { Finding } from '../finding.ts';
import { inheritanceOf } from '../inherit/of-file.ts';
import { siteLocator } from '../locate.ts';
import type { Pack } from '../packs/pack.ts';
import { buildEstate } from './build-estate.ts';
import { doubtfulClasses } from './doubtful-classes.ts';
import type { DoubtfulClass } from './doubtful-classes.ts';
import type { ParsedEstate } from './parse-estate.ts';

export interface LocatedFinding extends Finding {
  /** Absent: the finding is about a site or the organisation. */
  readonly workloadName?: string;
  /** What it holds because of what it reads: "personal: reads patients". Absent: nothing. */
  readonly inherited?: readonly string[];
  /** Line of the workload, else of the site, else of the file. */
  readonly line: number;
}

export interface DeclaredCheck {
  readonly summary: CheckSummary;
  /** Violations and unknowns: of the organisation and of sites first, then workload by workload as they are written. */
  readonly findings: readonly LocatedFinding[];
  /** Findings that break a "must". */
  readonly violations: number;
  /** Data classes that are probably misspelt: what holds them may escape every rule. */
  readonly doubtfulClasses: readonly DoubtfulClass[];
}

export interface DeclaredCheckOptions {
  /** Name of the file, as findings show it. */
  readonly name: string;
  readonly packs: readonly Pack[];
  /** Ids of the packs that apply; absent: those the file lists, else each where its own condition holds. */
  readonly only?: readonly string[];
  readonly catalog: Catalog;
  /** ISO date that ages and end dates are counted from. */
  readonly asOf: string;
}

/** Throws IST-4012 for a regime of the file that has no pack. */
export function checkDeclared(parsed: ParsedEstate, options: DeclaredCheckOptions): DeclaredCheck {
  const { estate, lineOf } = parsed;
  const { name, packs, only, catalog, asOf } = options;
  const built = buildEstate(estate, name, asOf);
  const classify = classifier(estate.classify, { asOf, tagKeys: estate.tagKeys });
  const classified = built.workloads.map(classify);
  const inherited = inheritanceOf({ ...estate, declarations: [...built.declarations] }, catalog, {
    workloads: classified,
    dependencies: built.dependencies,
    asOf,
  });
  const workloads = classified.map((workload) => inherited.apply(workload));
  const locate = siteLocator(estate.sites);
  const engine = createPolicyEngine({
    packs,
    sites: estate.sites,
    catalog,
    organisation: estate.organisation,
    declarations: built.declarations,
    regimes: only ?? estate.regimes,
    asOf,
    siteOf: (workload) => built.siteOf.get(workload.id) ?? locate(workload),
    limits: estate.concentration?.limits ?? [],
  });
  const lines = new Map(workloads.map(({ id }, index) => [id, lineOf('workloads', index)]));
  const names = new Map(workloads.map(({ id, facts }) => [id, facts.name ?? id]));
  const siteLines = new Map(estate.sites.map(({ id }, index) => [id, lineOf('sites', index)]));
  const check = engine.checkEstate(workloads);
  const limits =
    only === undefined ? openLimits(engine, { ...estate, declarations: built.declarations }, workloads) : [];
  const findings = [...limits, ...check.findings()].map((finding): LocatedFinding => {
    const { workloadId, siteId } = finding;
    const workloadName = workloadId === undefined ? undefined : names.get(workloadId);
    const line = (workloadId === undefined ? siteLines.get(siteId) : lines.get(workloadId)) ?? 1;
    const ways = (workloadId === undefined ? [] : inherited.of(workloadId)).map(
      ({ dataClass, certain, path }) =>
        `${dataClass ?? 'not classified'}: ${certain ? 'reads' : 'may read'} ${path.map((step) => names.get(step.workloadId) ?? step.workloadId).join(', which reads ')}`,
    );
    return {
      ...finding,
      // The remedy names the file that a server keeps; here it is this one.
      remedy: finding.remedy.replace(/^In sites\.yaml, /, 'In this file, '),
      ...(workloadName !== undefined && { workloadName }),
      ...(ways.length > 0 && { inherited: ways }),
      line,
    };
  });
  const violations = findings.filter(({ state, level }) => state === 'violated' && level === 'must').length;
  return { summary: check.summary, findings, violations, doubtfulClasses: doubtfulClasses(parsed, packs) };
}
