import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kubernetesNode } from './kubernetes-node.ts';

describeRule(kubernetesNode, 'vsphere', [
  { reason: 'the role is known', facts: { roles: ['kubernetes-node'] }, says: { fails: 'Kubernetes' } },
  { reason: 'roles known, not this one', facts: { roles: [] }, says: 'pass' },
  { reason: 'nothing told', facts: {}, says: { asks: ['roles'] } },
]);
