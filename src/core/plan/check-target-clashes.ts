/**
 * Names and addresses that two machines would have at one target. Looks at everything that moves there, in whichever
 * wave; what stands there already is known only to the target itself.
 */

import { listNames } from './checks.ts';
import { compareText } from './order.ts';
import type { Wave } from './plan.ts';
import type { PlannedMove } from './planned-move.ts';
import { dnsLabel, isDnsLabel } from './artefacts/names.ts';

type Check = Wave['checks'][number];
type Moves = ReadonlyMap<string, PlannedMove>;

/** Targets where a machine's name is an object's name, which has to be a DNS label of its own. */
const NAMED: ReadonlySet<string> = new Set(['openshift-virtualization']);
/** Targets whose tools take the adapters' addresses over. */
const SAME_ADDRESS: ReadonlySet<string> = new Set(['openshift-virtualization', 'kvm']);

interface Clashes {
  /** By site and name at the target: who would have it. */
  readonly names: ReadonlyMap<string, readonly PlannedMove[]>;
  /** By site and MAC address. */
  readonly addresses: ReadonlyMap<string, readonly PlannedMove[]>;
}

const remembered = new WeakMap<Moves, Clashes>();

const keyOf = (siteId: string, text: string): string => `${siteId}\u0000${text}`;

function macsOf({ workload }: PlannedMove): readonly string[] {
  return [...new Set((workload?.facts.nics ?? []).flatMap(({ macAddress }) => macAddress?.toLowerCase() ?? []))];
}

function clashesOf(moves: Moves): Clashes {
  const known = remembered.get(moves);
  if (known !== undefined) return known;
  const names = new Map<string, PlannedMove[]>();
  const addresses = new Map<string, PlannedMove[]>();
  const note = (into: Map<string, PlannedMove[]>, key: string, planned: PlannedMove): void => {
    const there = into.get(key);
    if (there === undefined) into.set(key, [planned]);
    else there.push(planned);
  };
  for (const planned of moves.values()) {
    const { toSiteId, target, workloadName } = planned.move;
    if (NAMED.has(target)) note(names, keyOf(toSiteId, dnsLabel(workloadName)), planned);
    if (SAME_ADDRESS.has(target)) for (const mac of macsOf(planned)) note(addresses, keyOf(toSiteId, mac), planned);
  }
  const clashes = { names, addresses };
  remembered.set(moves, clashes);
  return clashes;
}

const others = (all: readonly PlannedMove[] | undefined, own: PlannedMove): string[] =>
  (all ?? [])
    .filter(({ move }) => move.workloadId !== own.move.workloadId)
    .map(({ move }) => move.workloadName)
    .sort(compareText);

function nameCheck(members: readonly PlannedMove[], { names }: Clashes): Check[] {
  const named = members.filter(({ move }) => NAMED.has(move.target));
  if (named.length === 0) return [];
  const clashing = named.flatMap((planned) => {
    const { move } = planned;
    const name = dnsLabel(move.workloadName);
    const same = others(names.get(keyOf(move.toSiteId, name)), planned);
    return same.length === 0 ? [] : [`${move.workloadName} and ${listNames(same)} would both be "${name}"`];
  });
  const renamed = named.filter(({ move }) => !isDnsLabel(move.workloadName)).length;
  const fine = renamed === 0 ? 'all are DNS labels' : `${renamed} of ${named.length} get another one, as DNS asks`;
  return [
    {
      check: 'every machine has a name of its own at the target',
      ok: clashing.length === 0,
      detail: clashing.length === 0 ? fine : listNames(clashing),
    },
  ];
}

function addressCheck(members: readonly PlannedMove[], { addresses }: Clashes): Check[] {
  const keeping = members.filter(({ move }) => SAME_ADDRESS.has(move.target));
  if (keeping.length === 0) return [];
  const clashing = keeping.flatMap((planned) =>
    macsOf(planned).flatMap((mac) => {
      const same = others(addresses.get(keyOf(planned.move.toSiteId, mac)), planned);
      return same.length === 0 ? [] : [`${planned.move.workloadName} and ${listNames(same)} have ${mac}`];
    }),
  );
  const open = keeping.filter(
    ({ workload }) =>
      workload?.facts.nics === undefined || workload.facts.nics.some(({ macAddress }) => macAddress === undefined),
  ).length;
  const fine =
    open === 0 ? 'none is there twice' : `none known twice; those of ${open} of ${keeping.length} are unknown`;
  return [
    {
      check: 'no MAC address is there twice at the target',
      ok: clashing.length === 0,
      detail: clashing.length === 0 ? fine : listNames(clashing),
    },
  ];
}

/** Nothing for members that go where neither names nor addresses can clash. */
export function checkTargetClashes(members: readonly PlannedMove[], moves: Moves): Check[] {
  const clashes = clashesOf(moves);
  return [...nameCheck(members, clashes), ...addressCheck(members, clashes)];
}
