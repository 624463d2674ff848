/** Numbers of the procedures that are called, as libvirt's remote_protocol.x gives them. All of them only read. */
export const PROCEDURE = {
  connectOpen: 1,
  connectClose: 2,
  connectGetType: 3,
  connectGetVersion: 4,
  nodeGetInfo: 6,
  connectGetCapabilities: 7,
  domainGetXmlDesc: 14,
  networkGetXmlDesc: 43,
  connectGetHostname: 59,
  authList: 66,
  authPolkit: 70,
  storagePoolGetInfo: 87,
  storagePoolGetXmlDesc: 88,
  nodeDeviceGetXmlDesc: 114,
  interfaceGetXmlDesc: 130,
  connectGetLibVersion: 157,
  domainSnapshotGetXmlDesc: 186,
  connectGetSysinfo: 203,
  domainGetState: 212,
  nodeGetMemoryStats: 228,
  connectListAllDomains: 273,
  domainListAllSnapshots: 274,
  connectListAllStoragePools: 281,
  storagePoolListAllVolumes: 282,
  connectListAllNetworks: 283,
  connectListAllInterfaces: 284,
  connectListAllNodeDevices: 285,
  storageVolGetInfo: 98,
  domainEventCallbackRegisterAny: 316,
  connectGetAllDomainStats: 344,
  domainInterfaceAddresses: 353,
  domainGetGuestInfo: 418,
} as const;

export type Procedure = keyof typeof PROCEDURE;

/** Numbers of the messages a daemon sends by itself, for the events that are asked for. */
export const EVENT_PROCEDURES: ReadonlySet<number> = new Set([
  318, // lifecycle
  327, // disk changed
  328, // tray of a drive
  331, // balloon
  333, // device removed
  346, // tunable
  348, // agent came or went
  354, // device added
  379, // metadata
]);

/** Ids by which these events are asked for (virDomainEventID). */
export const EVENT_IDS = [0, 9, 10, 13, 15, 17, 18, 19, 23] as const;
