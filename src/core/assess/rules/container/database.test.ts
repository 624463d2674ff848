import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerDatabase } from './database.ts';

describeRule(containerDatabase, 'vsphere', [
  {
    reason: 'a database runs',
    facts: {
      os: { id: 'rhel-9', family: 'linux' },
      roles: [],
      guestServices: [{ name: 'postgresql@15-main', state: 'running', startMode: 'automatic' }],
    },
    says: { fails: 'PostgreSQL' },
  },
  { reason: 'the role is held', facts: { roles: ['oracle-database'] }, says: { fails: 'oracle' } },
  {
    reason: 'neither',
    facts: { roles: [], guestServices: [{ name: 'nginx', state: 'running', startMode: 'automatic' }] },
    says: 'pass',
  },
  {
    reason: 'it is installed and stopped',
    facts: { roles: [], guestServices: [{ name: 'mysqld', state: 'stopped' }] },
    says: 'pass',
  },
  {
    reason: 'whether it runs is not known',
    facts: { roles: [], guestServices: [{ name: 'mysqld' }] },
    says: { asks: ['guestServices[].state'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['roles', 'guestServices'] } },
]);
