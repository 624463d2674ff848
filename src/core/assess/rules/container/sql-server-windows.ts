import { database } from '../../containers/known-services.ts';
import { defineRule } from '../../rule.ts';
import { fail, pass, unknown } from '../../verdict.ts';
import { BLOCKER } from './severity.ts';
import { sqlServerOnWindows } from './sources.ts';

export const sqlServerWindows = defineRule({
  id: 'container.service.sql-server-windows',
  label: 'SQL Server on Windows',
  description: 'SQL Server is not supported in Windows containers; in Linux containers it is.',
  remedy: 'Move its databases to SQL Server on Linux or to a database service, or keep the virtual machine.',
  severity: BLOCKER,
  source: sqlServerOnWindows,
  needs: [],
  mayUse: ['os', 'roles', 'rolesSeen', 'guestServices'],
  fixHours: 60,
  evaluate: ({ os, roles, rolesSeen, guestServices }) => {
    if (os?.family !== undefined && os.family !== 'windows') return pass;
    const service = guestServices?.find(
      ({ name, state }) => state === 'running' && database(name)?.title === 'SQL Server',
    );
    const held = (roles ?? []).some((role) => role === 'sql-server' || role === 'sql-cluster');
    if (service !== undefined || held) {
      if (os?.family === undefined) return unknown(['os.family']);
      return fail(service === undefined ? 'Role: SQL Server.' : `Service ${service.name} runs.`);
    }
    const seen = roles !== undefined && (rolesSeen?.includes('sql-server') ?? true);
    return seen ? pass : unknown([...(roles === undefined ? (['roles'] as const) : []), 'guestServices']);
  },
});
