/** What a placement is made from: pinned when it is asked for, loaded when it is made, compared when it is read. */

import { createAssessor } from '../core/assess/engine.ts';
import { TARGETS } from '../core/assess/targets/registry.ts';
import type { TargetId } from '../core/assess/verdict.ts';
import type { Estate } from '../core/model/estate.ts';
import type { Workload } from '../core/model/workload.ts';
import type { PlacementInput, ReadinessAnswer } from '../core/placement/input.ts';
import { largestHosts } from '../core/placement/largest-host.ts';
import { pinMatcher } from '../core/placement/pins.ts';
import type { PolicyEngine } from '../core/policy/engine/engine.ts';
import { createPathJudge } from '../core/policy/paths/judge-path.ts';
import type { SitesFile } from '../core/policy/site.ts';
import { demandSizing } from '../core/sizing/placement-sizing.ts';
import type { ServiceContext } from './context.ts';
import { policyFor, rulePacks, today } from './decide.ts';
import type { PackVersions } from './decide.ts';
import { classifiedEstate } from './classified-estate.ts';
import { requireGeneration } from './generations.ts';
import { inForceNow, staleness } from './placement-staleness.ts';
import { loadPriceLists } from './prices.ts';
import { rulesInForce } from './rules-in-force.ts';
import { requireSites } from './sites-document.ts';
import type { SitesInForce } from './sites-document.ts';

/** So that whoever takes the work over, whenever that is, makes the same of it. */
export interface PlacementBasis {
  readonly generation: number;
  /** Version of the sites file. */
  readonly sitesVersion: number;
  /** Day that ages and end dates are counted from. */
  readonly asOf: string;
  /** Digests of what is read from files, which have no versions to go back to: who takes over says when they differ. */
  readonly files?: PinnedFiles;
}

export interface PinnedFiles {
  readonly catalog: string;
  readonly prices: readonly { readonly id: string; readonly digest: string }[];
  readonly packs: Readonly<Record<string, string>>;
}

/** What is in force now. Throws IST-2101 without an estate, IST-4004 without sites. */
export async function pinBasis(context: ServiceContext): Promise<PlacementBasis> {
  const { number: generation } = await requireGeneration(context);
  const { version: sitesVersion } = await requireSites(context);
  const { catalog, prices, packs } = await inForceNow(context);
  const files = {
    catalog,
    prices: [...prices].map(([id, digest]) => ({ id, digest })),
    packs: Object.fromEntries(packs),
  };
  return { generation, sitesVersion, asOf: today(context), files };
}

export interface LoadedBasis {
  readonly estate: Estate;
  readonly sites: SitesInForce;
  readonly prices: PlacementInput['prices'];
  readonly asOf: string;
  /** What is another now than when it was asked for, in words. */
  readonly changed: readonly string[];
}

/** Absent parts of the basis are as they are now. Throws IST-2101, IST-2102, IST-4004. */
export async function loadBasis(context: ServiceContext, basis: Partial<PlacementBasis>): Promise<LoadedBasis> {
  const generation = await requireGeneration(context, basis.generation);
  const sites = await requireSites(context, basis.sitesVersion);
  const estate = await classifiedEstate(context, generation.number, sites.file);
  const { generation: number } = estate;
  // Of files alone: generation and sites are those that were pinned.
  const changed =
    basis.files === undefined
      ? []
      : staleness(
          { generation: number, settings: basis.files },
          { ...(await inForceNow(context)), generation: number },
        ).map((line) => line.replace('since', 'since it was asked for; it was made with those of now'));
  const prices = await loadPriceLists(context.home);
  return { estate, sites, prices, asOf: basis.asOf ?? today(context), changed };
}

export interface PlacementGround {
  readonly input: PlacementInput;
  readonly engine: PolicyEngine;
  readonly packs: PackVersions;
}

/** The problem's input for a sites file: the one in force, or what a scenario makes of it. */
export async function groundOf(
  context: ServiceContext,
  { estate, prices, asOf }: LoadedBasis,
  file: SitesFile,
): Promise<PlacementGround> {
  const catalog = await context.catalog();
  const rules = await rulesInForce(context);
  const { engine, packs, waivers } = await policyFor({ ...context, clock: () => new Date(asOf) }, file);
  const largest = largestHosts(estate.hosts, file.sites);
  const attributes = new Map(engine.sites.map(({ site, attributes }) => [site.id, attributes]));
  const sizing = demandSizing(file.placement.sizing, catalog);
  const input: PlacementInput = {
    generation: estate.generation,
    workloads: estate.workloads.filter(isPlaced),
    sites: file,
    catalog,
    prices,
    readiness: readinessOf(createAssessor({ catalog, asOf, rules: rules.rules })),
    policy(workload, siteId) {
      const { verdict, violated, unknown, waived } = engine.evaluate(workload, siteId);
      return {
        verdict: verdict === 'allowed' ? 'pass' : verdict === 'violated' ? 'fail' : 'unknown',
        violated,
        unknown,
        ...(waived !== undefined && { waived }),
      };
    },
    policyKey: (workload) => engine.classKey(workload),
    paths: createPathJudge({ engine, catalog, sites: file, waivers: waivers.length > 0 }),
    currentSiteOf: (workload) => engine.siteOf(workload),
    matcher: pinMatcher,
    largestHost: (siteId) => largest.get(siteId),
    dependencies: estate.dependencies,
    attributesOf: (siteId) => attributes.get(siteId),
    ...(sizing !== undefined && { sizing }),
  };
  return { input, engine, packs: { ...packs, ...rulePacks(rules) } };
}

/** Templates and placeholders do not run. */
export const isPlaced = ({ facts }: Workload): boolean => facts.template !== true && facts.placeholder !== true;

const JUDGED: ReadonlySet<TargetId> = new Set(TARGETS.map(({ id }) => id));

/** Candidates ask for several targets of one workload in a row: its assessment is made once. */
function readinessOf(assess: ReturnType<typeof createAssessor>): PlacementInput['readiness'] {
  let last: { readonly workload: Workload; readonly assessment: ReturnType<typeof assess> } | undefined;
  return (workload: Workload, target: TargetId): ReadinessAnswer | undefined => {
    if (last?.workload !== workload) last = { workload, assessment: assess(workload) };
    const found = last.assessment.targets[target];
    // A target nobody judges would have no blocker at all, and so look better than every target that is judged.
    if (found === undefined && !JUDGED.has(target)) {
      return { readiness: 'not-ready', rules: [`no rule judges ${target} yet`], conditions: 0 };
    }
    if (found === undefined) return undefined;
    const rules =
      found.readiness === 'not-ready' ? found.blockers : found.readiness === 'unknown' ? found.unknowns : [];
    return { readiness: found.readiness, rules, conditions: found.warnings.length };
  };
}
