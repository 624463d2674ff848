/** The Resource Graph queries that the live reader sends, and that people run to save the same answers as files. */

import { READ_TYPES } from './resource-types.ts';

export interface GraphQuery {
  readonly name: string;
  /** What it lists, lower case. */
  readonly types: readonly string[];
  /** In the Kusto query language, on one line. */
  readonly text: string;
  /** File the answer is saved as. */
  readonly fileName: string;
}

const COLUMNS =
  'id, name, type, kind, location, resourceGroup, subscriptionId, tenantId, tags, zones, sku, extendedLocation, properties';

/** Ordered by id, so that paging neither repeats nor leaves out. In the order the reader sends them. */
export function graphQueries(): readonly GraphQuery[] {
  return READ_TYPES.map(({ name, table, types }) => {
    const names = types.map(({ type }) => type);
    return {
      name,
      types: names,
      text: `${table} | where type in~ (${names.map((type) => `'${type}'`).join(', ')}) | project ${COLUMNS} | order by id asc`,
      fileName: `azure-${name}.json`,
    };
  });
}
