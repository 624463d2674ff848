/** Platforms whose machines QEMU runs and whose settings are those of libvirt, by the names that sources give them. */
export const QEMU = ['kvm', 'ovirt', 'openstack'] as const;
