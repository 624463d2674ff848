/**
 * All that is known of controls now: the rules of the packs asked afresh, facts of the inventory, and every import in
 * force, matched to the estate as it is now. Kept until one of them changes: the same question is asked many times.
 */

import type { Catalog } from '../core/catalog/catalog.ts';
import { openControlBook } from '../core/policy/controls/book.ts';
import type { ControlBook } from '../core/policy/controls/book.ts';
import type { ControlEvidence } from '../core/policy/controls/evidence.ts';
import { factEvidence } from '../core/policy/controls/facts.ts';
import { citeLender, LENDING_FEEDS } from '../core/policy/controls/lend-cites.ts';
import type { TargetIndex } from '../core/policy/controls/targets.ts';
import type { Workload } from '../core/model/workload.ts';
import {
  controlEvidenceOf,
  readControlImports,
  readControlRules,
  readControlTargets,
} from '../store/control-evidence.ts';
import type { StoredControlRule } from '../store/control-evidence.ts';
import type { EvidenceReceipt } from '../api/controls.ts';
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

interface Kept {
  readonly key: string;
  readonly state: Promise<ControlState>;
}

const kept = new WeakMap<ServiceContext['store'], Kept>();

/** Throws IST-2101 without an estate. Without sites, rules of packs are not asked and nothing has a place. */
export async function controlState(context: ServiceContext, staleAfterDays: number): Promise<ControlState> {
  const generation = await requireGeneration(context);
  const sites = await findSites(context);
  const imports = (await readControlImports<EvidenceReceipt>(context.store)).filter(
    ({ retiredAt }) => retiredAt === null,
  );
  const policy = sites === undefined ? undefined : await policyFor(context, sites.file);
  // Ages are counted in days: an answer holds for the hour.
  const asOf = `${context.clock().toISOString().slice(0, 13)}:00:00.000Z`;
  const key = JSON.stringify([
    generation.digest,
    sites?.digest ?? null,
    policy?.packs ?? null,
    imports.map(({ id }) => id),
    asOf,
    staleAfterDays,
  ]);
  const known = kept.get(context.store);
  if (known?.key === key) return known.state;
  const state = make();
  kept.set(context.store, { key, state });
  state.catch(() => kept.delete(context.store));
  return state;

  async function make(): Promise<ControlState> {
    const catalog = await context.catalog();
    const estate =
      sites === undefined
        ? await loadEstate(context, generation.number)
        : await classifiedEstate(context, generation.number, sites.file);
    const { workloads } = estate;
    const siteOf = (workload: Workload): string | null => policy?.engine.siteOf(workload) ?? null;
    const evidence = [
      ...workloads.flatMap((workload) => factEvidence(workload, catalog, asOf)),
      ...(await importedEvidence(context, imports, targetIndex(workloads, sites?.file.sites ?? []))),
    ];
    throwIfCancelled(context);
    const book = openControlBook({
      mappings: catalog['control-mappings'],
      findings: policy?.engine.checkEstate(workloads).findings({ all: true }) ?? [],
      foundAt: asOf,
      evidence,
      workloads: new Map(workloads.map((workload) => [workload.id, placeOf(workload, siteOf)])),
      siteIds: sites?.file.sites.map(({ id }) => id) ?? [],
      asOf,
      staleAfterDays,
    });
    return { book, generation: generation.number, imports: imports.length, catalog };
  }
}

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
): Pick<ControlEvidence, 'workloadId' | 'siteId' | 'part'> {
  const match = index.match(target, siteId);
  if (match.found === 'workload') return { workloadId: match.workloadId };
  if (match.found !== 'site') return {};
  return { siteId: match.siteId, ...(match.part !== undefined && { part: match.part }) };
}
