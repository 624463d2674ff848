/** The conditions every wave is checked for: what was asked, whether it holds, and what breaks it. */

import type { Dependency } from '../model/estate.ts';
import { compareText } from './order.ts';
import type { Wave } from './plan.ts';
import type { PlannedMove } from './planned-move.ts';
import type { WaveSettings } from './planning-input.ts';

type Check = Wave['checks'][number];

export interface WaveUnderCheck {
  readonly number: number;
  readonly members: readonly PlannedMove[];
  readonly diskGiB: number;
  readonly startsOn: string | null;
  readonly delayedBy: readonly string[];
}

export interface CheckContext {
  readonly settings: WaveSettings;
  readonly waveOf: ReadonlyMap<string, number>;
  readonly calls: ReadonlyMap<string, readonly string[]>;
  readonly applicationsOf: ReadonlyMap<string, readonly string[]>;
  /** Members that move, per application. */
  readonly applications: ReadonlyMap<string, readonly string[]>;
  readonly moves: ReadonlyMap<string, PlannedMove>;
  /** Who shares a disk with whom, of the whole estate. */
  readonly diskPartners: ReadonlyMap<string, readonly string[]>;
  readonly nameOf: (workloadId: string) => string;
  readonly domainControllers: number;
  readonly dependencies: readonly Dependency[];
}

const SHOWN = 5;

/** "a, b, c and 4 more". */
export function listNames(names: readonly string[], shown = SHOWN): string {
  const sorted = [...names].sort(compareText);
  const rest = sorted.length - shown;
  return rest > 0 ? `${sorted.slice(0, shown).join(', ')} and ${rest} more` : sorted.join(', ');
}

const check = (text: string, broken: readonly string[], fine: string): Check =>
  broken.length === 0 ? { check: text, ok: true, detail: fine } : { check: text, ok: false, detail: listNames(broken) };

const namesOf = (members: readonly PlannedMove[]): string[] => members.map((m) => m.move.workloadName);

function lateCallees(wave: WaveUnderCheck, context: CheckContext): string[] {
  return wave.members.flatMap(({ move, infrastructure }) =>
    (context.calls.get(move.workloadId) ?? []).flatMap((callee) => {
      const later = context.waveOf.get(callee) ?? 0;
      const target = context.moves.get(callee);
      if (later <= wave.number || target === undefined || target.infrastructure || infrastructure) return [];
      return [`${move.workloadName} calls ${target.move.workloadName}, which moves in wave ${later}`];
    }),
  );
}

function splitApplications(wave: WaveUnderCheck, context: CheckContext): string[] {
  // Infrastructure leaves its application on purpose, so it splits none.
  const members = wave.members.filter((m) => !m.infrastructure);
  const names = new Set(members.flatMap(({ move }) => context.applicationsOf.get(move.workloadId) ?? []));
  return [...names].flatMap((name) => {
    const ids = context.applications.get(name) ?? [];
    const here = ids.filter((id) => context.waveOf.get(id) === wave.number);
    const elsewhere = ids.some(
      (id) => context.waveOf.get(id) !== wave.number && !context.moves.get(id)?.infrastructure,
    );
    return elsewhere ? [`${name} (${here.length} of ${ids.length} here)`] : [];
  });
}

/** A disk that two machines write to cannot be at two sites, nor half of its machines elsewhere for a while. */
function partedDisks(wave: WaveUnderCheck, context: CheckContext): string[] {
  return wave.members.flatMap(({ move }) =>
    (context.diskPartners.get(move.workloadId) ?? []).flatMap((partner) => {
      const other = context.moves.get(partner)?.move;
      const shares = `${move.workloadName} shares a disk with ${context.nameOf(partner)}, which`;
      if (other === undefined) return [`${shares} does not move`];
      if (other.toSiteId !== move.toSiteId) return [`${shares} goes to ${other.toSiteId}`];
      const at = context.waveOf.get(partner);
      return at === wave.number ? [] : [`${shares} moves in wave ${at ?? '?'}`];
    }),
  );
}

function unmapped(wave: WaveUnderCheck, kind: 'networks' | 'storage'): string[] {
  const names = new Set<string>();
  for (const { move } of wave.members) {
    for (const { from, to } of move[kind]) if (to === null) names.add(`"${from}" at ${move.toSiteId}`);
  }
  return [...names];
}

function infrastructureCheck(wave: WaveUnderCheck, context: CheckContext): Check[] {
  const checks: Check[] = [];
  if (wave.number === 1) {
    const open = wave.members.filter((m) => m.workload?.facts.roles === undefined).length;
    const fine = open === 0 ? 'none' : `none known; the roles of ${open} of ${wave.members.length} are unknown`;
    const found = namesOf(wave.members.filter((m) => m.infrastructure));
    checks.push(check('no domain controller or infrastructure in the first wave', found, fine));
  }
  const controllers = wave.members.filter((m) => m.domainController);
  if (controllers.length > 0) {
    const all = controllers.length === context.domainControllers && context.domainControllers > 1;
    checks.push(
      check(
        'a domain controller keeps serving while others move',
        all ? namesOf(controllers) : [],
        `${controllers.length} of ${context.domainControllers} move here`,
      ),
    );
  }
  return checks;
}

export function checkWave(wave: WaveUnderCheck, context: CheckContext): Check[] {
  const { settings } = context;
  const { members } = wave;
  const environments = new Set(members.map((m) => m.environment));
  const mixed = environments.has('production') && environments.has('non-production');
  const disk = Math.round(wave.diskGiB);
  return [
    {
      check: `at most ${settings.maxWorkloadsPerWave} workloads`,
      ok: members.length <= settings.maxWorkloadsPerWave,
      detail: `${members.length}`,
    },
    {
      check: `at most ${settings.maxDiskGiBPerWave} GiB of disk`,
      ok: wave.diskGiB <= settings.maxDiskGiBPerWave,
      detail: `${disk} GiB`,
    },
    check('applications move whole', splitApplications(wave, context), 'none is split'),
    check(
      'what is called moves before its callers or with them',
      lateCallees(wave, context),
      context.dependencies.length === 0 ? 'no dependency is known' : 'holds for every known dependency',
    ),
    check('machines on one shared disk move together', partedDisks(wave, context), 'no known shared disk is parted'),
    ...infrastructureCheck(wave, context),
    check(
      'production and non-production are apart',
      mixed ? namesOf(members.filter((m) => m.environment === 'non-production')) : [],
      [...environments].sort(compareText).join(', '),
    ),
    check('no workload is judged not ready', namesOf(members.filter((m) => m.readiness === 'not-ready')), 'none'),
    check('readiness is known', namesOf(members.filter((m) => m.readiness === 'unknown')), 'for every workload'),
    check('every network has a target', unmapped(wave, 'networks'), 'all mapped'),
    check('every datastore has a target', unmapped(wave, 'storage'), 'all mapped'),
    check('disk sizes are known', namesOf(members.filter((m) => m.move.diskGiB === null)), 'for every workload'),
    ...(wave.startsOn === null
      ? []
      : [
          {
            check: 'outside blackout windows',
            ok: true,
            detail: wave.delayedBy.length > 0 ? `moved past ${wave.delayedBy.join(', ')}` : `starts ${wave.startsOn}`,
          },
        ]),
  ];
}
