/** The rules and conditions of Forklift (commit d42511b) and of migration-planner, by the ids they publish. */

/** C critical, W warning, I information: what a failure weighs in Forklift. */
type Weight = 'C' | 'W' | 'I';

export interface ForeignRule {
  readonly id: string;
  readonly weight: Weight;
  /** Why none of our sources can tell, where none can. */
  readonly nobody?: string;
}

function rules(kind: string, text: string, nobody: Readonly<Record<string, string>> = {}): ForeignRule[] {
  return text
    .trim()
    .split(/\s+/)
    .map((word) => {
      const [id = '', weight = 'W'] = word.split(':');
      const reason = nobody[id];
      return { id: `${kind}.${id}`, weight: weight as Weight, ...(reason !== undefined && { nobody: reason }) };
    });
}

export const VSPHERE = rules(
  'vmware',
  `changed_block_tracking.disabled changed_block_tracking.disk.disabled consolidation_needed cpu_affinity.detected
   cpu_memory.hotplug.enabled datastore.missing:C disk.count.exceeds.limit disk_mode.independent disk_serial.truncated:I
   disk.capacity.invalid:C dpm.enabled:I drs.enabled:I fault_tolerance.enabled:I guestDisks.freespace:C
   guestDisks.key.not_found:I host_affinity.detected hostname.empty hostname.default vm_missing_ip.detected
   vm.name.invalid numa_affinity.detected passthrough_device.detected:C disk.rdm.detected disk.shared.detected
   snapshot.detected:I device.sriov.detected tpm.detected usb_controller.detected os.unsupported`,
);

export const HYPERV = rules(
  'hyperv',
  `checkpoint.detected:I cluster_role.not_registered disk.count.exceeds.limit disk.capacity.invalid:C
   disk.smb_path.missing integration_services.not_detected vm_missing_ip.detected vm.name.invalid
   nic.unresolved_network secure_boot.detected:I tpm.detected os.unsupported`,
);

export const OVA = rules(
  'ova',
  `cpu_affinity.detected cpu_memory.hotplug.enabled disk.count.exceeds.limit disk.capacity.invalid:C
   source.unsupported name.invalid`,
);

export const OPENSTACK = rules(
  'openstack',
  `bios.boot_menu.enabled cpu.shares.defined disk.count.exceeds.limit disk.unsupported_interface
   disk.capacity.invalid:C disk.status.unsupported:C network.floating_ips.detected host_devices.mapped
   vm.name.invalid numa_tuning.detected secure_boot.detected disk.shared.detected network.vif_model.unsupported
   os.unsupported vm.status.invalid watchdog.detected`,
  {
    'network.floating_ips.detected':
      "Floating addresses are kept by OpenStack's network service alone; neither the domain on the host nor its guest knows them. Its API would answer.",
  },
);

export const OVIRT = rules(
  'ovirt',
  `memory.ballooning.enabled:I bios.boot_menu.enabled cpu.custom_model.detected cpu.pinning_policy.unsupported
   cpu.shares.defined cpu.tuning.detected vm.custom_properties.detected disk.count.exceeds.limit
   disk.interface_type.unsupported disk.capacity.invalid:C disk.illegal_or_locked_status:C
   disk.storage_type.unsupported:C display_type.spice.enabled:I ha.enabled ha.reservation.enabled host_devices.mapped
   disk.illegal_images.detected:C iothreads.configured:I cluster.ksm_enabled name.invalid nic.custom_properties.detected
   nic.interface_type.unsupported nic.network_filter.detected nic.pci_passthrough.detected nic.unplugged.detected
   nic.port_mirroring.detected nic.qos.detected numa.tuning.detected snapshot.online_memory.detected
   placement_policy.affinity_set disk.scsi_reservation.enabled secure_boot.detected disk.shared.detected
   storage.resume_behavior.unsupported:I tpm.required_by_os usb.enabled os.unsupported vm.status_invalid watchdog.enabled`,
  {
    'ha.reservation.enabled':
      "A setting of oVirt's clusters, which neither a package nor a host of the cluster holds. oVirt's API would answer.",
    'disk.illegal_images.detected':
      "A mark that oVirt's engine keeps on images after a failed merge of snapshots. Its API would answer.",
  },
);

/** Which of vSphere's rules migration-planner cannot reach, and the sheet and column that makes each known here. */
export const UNREACHABLE: readonly (readonly [id: string, sheet: string])[] = [
  ['consolidation_needed', 'vInfo, "Consolidation Needed"'],
  ['cpu_affinity.detected', 'no sheet; live vSphere, config.cpuAffinity'],
  ['dpm.enabled', 'vCluster, "DPM enabled"'],
  ['drs.enabled', 'vCluster, "DRS enabled"'],
  ['guestDisks.freespace', 'vPartition, "Free MiB"'],
  ['guestDisks.key.not_found', 'vPartition, "Disk Key"'],
  [
    'host_affinity.detected',
    'vInfo, "Cluster rule name(s)": an empty cell passes; which rules are about hosts, live vSphere alone says',
  ],
  ['vm_missing_ip.detected', 'vNetwork, "IPv4 Address" and "IPv6 Address"; vInfo, "Primary IP Address"'],
  ['numa_affinity.detected', 'no sheet; live vSphere, config.extraConfig numa.nodeAffinity'],
  [
    'passthrough_device.detected',
    'no sheet lists devices; a running machine whose memory is not all reserved (vMemory) has none; live vSphere lists them',
  ],
  ['snapshot.detected', 'vSnapshot'],
  ['device.sriov.detected', 'vNetwork, "Adapter"'],
  [
    'tpm.detected',
    'no sheet; ruled out by BIOS firmware or hardware version (vInfo); live vSphere, config.hardware.device',
  ],
  ['usb_controller.detected', 'vUSB for devices; controllers by live vSphere'],
];

/** How a plan-level condition is answered here. */
type Answer = 'rule' | 'plan check' | 'artefact' | 'live';

export interface Condition {
  readonly name: string;
  readonly how: Answer;
  /** Rule ids, the words of a check, or who answers. */
  readonly by: string;
}

const condition = (how: Answer, names: string, by: string): Condition[] =>
  names.split(' ').map((name) => ({ name, how, by }));

const FORKLIFT_ITSELF = "the target's Forklift when the Plan is applied: it is about objects of that cluster";

export const CONDITIONS: readonly Condition[] = [
  ...condition('rule', 'VMPowerStateUnsupported', '`common.suspended`'),
  ...condition('rule', 'VMConsolidationNeeded', '`vsphere.consolidation-needed`'),
  ...condition('rule', 'VMMissingGuestIPs', '`vsphere.ip-missing`, `hyperv.ip-missing`'),
  ...condition(
    'rule',
    'InvalidDiskSizes',
    '`vsphere.disk.capacity-invalid`, `hyperv.disk.capacity-invalid`, `libvirt.disk.capacity-invalid`',
  ),
  ...condition(
    'rule',
    'SharedDisks SharedWarnDisks',
    '`vsphere.disk.shared`, `hyperv.disk.shared`, `libvirt.disk.shared`; plan check "machines on one shared disk move together"',
  ),
  ...condition('rule', 'RDMDiskWarning', '`vsphere.disk.raw-device`, `hyperv.disk.raw-device`'),
  ...condition('rule', 'IndependentDiskWarning', '`vsphere.disk.independent`'),
  ...condition('rule', 'GuestToolsIssue', '`vsphere.tools.not-running`, `hyperv.integration-services`'),
  ...condition('rule', 'UnsupportedOVFExportSource', '`ova.other-source`'),
  ...condition('rule', 'VMStorageNotSupported', '`libvirt.disk.backing`, `hyperv.disk.no-share`'),
  ...condition('plan check', 'VMCriticalConcerns', '"no workload is judged not ready"'),
  ...condition('plan check', 'VMNetworksNotMapped', '"every network has a target"'),
  ...condition('plan check', 'VMStorageNotMapped', '"every datastore has a target"'),
  ...condition('plan check', 'TargetNameNotValid', '"every machine has a name of its own at the target"'),
  ...condition(
    'plan check',
    'MacConflicts',
    '"no MAC address is there twice at the target", among what moves; addresses that are there already: the target',
  ),
  ...condition(
    'artefact',
    'VMMissingChangedBlockTracking VMHasSnapshots WarmMigrationNotReady VMMigrationTypeUnsupported',
    'the Plan is written cold, with the reason as a note; also `vsphere.changed-block-tracking`, `vsphere.disk.changed-block-tracking`, `vsphere.snapshot`',
  ),
  ...condition('artefact', 'VMMultiplePodNetworkMappings', 'a gap that blocks, with the machines'),
  ...condition('artefact', 'NetMapPreservingIPsOnPodNetwork', 'a note; the Plan is written without preserveStaticIPs'),
  ...condition(
    'artefact',
    'DuplicateVM VMRefNotValid',
    'a machine is in a plan once, by its id where the source gives one; a note where it does not',
  ),
  ...condition(
    'artefact',
    'NamespaceNotValid MigrationTypeNotValid',
    'written as a DNS label, and as "warm" or "cold" only',
  ),
  ...condition(
    'artefact',
    'NetworkMapRefNotValid StorageRefNotValid',
    'the maps are written beside the Plan that names them',
  ),
  ...condition(
    'live',
    'NetworkMapNotReady StorageMapNotReady NetMapDestinationNADNotValid TransferNetworkNotValid TransferNetworkMissingDefaultRoute',
    FORKLIFT_ITSELF,
  ),
  ...condition(
    'live',
    'VMNotFound HostNotReady',
    "Forklift's own inventory at the hour of the move; a later import here shows machines that are gone and hosts in maintenance",
  ),
  ...condition('live', 'VMAlreadyExists', 'the target cluster: names that are there already'),
  ...condition(
    'live',
    'VMIpNotMatchingUdnSubnet UnsupportedUserDefinedNetwork',
    "the target's user-defined networks, which sites.yaml only names",
  ),
  ...condition(
    'live',
    'LuksAndClevisIncompatibility',
    'a Plan with keys of its own: ours name none; guestEncryption tells which machines need one',
  ),
  ...condition(
    'live',
    'HookNotValid HookNotReady HookStepNotValid ServiceAccountNotValid HookServiceAccountNotValid',
    'hooks and accounts of the target: our Plans use none',
  ),
  ...condition(
    'live',
    'UnsupportedVersion VirtV2vImageNotValid VDDKInvalid ValidatingVDDK VDDKInitImageNotReady VDDKInitImageUnavailable VDDKAndOffloadMixedUsage',
    "images and release of the target's Forklift",
  ),
  ...condition('live', 'RestrictedPodSecurity', 'pod security of the target namespace'),
  ...condition('live', 'MissingPvcForOnlyConversion', 'a Plan that only converts: ours copy as well'),
  ...condition(
    'live',
    'InspectionHasConcerns ConversionHasWarnings',
    "virt-v2v's inspection of the disks, while it runs",
  ),
  ...condition('live', 'NetAppShift*', 'a storage class of NetApp Shift at the target'),
];
