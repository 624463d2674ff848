/**
 * First pass: which applications exist, where they live and which machines they need. One small record per
 * machine; everything else about it is drawn later from its own stream, so memory stays small at any size.
 */

import type { WorkloadKind } from '../../core/model/workload.ts';
import { addOddities, forgetLoneLeaders } from './oddities.ts';
import { apportion, randomFor } from './random.ts';
import type { Random } from './random.ts';
import { APPLICATION_KINDS } from './tables/applications.ts';
import type { ApplicationKind } from './tables/applications.ts';
import { GUEST_POOLS } from './tables/guests.ts';
import type { GuestPool } from './tables/guests.ts';
import type { Guest } from './tables/guest-table.ts';
import { DEPARTMENTS, ENVIRONMENTS, ENVIRONMENT_KEYS } from './tables/organisation.ts';
import type { Department, Environment } from './tables/organisation.ts';
import { RATES } from './tables/rates.ts';
import { SIZES } from './tables/tiers.ts';
import type { ClusterPurpose, Tier } from './tables/tiers.ts';
import { FAMILY_FIT, SOURCES } from './tables/sources.ts';
import type { SourcePlan } from './tables/sources.ts';

export interface ApplicationPlan {
  readonly index: number;
  readonly kind: ApplicationKind;
  readonly name: string;
  readonly department: Department;
  readonly environment: Environment;
  /** Whether its machines carry tags. */
  readonly tagged: boolean;
  readonly slots: Slot[];
}

type Power = 'on' | 'off' | 'suspended';
type Tools = 'current' | 'old' | 'stopped' | 'missing';

/** One machine to be. */
export interface Slot {
  readonly index: number;
  /** Index into SOURCES. */
  readonly source: number;
  /** Position among the machines of its source. */
  readonly ordinal: number;
  readonly application: ApplicationPlan;
  readonly tier: Tier;
  readonly member: number;
  readonly workloadKind: WorkloadKind;
  readonly purpose: ClusterPurpose;
  readonly cpuCount: number;
  readonly memoryMiB: number;
  readonly year: number;
  guest: Guest;
  power: Power;
  tools: Tools;
  template: boolean;
  /** Set on stand-ins made by a recovery tool: the machine they stand in for. */
  placeholderFor?: Slot;
  /** Set on copies that kept the hardware id of their original. */
  cloneOf?: Slot;
  /** First machine of a group that shares disks; itself for that machine. */
  diskLeader?: Slot;
  cluster: number;
  host: number;
  store: number;
}

export interface EstatePlan {
  readonly seed: number;
  readonly observedAt: string;
  readonly applications: readonly ApplicationPlan[];
  /** Same order as SOURCES. */
  readonly slots: readonly (readonly Slot[])[];
}

const QUALIFIERS = [
  '',
  'EU',
  'DACH',
  'Retail',
  'Corporate',
  'Italy',
  'Archive',
  'Life',
  'Motor',
  'Partner',
  'Mobile',
  'Austria',
  'Swiss',
  'Legacy',
  'Next',
] as const;

export function planEstate(seed: number, observedAt: string, counts: readonly number[]): EstatePlan {
  const left = [...counts];
  const slots: Slot[][] = SOURCES.map(() => []);
  const applications: ApplicationPlan[] = [];
  const seen = new Map<string, number>();
  const observedYear = Number(observedAt.slice(0, 4));
  let total = left.reduce((a, b) => a + b, 0);
  let index = 0;

  while (total > 0) {
    const random = randomFor(seed, 'application', applications.length);
    const kind = random.weighted(APPLICATION_KINDS);
    const application = planApplication(random, applications.length, kind, seen);
    applications.push(application);
    const home = chooseHome(random, kind, left);
    for (const tier of kind.tiers) {
      const count = random.between(tier.count[0], tier.count[1]);
      // One tier in twelve lives elsewhere: the web tier in the cloud, the database still in the old centre.
      const elsewhere = random.chance(0.08) ? chooseHome(random, kind, left) : home;
      for (let member = 0; member < count && total > 0; member++) {
        const source = (left[elsewhere] ?? 0) > 0 ? elsewhere : left.indexOf(Math.max(...left));
        const list = slots[source] ?? [];
        const slot = planSlot({ seed, index, source, ordinal: list.length, application, tier, member, observedYear });
        const leader = sharesDisks(tier)
          ? application.slots.find((other) => other.tier === tier && other.source === source)
          : undefined;
        if (sharesDisks(tier)) slot.diskLeader = leader ?? slot;
        list.push(slot);
        application.slots.push(slot);
        left[source] = (left[source] ?? 0) - 1;
        total--;
        index++;
      }
    }
  }
  forgetLoneLeaders(applications);
  addOddities(seed, slots);
  return { seed, observedAt, applications, slots };
}

/** Machines per source for an estate of `workloads` distinct workloads. */
export const shareOut = (workloads: number): number[] =>
  apportion(
    workloads,
    SOURCES.map((source) => source.share),
  );

const sharesDisks = (tier: Tier): boolean => tier.special === 'failover-disks' || tier.special === 'multi-writer';

function planApplication(
  random: Random,
  index: number,
  kind: ApplicationKind,
  seen: Map<string, number>,
): ApplicationPlan {
  const own = DEPARTMENTS.find((department) => department.key === kind.department);
  const wanders = kind.key === 'single' || kind.key === 'appliance' || kind.key === 'print';
  const department = own === undefined || (wanders && random.chance(0.85)) ? random.pick(DEPARTMENTS) : own;
  const environment =
    kind.key === 'domain' || kind.key === 'branch'
      ? 'production'
      : random.weighted(ENVIRONMENT_KEYS.map((key) => ({ key, weight: ENVIRONMENTS[key].weight }))).key;
  const nth = seen.get(kind.key) ?? 0;
  seen.set(kind.key, nth + 1);
  const round = Math.floor(nth / QUALIFIERS.length);
  const name = [kind.title, QUALIFIERS[nth % QUALIFIERS.length], round === 0 ? '' : String(round + 1)]
    .filter((part) => part !== '')
    .join(' ');
  return { index, kind, name, department, environment, tagged: random.chance(department.tagging), slots: [] };
}

/** Model serving is drawn to the cluster that has an operator for it. */
const SERVING_PULL = 40;

/** A source with room, weighted by how well the application's systems sit there. */
function chooseHome(random: Random, kind: ApplicationKind, left: readonly number[]): number {
  const pool: GuestPool = kind.tiers[0]?.guests[0]?.pool ?? 'linux-server';
  const fit = pool === 'windows-client' ? 'desktop' : pool.includes('windows') ? 'windows' : 'linux';
  const serves = kind.tiers.some((tier) => tier.special === 'inference');
  const candidates = SOURCES.map((source, i) => ({
    i,
    weight:
      Math.max(0, left[i] ?? 0) *
      FAMILY_FIT[source.kind][fit] *
      (serves && source.kind === 'openshift' ? SERVING_PULL : 1),
  }));
  if (candidates.every((candidate) => candidate.weight === 0)) return left.indexOf(Math.max(...left));
  return random.weighted(candidates).i;
}

interface SlotRequest {
  readonly seed: number;
  readonly index: number;
  readonly source: number;
  readonly ordinal: number;
  readonly application: ApplicationPlan;
  readonly tier: Tier;
  readonly member: number;
  readonly observedYear: number;
}

function planSlot(request: SlotRequest): Slot {
  const { seed, index, source, tier, application } = request;
  const random = randomFor(seed, 'slot', index);
  const platform: SourcePlan['kind'] = SOURCES[source]?.kind ?? 'vsphere';
  const guest = random.weighted(GUEST_POOLS[random.weighted(tier.guests).pool]);
  const container = platform === 'openshift' && tier.special === 'container' && guest.family === 'linux';
  const inference = platform === 'openshift' && tier.special === 'inference';
  const size = container ? random.weighted(SIZES.tiny) : random.weighted(SIZES[tier.size]);
  const quiet = application.environment === 'production' ? 0.7 : 2;
  const off = !container && !inference && random.chance(RATES.poweredOff * quiet);
  const [from, to] = guest.years;
  return {
    index,
    source,
    ordinal: request.ordinal,
    application,
    tier,
    member: request.member,
    guest,
    workloadKind: inference ? 'ai' : container ? 'container' : 'vm',
    purpose:
      application.environment === 'production' || tier.purpose === 'desktop' || tier.purpose === 'gpu'
        ? tier.purpose
        : 'test',
    cpuCount: size.cpu,
    memoryMiB: Math.max(512, size.memoryGiB * 1024),
    year: Math.min(random.between(from, to), request.observedYear - 1),
    power: off ? 'off' : random.chance(RATES.suspended) ? 'suspended' : 'on',
    tools: random.weighted([
      { tools: 'missing' as const, weight: RATES.toolsMissing },
      { tools: 'stopped' as const, weight: RATES.toolsStopped },
      { tools: 'old' as const, weight: RATES.toolsOld },
      { tools: 'current' as const, weight: 1 - RATES.toolsMissing - RATES.toolsStopped - RATES.toolsOld },
    ]).tools,
    template: false,
    cluster: 0,
    host: 0,
    store: 0,
  };
}
