import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { domainControllerSnapshot } from './domain-controller-snapshot.ts';

describeRule(domainControllerSnapshot, 'vsphere', [
  {
    reason: 'a controller with a snapshot',
    facts: { roles: ['domain-controller'], snapshots: [{ name: 'before update' }] },
    says: { fails: 'before update' },
  },
  { reason: 'a controller without', facts: { roles: ['domain-controller'], snapshots: [] }, says: 'pass' },
  { reason: 'another machine with one', facts: { roles: ['web-server'], snapshots: [{ name: 'a' }] }, says: 'pass' },
  { reason: 'a Linux machine with one', facts: { os: { family: 'linux' }, snapshots: [{ name: 'a' }] }, says: 'pass' },
  {
    reason: 'no snapshots settle it without the role',
    facts: { os: { family: 'windows', id: 'windows-server-2019' }, snapshots: [] },
    says: 'pass',
  },
  {
    reason: 'snapshots of a server of unknown roles',
    facts: { os: { family: 'windows', id: 'windows-server-2019' }, snapshots: [{ name: 'a' }] },
    says: { asks: ['roles'] },
  },
  {
    reason: 'a controller of unknown snapshots',
    facts: { roles: ['domain-controller'] },
    says: { asks: ['snapshots'] },
  },
]);
