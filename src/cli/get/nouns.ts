/** The kinds of things there are to list. */

import type { Cli } from '../cli.ts';
import type { GetOptions } from './get.ts';

export type GetInput = GetOptions & { readonly name?: string };
export type GetNoun = (cli: Cli, input: GetInput) => Promise<void>;

export interface Noun {
  readonly name: string;
  readonly aliases: readonly string[];
  load(): Promise<GetNoun>;
}

const inventory = (name: string, aliases: readonly string[]): Noun => ({
  name,
  aliases,
  load: async () => (await import('./inventory.ts')).getInventory(name),
});

export const NOUNS: readonly Noun[] = [
  {
    name: 'workloads',
    aliases: ['workload', 'wl', 'vms', 'vm'],
    load: async () => (await import('./workloads.ts')).getWorkloads,
  },
  inventory('hosts', ['host']),
  inventory('clusters', ['cluster']),
  inventory('networks', ['network']),
  inventory('datastores', ['datastore', 'ds']),
  inventory('applications', ['application', 'app', 'apps']),
  inventory('sources', ['source', 'src']),
  inventory('generations', ['generation', 'gen']),
  { name: 'findings', aliases: ['finding'], load: async () => (await import('./findings.ts')).getFindings },
  { name: 'assignments', aliases: ['assignment'], load: async () => (await import('./assignments.ts')).getAssignments },
  inventory('plans', ['plan']),
  inventory('price-lists', ['price-list', 'prices']),
  inventory('operations', ['operation', 'op']),
  inventory('why-records', ['why-record', 'why']),
  inventory('fields', ['field']),
  {
    name: 'import-issues',
    aliases: ['import-issue'],
    load: async () => (await import('./import-issues.ts')).getImportIssues,
  },
];
