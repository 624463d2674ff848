/** What softens the reach of a foreign law (S5): the measures of the catalogue, and whether they are in place. */

import type { Catalog } from '../catalog/catalog.ts';
import { compileExpression } from './cel/expression.ts';
import type { Scope } from './cel/scope.ts';
import { isUnknown } from './cel/truth.ts';
import { policyVocabulary } from './vocabulary.ts';

/** The catalogue words its conditions for people; these are the same as conditions, by id. */
const CONDITIONS: Readonly<Record<string, string>> = {
  m1: 'workload.keyCustody == "externalKms" || workload.encryption.endToEnd',
  m2: 'site.confidentialCompute == "teeWithRemoteAttestation"',
  m3: 'site.operator.parentCountry == site.country && site.operator.country == site.country',
  m4: 'site.connectivity == "airGapped"',
  m5: 'workload.keyCustody == "customerManagedInProvider"',
};

export interface Mitigation {
  readonly id: string;
  readonly control: string;
  /** On confidentiality and on availability: keys soften the one and never the other. */
  readonly effect: string;
  /** Null: not known, or it depends on the workload; `missing` names what decides. */
  readonly inPlace: boolean | null;
  readonly missing: readonly string[];
  readonly confidence: string;
}

export function mitigationsAt(scope: Scope, catalog: Catalog): Mitigation[] {
  const vocabulary = policyVocabulary(catalog);
  return catalog.sovereignty.mitigations.flatMap(({ id, control, effect, conf }) => {
    const text = CONDITIONS[id];
    if (text === undefined) return [];
    const truth = compileExpression(text, vocabulary).evaluate(scope);
    const open = isUnknown(truth);
    return [
      { id, control, effect, inPlace: open ? null : truth, missing: open ? truth.missing : [], confidence: conf },
    ];
  });
}
