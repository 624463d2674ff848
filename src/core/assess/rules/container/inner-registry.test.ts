import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { innerRegistry } from './inner-registry.ts';

describeRule(innerRegistry, 'openshift', [
  {
    reason: 'of the cluster',
    facts: { images: ['image-registry.openshift-image-registry.svc:5000/shop/web:1'] },
    says: { fails: 'shop/web' },
  },
  { reason: 'of everybody', facts: { images: ['registry.example/shop/web:1'] }, says: 'pass' },
  { reason: 'not told', facts: {}, says: { asks: ['images'] } },
]);
