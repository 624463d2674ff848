/** What the import says it read, and what the parts that were not there cost. */

import type { FactPath } from '../../core/assess/verdict.ts';
import type { Receipt } from '../provider.ts';
import type { Collected } from './collect.ts';
import type { SheetSpec } from './sheet.ts';
import { SHEETS } from './sheets/all.ts';
import { VMETADATA, VSOURCE } from './sheets/about.ts';
import { VINFO } from './sheets/vinfo.ts';

/** "RVTools 4.7.1.4 (VMware vCenter Server 8.0.3 build-24022515)", as far as the export says. */
export function producerOf(collected: Collected): string | undefined {
  const meta = collected.data(VMETADATA);
  const source = collected.data(VSOURCE);
  const version = meta.rows > 0 ? meta.at(0).text('version') : undefined;
  const server = source.rows > 0 ? source.at(0).text('fullName') : undefined;
  if (version === undefined) return server === undefined ? undefined : `RVTools (${server})`;
  return server === undefined ? `RVTools ${version}` : `RVTools ${version} (${server})`;
}

/**
 * When the export was made: by its own sheet, else by the time in its usual file name
 * ("RVTools_export_all_2024-06-28_04.55.40"), else undefined. Without a time zone; taken as UTC.
 */
export function exportTime(collected: Collected, fileName: string): string | undefined {
  const meta = collected.data(VMETADATA);
  const stated = meta.rows > 0 ? meta.at(0).date('createdAt') : undefined;
  if (stated !== undefined) return stated;
  const found = /(\d{4}-\d{2}-\d{2})[_T ](\d{2})[.:-](\d{2})[.:-](\d{2})/.exec(fileName);
  if (found === null) return undefined;
  const time = `${found[1]}T${found[2]}:${found[3]}:${found[4]}Z`;
  return Number.isNaN(Date.parse(time)) ? undefined : time;
}

/** Absent sheets and absent columns, each with the facts that stay unknown. */
export function missingParts(collected: Collected): Receipt['missing'] {
  const missing: Receipt['missing'][number][] = [];
  for (const spec of SHEETS) {
    const data = collected.data(spec);
    if (!data.present) {
      if (spec.cost !== undefined) missing.push({ part: `sheet ${spec.name}`, cost: spec.cost, facts: factsOf(spec) });
      continue;
    }
    for (const [fact, field] of Object.entries(spec.facts) as [FactPath, string | undefined][]) {
      if (field === undefined || data.hasColumn(field) || (spec.name === VINFO.name && field === 'vm')) continue;
      const header = spec.columns[field]?.[0] ?? field;
      missing.push({
        part: `sheet ${spec.name}, column "${header}"`,
        cost: `The fact ${fact} stays unknown for every machine.`,
        facts: [fact],
      });
    }
  }
  return missing;
}

const factsOf = (spec: SheetSpec): readonly FactPath[] => Object.keys(spec.facts) as FactPath[];

/** Where each fact comes from, for the answer to "what would make this known". */
export function suppliedFacts(): Readonly<Record<string, string>> {
  const supplies: Record<string, string> = {};
  for (const spec of SHEETS) {
    for (const [fact, field] of Object.entries(spec.facts)) {
      const header = field === undefined ? undefined : spec.columns[field]?.[0];
      const place = header === undefined ? `sheet ${spec.name}` : `sheet ${spec.name}, column "${header}"`;
      supplies[fact] = supplies[fact] === undefined ? place : `${supplies[fact]}; ${place}`;
    }
  }
  return supplies;
}
