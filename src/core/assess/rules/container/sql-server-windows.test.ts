import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { sqlServerWindows } from './sql-server-windows.ts';

describeRule(sqlServerWindows, 'vsphere', [
  {
    reason: 'the service runs',
    facts: {
      os: { id: 'windows-server-2022', family: 'windows' },
      guestServices: [{ name: 'MSSQL$SHOP', state: 'running', startMode: 'automatic' }],
    },
    says: { fails: 'MSSQL$SHOP' },
  },
  {
    reason: 'the role is held',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: ['sql-server'] },
    says: { fails: 'SQL Server' },
  },
  {
    reason: 'on Linux it is supported',
    facts: { os: { id: 'rhel-9', family: 'linux' }, roles: ['sql-server'] },
    says: 'pass',
  },
  {
    reason: 'roles are known, not this one',
    facts: { os: { id: 'windows-server-2022', family: 'windows' }, roles: [] },
    says: 'pass',
  },
  { reason: 'held, by a system nobody names', facts: { roles: ['sql-server'] }, says: { asks: ['os.family'] } },
  {
    reason: 'nothing told',
    facts: { os: { id: 'windows-server-2022', family: 'windows' } },
    says: { asks: ['roles', 'guestServices'] },
  },
]);
