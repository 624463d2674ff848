/** What softens the reach of a foreign law (S5): the measures of the catalogue, and whether they are in place. */

import type { Catalog } from '../catalog/catalog.ts';
import { compileExpression } from './cel/expression.ts';
import type { Scope } from './cel/scope.ts';
import { isUnknown } from './cel/truth.ts';
import type { Truth } from './cel/truth.ts';
import { policyVocabulary } from './vocabulary.ts';

/** The catalogue words its conditions for people; these are the same as conditions, by id. */
const CONDITIONS: Readonly<Record<string, string>> = {
  m1: 'workload.keyCustody == "externalKms" || workload.encryption.endToEnd',
  m2: 'site.confidentialCompute == "teeWithRemoteAttestation"',
  m3: 'site.operator.parentCountry == site.country && site.operator.country == site.country',
  m4: 'site.connectivity == "airGapped"',
  m5: 'workload.keyCustody == "customerManagedInProvider"',
};

/** Where the site offers a measure that is not in place: the workload, or its owner, can still take it. */
const OFFERED: Readonly<Record<string, string>> = {
  m1: 'site.keyCustody.offered in ["externalKms", "customerHsmOnPrem"]',
  m2: 'site.confidentialCompute == "tee"',
  m4: 'site.operator.own',
  m5: 'site.keyCustody.offered in ["customerManagedInProvider", "customerHsmInProvider"]',
};

export interface Mitigation {
  readonly id: string;
  readonly control: string;
  /** On confidentiality and on availability: keys soften the one and never the other. */
  readonly effect: string;
  /** Null: not known, or it depends on the workload; `missing` names what decides. */
  readonly inPlace: boolean | null;
  /** possible: not known to be in place, and the site offers it. unknown: neither is known, or each workload decides. */
  readonly state: 'in-place' | 'possible' | 'not-in-place' | 'unknown';
  readonly missing: readonly string[];
  readonly confidence: string;
}

export function mitigationsAt(scope: Scope, catalog: Catalog): Mitigation[] {
  const vocabulary = policyVocabulary(catalog);
  return catalog.sovereignty.mitigations.flatMap(({ id, control, effect, conf }) => {
    const text = CONDITIONS[id];
    if (text === undefined) return [];
    const evaluate = (condition: string): Truth => compileExpression(condition, vocabulary).evaluate(scope);
    const truth = evaluate(text);
    const open = isUnknown(truth);
    const offer = OFFERED[id];
    const offered = offer === undefined ? false : evaluate(offer);
    const missing = [truth, offered].flatMap((each) => (isUnknown(each) ? each.missing : []));
    return [
      {
        id,
        control,
        effect,
        inPlace: open ? null : truth,
        state: stateOf(truth, offered),
        missing: truth === true ? [] : [...new Set(open ? missing : [])].sort(),
        confidence: conf,
      },
    ];
  });
}

function stateOf(inPlace: Truth, offered: Truth): Mitigation['state'] {
  if (inPlace === true) return 'in-place';
  if (offered === true) return 'possible';
  return inPlace === false && offered === false ? 'not-in-place' : 'unknown';
}
