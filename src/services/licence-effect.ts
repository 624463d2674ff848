/** The licence effect of a placement, or of one workload's move to each site (W5). */

import type { LicenceEffectDocument, WorkloadLicencesDocument } from '../api/costs.ts';
import { licenceEffects, placeNeeds } from '../core/cost/licences/effect.ts';
import type { LicenceEffect, SiteNeed } from '../core/cost/licences/effect.ts';
import { placeOf } from '../core/cost/licences/place.ts';
import { modelledHost, generationOf } from '../core/cost/site-hosts.ts';
import type { CostHost } from '../core/cost/site-hosts.ts';
import { needsBeforeAndAfter } from '../core/cost/tco/build.ts';
import { guestAt } from '../core/cost/tco/case.ts';
import type { CaseWorkload } from '../core/cost/tco/case.ts';
import type { Site } from '../core/policy/site.ts';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import { getWorkload } from './get-workload.ts';
import { loadCostGround } from './tco-case.ts';
import type { CostGround } from './tco-case.ts';
import { pathPlans } from './tco-paths.ts';

/** `path` as in `pathPlans`; absent: the newest placement, else what is needed today. */
export async function licenceEffect(context: ServiceContext, path?: string): Promise<LicenceEffectDocument> {
  const ground = await loadCostGround(context);
  const plans = await pathPlans(context, ground, path === undefined ? [] : [path]);
  const plan = plans[1] ?? plans[0];
  // Far enough that everything has moved, however long the waves take.
  const last = Math.max(1, ...[...(plan?.moves.values() ?? [])].map(({ month }) => month));
  const months = last + ground.of.settings.doubleRunMonths + 1;
  const of = { ...ground.of, months, paths: plan === undefined ? [] : [plans[0] ?? plan, plan] };
  const { before, after } = needsBeforeAndAfter(of);
  return {
    generation: ground.generation,
    asOf: ground.of.asOf,
    path: plan?.id ?? 'stay',
    title: plan?.title ?? '',
    moves: plan?.moves.size ?? 0,
    effects: described(licenceEffects(before, after, ground.of.book, ground.of.prices.licensing)),
    notes: [...(plan?.notes ?? [])],
  };
}

/** What each site would need more, and the workload's own site less. Throws IST-2103 for an unknown workload. */
export async function workloadLicences(context: ServiceContext, idOrName: string): Promise<WorkloadLicencesDocument> {
  const { id } = await getWorkload(context, idOrName);
  const ground = await loadCostGround(context);
  const entry = ground.of.workloads.find(({ workload }) => workload.id === id);
  if (entry === undefined) throw failure('IST-2103', `${idOrName} is a template or placeholder: it needs no licence`);
  const before = needsOf(ground, ({ siteId }) => siteId);
  return {
    generation: ground.generation,
    asOf: ground.of.asOf,
    workload: { id, name: entry.guest.name, siteId: entry.siteId, system: entry.guest.system },
    sites: ground.of.sites.sites
      .filter((site) => site.id !== entry.siteId)
      .map((site) => ({
        siteId: site.id,
        target: site.target,
        effects: described(
          licenceEffects(
            before,
            needsOf(ground, (other) => (other === entry ? site.id : other.siteId)),
            ground.of.book,
            ground.of.prices.licensing,
          ).filter(
            ({ before: old, after, beforeUnknown, afterUnknown }) => old !== after || beforeUnknown !== afterUnknown,
          ),
        ),
      })),
  };
}

const described = (effects: readonly LicenceEffect[]): LicenceEffectDocument['effects'] =>
  effects.map((effect) => ({
    ...effect,
    sites: [...effect.sites],
    how: [...effect.how],
    asks: [...effect.asks],
    rules: [...effect.rules],
  }));

/** Needs of all sites with every workload at the site `at` names. */
function needsOf(ground: CostGround, at: (entry: CaseWorkload) => string | null): SiteNeed[] {
  const bySite = new Map<string, CaseWorkload[]>();
  for (const entry of ground.of.workloads) {
    const siteId = at(entry);
    if (siteId === null) continue;
    const there = bySite.get(siteId);
    if (there === undefined) bySite.set(siteId, [entry]);
    else there.push(entry);
  }
  return ground.of.sites.sites.flatMap((site) => {
    const guests = (bySite.get(site.id) ?? []).map((entry) => guestAt(entry, site.id));
    const needs = placeNeeds(placeOf(site, hostsAt(ground, site), guests), ground.of.book);
    return needs.map((need) => ({ ...need, siteId: site.id }));
  });
}

/** The inventory's hosts, else as many of the site's generation as its capacity makes. */
function hostsAt({ hosts, of }: CostGround, site: Site): readonly CostHost[] {
  const known = hosts.get(site.id)?.hosts ?? [];
  if (known.length > 0 || 'elastic' in site.capacity) return known;
  const found = generationOf(site, known, of.catalog['host-costs']);
  if ('unknown' in found) return [];
  const shape = modelledHost(found.generation, `${site.id} host`);
  const cores = shape.sockets.reduce((sum, count) => sum + count, 0);
  return Array.from({ length: Math.ceil(site.capacity.cpuCores / cores) }, (_, index) => ({
    ...shape,
    name: `${site.id} host ${index + 1}`,
    cluster: site.id,
  }));
}
