/**
 * Whether what runs in a machine could run in a container, from what is known of its inside (W1): web sites and
 * services, and .NET for what they are built as. One thing found settles it; nothing found settles it only when both
 * were looked at. Installed packages settle nothing: what is installed need not run.
 */

import type { GuestService, WebSite, WorkloadFacts } from '../../model/workload.ts';
import type { FactPath } from '../verdict.ts';
import { database, knownService } from './known-services.ts';
import { mayBeOwn } from './windows-services.ts';

/** What a part is built as. */
export const CANDIDATE_KINDS = [
  'aspnet-framework',
  'iis-site',
  'dotnet',
  'dotnet-framework-service',
  'windows-service',
  'linux-service',
] as const;
export type CandidateKind = (typeof CANDIDATE_KINDS)[number];

export interface CandidatePart {
  readonly kind: CandidateKind;
  /** Name of the site, the service or the package. */
  readonly name: string;
  /** Containers it can become. .NET 6 and newer runs on both. */
  readonly systems: readonly ('windows' | 'linux')[];
  /** Set where Linux containers are not among them for want of facts: which would tell. */
  readonly linuxAsks?: readonly FactPath[];
  readonly reason: string;
  readonly stateful: boolean;
}

export interface Candidate {
  readonly verdict: 'yes' | 'no' | 'unknown';
  /** Web sites first, then services, by name. */
  readonly parts: readonly CandidatePart[];
  /** Facts that would settle an unknown, or could add parts to a yes. */
  readonly missing: readonly FactPath[];
}

export type CandidateFacts = Pick<WorkloadFacts, 'os' | 'guestServices' | 'webSites' | 'dotNetVersions'>;

/** Every fact that is looked at; rules name them. */
export const CANDIDATE_FACTS = [
  'os',
  'guestServices',
  'webSites',
  'dotNetVersions',
] as const satisfies readonly (keyof CandidateFacts)[];

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Several rules and lists ask about the same machine: it is looked at once as long as its facts live. */
const looked = new WeakMap<CandidateFacts, Candidate>();

export function candidateOf(facts: CandidateFacts): Candidate {
  let candidate = looked.get(facts);
  if (candidate === undefined) looked.set(facts, (candidate = lookAt(facts)));
  return candidate;
}

function lookAt(facts: CandidateFacts): Candidate {
  const parts = [...webSiteParts(facts), ...serviceParts(facts)];
  const missing = missingOf(facts);
  if (parts.length > 0) return { verdict: 'yes', parts, missing };
  return { verdict: missing.length === 0 ? 'no' : 'unknown', parts: [], missing };
}

function missingOf({ os, guestServices, webSites }: CandidateFacts): readonly FactPath[] {
  const windows = os?.family === 'windows';
  const matters = (guestServices ?? []).filter(({ name }) => isKnown(name) || (windows && mayBeOwn(name)));
  return [
    ...(os?.family === undefined ? (['os.family'] as const) : []),
    ...(guestServices === undefined ? (['guestServices'] as const) : []),
    ...(matters.some(({ state }) => state === undefined) ? (['guestServices[].state'] as const) : []),
    ...(matters.some(({ name, state, startMode }) => state === 'running' && startMode === undefined && !isKnown(name))
      ? (['guestServices[].startMode'] as const)
      : []),
    // Web sites are asked of Windows only; where the system is not known they may matter.
    ...(webSites === undefined && os?.family !== 'linux' ? (['webSites'] as const) : []),
  ];
}

const isKnown = (name: string): boolean => knownService(name) !== undefined || database(name) !== undefined;

const isCore = (version: string): boolean => Number(version.split('.')[0]) >= 5;

/** .NET 5 and newer as the machine has it, newest first. */
export const coreVersions = (versions: readonly string[] | undefined): readonly string[] =>
  (versions ?? []).filter(isCore).toSorted((a, b) => Number(b.split('.')[0]) - Number(a.split('.')[0]));

/** .NET Framework as the machine has it, newest first. */
export const frameworkVersions = (versions: readonly string[] | undefined): readonly string[] =>
  (versions ?? []).filter((version) => !isCore(version)).toSorted((a, b) => compareText(b, a));

function webSiteParts({ webSites, dotNetVersions }: CandidateFacts): readonly CandidatePart[] {
  return [...(webSites ?? [])]
    .sort((a, b) => compareText(a.name, b.name))
    .map((site) => webSitePart(site, dotNetVersions));
}

function webSitePart(site: WebSite, dotNet: readonly string[] | undefined): CandidatePart {
  const managed = site.runtime !== undefined && /^v\d/.test(site.runtime);
  const where =
    site.bindings === undefined || site.bindings.length === 0 ? '' : `, on ${site.bindings.slice(0, 2).join(' and ')}`;
  if (managed) {
    const runtime = site.runtime ?? '';
    return {
      kind: 'aspnet-framework',
      name: site.name,
      systems: ['windows'],
      reason: `IIS site "${site.name}" with ASP.NET ${runtime}${where}.`,
      stateful: false,
    };
  }
  const [core] = coreVersions(dotNet);
  if (site.runtime !== undefined && core !== undefined) {
    return {
      kind: 'dotnet',
      name: site.name,
      systems: ['linux', 'windows'],
      reason: `IIS site "${site.name}" without managed code, and .NET ${core} is installed: ASP.NET Core${where}.`,
      stateful: false,
    };
  }
  const runtime = site.runtime === undefined ? 'a runtime nobody stated' : 'no managed code';
  const open: FactPath[] = [
    ...(site.runtime === undefined ? (['webSites[].runtime'] as const) : []),
    ...(dotNet === undefined ? (['dotNetVersions'] as const) : []),
  ];
  return {
    kind: 'iis-site',
    name: site.name,
    systems: ['windows'],
    // ASP.NET Core is a site without managed code where .NET 5 or newer is: one of both being otherwise settles it.
    ...(open.length > 0 && (dotNet === undefined || core !== undefined) ? { linuxAsks: open } : {}),
    reason: `IIS site "${site.name}" with ${runtime}${where}.`,
    stateful: false,
  };
}

/** A database is seldom what a machine is built anew for. */
const databaseLast = ({ name }: GuestService): number => (database(name) === undefined ? 0 : 1);

function serviceParts(facts: CandidateFacts): readonly CandidatePart[] {
  const windows = facts.os?.family === 'windows';
  return [...(facts.guestServices ?? [])]
    .filter(({ name, state }) => state === 'running' && (isKnown(name) || (windows && mayBeOwn(name))))
    .sort((a, b) => databaseLast(a) - databaseLast(b) || compareText(a.name, b.name))
    .flatMap((service): CandidatePart[] => {
      const found = knownService(service.name) ?? database(service.name);
      if (found !== undefined) return [knownPart(service.name, found, windows)];
      return windows ? ownPart(service, facts.dotNetVersions) : [];
    });
}

function knownPart(
  name: string,
  found: { readonly title: string; readonly stateful?: true },
  windows: boolean,
): CandidatePart {
  return {
    kind: windows ? 'windows-service' : 'linux-service',
    name,
    systems: windows ? ['linux', 'windows'] : ['linux'],
    reason: `Service ${name}: ${found.title}, which is published as a container image${windows ? ' for Linux' : ''}.`,
    stateful: found.stateful === true,
  };
}

/** A service that is neither Windows' own nor an agent, and starts by itself: it needs no user at a screen. */
function ownPart(service: GuestService, dotNet: readonly string[] | undefined): CandidatePart[] {
  if (service.startMode !== 'automatic') return [];
  const title = service.title === undefined || service.title === service.name ? '' : ` (${service.title})`;
  const core = coreVersions(dotNet).length > 0;
  const framework = frameworkVersions(dotNet).length > 0;
  // Windows always has some .NET Framework: it tells only when .NET was looked for and nothing newer was found.
  const kind: CandidateKind = core ? 'dotnet' : framework ? 'dotnet-framework-service' : 'windows-service';
  const on = core ? '; .NET 5 or newer is installed' : framework ? '; only .NET Framework is installed' : '';
  return [
    {
      kind,
      name: service.name,
      systems: core ? ['windows', 'linux'] : ['windows'],
      ...(dotNet === undefined ? { linuxAsks: ['dotNetVersions'] as const } : {}),
      reason: `Service ${service.name}${title} starts by itself, and is none of Windows' own${on}.`,
      stateful: false,
    },
  ];
}
