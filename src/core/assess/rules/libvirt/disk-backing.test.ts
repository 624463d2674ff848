import { describeRule } from '../../../../../test/support/rule-cases.ts';
import { libvirtDiskBacking } from './disk-backing.ts';

describeRule(libvirtDiskBacking, 'kvm', [
  {
    reason: 'storage that another process serves',
    facts: { disks: [{ label: 'vdb', backing: 'vhost-user' }] },
    says: { fails: 'vdb (vhost-user)' },
  },
  {
    reason: 'an NVMe device of the host',
    facts: { disks: [{ label: 'vdb', backing: 'nvme' }] },
    says: { fails: 'nvme' },
  },
  { reason: 'a file', facts: { disks: [{ label: 'vda', backing: 'file' }] }, says: 'pass' },
  { reason: 'not told', facts: { disks: [{ label: 'vda' }] }, says: { asks: ['disks[].backing'] } },
  { reason: 'no source listed the disks', facts: {}, says: { asks: ['disks[].backing'] } },
]);
