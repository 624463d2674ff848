/** The way back from a wave, as steps for people. Sources are kept, so every move can be undone until they are removed. */

import type { TargetId } from '../assess/verdict.ts';
import type { Move } from './plan.ts';

const UNDO: Readonly<Record<TargetId, string>> = {
  stay: 'Nothing was moved for workloads that stay',
  'openshift-virtualization':
    'Stop the virtual machines on OpenShift Virtualization (spec.runStrategy: Halted) and keep their volumes',
  'azure-vm': 'Stop and deallocate the Azure virtual machines and keep their disks',
  kvm: 'Shut down the libvirt domains, switch off their autostart and keep their volumes',
  hyperv: 'Shut down the Hyper-V virtual machines and keep their virtual disks',
  'azure-local': 'Shut down the Azure Local virtual machines and keep their virtual disks',
  'openshift-container': 'Scale the OpenShift workloads to zero replicas and keep their volumes',
  'aks-container': 'Scale the AKS workloads to zero replicas and keep their volumes',
};

/** Minutes to shut down, power on and check one workload, for the time the way back takes. */
const MINUTES_PER_WORKLOAD = 10;
const PARALLEL = 10;

export function fallbackSteps(moves: readonly Move[]): string[] {
  const targets = [...new Set(moves.map((move) => move.target))].sort();
  const hours = (Math.ceil(moves.length / PARALLEL) * MINUTES_PER_WORKLOAD) / 60;
  return [
    'Decide before the cutover window ends: data written on the target after cutover is not copied back by itself',
    ...targets.map((target) => UNDO[target]),
    'Export or replay what was written on the target since cutover, application by application, or accept its loss in writing',
    'Re-attach the source machines to their networks and power them on: the plan shuts them down and deletes nothing',
    'Point DNS, load balancers and monitoring back to the source addresses',
    `Check each application at the source; about ${Math.max(0.2, Math.round(hours * 10) / 10)} h for ${moves.length} workloads, ${PARALLEL} at a time`,
  ];
}
