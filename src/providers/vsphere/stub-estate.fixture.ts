/** A small estate for the stub, in the words of the vim25 schema: what a vCenter 8 gives for each property. */

import type { StubObject } from '../../../test/support/vsphere-stub.ts';

export const str = (text: string): string => `<val xsi:type="xsd:string">${text}</val>`;
export const num = (value: number): string => `<val xsi:type="xsd:long">${value}</val>`;
export const bool = (value: boolean): string => `<val xsi:type="xsd:boolean">${value}</val>`;
export const ref = (type: string, id: string): string =>
  `<val xsi:type="ManagedObjectReference" type="${type}">${id}</val>`;
export const typed = (type: string, inner: string): string => `<val xsi:type="${type}">${inner}</val>`;

/** Devices of a machine with nearly everything a rule asks about. */
const DEVICES =
  '<VirtualDevice xsi:type="ParaVirtualSCSIController"><key>1000</key><deviceInfo><label>SCSI controller 0</label><summary>VMware paravirtual SCSI</summary></deviceInfo><busNumber>0</busNumber><sharedBus>noSharing</sharedBus></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualLsiLogicSASController"><key>1001</key><busNumber>1</busNumber><sharedBus>physicalSharing</sharedBus></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualNVMEController"><key>31000</key><busNumber>0</busNumber></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualDisk"><key>2000</key><deviceInfo><label>Hard disk 1</label></deviceInfo><backing xsi:type="VirtualDiskFlatVer2BackingInfo"><fileName>[fast] sql01/sql01.vmdk</fileName><datastore type="Datastore">datastore-20</datastore><diskMode>persistent</diskMode><thinProvisioned>true</thinProvisioned><uuid>6000C29a-1111-2222-3333-444455556666</uuid><sharing>sharingNone</sharing></backing><controllerKey>1000</controllerKey><unitNumber>0</unitNumber><capacityInKB>104857600</capacityInKB><capacityInBytes>107374182400</capacityInBytes></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualDisk"><key>2001</key><deviceInfo><label>Hard disk 2</label></deviceInfo><backing xsi:type="VirtualDiskFlatVer2BackingInfo"><fileName>[fast] sql01/data.vmdk</fileName><diskMode>independent_persistent</diskMode><sharing>sharingMultiWriter</sharing></backing><controllerKey>1000</controllerKey><unitNumber>1</unitNumber><capacityInKB>1048576</capacityInKB></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualDisk"><key>2016</key><deviceInfo><label>Hard disk 3</label></deviceInfo><backing xsi:type="VirtualDiskRawDiskMappingVer1BackingInfo"><fileName>[fast] sql01/quorum.vmdk</fileName><compatibilityMode>physicalMode</compatibilityMode><diskMode>independent_persistent</diskMode><sharing>sharingNone</sharing></backing><controllerKey>1001</controllerKey><unitNumber>0</unitNumber><capacityInKB>1048576</capacityInKB></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualDisk"><key>32000</key><deviceInfo><label>Hard disk 4</label></deviceInfo><backing xsi:type="VirtualDiskSeSparseBackingInfo"><fileName>[fast] sql01/nvme.vmdk</fileName><diskMode>persistent</diskMode></backing><controllerKey>31000</controllerKey><unitNumber>0</unitNumber><capacityInKB>1048576</capacityInKB></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualVmxnet3"><key>4000</key><deviceInfo><label>Network adapter 1</label></deviceInfo><backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo"><port><switchUuid>50 10 aa</switchUuid><portgroupKey>dvportgroup-30</portgroupKey></port></backing><connectable><startConnected>true</startConnected><connected>true</connected></connectable><macAddress>00:50:56:AB:00:01</macAddress></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualSriovEthernetCard"><key>4001</key><deviceInfo><label>Network adapter 2</label></deviceInfo><backing xsi:type="VirtualEthernetCardNetworkBackingInfo"><deviceName>VM Network</deviceName><network type="Network">network-31</network></backing><connectable><startConnected>true</startConnected><connected>false</connected></connectable><macAddress>00:50:56:ab:00:02</macAddress></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualPCIPassthrough"><key>13000</key><deviceInfo><label>PCI device 0</label></deviceInfo><backing xsi:type="VirtualPCIPassthroughVmiopBackingInfo"><vgpu>grid_a100-10c</vgpu></backing></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualPCIPassthrough"><key>13001</key><deviceInfo><label>PCI device 1</label></deviceInfo><backing xsi:type="VirtualPCIPassthroughDeviceBackingInfo"><deviceName>Crypto card</deviceName><id>0000:3b:00.0</id><deviceId>1</deviceId><systemId>x</systemId><vendorId>6013</vendorId></backing></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualTPM"><key>11000</key><deviceInfo><label>Virtual TPM</label></deviceInfo></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualUSBXHCIController"><key>14000</key><deviceInfo><label>USB xHCI controller</label></deviceInfo></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualCdrom"><key>3000</key><deviceInfo><label>CD/DVD drive 1</label></deviceInfo><connectable><connected>false</connected></connectable></VirtualDevice>' +
  '<VirtualDevice xsi:type="VirtualKeyboard"><key>600</key></VirtualDevice>';

const option = (key: string, value: string): string =>
  `<OptionValue><key>${key}</key><value xsi:type="xsd:string">${value}</value></OptionValue>`;

export const SQL01: StubObject = {
  type: 'VirtualMachine',
  id: 'vm-101',
  properties: {
    name: str('sql01%2fprod'),
    parent: ref('Folder', 'group-v5'),
    resourcePool: ref('ResourcePool', 'resgroup-8'),
    customValue: typed(
      'ArrayOfCustomFieldValue',
      '<CustomFieldValue xsi:type="CustomFieldStringValue"><key>1</key><value>payroll</value></CustomFieldValue>',
    ),
    'config.annotation': str('licence ABCDE-12345-FGHIJ-67890-KLMNO'),
    'config.bootOptions.efiSecureBootEnabled': bool(true),
    'config.changeTrackingEnabled': bool(true),
    'config.changeVersion': str('2026-11-01T00:00:00.1Z'),
    'config.cpuAffinity': typed(
      'VirtualMachineAffinityInfo',
      '<affinitySet>2</affinitySet><affinitySet>3</affinitySet>',
    ),
    'config.cpuAllocation.reservation': num(2000),
    'config.cpuHotAddEnabled': bool(true),
    'config.cpuHotRemoveEnabled': bool(false),
    'config.createDate': typed('xsd:dateTime', '2024-02-03T04:05:06.789Z'),
    'config.extraConfig': typed(
      'ArrayOfOptionValue',
      option('scsi0:0.ctkEnabled', 'TRUE') +
        option('scsi0:1.ctkEnabled', 'FALSE') +
        option('nvme0:0.ctkEnabled', 'true') +
        option('numa.nodeAffinity', '0,1'),
    ),
    'config.files.vmPathName': str('[slow] sql01/sql01.vmx'),
    'config.firmware': str('efi'),
    'config.flags.diskUuidEnabled': bool(true),
    'config.guestFullName': str('Microsoft Windows Server 2019 (64-bit)'),
    'config.guestId': str('windows2019srv_64Guest'),
    'config.hardware.device': typed('ArrayOfVirtualDevice', DEVICES),
    'config.hardware.memoryMB': num(16384),
    'config.hardware.numCPU': num(8),
    'config.hardware.numCoresPerSocket': num(4),
    'config.instanceUuid': str('50100000-aaaa-bbbb-cccc-000000000101'),
    'config.latencySensitivity': typed('LatencySensitivity', '<level>high</level>'),
    'config.memoryAllocation.reservation': num(16384),
    'config.memoryHotAddEnabled': bool(false),
    'config.template': bool(false),
    'config.uuid': str('42100000-AAAA-bbbb-cccc-000000000101'),
    'config.version': str('vmx-19'),
    'guest.disk': typed(
      'ArrayOfGuestDiskInfo',
      '<GuestDiskInfo><diskPath>C:\\</diskPath><capacity>107374182400</capacity><freeSpace>1073741824</freeSpace><mappings><key>2000</key></mappings></GuestDiskInfo>',
    ),
    'guest.guestFullName': str('Microsoft Windows Server 2019 (64-bit)'),
    'guest.hostName': str('SQL01.example.com'),
    'guest.ipAddress': str('10.1.2.3'),
    'guest.net': typed(
      'ArrayOfGuestNicInfo',
      '<GuestNicInfo><network>app</network><ipAddress>10.1.2.3</ipAddress><ipAddress>2001:db8::3</ipAddress><ipAddress>fe80::1</ipAddress><macAddress>00:50:56:ab:00:01</macAddress><connected>true</connected><deviceConfigId>4000</deviceConfigId></GuestNicInfo>',
    ),
    'guest.toolsRunningStatus': str('guestToolsRunning'),
    'guest.toolsStatus': str('toolsOk'),
    'guest.toolsVersion': str('12352'),
    'runtime.connectionState': typed('VirtualMachineConnectionState', 'connected'),
    'runtime.consolidationNeeded': bool(false),
    'runtime.faultToleranceState': typed('VirtualMachineFaultToleranceState', 'notConfigured'),
    'runtime.host': ref('HostSystem', 'host-10'),
    'runtime.powerState': typed('VirtualMachinePowerState', 'poweredOn'),
    'snapshot.rootSnapshotList': typed(
      'ArrayOfVirtualMachineSnapshotTree',
      '<VirtualMachineSnapshotTree><name>before patch</name><createTime>2026-10-01T10:00:00+02:00</createTime><quiesced>false</quiesced><childSnapshotList><name>after patch</name><createTime>2026-10-02T10:00:00Z</createTime><quiesced>true</quiesced></childSnapshotList></VirtualMachineSnapshotTree>',
    ),
    'summary.storage': typed(
      'VirtualMachineStorageSummary',
      '<committed>53687091200</committed><uncommitted>53687091200</uncommitted>',
    ),
  },
};

/** A machine like any other. */
export const plainVm = (id: string): StubObject => ({
  type: 'VirtualMachine',
  id,
  properties: {
    name: str(id),
    parent: ref('Folder', 'group-v5'),
    'config.uuid': str(`42100000-0000-0000-0000-${id.replaceAll(/\D/g, '').padStart(12, '0')}`),
    'config.changeVersion': str('1'),
    'runtime.host': ref('HostSystem', 'host-10'),
    'runtime.powerState': typed('VirtualMachinePowerState', 'poweredOff'),
  },
});

const CLUSTER_CONFIGURATION =
  '<dasConfig><enabled>true</enabled><admissionControlPolicy xsi:type="ClusterFailoverLevelAdmissionControlPolicy"><failoverLevel>1</failoverLevel></admissionControlPolicy><admissionControlEnabled>true</admissionControlEnabled><defaultVmSettings><restartPriority>medium</restartPriority></defaultVmSettings></dasConfig>' +
  '<dasVmConfig><key type="VirtualMachine">vm-101</key><dasSettings><restartPriority>high</restartPriority></dasSettings></dasVmConfig>' +
  '<drsConfig><enabled>true</enabled></drsConfig>' +
  '<rule xsi:type="ClusterAntiAffinityRuleSpec"><key>1</key><enabled>true</enabled><name>sql apart</name><vm type="VirtualMachine">vm-101</vm><vm type="VirtualMachine">vm-102</vm></rule>' +
  '<rule xsi:type="ClusterVmHostRuleInfo"><key>2</key><enabled>true</enabled><name>sql licence</name><mandatory>true</mandatory><vmGroupName>sql</vmGroupName><affineHostGroupName>licensed</affineHostGroupName></rule>' +
  '<rule xsi:type="ClusterAffinityRuleSpec"><key>3</key><enabled>false</enabled><name>off</name><vm type="VirtualMachine">vm-101</vm></rule>' +
  '<dpmConfigInfo><enabled>false</enabled></dpmConfigInfo>' +
  '<group xsi:type="ClusterVmGroup"><name>sql</name><vm type="VirtualMachine">vm-101</vm></group>' +
  '<group xsi:type="ClusterHostGroup"><name>licensed</name><host type="HostSystem">host-10</host></group>';

/** Type of a reference by the first part of its value, as vCenter makes them. */
const TYPES: Readonly<Record<string, string>> = { datacenter: 'Datacenter', domain: 'ClusterComputeResource' };

const place = (
  type: string,
  id: string,
  name: string,
  parent: string,
  more: Record<string, string> = {},
): StubObject => ({
  type,
  id,
  properties: { name: str(name), parent: ref(TYPES[parent.split('-')[0] ?? ''] ?? 'Folder', parent), ...more },
});

export const PLACES: readonly StubObject[] = [
  { type: 'Folder', id: 'group-d1', properties: { name: str('Datacenters') } },
  place('Datacenter', 'datacenter-2', 'DC1', 'group-d1'),
  place('Folder', 'group-v3', 'vm', 'datacenter-2'),
  place('Folder', 'group-v5', 'apps', 'group-v3'),
  place('Folder', 'group-h4', 'host', 'datacenter-2'),
  place('Folder', 'group-s6', 'datastore', 'datacenter-2'),
  place('StoragePod', 'group-p7', 'Gold', 'group-s6'),
  place('ClusterComputeResource', 'domain-c9', 'Prod', 'group-h4', {
    configurationEx: typed('ClusterConfigInfoEx', CLUSTER_CONFIGURATION),
    summary: typed(
      'ClusterComputeResourceSummary',
      '<totalMemory>549755813888</totalMemory><numCpuCores>64</numCpuCores><numHosts>1</numHosts>',
    ),
  }),
  place('ResourcePool', 'resgroup-8', 'Resources', 'domain-c9'),
  place('HostSystem', 'host-10', 'esx1.example.com', 'domain-c9', {
    'config.graphicsInfo': typed(
      'ArrayOfHostGraphicsInfo',
      '<HostGraphicsInfo><deviceName>NVIDIA A100</deviceName><vendorName>NVIDIA</vendorName><pciId>0</pciId><graphicsType>sharedDirect</graphicsType><memorySizeInKB>41943040</memorySizeInKB></HostGraphicsInfo>' +
        '<HostGraphicsInfo><deviceName>ASPEED</deviceName><vendorName>ASPEED</vendorName><pciId>1</pciId><graphicsType>basic</graphicsType><memorySizeInKB>8192</memorySizeInKB></HostGraphicsInfo>',
    ),
    'config.network.portgroup': typed(
      'ArrayOfHostPortGroup',
      '<HostPortGroup><spec><name>VM Network</name><vlanId>42</vlanId><vswitchName>vSwitch0</vswitchName></spec></HostPortGroup>',
    ),
    'runtime.inMaintenanceMode': bool(false),
    'summary.hardware.cpuMhz': num(2600),
    'summary.hardware.memorySize': num(549755813888),
    'summary.hardware.numCpuCores': num(64),
    'summary.hardware.numCpuPkgs': num(2),
  }),
  place('Datastore', 'datastore-20', 'fast', 'group-p7', {
    parent: ref('StoragePod', 'group-p7'),
    summary: typed(
      'DatastoreSummary',
      '<name>fast</name><capacity>1099511627776</capacity><freeSpace>549755813888</freeSpace><uncommitted>109951162777</uncommitted><accessible>true</accessible><multipleHostAccess>true</multipleHostAccess><type>VMFS</type>',
    ),
  }),
  place('DistributedVirtualPortgroup', 'dvportgroup-30', 'app', 'datacenter-2', {
    key: str('dvportgroup-30'),
    'config.distributedVirtualSwitch': ref('VmwareDistributedVirtualSwitch', 'dvs-32'),
    'config.defaultPortConfig': typed(
      'VMwareDVSPortSetting',
      '<vlan xsi:type="VmwareDistributedVirtualSwitchVlanIdSpec"><inherited>false</inherited><vlanId>120</vlanId></vlan>',
    ),
  }),
  place('DistributedVirtualPortgroup', 'dvportgroup-33', 'uplinks', 'datacenter-2', {
    tag: typed('ArrayOfTag', '<Tag><key>SYSTEM/DVS.UPLINKPG</key></Tag>'),
  }),
  place('Network', 'network-31', 'VM Network', 'datacenter-2'),
  place('DistributedVirtualSwitch', 'dvs-32', 'dvs1', 'datacenter-2', { uuid: str('50 10 aa') }),
  {
    type: 'CustomFieldsManager',
    id: 'CustomFieldsManager',
    properties: {
      field: typed('ArrayOfCustomFieldDef', '<CustomFieldDef><key>1</key><name>Owner</name></CustomFieldDef>'),
    },
  },
];
