/** Hosts, clusters, networks, datastores, and the fields of workloads. */

import type { inventoryRoutes } from '../../api/inventory.ts';
import { FIELDS } from '../../core/model/fields.ts';
import { listInventory } from '../../services/list-inventory.ts';
import type { ServiceContext } from '../../services/context.ts';
import type { Handlers } from '../handler.ts';

type Kind = Exclude<Parameters<typeof listInventory>[1], 'dependency' | 'application' | 'external'>;
interface Page {
  readonly limit: number;
  readonly continue?: string;
  readonly generation?: number;
}

const list =
  (kind: Kind) =>
  async (context: ServiceContext, { query }: { readonly query: Page }) => {
    const { items, total, continue: more } = await listInventory(context, kind, query);
    return { items: items.map((item) => ({ ...item })), total, ...(more !== undefined && { continue: more }) };
  };

export const inventoryHandlers: Handlers<typeof inventoryRoutes> = {
  listHosts: list('host'),
  listClusters: list('cluster'),
  listNetworks: list('network'),
  listDatastores: list('datastore'),
  listFields: () => ({
    items: FIELDS.map(({ path, title, type, unit, description }) => ({
      path,
      title,
      type,
      unit: unit ?? null,
      description: description ?? null,
    })),
    total: FIELDS.length,
  }),
};
