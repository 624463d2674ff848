import type { Target } from '../target.ts';

export const kvm: Target = {
  id: 'kvm',
  title: 'KVM with libvirt',
  description: 'A libvirt domain on a KVM host, converted by virt-v2v.',
  kinds: ['vm'],
  moves: true,
  platform: 'kvm',
};
