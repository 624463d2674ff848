/** Makes the book of controls: the rules of the packs asked afresh, facts of the inventory, and every import in force. */

import type { EvidenceReceipt } from '../api/controls.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { Workload } from '../core/model/workload.ts';
import { leafPaths } from '../core/policy/attribute-path.ts';
import { openControlBook } from '../core/policy/controls/book.ts';
import type { ControlBook } from '../core/policy/controls/book.ts';
import type { ControlEvidence } from '../core/policy/controls/evidence.ts';
import { citeLender, LENDING_FEEDS } from '../core/policy/controls/lend-cites.ts';
import { ownEvidence } from '../core/policy/controls/own-evidence.ts';
import type { TargetIndex } from '../core/policy/controls/targets.ts';
import type { SitesFile } from '../core/policy/site.ts';
import {
  controlEvidenceOf,
  readControlImports,
  readControlRules,
  readControlTargets,
} from '../store/control-evidence.ts';
import type { StoredControlRule } from '../store/control-evidence.ts';
import { classifiedEstate } from './classified-estate.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import { targetIndex } from './evidence-targets.ts';
import { loadEstate, requireGeneration } from './generations.ts';
import { findSites } from './sites-document.ts';

export interface ControlState {
  readonly book: ControlBook;
  readonly generation: number;
  /** Imports in force. */
  readonly imports: number;
  readonly catalog: Catalog;
}

/** Ages are counted in days: an answer holds for the hour. */
export const hourOf = (context: ServiceContext): string => `${context.clock().toISOString().slice(0, 13)}:00:00.000Z`;

export const importsInForce = async (context: ServiceContext) =>
  (await readControlImports<EvidenceReceipt>(context.store)).filter(({ retiredAt }) => retiredAt === null);

/** Throws IST-2101 without an estate. Without sites, rules of packs are not asked and nothing has a place. */
export async function makeControlState(context: ServiceContext, staleAfterDays: number): Promise<ControlState> {
  const generation = await requireGeneration(context);
  const sites = await findSites(context);
  const imports = await importsInForce(context);
  const policy = sites === undefined ? undefined : await policyFor(context, sites.file);
  const asOf = hourOf(context);
  const catalog = await context.catalog();
  const estate =
    sites === undefined
      ? await loadEstate(context, generation.number)
      : await classifiedEstate(context, generation.number, sites.file);
  const { workloads } = estate;
  const siteOf = (workload: Workload): string | null => policy?.engine.siteOf(workload) ?? null;
  throwIfCancelled(context);
  const own = ownEvidence(
    workloads,
    policy && {
      rules: policy.engine.rules,
      findings: policy.engine.checkEstate(workloads).alike(),
      declared: declaredPaths(sites?.file.declarations ?? []),
    },
    catalog,
    asOf,
  );
  const imported = await importedEvidence(context, imports, targetIndex(workloads, sites?.file.sites ?? []));
  throwIfCancelled(context);
  const book = openControlBook({
    mappings: catalog['control-mappings'],
    alike: own.alike,
    evidence: [...own.evidence, ...imported],
    workloads: new Map(workloads.map((workload) => [workload.id, placeOf(workload, siteOf)])),
    siteIds: sites?.file.sites.map(({ id }) => id) ?? [],
    asOf,
    staleAfterDays,
  });
  return { book, generation: generation.number, imports: imports.length, catalog };
}

const declaredPaths = (declarations: SitesFile['declarations']): ReadonlySet<string> =>
  new Set(
    declarations.flatMap(({ attributes }) => leafPaths(attributes).map((path) => path.replace(/^workload\./, ''))),
  );

const placeOf = (workload: Workload, siteOf: (workload: Workload) => string | null) => ({
  name: workload.facts.name ?? workload.id,
  siteId: siteOf(workload),
  application: workload.facts.application ?? null,
});

/** The oldest import first, so that references are lent in a fixed order. */
async function importedEvidence(
  context: ServiceContext,
  imports: readonly { readonly id: string; readonly siteId: string | null }[],
  index: TargetIndex,
): Promise<readonly ControlEvidence[]> {
  const inOrder = imports.toReversed();
  const rules = new Map<string, ReadonlyMap<number, StoredControlRule>>();
  for (const { id } of inOrder) {
    rules.set(id, new Map((await readControlRules(context.store, id)).map(({ rule, doc }) => [rule, doc])));
  }
  const lend = citeLender(
    [...rules.values()].flatMap((each) => [...each.values()].filter(({ feed }) => LENDING_FEEDS.includes(feed))),
  );
  const found: ControlEvidence[] = [];
  for (const { id, siteId } of inOrder) {
    const places = new Map(
      (await readControlTargets(context.store, id)).map(({ target, doc }) => [
        target,
        placed(index, doc, siteId ?? undefined),
      ]),
    );
    for await (const row of controlEvidenceOf(context.store, id)) {
      const rule = rules.get(id)?.get(row.rule);
      if (rule === undefined) throw new Error(`import ${id} has no rule ${row.rule}`);
      const { feed, title, idents } = rule;
      const cites = rule.cites.length > 0 || !LENDING_FEEDS.includes(feed) ? rule.cites : lend(rule.rule, idents);
      found.push({
        id: `${id}/${row.number}`,
        feed,
        rule: rule.rule,
        title,
        state: row.state,
        basis: 'observed',
        observedAt: row.observedAt,
        ...places.get(row.target),
        ...(row.profile !== null && { profile: row.profile }),
        cites,
        ...(row.severity !== null && { severity: row.severity }),
        ...(row.detail !== null && { detail: row.detail }),
        importId: id,
      });
    }
  }
  return found;
}

function placed(
  index: TargetIndex,
  target: Parameters<TargetIndex['match']>[0],
  siteId: string | undefined,
): Pick<ControlEvidence, 'workloadId' | 'siteId' | 'part' | 'object'> {
  const match = index.match(target, siteId);
  if (match.found === 'workload') {
    // A disk or an extension speaks of its machine, and each for itself.
    const object = target.resourceId?.toLowerCase();
    return { workloadId: match.workloadId, ...(object !== undefined && { object }) };
  }
  if (match.found !== 'site') return {};
  return { siteId: match.siteId, ...(match.part !== undefined && { part: match.part }) };
}
