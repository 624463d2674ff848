/** Whether a guest system still gets fixes on a day, for a target: extended programmes count where they are included. */

import type { Catalog } from '../catalog/catalog.ts';
import type { OsRelease } from '../catalog/os-lifecycle.ts';
import { cite } from '../catalog/provenance.ts';
import type { GuestOs } from '../model/workload.ts';
import { guestName, isWithin, possibleIds, undecided, unnamed } from './guest-tables.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { TargetId, Verdict } from './verdict.ts';

const remembered = new WeakMap<readonly OsRelease[], Map<string, readonly OsRelease[]>>();

/** Releases an id may mean: the closest one that holds it, else all that lie below it. */
function releasesOf(all: readonly OsRelease[], id: string): readonly OsRelease[] {
  let known = remembered.get(all);
  if (known === undefined) remembered.set(all, (known = new Map()));
  let found = known.get(id);
  if (found === undefined) {
    const holding = all.filter((release) => isWithin(id, release.id)).sort((a, b) => b.id.length - a.id.length);
    found = holding[0] !== undefined ? [holding[0]] : all.filter((release) => isWithin(release.id, id));
    known.set(id, found);
  }
  return found;
}

/** Last day of fixes a workload gets on this target without buying anything. Undefined: no source gives a date. */
export function fixesUntil(catalog: Catalog, release: OsRelease, target: TargetId): string | undefined {
  const { supportEnd, extendedEnd, extendedEndOnAzure, extendedProgram } = release;
  if (supportEnd === undefined || extendedEnd === undefined) return supportEnd;
  const included = catalog['os-lifecycle'].entitlements.some(
    ({ program, targets }) => program === extendedProgram && targets.includes(target),
  );
  if (!included) return supportEnd;
  return target === 'azure-vm' ? (extendedEndOnAzure ?? extendedEnd) : extendedEnd;
}

function evidenceOf(release: OsRelease, os: GuestOs, until: string, asOf: string): string {
  const { extendedEnd, extendedProgram } = release;
  const bought =
    extendedEnd === undefined || extendedProgram === undefined || extendedEnd <= until
      ? ''
      : extendedEnd >= asOf
        ? ` ${extendedProgram} runs until ${extendedEnd} where it is bought.`
        : ` ${extendedProgram} ended ${extendedEnd} as well.`;
  return `${guestName(os)}: fixes ended ${until} (${cite(release)}).${bought}`;
}

/** Fails when fixes have ended before `asOf`, for every release the guest may be. */
export function judgeSupport(catalog: Catalog, os: GuestOs, target: TargetId, asOf: string): Verdict {
  const ids = possibleIds(os);
  if (ids === undefined) return unnamed(os);
  const releases = ids.map((id) => releasesOf(catalog['os-lifecycle'].os, id));
  if (releases.some((found) => found.length === 0)) {
    return unknown(['os.version'], `The catalogue has no support dates for ${guestName(os)}.`);
  }
  const ends = releases.flat().map((release) => ({ release, until: fixesUntil(catalog, release, target) }));
  const ended = ends.filter(({ until }) => until !== undefined && until < asOf);
  const open = ends.some(({ until }) => until === undefined);
  if (ended.length === 0)
    return open ? unknown(['os.version'], `No end date is published for ${guestName(os)}.`) : pass;
  const latest = ended.reduce((a, b) => ((a.until ?? '') >= (b.until ?? '') ? a : b));
  if (ended.length === ends.length) return fail(evidenceOf(latest.release, os, latest.until ?? '', asOf));
  return undecided(os);
}
