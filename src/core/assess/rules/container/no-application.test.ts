import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { containerNoApplication } from './no-application.ts';

describeRule(containerNoApplication, 'vsphere', [
  { reason: 'an appliance', facts: { roles: ['virtual-appliance'] }, says: { fails: 'appliance' } },
  { reason: 'a node', facts: { roles: ['kubernetes-node'] }, says: { fails: 'Kubernetes' } },
  {
    reason: 'its services were listed: it is no closed appliance',
    facts: { roles: [], rolesSeen: ['kubernetes-node'], guestServices: [] },
    says: 'pass',
  },
  { reason: 'roles are known', facts: { roles: [] }, says: 'pass' },
  {
    reason: 'nobody would have told of an appliance',
    facts: { roles: [], rolesSeen: ['kubernetes-node'] },
    says: { asks: ['roles'] },
  },
  { reason: 'nothing told', facts: {}, says: { asks: ['roles'] } },
]);
