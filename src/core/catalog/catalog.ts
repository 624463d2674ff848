/** The shipped facts, validated: the pure half. Reading the files is services/catalog.ts. */

import type { z } from 'zod';
import { failure } from '../errors/registry.ts';
import { digestOf } from '../evidence/digest.ts';
import { aiGpusSchema } from './ai-gpus.ts';
import { aiModelsSchema } from './ai-models.ts';
import { azurePricesSchema } from './prices.ts';
import { azureRegionsSchema } from './azure-regions.ts';
import { azureSizesSchema } from './azure-sizes.ts';
import { controlMappingsSchema } from './control-mappings.ts';
import { guestSupportSchema } from './guest-support.ts';
import { hostCostsSchema } from './host-costs.ts';
import { licensingSchema } from './licensing.ts';
import { migrationConcernsSchema } from './migration-concerns.ts';
import { migrationHopsSchema } from './migration-hops.ts';
import { migrationThroughputSchema } from './migration-throughput.ts';
import { osLifecycleSchema } from './os-lifecycle.ts';
import { servicePortsSchema } from './service-ports.ts';
import { sovereigntySchema } from './sovereignty.ts';

/** One schema per file of catalog/, by file name without ending. */
export const CATALOG_SCHEMAS = {
  'ai-gpus': aiGpusSchema,
  'ai-models': aiModelsSchema,
  'azure-prices': azurePricesSchema,
  'azure-regions': azureRegionsSchema,
  'azure-sizes': azureSizesSchema,
  'control-mappings': controlMappingsSchema,
  'guest-support': guestSupportSchema,
  'host-costs': hostCostsSchema,
  licensing: licensingSchema,
  'migration-concerns': migrationConcernsSchema,
  'migration-hops': migrationHopsSchema,
  'migration-throughput': migrationThroughputSchema,
  'os-lifecycle': osLifecycleSchema,
  'service-ports': servicePortsSchema,
  sovereignty: sovereigntySchema,
} as const;

export type CatalogFileName = keyof typeof CATALOG_SCHEMAS;
type Files = { readonly [N in CatalogFileName]: z.infer<(typeof CATALOG_SCHEMAS)[N]> };

export interface Catalog extends Files {
  /** Digest over all files: results name it, so that a later catalogue cannot be mistaken for this one. */
  readonly version: string;
}

function validate(name: CatalogFileName, parsed: unknown): unknown {
  const result = CATALOG_SCHEMAS[name].safeParse(parsed);
  if (result.success) return result.data;
  throw failure('IST-3001', `catalog/${name}.yaml does not have the expected shape`, {
    causes: result.error.issues.map((issue) => ({
      where: `${name}.yaml: ${issue.path.join('.')}`,
      message: issue.message,
    })),
  });
}

const FILE_NAMES = Object.keys(CATALOG_SCHEMAS) as readonly CatalogFileName[];

/** Validates parsed catalogue files. Throws IST-3001 naming file, record and field. */
export function buildCatalog(parsed: Readonly<Record<string, unknown>>): Catalog {
  const files = Object.fromEntries(FILE_NAMES.map((name) => [name, validate(name, parsed[name])]));
  return { ...(files as Files), version: digestOf(files) };
}

/**
 * The same over files that passed `buildCatalog` before: each is validated when it is first used, so that a command
 * pays only for the facts it reads. `version` is what `buildCatalog` gave then.
 */
export function reopenCatalog(parsed: Readonly<Record<string, unknown>>, version: string): Catalog {
  const catalog = { version };
  for (const name of FILE_NAMES) {
    let file: unknown;
    Object.defineProperty(catalog, name, { enumerable: true, get: () => (file ??= validate(name, parsed[name])) });
  }
  return catalog as Catalog;
}
