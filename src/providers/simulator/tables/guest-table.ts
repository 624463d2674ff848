/** Reads the tables of guest systems: one line each, so that they can be read as tables. */

import type { OsFamily } from '../../../core/model/workload.ts';

export interface Guest {
  /** Joins catalog/os-lifecycle.yaml where that knows the system. */
  readonly id: string;
  readonly family: OsFamily;
  readonly name: string;
  readonly version: string;
  readonly architecture: 'x86_64' | 'x86';
  /** vSphere's id and text for it, as the product writes them. */
  readonly guestId: string;
  readonly configuredAs: string;
  /** Kernel or build number, for the detailed data the guest agent gives. */
  readonly build: string;
  /** Set where the guest id alone does not tell the release: those it may be. */
  readonly candidates?: readonly string[];
  readonly weight: number;
  /** Years in which machines with this system were set up. */
  readonly years: readonly [number, number];
}

/**
 * Columns: id | version | vSphere guest id | vSphere text | build | weight | first year | last year | candidates.
 * Throws TypeError for a line that has too few.
 */
export function guestTable(
  family: OsFamily,
  name: string,
  lines: string,
  sets: Readonly<Record<string, readonly string[]>> = {},
): Guest[] {
  return lines
    .trim()
    .split('\n')
    .map((line) => {
      const [id, version, guestId, configuredAs, build, weight, from, to, set] = line
        .split('|')
        .map((cell) => cell.trim());
      if (
        id === undefined ||
        version === undefined ||
        guestId === undefined ||
        configuredAs === undefined ||
        build === undefined ||
        to === undefined
      ) {
        throw new TypeError(`not a line of the guest table: ${line}`);
      }
      const candidates = set === undefined ? undefined : sets[set];
      return {
        id,
        family,
        name: `${name} ${version}`.trim(),
        version: version.toLowerCase().replaceAll(' ', ''),
        architecture: configuredAs.includes('32-bit') ? 'x86' : 'x86_64',
        guestId,
        configuredAs,
        build,
        weight: Number(weight),
        years: [Number(from), Number(to)],
        ...(candidates === undefined ? {} : { candidates }),
      };
    });
}
