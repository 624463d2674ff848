/** Lists that need nothing but their columns. */

import { ROUTES } from '../../api/routes.ts';
import type { Route } from '../../api/route.ts';
import type { Cli } from '../cli.ts';
import type { Column } from '../output/columns.ts';
import { diskText, memoryText } from '../output/format.ts';
import { printList } from '../output/print.ts';
import { ageText } from '../source/lines.ts';
import { generationOf, limitOf, notFound } from './get.ts';
import type { GetInput, GetNoun } from './nouns.ts';
import { readPages } from './pages.ts';

type Row = Readonly<Record<string, unknown>>;

const text =
  (key: string) =>
  (row: Row): string | null => {
    const value = row[key];
    if (value === undefined || value === null) return null;
    return typeof value === 'string' ? value : JSON.stringify(value);
  };
const number =
  (key: string) =>
  (row: Row): number | null =>
    typeof row[key] === 'number' ? row[key] : null;
const column = (header: string, key: string, wide = false): Column<Row> => ({ header, value: text(key), wide });
const figure = (header: string, key: string): Column<Row> => ({ header, value: number(key), align: 'right' });
/** A size for people, and in MiB for spreadsheets. */
const sized = (header: string, key: string, shown: (mib: number | null) => string | null): Column<Row> => ({
  header,
  value: (row) => shown(number(key)(row)),
  align: 'right',
  raw: { header: `${header}_MIB`, value: number(key) },
});

interface InventoryList {
  readonly noun: string;
  readonly route: Route;
  readonly columns: readonly Column<Row>[];
  readonly name: string;
}

const LISTS: Readonly<Record<string, InventoryList>> = {
  hosts: {
    noun: 'host',
    route: ROUTES.listHosts,
    name: 'id',
    columns: [
      column('NAME', 'name'),
      column('PLATFORM', 'platform'),
      column('CLUSTER', 'cluster'),
      figure('CORES', 'cpuCores'),
      sized('MEMORY', 'memoryMiB', memoryText),
      column('VERSION', 'version'),
      column('MODEL', 'model', true),
      column('CPU', 'cpuModel', true),
      column('ID', 'id', true),
    ],
  },
  clusters: {
    noun: 'cluster',
    route: ROUTES.listClusters,
    name: 'id',
    columns: [
      column('NAME', 'name'),
      column('PLATFORM', 'platform'),
      column('DATACENTER', 'datacenter'),
      figure('HOSTS', 'hostCount'),
      figure('CORES', 'cpuCores'),
      sized('MEMORY', 'memoryMiB', memoryText),
      column('HA', 'haEnabled', true),
      column('DRS', 'drsEnabled', true),
      column('ID', 'id', true),
    ],
  },
  networks: {
    noun: 'network',
    route: ROUTES.listNetworks,
    name: 'id',
    columns: [
      column('NAME', 'name'),
      column('PLATFORM', 'platform'),
      column('KIND', 'kind'),
      figure('VLAN', 'vlanId'),
      column('SWITCH', 'switchName'),
      column('ID', 'id', true),
    ],
  },
  datastores: {
    noun: 'datastore',
    route: ROUTES.listDatastores,
    name: 'id',
    columns: [
      column('NAME', 'name'),
      column('TYPE', 'type'),
      sized('CAPACITY', 'capacityMiB', (mib) => diskText(gib(mib))),
      sized('FREE', 'freeMiB', (mib) => diskText(gib(mib))),
      column('CLUSTER', 'cluster'),
      column('ID', 'id', true),
    ],
  },
  applications: {
    noun: 'application',
    route: ROUTES.listApplications,
    name: 'id',
    columns: [
      column('NAME', 'name'),
      figure('WORKLOADS', 'workloads'),
      column('ORIGIN', 'origin'),
      { header: 'BY HAND', value: (row) => (row.fixed === true ? 'yes' : null) },
      column('EVIDENCE', 'evidence', true),
      column('ID', 'id', true),
    ],
  },
  sources: {
    noun: 'source',
    route: ROUTES.listSources,
    name: 'id',
    columns: [
      column('NAME', 'name'),
      column('KIND', 'providerKind'),
      column('STATE', 'state'),
      figure('WORKLOADS', 'workloads'),
      {
        header: 'LAST WORD',
        value: (row) => ageText(number('ageSeconds')(row)),
        raw: { header: 'LAST_WORD_SECONDS_AGO', value: number('ageSeconds') },
      },
      { header: 'NEEDS', value: (row) => needOf(row) },
      column('OBSERVED AT', 'observedAt', true),
      figure('PRECEDENCE', 'precedence'),
      column('ID', 'id', true),
    ],
  },
  'source-kinds': {
    noun: 'source-kind',
    route: ROUTES.listSourceKinds,
    name: 'kind',
    columns: [
      column('KIND', 'kind'),
      column('TITLE', 'title'),
      { header: 'FACETS', value: (row) => ((row.facets as string[] | undefined) ?? []).join(', ') },
      { header: 'FILES', value: (row) => (row.file as { accepts: string } | null)?.accepts },
      column('PACKAGE', 'package', true),
    ],
  },
  generations: {
    noun: 'generation',
    route: ROUTES.listGenerations,
    name: 'number',
    columns: [
      { header: 'GENERATION', value: (row) => `gen/${String(row.number)}` },
      column('CREATED', 'createdAt'),
      {
        header: 'WORKLOADS',
        value: (row) => (row.counts as Record<string, number> | undefined)?.workloads,
        align: 'right',
      },
      column('REASON', 'reason'),
      column('DIGEST', 'digest', true),
    ],
  },
  'price-lists': {
    noun: 'price-list',
    route: ROUTES.listPriceLists,
    name: 'id',
    columns: [
      column('ID', 'id'),
      column('AS OF', 'asOf'),
      figure('REGIONS', 'regions'),
      figure('PRICES', 'offers'),
      column('SOURCE', 'source'),
      column('DIGEST', 'digest', true),
    ],
  },
  plans: {
    noun: 'plan',
    route: ROUTES.listPlans,
    name: 'id',
    columns: [
      column('ID', 'id'),
      column('NAME', 'name'),
      figure('WAVES', 'waves'),
      figure('MOVES', 'moves'),
      figure('UNPLACED', 'unplaced'),
      column('CREATED', 'createdAt'),
      column('DIGEST', 'digest', true),
    ],
  },
  operations: {
    noun: 'operation',
    route: ROUTES.listOperations,
    name: 'id',
    columns: [
      column('ID', 'id'),
      column('KIND', 'kind'),
      column('STATE', 'state'),
      { header: 'DONE', value: (row) => `${Math.floor((number('progress')(row) ?? 0) * 100)}%`, align: 'right' },
      column('PHASE', 'phase'),
      column('STARTED', 'startedAt'),
    ],
  },
  'why-records': {
    noun: 'why-record',
    route: ROUTES.listWhyRecords,
    name: 'id',
    columns: [
      column('ID', 'id'),
      column('DECISION', 'decision'),
      { header: 'GENERATION', value: (row) => `gen/${String(row.generation)}` },
      column('ACTOR', 'actor'),
      column('CREATED', 'createdAt'),
      column('INPUTS', 'inputsDigest', true),
      column('RESULT', 'resultDigest', true),
    ],
  },
  fields: {
    noun: 'field',
    route: ROUTES.listFields,
    name: 'path',
    columns: [column('FIELD', 'path'), column('TYPE', 'type'), column('UNIT', 'unit'), column('TITLE', 'title')],
  },
};

export function getInventory(name: string): GetNoun {
  return async (cli: Cli, input: GetInput) => {
    const list = LISTS[name] as InventoryList;
    const paged = list.route.query !== undefined;
    const { items } = paged
      ? await readPages<Row>(
          await cli.client(),
          list.route,
          { query: { generation: generationOf(input.generation) } },
          limitOf(input),
        )
      : { items: ((await (await cli.client()).call(list.route)) as { items: Row[] }).items };
    const chosen =
      input.name === undefined
        ? items
        : items.filter((row) => row.name === input.name || String(row[list.name]) === input.name);
    if (input.name !== undefined && chosen.length === 0) throw notFound(list.noun, input.name);
    await printList(cli, {
      noun: list.noun,
      items: chosen,
      columns: list.columns,
      name: (row) => String(row[list.name]),
    });
  };
}

/** What a person has to do about a source, if anything. */
function needOf(row: Row): string | null {
  const live = row.live as { lastError: { code: string; title: string } | null } | null | undefined;
  if (row.state === 'held') return 'isthmus confirm';
  if (live?.lastError) return `${live.lastError.code} ${live.lastError.title}`;
  return null;
}

function gib(mib: number | null): number | null {
  return mib === null ? null : mib / 1024;
}
