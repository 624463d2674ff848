/** Hosts, clusters, networks and datastores. */

import { z } from 'zod';
import { listOf, pageQuery } from './common.ts';
import { defineRoute } from './route.ts';

const inventoryItemSchema = z.looseObject({ id: z.string(), name: z.string() });

export const generationQuery = z.object({ generation: z.coerce.number().int().positive().optional() });

export const fieldSchema = z
  .object({
    path: z.string(),
    title: z.string(),
    type: z.string(),
    unit: z.string().nullable(),
    description: z.string().nullable(),
  })
  .meta({ id: 'Field' });

export const inventoryRoutes = {
  listHosts: defineRoute({
    method: 'GET',
    path: '/api/v1/hosts',
    summary: 'Hosts',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listClusters: defineRoute({
    method: 'GET',
    path: '/api/v1/clusters',
    summary: 'Clusters',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listNetworks: defineRoute({
    method: 'GET',
    path: '/api/v1/networks',
    summary: 'Networks',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listDatastores: defineRoute({
    method: 'GET',
    path: '/api/v1/datastores',
    summary: 'Datastores',
    tag: 'Estate',
    action: 'inventory:read',
    query: pageQuery.extend(generationQuery.shape),
    response: listOf(inventoryItemSchema),
    status: 200,
  }),
  listFields: defineRoute({
    method: 'GET',
    path: '/api/v1/fields',
    summary: 'Fields that filters, sorting and columns may use',
    tag: 'Estate',
    action: 'inventory:read',
    response: listOf(fieldSchema),
    status: 200,
  }),
} as const;
