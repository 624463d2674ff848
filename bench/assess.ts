/**
 * Rates of the assessor: workloads judged per second by all rules for all targets, on one thread.
 * node bench/assess.ts [workloads]. Machines are synthetic, of all ages and with every sheet's facts; a second run
 * leaves out what only a full inventory knows, as a workbook with vInfo alone does.
 */

import { createAssessor } from '../src/core/assess/engine.ts';
import { topFixes } from '../src/core/assess/fixes.ts';
import { RULES } from '../src/core/assess/rules/registry.ts';
import { assessEstate } from '../src/core/assess/summary.ts';
import { TARGETS } from '../src/core/assess/targets/registry.ts';
import type { Workload, WorkloadFacts } from '../src/core/model/workload.ts';
import { loadCatalog } from '../src/services/catalog.ts';

const SYSTEMS = [
  ['windows-server-2019', '2019', 'windows2019srv_64Guest'],
  ['windows-server-2012-r2', '2012r2', 'windows8Server64Guest'],
  ['rhel-8', '8.6', 'rhel8_64Guest'],
  ['rhel-6', '6.10', 'rhel6_64Guest'],
  ['sles-15', '15.5', 'sles15_64Guest'],
  ['ubuntu-22.04', '22.04', 'ubuntu64Guest'],
  ['freebsd-14', '14.1', 'freebsd14_64Guest'],
] as const;

/** A repeatable spread of numbers without a generator: the same index gives the same machine. */
const spread = (index: number, salt: number, range: number): number =>
  (Math.imul(index + 1, 2654435761 + salt * 97) >>> 8) % range;

function fullFacts(index: number): WorkloadFacts {
  const [id, version, nativeId] = SYSTEMS[spread(index, 1, SYSTEMS.length)] ?? SYSTEMS[0];
  const disks = Array.from({ length: 1 + spread(index, 2, 4) }, (_, disk) => ({
    label: `Hard disk ${disk + 1}`,
    key: String(2000 + disk),
    capacityMiB: 40_960 * (1 + spread(index + disk, 3, 40)),
    datastore: `ds${spread(index, 4, 40)}`,
    mode: spread(index, 5, 50) === 0 ? ('independent_persistent' as const) : ('persistent' as const),
    shared: spread(index, 6, 80) === 0,
    rawDeviceMapping: spread(index, 7, 120) === 0,
    bus: 'scsi' as const,
    changeTracking: spread(index, 8, 3) > 0,
  }));
  return {
    name: `vm-${index}`,
    platform: 'vsphere',
    template: spread(index, 9, 100) === 0,
    placeholder: false,
    powerState: spread(index, 10, 6) === 0 ? 'off' : 'on',
    connectionState: 'connected',
    cpuCount: 1 + spread(index, 11, 16),
    memoryMiB: 1024 * (1 + spread(index, 12, 64)),
    os: { id, version, nativeId, family: id.startsWith('windows') ? 'windows' : 'linux', architecture: 'x86_64' },
    hostName: `vm-${index}.corp.example`,
    ipAddresses: [`10.${spread(index, 13, 250)}.${spread(index, 14, 250)}.7`],
    firmware: spread(index, 15, 3) === 0 ? 'bios' : 'efi',
    secureBoot: spread(index, 16, 4) === 0,
    hardwareVersion: 8 + spread(index, 17, 13),
    disks,
    nics: [{ label: 'Network adapter 1', network: 'VLAN 10' }],
    snapshots: spread(index, 18, 9) === 0 ? [{ name: 'before patch' }] : [],
    filesystems: [{ path: '/', freeMiB: 20 + spread(index, 19, 60_000), diskKey: 2000 }],
    devices: [{ type: 'cdrom' }],
    deviceTypesSeen: ['cdrom', 'usb'],
    changeTracking: true,
    cpuHotAdd: spread(index, 20, 4) === 0,
    cpuHotRemove: false,
    memoryHotAdd: false,
    cpuReservationMhz: 0,
    memoryReservationMiB: 0,
    latencySensitivity: 'normal',
    consolidationNeeded: false,
    faultTolerance: false,
    diskUuidEnabled: true,
    guestToolsStatus: 'toolsOk',
    clusterDrsEnabled: true,
    clusterDpmEnabled: false,
    roles: spread(index, 21, 60) === 0 ? ['domain-controller'] : [],
  };
}

/** What a workbook with only vInfo holds. */
function infoFacts(index: number): WorkloadFacts {
  const { name, platform, template, placeholder, powerState, connectionState, cpuCount, memoryMiB, os, hostName } =
    fullFacts(index);
  return { name, platform, template, placeholder, powerState, connectionState, cpuCount, memoryMiB, os, hostName };
}

const toWorkload = (facts: WorkloadFacts, index: number): Workload => ({
  id: `wl-${index.toString(16).padStart(16, '0')}`,
  kind: 'vm',
  identity: {},
  facts,
  observations: [],
  provenance: {},
  conflicts: [],
});

const count = Number(process.argv[2] ?? 100_000);
const catalog = await loadCatalog();
for (const [title, factsOf] of [
  ['all sheets', fullFacts],
  ['vInfo only', infoFacts],
] as const) {
  const workloads = Array.from({ length: count }, (_, index) => toWorkload(factsOf(index), index));
  const assessor = createAssessor({ catalog, asOf: '2026-11-22' });
  const kept: unknown[] = [];
  const before = process.memoryUsage().heapUsed;
  const started = performance.now();
  const summary = assessEstate(workloads, assessor, (assessment) => kept.push(assessment));
  const seconds = (performance.now() - started) / 1000;
  const mebibytes = (process.memoryUsage().heapUsed - before) / 1024 ** 2;
  const { pass, fail, unknown } = summary.verdicts;
  console.log(
    `${title}: ${count} workloads × ${RULES.length} rules × ${TARGETS.length} targets in ${seconds.toFixed(2)} s ` +
      `(${Math.round(count / seconds)} workloads/s, ${Math.round((pass + fail + unknown) / seconds / 1000)} k verdicts/s), ` +
      `heap +${mebibytes.toFixed(0)} MiB for ${kept.length} kept results`,
  );
  console.log(`  verdicts ${pass} pass, ${fail} fail, ${unknown} unknown; obstacle groups ${summary.obstacles.length}`);
  const ranked = performance.now();
  const [fix] = topFixes(summary, { limit: 10 });
  console.log(
    `  first of the top fixes: ${fix?.label ?? 'none'} on ${fix?.target ?? '-'}, in ${(performance.now() - ranked).toFixed(0)} ms`,
  );
}
