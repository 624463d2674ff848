/** Whether a guest system still gets fixes on a day, for a target: extended programmes count where they are included. */

import type { Catalog } from '../catalog/catalog.ts';
import type { OsRelease } from '../catalog/os-lifecycle.ts';
import { cite } from '../catalog/provenance.ts';
import type { GuestOs } from '../model/workload.ts';
import { guestName, isWithin, possibleIds, undecided, unnamed } from './guest-tables.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { TargetId, Verdict } from './verdict.ts';

/** Releases an id may mean: the closest one that holds it, else all that lie below it. */
function releasesOf(all: readonly OsRelease[], id: string): readonly OsRelease[] {
  const holding = all.filter((release) => isWithin(id, release.id)).sort((a, b) => b.id.length - a.id.length);
  return holding[0] !== undefined ? [holding[0]] : all.filter((release) => isWithin(release.id, id));
}

/** Where the dates that hold for Azure hold. */
const ON_AZURE: ReadonlySet<TargetId> = new Set(['azure-vm', 'azure-local']);

/** Last day of fixes a workload gets on this target without buying anything. Undefined: no source gives a date. */
export function fixesUntil(catalog: Catalog, release: OsRelease, target: TargetId): string | undefined {
  const { supportEnd, extendedEnd, extendedEndOnAzure, extendedProgram } = release;
  if (supportEnd === undefined || extendedEnd === undefined) return supportEnd;
  const included = catalog['os-lifecycle'].entitlements.some(
    ({ program, targets }) => program === extendedProgram && targets.includes(target),
  );
  if (!included) return supportEnd;
  return ON_AZURE.has(target) ? (extendedEndOnAzure ?? extendedEnd) : extendedEnd;
}

function evidenceOf(release: OsRelease, os: GuestOs, until: string, asOf: string, today: string): string {
  const { extendedEnd, extendedProgram } = release;
  const bought =
    extendedEnd === undefined || extendedProgram === undefined || extendedEnd <= until
      ? ''
      : extendedEnd >= asOf
        ? ` ${extendedProgram} runs until ${extendedEnd} where it is bought.`
        : ` ${extendedProgram} ended ${extendedEnd} as well.`;
  const ended = until < today ? 'ended' : 'end';
  return `${guestName(os)}: fixes ${ended} ${until} (${cite(release)}).${bought}`;
}

interface End {
  readonly release: OsRelease;
  readonly until: string | undefined;
}

const remembered = new WeakMap<Catalog, Map<string, readonly End[] | undefined>>();

/** When fixes end for each release the ids may mean; undefined when the catalogue knows none for one of them. */
function endsOf(catalog: Catalog, ids: readonly string[], target: TargetId): readonly End[] | undefined {
  let known = remembered.get(catalog);
  if (known === undefined) remembered.set(catalog, (known = new Map()));
  const key = `${target} ${ids.join(' ')}`;
  if (known.has(key)) return known.get(key);
  const releases = ids.map((id) => releasesOf(catalog['os-lifecycle'].os, id));
  const ends = releases.some((found) => found.length === 0)
    ? undefined
    : releases.flat().map((release) => ({ release, until: fixesUntil(catalog, release, target) }));
  known.set(key, ends);
  return ends;
}

const hasEnded = ({ until }: End, asOf: string): boolean => until !== undefined && until < asOf;

/**
 * Fails when fixes have ended before `asOf`, for every release the guest may be.
 *
 * @param today day that the evidence is written for, when `asOf` is a later one.
 */
export function judgeSupport(catalog: Catalog, os: GuestOs, target: TargetId, asOf: string, today = asOf): Verdict {
  const ids = possibleIds(os);
  if (ids === undefined) return unnamed(os);
  const ends = endsOf(catalog, ids, target);
  if (ends === undefined) return unknown(['os.version'], `The catalogue has no support dates for ${guestName(os)}.`);
  if (!ends.some((end) => hasEnded(end, asOf))) {
    const open = ends.some(({ until }) => until === undefined);
    return open ? unknown(['os.version'], `No end date is published for ${guestName(os)}.`) : pass;
  }
  if (!ends.every((end) => hasEnded(end, asOf))) return undecided(os);
  const latest = ends.reduce((a, b) => ((a.until ?? '') >= (b.until ?? '') ? a : b));
  return fail(evidenceOf(latest.release, os, latest.until ?? '', asOf, today));
}
