/** What this kind of source is called. Machines of libvirt's QEMU driver are KVM's, emulated ones included. */

export const KIND = 'libvirt';
export const PLATFORM = 'kvm';
