/** One machine out of what Ansible gathered on it. */

import type { GuestOs, Identity, WorkloadFacts, WorkloadObservation } from '../../core/model/workload.ts';
import { addressesOf, byText, entryOf, fqdnOf, stated, uuidOf } from '../import-values.ts';
import { amountOf, fieldsOf, flagOf, textOf, textsOf } from '../json-fields.ts';
import { disksOf, filesystemsOf, nicsOf, windowsMacs } from './guest-lists.ts';
import { insideOf } from './guest-inside.ts';
import type { HostRecord } from './host-record.ts';
import { rolesOf } from './roles.ts';
import { standingOf } from './virtualization.ts';
import { windowsName } from './windows-release.ts';

/** Distributions as Ansible calls them, where that is not what the distribution calls itself. */
const DISTRIBUTIONS: Readonly<Record<string, string>> = {
  RedHat: 'Red Hat Enterprise Linux',
  OracleLinux: 'Oracle Linux',
  Amazon: 'Amazon Linux',
  SLES: 'SUSE Linux Enterprise Server',
  SLES_SAP: 'SUSE Linux Enterprise Server for SAP Applications',
  VMwarePhotonOS: 'VMware Photon OS',
};

export interface ObserveOptions {
  readonly sourceId: string;
  /** Taken when the host does not say when it was asked. */
  readonly observedAt: string;
}

export function observe(host: string, record: HostRecord, options: ObserveOptions): WorkloadObservation {
  const { facts } = record;
  const { kind, platform } = standingOf(record);
  const nics = nicsOf(record);
  const macs = [...(nics ?? []).flatMap(({ macAddress }) => macAddress ?? []), ...windowsMacs(record)];
  const fqdn = fqdnOf(textOf(facts.fqdn));
  const shortName = textOf(facts.hostname) ?? textOf(facts.nodename);
  const own = (nics ?? []).flatMap(({ ipAddresses }) => ipAddresses ?? []);
  const listed = [facts.ip_addresses, facts.all_ipv4_addresses, facts.all_ipv6_addresses];
  const all = addressesOf(listed.flatMap((list) => textsOf(list) ?? []));
  const ipAddresses = own.length > 0 ? [...new Set(own)] : all;
  return {
    sourceId: options.sourceId,
    nativeId: host.toLowerCase(),
    observedAt: timeOf(record) ?? options.observedAt,
    kind,
    identity: stated<Identity>({
      biosUuid: uuidOf(textOf(facts.product_uuid)) ?? uuidOfSerial(textOf(facts.product_serial)),
      macAddresses: macs.length > 0 ? [...new Set(macs)].sort() : undefined,
      fqdn,
    }),
    facts: stated<WorkloadFacts>({
      name: shortName === undefined || shortName === 'localhost' ? host : shortName,
      platform,
      powerState: 'on',
      cpuCount: cpuCountOf(record),
      coresPerSocket: positive(amountOf(facts.processor_cores)),
      memoryMiB: positive(amountOf(facts.memtotal_mb)),
      os: osOf(record),
      hostName: fqdn ?? shortName,
      ipAddresses: ipAddresses.length > 0 ? ipAddresses : undefined,
      disks: kind === 'vm' ? disksOf(record) : undefined,
      nics: kind === 'vm' ? nics : undefined,
      filesystems: kind === 'vm' ? filesystemsOf(record) : undefined,
      guestFeatures: record.features === undefined ? undefined : [...record.features].sort(byText),
      ...rolesOf(record),
      ...insideOf(record),
    }),
  };
}

const positive = (number: number | undefined): number | undefined => (number === 0 ? undefined : number);

function cpuCountOf({ facts }: HostRecord): number | undefined {
  const stated = positive(amountOf(facts.processor_vcpus));
  if (stated !== undefined) return stated;
  const sockets = positive(amountOf(facts.processor_count));
  const cores = positive(amountOf(facts.processor_cores));
  if (sockets === undefined || cores === undefined) return undefined;
  return sockets * cores * (positive(amountOf(facts.processor_threads_per_core)) ?? 1);
}

/** VMware writes the BIOS UUID into the serial number: "VMware-56 4d 1c 4e …-…". */
const uuidOfSerial = (serial: string | undefined): string | undefined =>
  serial?.startsWith('VMware-') === true ? uuidOf(serial.slice('VMware-'.length)) : undefined;

/** UTC time at which the host was asked. */
export function timeOf({ facts }: HostRecord): string | undefined {
  const time = textOf(fieldsOf(facts.date_time)?.['iso8601']);
  const valid = time !== undefined && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/.test(time);
  return valid && !Number.isNaN(Date.parse(time)) ? time : undefined;
}

function osOf({ facts }: HostRecord): GuestOs | undefined {
  const distribution = textOf(facts.distribution);
  const version = textOf(facts.distribution_version);
  const windows = textOf(facts.os_family) === 'Windows';
  const reportedAs = windows
    ? windowsText(textOf(facts.os_name) ?? distribution, version, textOf(facts.os_product_type))
    : linuxText(distribution, version, textOf(facts.distribution_release));
  const family = windows ? 'windows' : textOf(facts.system) === 'Linux' ? 'linux' : undefined;
  const os = stated<GuestOs>({ family, reportedAs, architecture: architectureOf(textOf(facts.architecture)) });
  return Object.keys(os).length === 0 ? undefined : os;
}

/** Old versions of the module say "Windows" and give the release as the version: "2012". */
function windowsText(name: string | undefined, version: string | undefined, type: string | undefined) {
  const full = name === 'Windows' && version !== undefined && /^\d{4}/.test(version) ? `${name} ${version}` : name;
  return windowsName(full, version, type);
}

function linuxText(name: string | undefined, version: string | undefined, release: string | undefined) {
  if (name === undefined) return undefined;
  const title = name === 'CentOS' && release === 'Stream' ? 'CentOS Stream' : (entryOf(DISTRIBUTIONS, name) ?? name);
  return version === undefined ? title : `${title} ${version}`;
}

function architectureOf(text: string | undefined): GuestOs['architecture'] {
  if (text === undefined) return undefined;
  const lower = text.toLowerCase();
  if (/x86_64|amd64|64-bit|64 bit/.test(lower)) return 'x86_64';
  if (/aarch64|arm64/.test(lower)) return 'arm64';
  return /^i[3-6]86$|^x86$|32-bit|32 bit/.test(lower) ? 'x86' : 'other';
}

export const rebootPending = ({ facts }: HostRecord): boolean => flagOf(facts.reboot_pending) === true;
