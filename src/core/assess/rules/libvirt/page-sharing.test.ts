import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtPageSharing } from './page-sharing.ts';

describeRule(libvirtPageSharing, 'kvm', [
  { reason: 'the cluster merges', facts: { platform: 'openshift', pageSharing: true }, says: { fails: 'merged' } },
  { reason: 'left out of it', facts: { pageSharing: false }, says: 'pass' },
  { reason: 'whether the host does is not told', facts: {}, says: { asks: ['pageSharing'] } },
]);
