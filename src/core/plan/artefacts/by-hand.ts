/** Which artefact format serves a target, and how people move a workload where there is none. */

import type { TargetId } from '../../assess/verdict.ts';

/** Id of the format, for `isthmus export --to`. Targets that are not here have none. */
export const FORMAT_FOR: Readonly<Partial<Record<TargetId, string>>> = {
  'openshift-virtualization': 'openshift',
  'azure-vm': 'azure',
};

const BY_HAND: Readonly<Partial<Record<TargetId, string>>> = {
  kvm: 'convert with virt-v2v and define the domain by hand',
  hyperv:
    'convert with System Center Virtual Machine Manager, or the disks to VHDX with drivers in place, and make the machine by hand',
  'openshift-container': 'build the image and its manifests anew',
  'aks-container': 'build the image and its manifests anew',
  'azure-local': 'replicate with Azure Migrate to Azure Local, or import the disks, in its portal',
};

/** How people move a workload to a target that no format serves. Undefined: one does, or nothing moves there. */
export function wayByHand(target: TargetId): string | undefined {
  return FORMAT_FOR[target] === undefined ? BY_HAND[target] : undefined;
}

/** Said of every such move in the plan: it orders the move, a person carries it out. */
export function byHand(target: TargetId): string | undefined {
  const way = wayByHand(target);
  return way === undefined ? undefined : `no files are generated for ${target}: ${way}`;
}
