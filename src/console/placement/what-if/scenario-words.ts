/** What a scenario changes, in words. Pure. */

import type { Scenario } from '../../../core/policy/site.ts';

export function scenarioWords(scenario: Scenario): string[] {
  const { change, add, remove, regimes, addPins, removePins, addRules, removeRules, priceFactors, placement } =
    scenario;
  const words: string[] = [];
  for (const [siteId, fields] of Object.entries(change)) {
    words.push(`${siteId}: other ${Object.keys(fields).map(fieldWords).join(', ')}`);
  }
  if (add.length > 0) words.push(`new: ${add.map(({ id }) => id).join(', ')}`);
  if (remove.length > 0) words.push(`gone: ${remove.join(', ')}`);
  for (const [siteId, factor] of Object.entries(priceFactors)) words.push(`${siteId} costs ${factorWords(factor)}`);
  if (regimes !== undefined)
    words.push(regimes.length === 0 ? 'no regime in force' : `in force: ${regimes.join(', ')}`);
  for (const { reason } of addPins) words.push(`pin: ${reason}`);
  for (const reason of removePins) words.push(`without the pin: ${reason}`);
  for (const { id, reason } of addRules) words.push(`rule ${id}: ${reason}`);
  if (removeRules.length > 0)
    words.push(`without ${removeRules.length === 1 ? 'rule' : 'rules'} ${removeRules.join(', ')}`);
  const settings = Object.keys(placement);
  if (settings.length > 0) words.push(`other ${settings.map(fieldWords).join(', ')}`);
  return words;
}

/** "usdPerMigrationHour" as "usd per migration hour". */
const fieldWords = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function factorWords(factor: number): string {
  if (factor === 0) return 'nothing';
  if (factor === 1) return 'the same';
  const pct = Math.round(Math.abs(factor - 1) * 1000) / 10;
  return factor < 1 ? `${pct} % less` : factor < 2 ? `${pct} % more` : `${factor} times as much`;
}
