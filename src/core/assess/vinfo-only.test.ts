/** The story the three values are for: a workbook with the sheet vInfo alone, then the same machine with all sheets. */

import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { createAssessor } from './engine.ts';
import { assessEstate } from './summary.ts';

const vInfo: WorkloadFacts = {
  name: 'fra-sql-01',
  platform: 'vsphere',
  template: false,
  placeholder: false,
  powerState: 'on',
  connectionState: 'connected',
  cpuCount: 8,
  memoryMiB: 65_536,
  os: {
    id: 'windows-server-2022',
    family: 'windows',
    version: '2022',
    architecture: 'x86_64',
    configuredAs: 'Microsoft Windows Server 2022 (64-bit)',
    reportedAs: 'Microsoft Windows Server 2022 (64-bit)',
  },
  hostName: 'fra-sql-01.corp.example',
  ipAddresses: ['10.20.30.40'],
  firmware: 'efi',
  secureBoot: false,
  hardwareVersion: 19,
  changeTracking: true,
  consolidationNeeded: false,
  faultTolerance: false,
  diskUuidEnabled: true,
  latencySensitivity: 'normal',
};

const otherSheets: WorkloadFacts = {
  disks: [
    {
      label: 'Hard disk 1',
      key: '2000',
      capacityMiB: 102_400,
      datastore: 'ds1',
      mode: 'persistent',
      shared: false,
      rawDeviceMapping: false,
      bus: 'scsi',
      changeTracking: true,
    },
    {
      label: 'Hard disk 2',
      key: '2001',
      capacityMiB: 512_000,
      datastore: 'ds1',
      mode: 'persistent',
      shared: true,
      rawDeviceMapping: false,
      bus: 'scsi',
      changeTracking: true,
    },
  ],
  nics: [{ label: 'Network adapter 1', network: 'VLAN 10' }],
  snapshots: [],
  filesystems: [{ path: 'C:\\', freeMiB: 40_000, diskKey: 2000 }],
  devices: [{ type: 'cdrom' }],
  deviceTypesSeen: ['cdrom', 'usb'],
  cpuHotAdd: false,
  cpuHotRemove: false,
  memoryHotAdd: false,
  cpuReservationMhz: 0,
  memoryReservationMiB: 0,
  guestToolsStatus: 'toolsOk',
  clusterDrsEnabled: true,
  clusterDpmEnabled: false,
};

const assess = createAssessor({ catalog, asOf: '2026-11-22' });
const unknownOf = (facts: WorkloadFacts): ReadonlyMap<string, readonly string[]> =>
  new Map(
    assess(workloadWith(facts)).rules.flatMap(({ ruleId, missing }) =>
      missing === undefined ? [] : [[ruleId, missing]],
    ),
  );

describe('a workbook with only vInfo', () => {
  it('neither passes nor fails what other sheets would say: it asks', () => {
    const asks = unknownOf(vInfo);
    expect(asks.get('vsphere.disk.shared')).toEqual(['disks[].shared']);
    expect(asks.get('azure.disk.shared')).toEqual(['disks[].shared']);
    expect(asks.get('vsphere.disk.capacity-invalid')).toEqual(['disks[].capacityMiB']);
    expect(asks.get('vsphere.snapshot')).toEqual(['snapshots']);
    expect(asks.get('vsphere.guest.free-space')).toEqual(['filesystems[].freeMiB']);
    expect(asks.get('vsphere.device.passthrough')).toEqual(['devices[].type']);
    expect(asks.get('vsphere.cluster.drs')).toEqual(['clusterDrsEnabled']);
    expect(asks.get('vsphere.tools.not-running')).toEqual(['guestToolsStatus']);
  });

  it('raises no false alarm: nothing fails on what is not known', () => {
    const { rules, targets } = assess(workloadWith(vInfo));
    expect(rules.filter(({ outcome }) => outcome === 'fail').map(({ ruleId }) => ruleId)).toEqual([
      'kvm.os.conversion-unconfirmed',
      'kvm.firmware.uefi',
    ]);
    expect(targets['openshift-virtualization']?.readiness).toBe('unknown');
    expect(targets['azure-vm']?.readiness).toBe('unknown');
    expect(targets.stay?.readiness).toBe('ready');
  });

  it('settles with the other sheets, and finds the shared disk', () => {
    const before = unknownOf(vInfo);
    const facts = { ...vInfo, ...otherSheets };
    const after = unknownOf(facts);
    expect([...after.keys()].filter((id) => !before.has(id))).toEqual([]);
    expect(after.size).toBeLessThan(before.size / 2);
    const { targets } = assess(workloadWith(facts));
    expect(targets['azure-vm']).toMatchObject({ readiness: 'not-ready', blockers: ['azure.disk.shared'] });
    expect(targets['openshift-virtualization']?.readiness).toBe('conditional');
    expect(targets['openshift-virtualization']?.warnings).toContain('vsphere.disk.shared');
  });

  it('counts what one more sheet would settle', () => {
    const estate = Array.from({ length: 3 }, (_, index) => workloadWith(vInfo, { id: `wl-${index}` }));
    const { unknownAnswers } = assessEstate(estate, assess);
    const disks = unknownAnswers.filter(({ fact }) => fact.startsWith('disks'));
    expect(disks.reduce((sum, { verdicts }) => sum + verdicts, 0)).toBeGreaterThan(3 * 10);
    expect(disks.every(({ workloads }) => workloads === 3)).toBe(true);
  });
});
