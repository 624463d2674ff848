/**
 * What rules see of a workload: what was declared of it, its classification, the organisation's own answers, and
 * its inventory facts under the names the filter language uses. Nothing is assumed: what none of them says is unknown.
 */

import { findField } from '../../model/fields.ts';
import { unstatedFields } from '../unstated-fields.ts';
import { fieldsOf } from '../../model/filter/fields-of.ts';
import { compileFilter, parseFilter } from '../../model/filter/filter.ts';
import type { FactKey, Workload } from '../../model/workload.ts';
import { getPath, leafPaths, setPath } from '../attribute-path.ts';
import type { Declaration, Organisation } from '../site.ts';

/** Attributes declared of a workload: the same object for every workload the same declarations match. */
export interface Declared {
  readonly key: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /**
   * By path: what declarations say that come after the last one known to match, and of which it is not known whether
   * they match.
   */
  readonly maybe: Readonly<Record<string, readonly PossibleValue[]>>;
}

interface PossibleValue {
  readonly value: unknown;
  /** Fields of the filter that nobody states. */
  readonly fields: readonly string[];
}

/** One attribute, by path without "workload.". */
export interface AttributeReader {
  readonly path: string;
  /** False when workloads that the same declarations match cannot differ in it. */
  readonly varies: boolean;
  read(workload: Workload, declared: Declared): unknown;
  /** Attributes that would complete a list known only in part, or settle what is not known; the path itself among them. */
  openBecause(workload: Workload, declared: Declared): readonly string[] | undefined;
}

/** Criticality values that count as a critical or important function unless sites.yaml says otherwise: our choice. */
const CRITICAL: readonly string[] = ['high', 'mission-critical'];
const FROM_ORGANISATION: Readonly<Record<string, string>> = {
  'owner.country': 'country',
  'owner.sector': 'sector',
  'owner.class': 'class',
};

/**
 * Prepares the declarations of sites.yaml; later ones win over earlier ones. Where it is not known whether one matches,
 * what it would change is open. Throws IST-2001 … on a bad filter.
 */
export function declarer(declarations: readonly Declaration[]): (workload: Workload) => Declared {
  const parts = declarations.map(({ match, attributes }) => {
    const filter = parseFilter(match);
    const stated: Record<string, unknown> = {};
    merge(stated, attributes, '');
    return { test: compileFilter(filter), fields: fieldsOf(filter), stated };
  });
  const remembered = new Map<string, Declared>();
  return (workload) => {
    let key = '';
    for (const { test, fields } of parts) {
      const truth = test(workload);
      key += truth === true ? '1' : truth === false ? '0' : `?${unstatedFields(fields, workload).join('+')};`;
    }
    let declared = remembered.get(key);
    if (declared === undefined) {
      const truths = parts.map(({ test }) => test(workload));
      declared = declaredBy(key, parts, truths, workload);
      remembered.set(key, declared);
    }
    return declared;
  };
}

interface Part {
  readonly fields: readonly string[];
  readonly stated: Readonly<Record<string, unknown>>;
}

function declaredBy(
  key: string,
  parts: readonly Part[],
  truths: readonly (boolean | undefined)[],
  workload: Workload,
): Declared {
  const attributes: Record<string, unknown> = {};
  const maybe = new Map<string, PossibleValue[]>();
  for (const [index, { fields, stated }] of parts.entries()) {
    if (truths[index] === false) continue;
    if (truths[index] === true) merge(attributes, stated, '');
    for (const path of leafPaths(stated)) {
      if (truths[index] === true) maybe.delete(path);
      else {
        const known = maybe.get(path) ?? [];
        known.push({ value: getPath(stated, path), fields: unstatedFields(fields, workload) });
        maybe.set(path, known);
      }
    }
  }
  return { key, attributes, maybe: Object.fromEntries(maybe) };
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
  const settled = (workload: Workload, declared: Declared): unknown =>
    stated(declared) ?? (typeof base === 'function' ? base(workload) : base.constant);
  // Possible values that differ from what holds otherwise: then neither is known.
  const differing = (workload: Workload, declared: Declared): readonly PossibleValue[] => {
    const possible = declared.maybe[path];
    if (possible === undefined) return [];
    const value = JSON.stringify(settled(workload, declared));
    return possible.some((each) => JSON.stringify(each.value) !== value) ? possible : [];
  };
  const field = findField(path);
  // A declared path has no inventory fact behind it, but the fact its value is derived from may be open.
  const factKey = FROM_FACT[path] ?? path;
  return {
    path,
    varies: typeof base === 'function',
    read: (workload, declared) => (differing(workload, declared).length > 0 ? undefined : settled(workload, declared)),
    openBecause: (workload, declared) => {
      const possible = differing(workload, declared);
      if (possible.length > 0)
        return openPaths(
          path,
          possible.flatMap(({ fields }) => fields),
        );
      if (workload.open === undefined && field?.readVouched === undefined) return undefined;
      if (stated(declared) !== undefined) return undefined;
      const open = workload.open?.[factKey as FactKey];
      // The list is named too: declaring it closes it, whatever left it open.
      if (field?.readVouched?.(workload) !== undefined)
        return openPaths(path, path === 'dataClasses' ? (open ?? []) : []);
      return open === undefined || settled(workload, declared) !== undefined ? undefined : openPaths(path, open);
    },
  };
}

/** Where an attribute is derived from one fact, and open with it. */
const FROM_FACT: Readonly<Record<string, string>> = { criticalFunction: 'criticality' };

const openPaths = (path: string, fields: readonly string[]): readonly string[] => [
  ...new Set([path, ...fields].map((each) => `workload.${each}`)),
];

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
