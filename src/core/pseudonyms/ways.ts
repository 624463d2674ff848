/**
 * What happens to each text of an estate when it is given away under pseudonyms. What is not listed here becomes a
 * token: a field that somebody adds tomorrow is hidden until somebody decides that it may be shown.
 */

/**
 * 'keep' as it is: words of the port itself; 'time' when it is one; 'technical' when it names products alone; an address
 * as one of its kind; a token that begins with the word given.
 */
export type Way =
  | 'keep'
  | 'time'
  | 'technical'
  | 'ip'
  | 'mac'
  | 'uuid'
  | 'host-name'
  | 'native-id'
  | 'entity-id'
  | 'reference'
  | 'label'
  | 'mount'
  | 'environment'
  | { readonly token: string };

const tokenOf = (prefix: string): Way => ({ token: prefix });

const ENTITY_WORDS = { host: 'host', cluster: 'cluster', network: 'net', datastore: 'ds' } as const;

/** Paths as in the item, lists as "[]". Texts that repeat a name of another object use that object's word. */
const WAYS: Readonly<Record<string, Way>> = {
  ...keep('workload.observation', ['kind']),
  'workload.observation.observedAt': 'time',
  'workload.observation.sourceId': tokenOf('source'),
  'workload.observation.nativeId': 'native-id',
  'workload.observation.scope': 'uuid',
  'workload.observation.identity.biosUuid': 'uuid',
  'workload.observation.identity.instanceUuid': 'uuid',
  'workload.observation.identity.macAddresses[]': 'mac',
  'workload.observation.identity.fqdn': 'host-name',
  ...keep('workload.observation.facts', [
    'platform',
    'powerState',
    'firmware',
    'criticality',
    'roles[]',
    'rolesSeen[]',
    'deviceTypesSeen[]',
    'cpuPinningPolicy',
    'displays[]',
    'resumeBehavior',
    'exportedBy',
  ]),
  'workload.observation.facts.createdAt': 'time',
  ...technical('workload.observation.facts', [
    'connectionState',
    'latencySensitivity',
    'guestToolsStatus',
    'guestToolsVersion',
    'haRestartPriority',
    'region',
    'zone',
    'size',
    'controller',
    'licenseType',
    'securityType',
    'dataClasses[]',
  ]),
  // Names of roles and features that come with a system; nobody makes own ones.
  ...keep('workload.observation.facts', ['guestFeatures[]', 'bootDiskLayout']),
  ...technical('workload.observation.facts', ['dotNetVersions[]', 'cpuModel', 'customSettings[]']),
  'workload.observation.facts.guestEncryption[]': 'mount',
  'workload.observation.facts.hostPaths[]': 'mount',
  ...technical('workload.observation.facts.software[]', ['name', 'version', 'publisher']),
  ...technical('workload.observation.facts.guestServices[]', ['name']),
  ...keep('workload.observation.facts.guestServices[]', ['state', 'startMode']),
  'workload.observation.facts.webSites[].runtime': 'technical',
  ...keep('workload.observation.facts.os', ['family', 'architecture']),
  ...technical('workload.observation.facts.os', [
    'id',
    'product',
    'name',
    'version',
    'candidates[]',
    'candidateVersions[]',
    'configuredAs',
    'reportedAs',
    'nativeId',
  ]),
  ...keep('workload.observation.facts.disks[]', [
    'mode',
    'rawCompatibility',
    'bus',
    'sharedBus',
    'backing',
    'condition',
  ]),
  ...technical('workload.observation.facts.disks[]', ['key', 'controller', 'tier', 'encryption']),
  ...keep('workload.observation.facts.nics[]', ['passthrough']),
  'workload.observation.facts.nics[].adapter': 'technical',
  'workload.observation.facts.snapshots[].createdAt': 'time',
  ...keep('workload.observation.facts.devices[]', ['type']),
  'workload.observation.facts.gpus[].type': 'technical',
  'workload.observation.facts.name': tokenOf('vm'),
  'workload.observation.facts.hostName': 'host-name',
  'workload.observation.facts.ipAddresses[]': 'ip',
  'workload.observation.facts.environment': 'environment',
  'workload.observation.facts.application': tokenOf('app'),
  'workload.observation.facts.owner': tokenOf('owner'),
  'workload.observation.facts.host': tokenOf('host'),
  'workload.observation.facts.cluster': tokenOf('cluster'),
  'workload.observation.facts.datacenter': tokenOf('dc'),
  'workload.observation.facts.networks[]': tokenOf('net'),
  'workload.observation.facts.datastores[]': tokenOf('ds'),
  'workload.observation.facts.disks[].label': 'label',
  'workload.observation.facts.disks[].datastore': tokenOf('ds'),
  'workload.observation.facts.disks[].path': tokenOf('path'),
  'workload.observation.facts.disks[].uuid': 'uuid',
  'workload.observation.facts.nics[].label': 'label',
  'workload.observation.facts.nics[].network': tokenOf('net'),
  'workload.observation.facts.nics[].switchName': tokenOf('switch'),
  'workload.observation.facts.nics[].macAddress': 'mac',
  'workload.observation.facts.nics[].ipAddresses[]': 'ip',
  'workload.observation.facts.filesystems[].path': 'mount',
  'workload.observation.facts.devices[].label': 'label',
  ...entity('host', [
    'vendor',
    'model',
    'cpuModel',
    'version',
    'evcMode',
    'osFamily',
    'osName',
    'osBuild',
    'region',
    'zone',
    'roles[]',
    'gpus[].type',
    'gpus[].sharing',
  ]),
  'host.certificateExpiresAt': 'time',
  ...entity('cluster', [
    'version',
    'infrastructure',
    'region',
    'components[].name',
    'components[].version',
    'components[].state',
  ]),
  'cluster.rules[].kind': 'keep',
  'cluster.rules[].workloads[]': 'native-id',
  'cluster.rules[].hosts[]': 'native-id',
  ...entity('network', ['kind']),
  'network.cidrs[]': 'ip',
  'network.switchName': tokenOf('switch'),
  ...entity('datastore', ['type', 'provisioner', 'region', 'zone']),
  ...keep('dependency', ['protocol', 'noise', 'flow.kind']),
  'dependency.firstSeenAt': 'time',
  'dependency.lastSeenAt': 'time',
  'dependency.sourceId': tokenOf('source'),
  'dependency.fromWorkloadId': 'reference',
  'dependency.toWorkloadId': 'reference',
};

function keep(path: string, names: readonly string[]): Record<string, Way> {
  return Object.fromEntries(names.map((name) => [`${path}.${name}`, 'keep' as const]));
}

function technical(path: string, names: readonly string[]): Record<string, Way> {
  return Object.fromEntries(names.map((name) => [`${path}.${name}`, 'technical' as const]));
}

function entity(noun: keyof typeof ENTITY_WORDS, named: readonly string[]): Record<string, Way> {
  return {
    [`${noun}.platform`]: 'keep',
    [`${noun}.observedBy.observedAt`]: 'time',
    ...technical(noun, named),
    [`${noun}.id`]: 'entity-id',
    [`${noun}.name`]: tokenOf(ENTITY_WORDS[noun]),
    [`${noun}.cluster`]: tokenOf('cluster'),
    [`${noun}.datacenter`]: tokenOf('dc'),
    [`${noun}.observedBy.sourceId`]: tokenOf('source'),
    [`${noun}.observedBy.nativeId`]: 'native-id',
  };
}

const HIDDEN = tokenOf('text');

/** @param path as in the item: "workload.observation.facts.disks[].label". */
export const wayOf = (path: string): Way => WAYS[path] ?? HIDDEN;
