/**
 * What rules see of a workload: what was declared of it, its classification, the organisation's own answers, and
 * its inventory facts under the names the filter language uses. Nothing is assumed: what none of them says is unknown.
 */

import { findField } from '../../model/fields.ts';
import { compileFilter, parseFilter } from '../../model/filter/filter.ts';
import type { Workload } from '../../model/workload.ts';
import { getPath, setPath } from '../attribute-path.ts';
import type { Declaration, Organisation } from '../site.ts';

/** Attributes declared of a workload: the same object for every workload the same declarations match. */
export interface Declared {
  readonly key: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** One attribute, by path without "workload.". */
export interface AttributeReader {
  readonly path: string;
  /** False when workloads that the same declarations match cannot differ in it. */
  readonly varies: boolean;
  read(workload: Workload, declared: Declared): unknown;
  /** Attributes that would complete a list known only in part. Absent: this one is never such a list. */
  openBecause?(workload: Workload, declared: Declared): readonly string[] | undefined;
}

/** Criticality values that count as a critical or important function unless sites.yaml says otherwise: our choice. */
const CRITICAL: readonly string[] = ['high', 'mission-critical'];
const FROM_ORGANISATION: Readonly<Record<string, string>> = {
  'owner.country': 'country',
  'owner.sector': 'sector',
  'owner.class': 'class',
};

/** Prepares the declarations of sites.yaml; later ones win over earlier ones. Throws IST-2001 … on a bad filter. */
export function declarer(declarations: readonly Declaration[]): (workload: Workload) => Declared {
  const tests = declarations.map((declaration) => compileFilter(parseFilter(declaration.match)));
  const remembered = new Map<string, Declared>();
  return (workload) => {
    let key = '';
    for (const test of tests) key += test(workload) === true ? '1' : '0';
    let declared = remembered.get(key);
    if (declared === undefined) {
      const attributes: Record<string, unknown> = {};
      declarations.forEach((declaration, index) => {
        if (key[index] === '1') merge(attributes, declaration.attributes, '');
      });
      declared = { key, attributes };
      remembered.set(key, declared);
    }
    return declared;
  };
}

function merge(into: Record<string, unknown>, from: Readonly<Record<string, unknown>>, prefix: string): void {
  for (const [key, value] of Object.entries(from)) {
    const path = `${prefix}${key.replace(/^workload\./, '')}`;
    const nested = value !== null && typeof value === 'object' && !Array.isArray(value);
    if (nested) merge(into, value as Readonly<Record<string, unknown>>, `${path}.`);
    else setPath(into, path, value);
  }
}

/** How one attribute is read. Built once per path. */
export function attributeReader(
  path: string,
  organisation: Organisation,
  evidenceNames: ReadonlySet<string>,
): AttributeReader {
  const base = baseReader(path, organisation, evidenceNames);
  const stated = (declared: Declared): unknown => {
    const value = getPath(declared.attributes, path);
    return value !== undefined && (typeof value !== 'object' || Array.isArray(value)) ? value : undefined;
  };
  const read = (workload: Workload, declared: Declared): unknown =>
    stated(declared) ?? (typeof base === 'function' ? base(workload) : base.constant);
  const reader: AttributeReader = { path, varies: typeof base === 'function', read };
  const field = findField(path);
  if (field?.readVouched === undefined) return reader;
  return {
    ...reader,
    openBecause: (workload, declared) => {
      if (stated(declared) !== undefined || field.readVouched?.(workload) === undefined) return undefined;
      // The list is named too: declaring it closes it, whatever left it open.
      const because = path === 'dataClasses' ? (workload.open?.dataClasses ?? []) : [];
      return [path, ...because].map((each) => `workload.${each}`);
    },
  };
}

function baseReader(
  path: string,
  organisation: Organisation,
  evidenceNames: ReadonlySet<string>,
): ((workload: Workload) => unknown) | { readonly constant: unknown } {
  const inherited = FROM_ORGANISATION[path] ?? (evidenceNames.has(path) ? path : undefined);
  if (inherited !== undefined) {
    return { constant: getPath(organisation, inherited) };
  }
  if (path === 'criticalFunction') {
    const critical = organisation.criticalFunctionCriticalities ?? CRITICAL;
    return (workload) => {
      const { criticality } = workload.facts;
      return criticality === undefined ? undefined : critical.includes(criticality);
    };
  }
  // Read from the facts first: the filter language may fold or derive, a rule must see what was classified.
  if (path === 'dataClasses') return (workload) => workload.facts.dataClasses;
  const field = findField(path);
  return field === undefined ? { constant: undefined } : (workload) => field.read(workload);
}
