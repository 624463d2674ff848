/** What scenarios must keep beyond their shape: ids used once, and what they change exists. */

import { checkFilter } from './check-rules.ts';
import { suggestion } from './did-you-mean.ts';
import type { SitesFile } from './site.ts';
import type { Report } from './yaml-issues.ts';

export function checkScenarios(file: SitesFile, report: Report): void {
  const ids = file.sites.map((site) => site.id);
  const rules = file.placement.rules.map((rule) => rule.id);
  const pins = file.pins.map((pin) => pin.reason);
  const seen = new Set<string>();
  file.scenarios.forEach((scenario, index) => {
    const at = ['scenarios', index];
    const known = (name: string, names: readonly string[], path: readonly PropertyKey[], what: string): void => {
      if (names.includes(name)) return;
      report(
        [...at, ...path],
        `there is no ${what} "${name}".${suggestion(name, names)} There are: ${names.join(', ') || 'none'}`,
      );
    };
    if (seen.has(scenario.id))
      report([...at, 'id'], `"${scenario.id}" is already the id of a scenario; ids must be unique`);
    seen.add(scenario.id);
    for (const id of Object.keys(scenario.change)) known(id, ids, ['change', id], 'site');
    scenario.remove.forEach((id, position) => known(id, ids, ['remove', position], 'site'));
    scenario.removeRules.forEach((id, position) => known(id, rules, ['removeRules', position], 'rule'));
    scenario.removePins.forEach((reason, position) => known(reason, pins, ['removePins', position], 'pin'));
    const after = [...ids, ...scenario.add.map((site) => site.id)];
    for (const id of Object.keys(scenario.priceFactors)) known(id, after, ['priceFactors', id], 'site');
    scenario.addPins.forEach((pin, position) => checkFilter(pin.match, [...at, 'addPins', position, 'match'], report));
    scenario.addRules.forEach((rule, position) =>
      checkFilter(rule.match, [...at, 'addRules', position, 'match'], report),
    );
  });
}
