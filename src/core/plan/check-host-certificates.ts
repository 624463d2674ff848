/** Hosts whose certificate ends before their machines move: tools that read disks through the host refuse it. */

import type { Host } from '../model/estate.ts';
import { listNames } from './checks.ts';
import type { Wave } from './plan.ts';
import type { PlannedMove } from './planned-move.ts';

type Check = Wave['checks'][number];

const CHECK = 'certificates of source hosts are valid on the day of the wave';

/** Undefined when no source tells the certificate of any host of the wave: then there is nothing to check. */
export function checkHostCertificates(
  members: readonly PlannedMove[],
  startsOn: string,
  hosts: readonly Host[],
): Check | undefined {
  const running = new Set(members.flatMap(({ workload }) => workload?.facts.host?.toLowerCase() ?? []));
  const told = hosts.flatMap(({ name, certificateExpiresAt: until }) =>
    until !== undefined && running.has(name.toLowerCase()) ? [{ name, until: until.slice(0, 10) }] : [],
  );
  if (told.length === 0) return undefined;
  const ended = told.filter(({ until }) => until < startsOn);
  if (ended.length === 0)
    return { check: CHECK, ok: true, detail: `${told.length} of ${running.size} hosts are known` };
  return { check: CHECK, ok: false, detail: listNames(ended.map(({ name, until }) => `${name} (until ${until})`)) };
}
