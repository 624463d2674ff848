import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { virtualAppliance } from './virtual-appliance.ts';

describeRule(virtualAppliance, 'vsphere', [
  { reason: 'the role is known', facts: { roles: ['virtual-appliance'] }, says: { fails: 'appliance' } },
  { reason: 'roles known, not this one', facts: { roles: [] }, says: 'pass' },
  { reason: 'nothing told', facts: {}, says: { asks: ['roles'] } },
]);
