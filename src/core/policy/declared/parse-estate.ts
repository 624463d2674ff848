/** Reads an estate that is written down: the text in, workloads and sites out, or one error that names every place. */

import type { z } from 'zod';
import type { Catalog } from '../../catalog/catalog.ts';
import { failure } from '../../errors/registry.ts';
import type { ErrorCause } from '../../errors/errors.ts';
import { checkSites } from '../check-sites.ts';
import { suggestion } from '../did-you-mean.ts';
import { sitesFileKeysAt, withoutEmpty } from '../parse-sites.ts';
import { causesOf, SourceDocument } from '../yaml-issues.ts';
import { declaredDependencySchema, declaredEstateSchema, declaredWorkloadSchema } from './estate-schema.ts';
import type { DeclaredEstate } from './estate-schema.ts';

export interface ParsedEstate {
  readonly estate: DeclaredEstate;
  /** Line a workload, site, classification or declaration begins at, by position. */
  readonly lineOf: (list: 'workloads' | 'sites' | 'classify' | 'declarations', index: number) => number;
}

/** Whether the text names workloads beside its sites; false for whatever does not read. */
export function isDeclaredEstate(text: string): boolean {
  try {
    const { value } = new SourceDocument(text, 'IST-4030', 'estate.yaml');
    return value instanceof Object && 'workloads' in value;
  } catch {
    return false;
  }
}

/**
 * @throws IST-4030 not YAML · IST-4031 wrong shape · IST-4032 contradicts itself or the catalogue; each cause names path,
 *   line, value and fix.
 */
export function parseEstate(text: string, name: string, catalog: Catalog, today: string): ParsedEstate {
  const document = new SourceDocument(text, 'IST-4030', name);
  const result = declaredEstateSchema.safeParse(withoutEmpty(document.value ?? {}));
  if (!result.success) {
    throw failure('IST-4031', `${name} does not have the expected shape`, {
      causes: causesOf(result.error.issues, document, keysAt),
    });
  }
  const estate = result.data;
  const causes = [...checkSites(estate, document, catalog, today), ...checkWorkloads(estate, document)];
  if (causes.length > 0) {
    const count = causes.length === 1 ? 'one thing' : `${causes.length} things`;
    throw failure('IST-4032', `${name} is well formed but ${count} in it cannot be right`, { causes });
  }
  return { estate, lineOf: (list, index) => document.line([list, index]) };
}

const keys = (schema: z.ZodObject): readonly string[] => Object.keys(schema.shape);

function keysAt(path: readonly PropertyKey[]): readonly string[] {
  if (path.length === 0) return keys(declaredEstateSchema);
  if (path[0] === 'workloads' && path.length === 2) return keys(declaredWorkloadSchema);
  if (path[0] === 'dependencies') return keys(declaredDependencySchema);
  return sitesFileKeysAt(path);
}

function checkWorkloads({ workloads, sites, dependencies }: DeclaredEstate, document: SourceDocument): ErrorCause[] {
  const causes: ErrorCause[] = [];
  const siteIds = sites.map(({ id }) => id);
  const first = new Map<string, number>();
  workloads.forEach(({ name, site }, index) => {
    const earlier = first.get(name.toLowerCase());
    if (earlier === undefined) first.set(name.toLowerCase(), index);
    else
      causes.push({
        where: document.where(['workloads', index, 'name']),
        message: `"${name}" is already the name of the workload at line ${document.line(['workloads', earlier])}; names must be unique`,
      });
    if (site !== undefined && !siteIds.includes(site))
      causes.push({
        where: document.where(['workloads', index, 'site']),
        message: `there is no site "${site}".${suggestion(site, siteIds)} Sites: ${siteIds.join(', ')}`,
      });
  });
  dependencies.forEach((dependency, index) => {
    for (const end of ['from', 'to'] as const) {
      const named = dependency[end];
      if (first.has(named.toLowerCase())) continue;
      causes.push({
        where: document.where(['dependencies', index, end]),
        message: `there is no workload "${named}".${suggestion(
          named,
          workloads.map(({ name }) => name),
        )}`,
      });
    }
  });
  return causes;
}
