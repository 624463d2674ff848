/** Says in words why a waiver does not cover a finding any more: which value was, and which is now. */

import { canonicalJson } from '../../evidence/digest.ts';
import type { FindingFacts } from './finding-facts.ts';
import type { RuleIdentity } from './rule-digest.ts';
import type { WaiverInForce, WaiverPin } from './waiver.ts';

const DIFFERENCES_SHOWN = 4;

export interface Lapse {
  readonly waiver: WaiverInForce;
  /** What was waived, if it is exactly what is found now. */
  readonly pin: WaiverPin | undefined;
  /** All that was waived of this rule at this site. */
  readonly given: readonly WaiverPin[];
  readonly facts: FindingFacts;
  readonly identity: RuleIdentity;
  /** Day of the check. */
  readonly day: string;
}

/** Empty when nothing of the rule was waived at the site: then nothing has lapsed. */
export function lapseReason({ waiver, pin, given, facts, identity, day }: Lapse): string {
  const near = pin ?? nearest(given, facts);
  if (near === undefined) return '';
  if (day > waiver.expiresOn) return `it ended on ${waiver.expiresOn}`;
  if (near.ruleDigest !== identity.ruleDigest) {
    return near.packVersion === identity.packVersion
      ? `the rule was changed since (pack ${identity.packId} ${identity.packVersion})`
      : `the rule was changed: it was waived as of ${near.packId} ${near.packVersion}, and is of ${identity.packVersion} now`;
  }
  if (pin === undefined) return differences(near, facts);
  if (waiver.state === 'reopened')
    return 'it was re-opened before; what is to be accepted again is to be requested anew';
  return 'it does not accept what cannot be told';
}

/** The pin with the fewest differing values; the first of equals. */
function nearest(given: readonly WaiverPin[], facts: FindingFacts): WaiverPin | undefined {
  let best: WaiverPin | undefined;
  let least = Infinity;
  for (const pin of given) {
    const count = changedPaths(pin, facts).length + (pin.state === facts.state ? 0 : 1);
    if (count < least) [best, least] = [pin, count];
  }
  return best;
}

function changedPaths(pin: WaiverPin, facts: FindingFacts): string[] {
  const paths = new Set([...Object.keys(pin.evidence), ...Object.keys(facts.evidence)]);
  return [...paths].filter((path) => valueText(pin.evidence[path]) !== valueText(facts.evidence[path])).sort();
}

function differences(pin: WaiverPin, facts: FindingFacts): string {
  const changed = changedPaths(pin, facts).map(
    (path) => `${path} was ${valueText(pin.evidence[path])}, is ${valueText(facts.evidence[path])} now`,
  );
  const rest = changed.length - DIFFERENCES_SHOWN;
  if (rest > 0) changed.splice(DIFFERENCES_SHOWN, rest, `and ${rest} more`);
  if (changed.length > 0) return changed.join('; ');
  if (pin.state !== facts.state) {
    return facts.state === 'unknown'
      ? `it was violated, and cannot be told now: ${facts.missing.join(', ') || (facts.error ?? 'no reason given')}`
      : 'it could not be told when it was waived, and is violated now';
  }
  return `what is missing was ${pin.missing.join(', ') || 'nothing'}, is ${facts.missing.join(', ') || 'nothing'} now`;
}

const valueText = (value: unknown): string => (value === undefined ? 'not known' : canonicalJson(value));
