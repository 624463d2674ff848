/** The kinds of things there are to list. */

import type { Cli } from '../cli.ts';
import type { GetOptions } from './get.ts';

export type GetInput = GetOptions & { readonly name?: string };
export type GetNoun = (cli: Cli, input: GetInput) => Promise<void>;

export interface Noun {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Options it answers to beside --limit and --all; any other is refused, never ignored. */
  readonly takes: readonly (keyof GetInput)[];
  load(): Promise<GetNoun>;
}

const inventory = (name: string, aliases: readonly string[], takes: Noun['takes'] = ['name']): Noun => ({
  name,
  aliases,
  takes,
  load: async () => (await import('./inventory.ts')).getInventory(name),
});

export const NOUNS: readonly Noun[] = [
  {
    name: 'workloads',
    aliases: ['workload', 'wl', 'vms', 'vm'],
    takes: ['name', 'filter', 'sort', 'generation'],
    load: async () => (await import('./workloads.ts')).getWorkloads,
  },
  {
    name: 'matrix',
    aliases: ['readiness'],
    takes: ['filter', 'sort', 'target', 'readiness', 'best', 'fixes'],
    load: async () => (await import('./matrix.ts')).getMatrix,
  },
  inventory('hosts', ['host'], ['name', 'generation']),
  inventory('clusters', ['cluster'], ['name', 'generation']),
  inventory('networks', ['network'], ['name', 'generation']),
  inventory('datastores', ['datastore', 'ds'], ['name', 'generation']),
  inventory('applications', ['application', 'app', 'apps'], ['name', 'generation']),
  {
    name: 'dependencies',
    aliases: ['dependency', 'dep', 'deps'],
    takes: ['name'],
    load: async () => (await import('./applications.ts')).getDependencies,
  },
  {
    name: 'proposals',
    aliases: ['proposal', 'application-proposals', 'application-proposal'],
    takes: [],
    load: async () => (await import('./applications.ts')).getProposals,
  },
  {
    name: 'corrections',
    aliases: ['correction'],
    takes: [],
    load: async () => (await import('./corrections.ts')).getCorrections,
  },
  {
    name: 'same-machines',
    aliases: ['same-machine'],
    takes: [],
    load: async () => (await import('./corrections.ts')).getSameMachines,
  },
  inventory('sources', ['source', 'src']),
  inventory('source-kinds', ['source-kind', 'kinds']),
  inventory('generations', ['generation', 'gen']),
  {
    name: 'findings',
    aliases: ['finding'],
    takes: ['name', 'state', 'level', 'pack', 'rule', 'site', 'change', 'since', 'out'],
    load: async () => (await import('./findings.ts')).getFindings,
  },
  {
    name: 'trend',
    aliases: ['trends'],
    takes: [],
    load: async () => (await import('./finding-changes.ts')).getTrend,
  },
  {
    name: 'controls',
    aliases: ['control'],
    takes: ['name', 'state', 'site', 'by', 'conflict', 'basis', 'staleAfter'],
    load: async () => (await import('../controls/get.ts')).getControls,
  },
  {
    name: 'concentration',
    aliases: [],
    takes: ['over', 'measure'],
    load: async () => (await import('../exit/concentration.ts')).showConcentration,
  },
  {
    name: 'assignments',
    aliases: ['assignment'],
    takes: ['name', 'site', 'from', 'unplaced'],
    load: async () => (await import('./assignments.ts')).getAssignments,
  },
  {
    name: 'placements',
    aliases: ['placement', 'scenarios', 'scenario', 'drills', 'drill'],
    takes: ['name'],
    load: async () => (await import('./placements.ts')).getPlacements,
  },
  inventory('plans', ['plan']),
  inventory('price-lists', ['price-list', 'prices']),
  inventory('operations', ['operation', 'op']),
  inventory('why-records', ['why-record', 'why']),
  inventory('fields', ['field']),
  {
    name: 'import-issues',
    aliases: ['import-issue'],
    takes: ['name'],
    load: async () => (await import('./import-issues.ts')).getImportIssues,
  },
];
