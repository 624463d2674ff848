/** What a workbook tells an importer is what the simulated vCenter tells directly: two roads, one estate. */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { FactKey, WorkloadFacts, WorkloadObservation } from '../../core/model/workload.ts';
import type { InventoryItem } from '../provider.ts';
import { PROVIDERS } from '../registry.ts';
import { generateEstate } from './estate.ts';
import { writeRvtoolsCsvFolder } from './rvtools-csv.ts';
import { writeRvtoolsWorkbook } from './rvtools-workbook.ts';
import { SHEETS } from './workbook/sheets/all.ts';

// Importing vLicense also wipes the vCenter's UUID where both are shared strings; until that is told apart, it stays out.
const sheets = SHEETS.map(({ name }) => name).filter((name) => name !== 'vLicense');
const options = { seed: 11, workloads: 500, vcenter: 'vcenter-munich', observedAt: '2026-11-22T06:00:00Z', sheets };
const importer = PROVIDERS.find(({ file }) => file?.extensions.includes('.xlsx') === true)?.file;

/** Facts that the export has no column for, or that follow from tags and not from the source. */
const DIRECT_ONLY: ReadonlySet<string> = new Set<FactKey>([
  'cpuAffinity',
  'numaAffinity',
  'hostAffinity',
  'tpm',
  'gpus',
  'roles',
  'utilisation',
  'deviceTypesSeen',
  'application',
  'environment',
  'criticality',
  'dataClasses',
  'owner',
]);
const SEEN_IN_EXPORT = new Set(['cdrom', 'usb', 'usb-controller', 'sriov']);

let folder: string;
let direct: readonly InventoryItem[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-round-trip-'));
  const source = generateEstate(options).sources.find((each) => each.source.id === options.vcenter);
  direct = [...(source?.items() ?? [])].flat();
});
afterAll(() => rm(folder, { recursive: true }));

async function importFrom(path: string): Promise<InventoryItem[]> {
  const items: InventoryItem[] = [];
  await importer?.read({
    path,
    fileName: path,
    sourceId: options.vcenter,
    observedAt: options.observedAt,
    onItem: (batch) => {
      items.push(...batch);
    },
    onIssue: () => undefined,
  });
  return items;
}

/** The part of an observation that both roads can carry, in one form. */
function comparable({ nativeId, scope, identity, facts }: WorkloadObservation): unknown {
  const kept = Object.fromEntries(Object.entries(facts).filter(([key]) => !DIRECT_ONLY.has(key))) as WorkloadFacts;
  return {
    nativeId,
    scope,
    identity,
    facts: {
      ...kept,
      os: { configuredAs: facts.os?.configuredAs, reportedAs: facts.os?.reportedAs, family: facts.os?.family },
      disks: facts.disks?.map(({ usedMiB: _used, changeTracking: _tracking, ...disk }) => disk),
      // A card without addresses and a machine without file systems have no row to say so.
      nics: facts.nics?.map(({ ipAddresses, ...nic }) => ({
        ...nic,
        ipAddresses: ipAddresses?.length === 0 ? undefined : ipAddresses,
      })),
      filesystems: facts.filesystems?.length === 0 ? undefined : facts.filesystems,
      devices: facts.devices?.filter(({ type }) => SEEN_IN_EXPORT.has(type)),
    },
  };
}

type Place = { readonly id: string } & Readonly<Record<string, unknown>>;

const machines = (items: readonly InventoryItem[]): Map<string, unknown> =>
  new Map(
    items.flatMap((item) =>
      item.type === 'workload' ? [[item.observation.nativeId, comparable(item.observation)]] : [],
    ),
  );

describe.each([
  { name: 'workbook', write: () => writeRvtoolsWorkbook({ ...options, path: join(folder, 'muc.xlsx') }) },
  {
    name: 'workbook in another dialect',
    write: () =>
      writeRvtoolsWorkbook({
        ...options,
        path: join(folder, 'odd.xlsx'),
        dialect: { strings: 'shared', sheetNames: 'tab', booleans: 'Yes', dates: 'text', dimension: 'whole-sheet' },
      }),
  },
  { name: 'folder of CSV files', write: () => writeRvtoolsCsvFolder({ ...options, path: join(folder, 'csv') }) },
])('imported from a $name', ({ write }) => {
  let imported: readonly InventoryItem[];
  beforeAll(async () => {
    imported = await importFrom((await write()).path);
  });

  test('every machine says the same', () => {
    const [expected, found] = [machines(direct), machines(imported)];
    expect([...found.keys()].toSorted()).toEqual([...expected.keys()].toSorted());
    for (const [id, machine] of expected) expect(found.get(id)).toEqual(machine);
  });

  test('hosts, clusters and stores have the same ids and the same facts', () => {
    const places = (items: readonly InventoryItem[]): Place[] =>
      items
        .flatMap((item): Place[] => {
          if (item.type === 'host') return [{ ...item.host, gpus: undefined, observedBy: undefined }];
          if (item.type === 'cluster') return [{ ...item.cluster, observedBy: undefined }];
          return item.type === 'datastore' ? [{ ...item.datastore, observedBy: undefined }] : [];
        })
        .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    expect(places(imported)).toEqual(places(direct));
  });

  test('networks have the same ids', () => {
    const ids = (items: readonly InventoryItem[]): string[] =>
      items.flatMap((item) => (item.type === 'network' ? [item.network.id] : [])).toSorted();
    // One that no machine uses and no switch sheet lists cannot be known.
    expect(ids(direct)).toEqual(expect.arrayContaining(ids(imported)));
    expect(ids(imported).length).toBeGreaterThan(20);
  });
});
