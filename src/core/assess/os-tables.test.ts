import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { OS_SUPPORT_DOC, osSupportDocText } from '../../../scripts/write-os-support-doc.ts';
import { catalog } from '../../../test/support/catalog.ts';
import { osSupport } from './os-tables.ts';
import { TARGETS } from './targets/registry.ts';
import type { TargetId } from './verdict.ts';

const words = (target: TargetId, id: string): Record<string, string> =>
  Object.fromEntries(osSupport(catalog, { id }, target).statements.map(({ table, supported }) => [table, supported]));

describe('what every list says of a guest', () => {
  it('keeps the three tables of one vendor apart, and its planner', () => {
    expect(words('openshift-virtualization', 'ubuntu-22.04')).toEqual({
      'red-hat-guests': 'yes',
      'forklift-vsphere-hyperv': 'no',
      'forklift-openstack': 'no',
      'forklift-ovirt': 'yes',
      'planner-complexity': 'partly',
    });
    expect(words('openshift-virtualization', 'rhel-6')).toEqual({
      'red-hat-guests': 'partly',
      'forklift-vsphere-hyperv': 'no',
      'forklift-openstack': 'no',
      'forklift-ovirt': 'no',
      'planner-complexity': 'yes',
    });
  });

  it('says who said it, where and when', () => {
    const [first] = osSupport(catalog, { id: 'rhel-9' }, 'openshift-virtualization').statements;
    expect(first).toEqual({
      table: 'red-hat-guests',
      says: 'Red Hat, certified guests',
      verdict: 'certified',
      supported: 'yes',
      source: 'rh-4234591, 2026-09-02, second-hand',
      refs: ['access.redhat.com/articles/4234591 as transcribed on 2026-09-02'],
      asOf: '2026-09-02',
      confidence: 'secondary',
    });
  });

  it('hears lists on their subject only', () => {
    expect(words('azure-vm', 'windows-server-2019')).toEqual({ 'azure-windows': 'yes' });
    expect(words('azure-vm', 'ubuntu-18.04')).toEqual({ 'azure-endorsed': 'no', 'azure-migrate': 'partly' });
    expect(words('hyperv', 'rocky-9')).toEqual({ 'hyperv-guests': 'no' });
    expect(words('azure-local', 'rocky-9')).toEqual({ 'hyperv-guests': 'no' });
    expect(words('stay', 'rocky-9')).toEqual({});
  });

  it('leaves open what depends on the release', () => {
    const { statements, open, agreed } = osSupport(catalog, { product: 'rhel', family: 'linux' }, 'hyperv');
    expect(statements).toMatchObject([{ supported: 'unknown' }]);
    expect({ open, agreed }).toEqual({ open: true, agreed: true });
    expect(statements[0]).not.toHaveProperty('verdict');
  });

  it('says nothing of a guest nobody names', () => {
    expect(osSupport(catalog, { configuredAs: 'Other Linux' }, 'kvm')).toMatchObject({ statements: [], agreed: true });
  });

  it('is listed in the reference page as it is (else run scripts/write-os-support-doc.ts)', async () => {
    expect((await readFile(OS_SUPPORT_DOC, 'utf8')).replaceAll('\r\n', '\n')).toBe(await osSupportDocText(catalog));
  });

  it('has rows behind every list, and a list for every target that takes machines', () => {
    const { osTables, sources } = catalog['guest-support'];
    expect(osTables.filter(({ only }) => only !== undefined && !(only in sources))).toEqual([]);
    const covered = new Set(osTables.flatMap(({ targets }) => targets));
    const machines = TARGETS.filter(({ moves, kinds }) => moves && !kinds.includes('container')).map(({ id }) => id);
    expect(machines.filter((id) => !covered.has(id))).toEqual([]);
  });
});
