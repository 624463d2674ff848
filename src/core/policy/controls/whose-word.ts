/** Whose word facts of the inventory and tests of our own rules rest on. */

import { findField } from '../../model/fields.ts';
import type { FactKey, Workload } from '../../model/workload.ts';
import { HAND_SOURCE } from '../../applications/by-hand.ts';
import { CLASSIFICATION_SOURCE } from '../classify.ts';
import type { Rule } from '../engine/rules.ts';
import { INHERITANCE_SOURCE } from '../inherit/inherit.ts';
import type { EvidenceBasis } from './basis.ts';

/** Sources that are nobody's look at a machine. */
const STATING: ReadonlySet<string> = new Set([CLASSIFICATION_SOURCE, INHERITANCE_SOURCE, HAND_SOURCE]);

/** Of facts together: stated as soon as one of them is. */
export function factsBasis({ observations, provenance }: Workload, facts: readonly FactKey[]): EvidenceBasis {
  return facts.some((fact) => STATING.has(observations[provenance[fact] ?? 0]?.sourceId ?? '')) ? 'stated' : 'observed';
}

/** What sites.yaml says of workloads, whatever platform it may also be read from. */
const CLASSIFIED: ReadonlySet<string> = new Set([
  'application',
  'criticality',
  'dataClasses',
  'environment',
  'owner',
  'roles',
]);

/**
 * What a rule's test rests on: observed only where it reads facts of the inventory and nothing else. `declared` are the
 * paths, without "workload.", that some declaration gives: there nobody can tell any more whose word it is.
 */
export function ruleBasis({ requirement }: Pick<Rule, 'requirement'>, declared: ReadonlySet<string>): EvidenceBasis {
  const paths = requirement.test.paths.filter((path) => !CONSTANTS.has(path));
  const seen = (path: string): boolean => {
    const name = path.slice('workload.'.length);
    return (
      path.startsWith('workload.') &&
      !CLASSIFIED.has(name) &&
      !declared.has(name) &&
      !NOT_LOOKED_AT.has(findField(name)?.group)
    );
  };
  return paths.length > 0 && paths.every((path) => seen(path)) ? 'observed' : 'stated';
}

/** Groups of fields that people write, or that are no facts; undefined: no field of the inventory at all. */
const NOT_LOOKED_AT: ReadonlySet<string | undefined> = new Set(['meaning', 'result', undefined]);
const CONSTANTS: ReadonlySet<string> = new Set(['asOf', 'eu27', 'eea', 'adequate', 'selected']);
