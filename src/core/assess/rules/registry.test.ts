import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import {
  digestFileText,
  DIGEST_FILE,
  RULES_DOC,
  ruleSources,
  rulesDocText,
} from '../../../../scripts/write-rules-doc.ts';
import { readFile } from 'node:fs/promises';
import { rulesVersion } from '../rules-version.ts';
import { TARGETS } from '../targets/registry.ts';
import { RULES } from './registry.ts';

/** The rules of Forklift for vSphere, rules version 5, by the ids it publishes. */
const FORKLIFT = [
  'changed_block_tracking.disabled',
  'changed_block_tracking.disk.disabled',
  'consolidation_needed',
  'cpu_affinity.detected',
  'cpu_memory.hotplug.enabled',
  'datastore.missing',
  'disk.count.exceeds.limit',
  'disk_mode.independent',
  'disk_serial.truncated',
  'disk.capacity.invalid',
  'dpm.enabled',
  'drs.enabled',
  'fault_tolerance.enabled',
  'guestDisks.freespace',
  'guestDisks.key.not_found',
  'host_affinity.detected',
  'hostname.empty',
  'hostname.default',
  'vm_missing_ip.detected',
  'vm.name.invalid',
  'numa_affinity.detected',
  'passthrough_device.detected',
  'disk.rdm.detected',
  'disk.shared.detected',
  'snapshot.detected',
  'device.sriov.detected',
  'tpm.detected',
  'usb_controller.detected',
  'os.unsupported',
].map((id) => `vmware.${id}`);

const NEWLINES = /\r\n/g;

describe('shipped rules', () => {
  it('cover all 29 of Forklift for vSphere', () => {
    expect(FORKLIFT).toHaveLength(29);
    const covered = RULES.flatMap(({ covers, platforms }) =>
      platforms?.includes('vsphere') === true ? (covers ?? []) : [],
    );
    expect(FORKLIFT.filter((id) => !covered.includes(id))).toEqual([]);
  });

  it('have ids of their own', () => {
    expect(new Set(RULES.map(({ id }) => id)).size).toBe(RULES.length);
  });

  it.each(RULES.map((rule) => [rule.id, rule] as const))(
    '%s says what it is, what it rests on and what to do',
    (_id, rule) => {
      expect(rule.id).toMatch(
        /^(common|vsphere|hyperv|libvirt|openstack|ovirt|ova|azure-source|openshift|azure|kvm|hyperv-host|containers|openshift-container|aks|container)(\.[a-z0-9]+(-[a-z0-9]+)*)+$/,
      );
      expect(rule.description).toMatch(/\.$/);
      expect(rule.remedy).toMatch(/\.$/);
      expect(rule.label.length).toBeLessThanOrEqual(60);
      expect(rule.source.date).toMatch(/^\d{4}-\d{2}-\d{2}$/);
      expect(rule.fixHours).toBeGreaterThanOrEqual(0);
      const known = TARGETS.map(({ id }) => id as string);
      expect(Object.keys(rule.severity).filter((target) => !known.includes(target))).toEqual([]);
      expect(Object.keys(rule.severity)).not.toEqual([]);
    },
  );

  it('name facts below what they need', () => {
    const astray = RULES.flatMap(({ id, needs, asksFor = [] }) =>
      asksFor
        .filter(
          (path) => !needs.some((key) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[]`)),
        )
        .map((path) => `${id}: ${path}`),
    );
    expect(astray).toEqual([]);
  });

  it('pins them by a version that changes with any of them', () => {
    expect(rulesVersion(RULES)).toMatch(/^sha256:[0-9a-f]{64}$/);
    const [first, ...rest] = RULES;
    if (first === undefined) throw new Error('there are rules');
    expect(rulesVersion([{ ...first, severity: { kvm: 'info' } }, ...rest])).not.toBe(rulesVersion(RULES));
    const own = { ...first, evaluate: () => ({ outcome: 'pass' as const }) };
    expect(rulesVersion([own, ...rest])).not.toBe(rulesVersion(RULES));
    expect(rulesVersion([...RULES])).toBe(rulesVersion(RULES));
  });

  it('weigh as the catalogue of concerns says, where it names the same rule', () => {
    const concerns = catalog['migration-concerns'].concerns.flatMap(({ forkliftId, azure }) =>
      forkliftId === undefined || azure !== 'blocker' ? [] : [forkliftId],
    );
    const blocking = RULES.filter(({ severity }) => severity['azure-vm'] === 'blocker').map(({ label }) => label);
    const missing = concerns.filter((id) => {
      const covering = RULES.find(({ covers }) => covers?.includes(id) === true);
      return covering !== undefined && covering.severity['azure-vm'] !== 'blocker' && !COVERED_BY_AZURE_RULE.has(id);
    });
    expect(missing).toEqual([]);
    expect(blocking.length).toBeGreaterThan(10);
  });
});

/** Blockers on Azure that have a rule of their own there, with Azure's words and remedy. */
const COVERED_BY_AZURE_RULE: ReadonlySet<string> = new Set([
  'vmware.disk.rdm.detected',
  'vmware.disk.shared.detected',
  'vmware.disk_mode.independent',
  'vmware.passthrough_device.detected',
  'vmware.disk.count.exceeds.limit',
]);

describe('what is written from the rules', () => {
  it('has the digest of the sources as they are (else run scripts/write-rules-doc.ts)', async () => {
    expect((await readFile(DIGEST_FILE, 'utf8')).replaceAll(NEWLINES, '\n')).toBe(await digestFileText());
  });

  it('counts what the rules call as part of them, and no tests', async () => {
    const sources = [...(await ruleSources()).keys()];
    expect(sources).toContain('assess/guest-tables.ts');
    expect(sources).toContain('model/os-text.ts');
    expect(sources.filter((path) => path.includes('.test.'))).toEqual([]);
  });

  it('has a reference page of the rules as they are (else run scripts/write-rules-doc.ts)', async () => {
    expect((await readFile(RULES_DOC, 'utf8')).replaceAll(NEWLINES, '\n')).toBe(await rulesDocText());
  });
});
