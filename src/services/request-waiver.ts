/** Asks for a waiver (S6): what it would cover is looked at and pinned there and then. */

import { failure } from '../core/errors/registry.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import type { Workload } from '../core/model/workload.ts';
import { openLimits } from '../core/policy/concentration/judge-estate.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import { parseWaivers } from '../core/policy/waivers/parse-waivers.ts';
import { createPathJudge } from '../core/policy/paths/judge-path.ts';
import { pinFindings } from '../core/policy/waivers/pin-findings.ts';
import type { PinEngine } from '../core/policy/waivers/pin-findings.ts';
import { waiverSettings } from '../core/policy/waivers/settings.ts';
import { requestProblems } from '../core/policy/waivers/waiver-request.ts';
import type { WaiverRequest } from '../core/policy/waivers/waiver-request.ts';
import type { WaiverScope } from '../core/policy/waivers/waiver.ts';
import { addWaiverEvent, insertWaiver, readWaivers } from '../store/waivers.ts';
import type { StoredWaiver } from '../store/waivers.ts';
import type { Queryable } from '../store/store.ts';
import { recordAudit } from './audit.ts';
import { classifiedEstate } from './classified-estate.ts';
import { newId } from './context.ts';
import type { ServiceContext } from './context.ts';
import { policyFor, today } from './decide.ts';
import { requireGeneration } from './generations.ts';
import { findingsAtHops, hopSiteIds } from './hop-sites.ts';
import { requireSites } from './sites-document.ts';
import { setState } from './waiver-states.ts';
import { termsDigest } from './waivers-in-force.ts';

/** What requests are held against: read once for any number of them. */
interface Ground {
  readonly engine: PinEngine & { readonly siteIds: readonly string[]; readonly packIds: readonly string[] };
  readonly workloads: readonly Workload[];
}

/**
 * Throws IST-4052 for a request that cannot be, IST-4055 when nothing in its scope is found, IST-2101 without an
 * estate, IST-4004 without sites.
 */
export async function requestWaiver(context: ServiceContext, request: WaiverRequest): Promise<StoredWaiver> {
  const sites = await requireSites(context);
  const problems = requestProblems(request, today(context), waiverSettings(sites.file.waivers));
  if (problems.length > 0) {
    throw failure('IST-4052', 'the waiver cannot be asked for like this', {
      causes: problems.map(({ field, message }) => ({ where: field, message })),
    });
  }
  const ground = await groundOf(context);
  const waiver = prepare(context, ground, request);
  await context.store.transaction((connection) => save(context, connection, waiver));
  return waiver;
}

export interface AppliedRequest {
  readonly name: string;
  readonly id: string;
  readonly state: StoredWaiver['state'];
  /** False: the same was asked for already, and is in force or waits. */
  readonly changed: boolean;
}

/**
 * Asks for what waivers.yaml lists and is not asked for yet. A request that waits and says something else now is
 * withdrawn; one that is approved stays until the new one is. All or nothing. Throws as `requestWaiver` does, with the
 * line in the file, and IST-4051.
 */
export async function requestWaivers(context: ServiceContext, text: string): Promise<readonly AppliedRequest[]> {
  const sites = await requireSites(context);
  const { requests, where } = parseWaivers(text, today(context), waiverSettings(sites.file.waivers));
  const live = await readWaivers(context.store, {
    states: ['requested', 'approved'],
    names: requests.map(({ name }) => name),
  });
  const ground = await groundOf(context);
  const prepared: {
    readonly made?: StoredWaiver;
    readonly same?: StoredWaiver;
    readonly older: readonly StoredWaiver[];
  }[] = [];
  for (const [index, request] of requests.entries()) {
    const older = live.filter(({ name }) => name === request.name);
    const same = older.find((waiver) => says(waiver, request, ground));
    try {
      prepared.push(same === undefined ? { made: prepare(context, ground, request), older } : { same, older });
    } catch (error) {
      if (!(error instanceof IsthmusError)) throw error;
      const causes = error.causes.length > 0 ? error.causes : [{ message: error.message }];
      throw new IsthmusError(error.code, error.definition, `waivers.yaml: ${error.message}`, {
        causes: causes.map((cause) => ({ where: where(index, cause.where), message: cause.message })),
        hint: error.hint,
        cause: error,
      });
    }
  }
  return context.store.transaction(async (connection) => {
    const applied: AppliedRequest[] = [];
    for (const { made, same, older } of prepared) {
      const waiver = made ?? same;
      if (waiver === undefined) continue;
      if (made !== undefined) {
        for (const { id, state } of older) {
          if (state === 'requested') await setState(context, connection, id, 'withdrawn', `replaced by ${made.id}`);
        }
        await save(context, connection, made);
      }
      const { id, state, name } = waiver;
      applied.push({ name: name ?? id, id, state, changed: made !== undefined });
    }
    return applied;
  });
}

async function groundOf(context: ServiceContext): Promise<Ground> {
  const { number } = await requireGeneration(context);
  const sites = await requireSites(context);
  const { workloads } = await classifiedEstate(context, number, sites.file);
  // Without waivers: what another one covers can be asked for all the same, to follow it.
  const { engine } = await policyFor(context, sites.file, undefined, []);
  const judge = createPathJudge({ engine, catalog: await context.catalog(), sites: sites.file });
  const siteIds = engine.sites.map(({ site }) => site.id);
  return {
    workloads,
    engine: {
      ruleIdentities: engine.ruleIdentities,
      aboutOf: (ruleId) => engine.aboutOf(ruleId),
      // What is found on the way there depends on where it starts, and from what.
      classKey: (workload) =>
        `${engine.classKey(workload)}|${workload.facts.platform ?? ''}|${engine.siteOf(workload) ?? ''}`,
      findingsAt: findingsAtHops(engine, judge),
      currentFindings: () => [
        ...engine.checkEstate(workloads).findings(),
        ...openLimits(engine, sites.file, workloads),
      ],
      siteIds: [...siteIds, ...hopSiteIds(siteIds)],
      packIds: [...new Set([...engine.ruleIdentities.values()].map(({ packId }) => packId))],
    },
  };
}

/** Throws IST-4052, IST-4055. */
function prepare(context: ServiceContext, ground: Ground, request: WaiverRequest): StoredWaiver {
  const scope = scopeOf(ground, request);
  const { acceptUnknown, expires, owner, reason } = request;
  const { pins, unknownLeftOut } = pinFindings(ground.engine, ground.workloads, { scope, acceptUnknown });
  if (pins.length === 0) {
    const left =
      unknownLeftOut === 0
        ? 'no rule in its scope is broken there'
        : `${unknownLeftOut === 1 ? 'one finding' : `${unknownLeftOut} findings`} in its scope cannot be told, and none is broken`;
    throw failure('IST-4055', left);
  }
  const terms = { scope, acceptUnknown, expiresOn: expires, pins };
  return {
    id: newId('wvr'),
    name: request.name ?? null,
    state: 'requested',
    owner,
    reason,
    ...terms,
    digest: termsDigest(terms),
    requestedBy: context.actor,
    requestedAt: context.clock(),
    approvedBy: null,
    approvedAt: null,
  };
}

/** Throws IST-4052 for rules, packs, sites and workloads that are not there. */
function scopeOf({ engine, workloads }: Ground, request: WaiverRequest): WaiverScope {
  const known = (field: string, name: string, among: readonly string[]): void => {
    if (among.includes(name)) return;
    throw failure('IST-4052', 'the waiver cannot be asked for like this', {
      causes: [{ where: field, message: `there is no ${field} "${name}" in force.${suggestion(name, among)}` }],
    });
  };
  const rules = [...engine.ruleIdentities.keys()];
  const { rule, pack, finding, sites, workloads: filter } = request;
  if (finding !== undefined) {
    known('rule', finding.rule, rules);
    if (finding.site !== '*') known('site', finding.site, engine.siteIds);
    const workloadId = finding.workload === undefined ? undefined : idOf(finding.workload, workloads);
    return {
      finding: {
        ruleId: finding.rule,
        siteId: finding.site,
        ...(workloadId === undefined ? {} : { workloadId }),
      },
    };
  }
  if (rule !== undefined) known('rule', rule, rules);
  if (pack !== undefined) known('pack', pack, engine.packIds);
  for (const site of sites ?? []) known('site', site, engine.siteIds);
  return {
    ...(rule === undefined ? {} : { rule }),
    ...(pack === undefined ? {} : { pack }),
    ...(sites === undefined ? {} : { sites }),
    ...(filter === undefined ? {} : { workloads: filter }),
  };
}

function idOf(idOrName: string, workloads: readonly Workload[]): string {
  const found = workloads.filter(({ id, facts }) => id === idOrName || facts.name === idOrName);
  const only = found.find(({ id }) => id === idOrName) ?? (found.length === 1 ? found[0] : undefined);
  if (only !== undefined) return only.id;
  const message =
    found.length === 0
      ? `there is no workload "${idOrName}"`
      : `${found.length} workloads are called "${idOrName}": ${found
          .slice(0, 5)
          .map(({ id }) => id)
          .join(', ')}`;
  throw failure('IST-4052', 'the waiver cannot be asked for like this', { causes: [{ where: 'workload', message }] });
}

/** Whether a waiver was asked for with these words. */
function says(waiver: StoredWaiver, request: WaiverRequest, ground: Ground): boolean {
  return (
    waiver.owner === request.owner &&
    waiver.reason === request.reason &&
    waiver.expiresOn === request.expires &&
    waiver.acceptUnknown === request.acceptUnknown &&
    JSON.stringify(waiver.scope) === JSON.stringify(scopeOf(ground, request))
  );
}

async function save(context: ServiceContext, connection: Queryable, waiver: StoredWaiver): Promise<void> {
  await insertWaiver(connection, waiver);
  const { id, requestedAt: at, requestedBy: actor, owner, reason, expiresOn, scope, digest } = waiver;
  await addWaiverEvent(connection, id, { state: 'requested', at, actor, note: reason });
  await recordAudit(context, connection, {
    action: 'waiver.request',
    object: { kind: 'waiver', id },
    detail: { owner, reason, expiresOn, scope, digest },
  });
}
