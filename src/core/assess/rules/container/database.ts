import { database } from '../../containers/known-services.ts';
import { listed } from '../../kleene.ts';
import { noRole } from '../../roles.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import type { FactPath } from '../../verdict.ts';
import { ownExperience } from '../sources.ts';
import { WARNING } from './severity.ts';

export const containerDatabase = defineRule({
  id: 'container.service.database',
  label: 'Database engine',
  description: 'A database keeps state: in a container it needs volumes, backups and an operator that looks after it.',
  remedy: 'Use a database service of the target or an operator; else keep the database as a virtual machine.',
  severity: WARNING,
  source: ownExperience,
  needs: [],
  mayUse: ['roles', 'guestServices'],
  fixHours: 24,
  evaluate: ({ roles, guestServices }) => {
    const found = (guestServices ?? []).flatMap(({ name, state }) => {
      const engine = state === 'running' ? database(name) : undefined;
      return engine === undefined ? [] : [`${name} (${engine.title})`];
    });
    if (found.length > 0) return fail(`Services: ${listed(found)}.`);
    const held = noRole(['sql-server', 'sql-cluster', 'oracle-database', 'sap'], { roles });
    if (held.outcome === 'fail') return held;
    const missing: FactPath[] = [];
    if (roles === undefined) missing.push('roles');
    if (guestServices === undefined) missing.push('guestServices');
    // Who lists the services has seen every database that runs, whichever roles it would tell.
    const dark = guestServices?.some(({ name, state }) => state === undefined && database(name) !== undefined);
    if (dark === true) missing.push('guestServices[].state');
    return missing.length > 0 ? unknown(missing) : pass;
  },
});
