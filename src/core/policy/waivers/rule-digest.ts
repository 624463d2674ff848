/** Digests rules one by one, so that a waiver ends with the rule it was given for and not with its pack. */

import { digestOf } from '../../evidence/digest.ts';
import type { Pack } from '../packs/pack.ts';

export interface RuleIdentity {
  readonly packId: string;
  readonly packVersion: string;
  readonly packDigest: string;
  readonly ruleDigest: string;
}

/** By rule id, with "<pack>/applies" for whether the pack applies at all. */
export function ruleIdentities(packs: readonly Pack[]): ReadonlyMap<string, RuleIdentity> {
  const found = new Map<string, RuleIdentity>();
  for (const { id, version, digest, definition } of packs) {
    const { appliesWhen, whenUnclear, attributes, ladders } = definition;
    const identity = (requirement: unknown): RuleIdentity => ({
      packId: id,
      packVersion: version,
      packDigest: digest,
      // Absent members have no JSON form.
      ruleDigest: digestOf(JSON.parse(JSON.stringify({ appliesWhen, whenUnclear, attributes, ladders, requirement }))),
    });
    found.set(`${id}/applies`, identity(null));
    for (const requirement of definition.requirements) found.set(`${id}/${requirement.id}`, identity(requirement));
  }
  return found;
}
