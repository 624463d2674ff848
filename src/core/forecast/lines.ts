/** What moves go over: the line between two sites, or the one that all others share. */

import type { MigrationSettings } from './settings.ts';

export interface Line {
  /** In words after "line": "fra ↔ azure-we", "that all share (waves.linkMbps)". */
  readonly id: string;
  readonly mbps: number;
}

const MBIT_TO_MIB = 1e6 / 8 / 2 ** 20;

export const mibPerSecond = (mbps: number): number => mbps * MBIT_TO_MIB;

export interface LineRequest {
  readonly links: MigrationSettings['links'];
  readonly linkMbps: number;
  /** Instead of every line, for a what-if. */
  readonly override?: number;
}

export function lineBetween({
  links = [],
  linkMbps,
  override,
}: LineRequest): (from: string | null, to: string | null) => Line {
  return (from, to) => {
    const own = links.find((link) => (link.from === from && link.to === to) || (link.from === to && link.to === from));
    if (own === undefined) return { id: 'that all share (waves.linkMbps)', mbps: override ?? linkMbps };
    return { id: `${own.from} ↔ ${own.to}`, mbps: override ?? own.mbps };
  };
}
