/** How many hosts a set of workloads needs (A6): the newest generation, filtered, packed into given shapes. */

import { setImmediate as breathe } from 'node:timers/promises';
import type { SizeHostsRequest, SizingDocument } from '../api/hosts.ts';
import { sharingOf } from '../core/cost/owned.ts';
import { failure } from '../core/errors/registry.ts';
import type { Estate } from '../core/model/estate.ts';
import { matches, parseFilter } from '../core/model/filter/filter.ts';
import type { Workload } from '../core/model/workload.ts';
import { hostsOfSite } from '../core/placement/hosts/estate-hosts.ts';
import { shapesOf, sizingOf } from '../core/placement/hosts/shapes.ts';
import type { ShapeInput, Sizing, SizingOptions } from '../core/placement/hosts/shapes.ts';
import { sizeHosts } from '../core/placement/hosts/size.ts';
import type { SizeResult } from '../core/placement/hosts/size.ts';
import { siteLocator } from '../core/policy/locate.ts';
import type { Site, SitesFile } from '../core/policy/site.ts';
import { minimumsOf } from '../core/sizing/minimums.ts';
import { createRightSizer } from '../core/sizing/right-sized-workload.ts';
import { sizingSettings } from '../core/sizing/settings.ts';
import type { JobContext } from './durable-job.ts';
import { loadEstate, requireGeneration } from './generations.ts';
import { keepAnswer } from './keep-answer.ts';
import type { AnswerHead } from './keep-answer.ts';
import { pinnedSites } from './pin-question.ts';
import type { QuestionBasis } from './pin-question.ts';
import type { SitesInForce } from './sites-document.ts';
import { platformLimits } from './size-limits.ts';

type Whole = Omit<SizingDocument, keyof AnswerHead>;

export interface SizeQuestion extends SizeHostsRequest {
  /** What it was asked of; absent: what is in force. */
  readonly basis?: QuestionBasis | undefined;
}

const USUAL = { vcpuPerCore: 4, memoryOvercommit: 1, reservePct: 20 };

/**
 * Throws IST-2101 without an estate, IST-2001 to IST-2005 for the filter, IST-4004 and IST-4005 for the site, IST-5023 when
 * nothing is left to size, IST-5024 for shapes.
 */
export async function sizeEstate(context: JobContext, { basis, ...request }: SizeQuestion): Promise<SizingDocument> {
  const filter = parseFilter(request.filter ?? '');
  const generation = await requireGeneration(context, basis?.generation);
  const sites = await pinnedSites(context, basis, { needed: request.site !== undefined });
  const site = sites?.file.sites.find(({ id }) => id === request.site);
  if (request.site !== undefined && site === undefined)
    throw failure('IST-4005', `sites.yaml has no site "${request.site}"`);
  context.progress(0.05, 'loading the estate');
  const estate = await loadEstate(context, generation.number);
  const there = (workload: Workload): boolean =>
    workload.facts.template !== true &&
    workload.facts.placeholder !== true &&
    (!request.runningOnly || workload.facts.powerState !== 'off');
  const locate = siteLocator(sites?.file.sites ?? []);
  const sized = request.rightSized ? await sizerFor(context, sites?.file) : (workload: Workload) => workload;
  const chosen = estate.workloads
    .filter(
      (workload) =>
        there(workload) && matches(filter, workload) && (site === undefined || locate(workload) === site.id),
    )
    .map(sized);
  const options = optionsFor(site, request);
  const shapes = chooseShapes(estate, sites, site, request);
  const sizing = sizingOf(estate, chosen, shapes, options);
  if (sizing.rows.length === 0) {
    throw failure(
      'IST-5023',
      chosen.length === 0
        ? 'no workload is meant'
        : `none of the ${chosen.length} workloads that are meant states both CPU and memory`,
    );
  }
  context.progress(0.3, `packing ${sizing.rows.length} workloads`);
  await breathe();
  const result = sizeHosts(sizing.request, {
    seed: request.seed,
    ...(request.effort !== undefined && { effort: request.effort }),
  });
  context.progress(0.9, 'writing the answer');
  const limits = platformLimits(await context.catalog(), request.target ?? site?.target, sizing, result);
  const whole = describe(request, sizing, result, shapes, options, limits, chosen);
  const {
    packing: _,
    unknown: _unknown,
    tooLarge: _tooLarge,
    notKnown: _notKnown,
    warnings: _warnings,
    shapes: _shapes,
    ...summary
  } = whole;
  const settings = { ...request, ...options, sites: sites?.digest ?? null, catalog: (await context.catalog()).version };
  return keepAnswer(context, 'size', { generation, subject: request.site ?? null, summary, settings, whole });
}

/** The settings of the sites file, whether placement follows them or not. */
async function sizerFor(context: JobContext, file: SitesFile | undefined): Promise<(workload: Workload) => Workload> {
  const minimums = minimumsOf((await context.catalog())['guest-support']);
  return createRightSizer(sizingSettings(file?.placement.sizing), minimums);
}

function optionsFor(site: Site | undefined, request: SizeHostsRequest): SizingOptions {
  const sharing = site === undefined ? USUAL : sharingOf(site);
  const reserve = site === undefined || 'elastic' in site.capacity ? USUAL.reservePct : site.capacity.reservePct;
  return {
    vcpuPerCore: request.vcpuPerCore ?? sharing.vcpuPerCore,
    memoryOvercommit: request.memoryOvercommit ?? sharing.memoryOvercommit,
    reservePct: request.reservePct ?? reserve,
    failover: request.failover,
    maxVmsPerHost: request.maxVmsPerHost,
    cpu: request.cpu,
    comfort: request.comfort,
    apart: request.apart,
    controlPlane: request.controlPlane,
  };
}

/** Those that were given, each under a name of its own; else those that the hosts there have. */
function chooseShapes(
  estate: Estate,
  sites: SitesInForce | undefined,
  site: Site | undefined,
  { hosts }: SizeHostsRequest,
): (ShapeInput & { readonly name: string })[] {
  const priced = hosts.filter(({ usdPerMonth }) => usdPerMonth !== undefined).length;
  if (priced > 0 && priced < hosts.length)
    throw failure('IST-5024', `${priced} of ${hosts.length} shapes have a price: give every shape one, or none`);
  if (hosts.length === 0) {
    const own = site === undefined ? estate.hosts : hostsOfSite(estate.hosts, sites?.file.sites ?? [], site.id);
    const { shapes } = shapesOf(own);
    if (shapes.length === 0)
      throw failure(
        'IST-5024',
        `no host${site === undefined ? '' : ` of ${site.id}`} is known whose shape could be taken: name one`,
      );
    return shapes.slice(0, 50).map(({ seen: _, ...shape }) => shape);
  }
  const seen = new Map<string, number>();
  return hosts.map((shape) => {
    const name =
      shape.name ??
      `${shape.cpuCores} cores, ${shape.memoryGiB} GiB${(shape.gpus ?? 0) > 0 ? `, ${shape.gpus} GPUs` : ''}`;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return { ...shape, name: times === 1 ? name : `${name} (${times})` };
  });
}

function describe(
  request: SizeHostsRequest,
  { request: { resources, need }, rows, unknown, notKnown, warnings }: Sizing,
  result: SizeResult,
  shapes: Whole['shapes'],
  options: SizingOptions,
  limits: Whole['limits'],
  chosen: readonly Workload[],
): Whole {
  const named = (row: number): { id: string; name: string } => ({
    id: rows[row]?.workload.id ?? '',
    name: rows[row]?.name ?? '',
  });
  const byResource = (values: readonly number[]): Record<string, number> =>
    Object.fromEntries(resources.map((resource, r) => [resource, values[r] ?? 0]));
  const sums = resources.map((_, r) => rows.reduce((sum, __, row) => sum + (need[row * resources.length + r] ?? 0), 0));
  const stopped = chosen.filter(({ facts }) => facts.powerState === 'off').length;
  return {
    site: request.site ?? null,
    filter: request.filter ?? null,
    hosts: result.hosts,
    byShape: result.byShape.map((entry) => ({ ...entry })),
    usdPerMonth: result.price,
    bound: result.bound,
    proof: result.proof,
    binds: result.binds.map((part) => ({ ...part })),
    counted: rows.length - result.tooLarge.length,
    unknownCount: unknown.length,
    tooLargeCount: result.tooLarge.length,
    resources: [...resources],
    demand: byResource(sums),
    settings: {
      vcpuPerCore: options.vcpuPerCore,
      memoryOvercommit: options.memoryOvercommit,
      reservePct: options.reservePct,
      failover: options.failover,
      cpu: options.cpu,
    },
    shapes,
    packing: result.packing.map(({ shape, role, controlPlaneParts, used, limit, workloads }) => ({
      shape,
      role,
      controlPlaneParts,
      used: byResource(used),
      limit: byResource(limit),
      workloads: workloads.map(named),
    })),
    tooLarge: result.tooLarge.map(({ workload, shapes: why }) => ({
      ...named(workload),
      shapes: why.map((one) => ({ ...one })),
    })),
    unknown: unknown.map((one) => ({ ...one, needs: [...one.needs] })),
    limits,
    notKnown: [...notKnown],
    warnings: [
      ...warnings,
      ...(request.rightSized
        ? [
            'Workloads count with the sizes recommended from what was measured of them, where it was (isthmus rightsize).',
          ]
        : []),
      ...(stopped > 0
        ? [
            `${stopped} of them are switched off and counted all the same: they may be started (runningOnly leaves them out).`,
          ]
        : []),
    ],
  };
}
