/**
 * Which rules a hop is judged by: those on where data goes and who can reach it. What they say of certificates, levels
 * or power is about the service at the destination, not about a place on the way.
 */

import type { HopFact } from '../../catalog/migration-hops.ts';
import type { Rule } from '../engine/rules.ts';

type Holds = HopFact['holds'];

/** Names, as rules write them, for which a hop stands in. A dot at the end: everything below. */
const STANDS_IN_FOR: Readonly<Record<Holds, readonly string[]>> = {
  content: [
    'touchCountries',
    'exposedLaws',
    'providerCanRead',
    'site.country',
    'site.exposedLaws',
    'site.operator.',
    'site.controlPlane.',
    'site.encryption.',
    'site.importer.',
    'site.keyCustody.',
  ],
  // Names and addresses are not the disks: a rule on where a site is does not speak of them.
  metadata: ['touchCountries', 'exposedLaws', 'site.exposedLaws'],
  logs: ['touchCountries', 'exposedLaws', 'site.exposedLaws'],
  access: ['touchCountries'],
};

export const HOLDS: readonly Holds[] = ['content', 'metadata', 'logs', 'access'];

export function rulesFor(holds: Holds, rules: readonly Rule[]): Rule[] {
  const names = STANDS_IN_FOR[holds];
  return rules.filter(
    (rule) =>
      !isLadder(rule) &&
      writtenBy(rule).some((path) =>
        names.some((name) => (name.endsWith('.') ? path.startsWith(name) : path === name)),
      ),
  );
}

export const writtenBy = ({ requirement }: Rule): readonly string[] =>
  [requirement.test, requirement.when].flatMap((expression) => expression?.written ?? []);

/** Levels grade a service as a whole. */
function isLadder({ pack, requirement }: Rule): boolean {
  return pack.definition.requirements.some(
    (each) => 'ladder' in each && `${pack.id}/${each.id}` === requirement.ruleId,
  );
}
