import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { furtherNetworks } from './further-networks.ts';

describeRule(furtherNetworks, 'openshift', [
  { reason: 'a second one', facts: { networks: ['pod network', 'shop/vlan120'] }, says: { fails: 'vlan120' } },
  { reason: 'the pod network', facts: { networks: ['pod network'] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['networks'] } },
]);
