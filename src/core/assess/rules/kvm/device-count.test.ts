import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { kvmDeviceCount } from './device-count.ts';

const disks = (count: number) => Array.from({ length: count }, (_, index) => ({ label: `Hard disk ${index}` }));
const nics = [{ label: 'Network adapter 1' }, { label: 'Network adapter 2' }];

describeRule(kvmDeviceCount, 'vsphere', [
  { reason: 'one too many', facts: { disks: disks(254), nics }, says: { fails: '256 disks and network adapters' } },
  { reason: 'as many as there are', facts: { disks: disks(253), nics }, says: 'pass' },
  { reason: 'adapters not told', facts: { disks: disks(1) }, says: { asks: ['nics'] } },
  { reason: 'disks not told', facts: { nics }, says: { asks: ['disks'] } },
]);
