import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { CONDITIONS, HYPERV, OPENSTACK, OVA, OVIRT, UNREACHABLE, VSPHERE } from './forklift-rules.ts';

const SCRIPT = new URL('write-forklift-doc.ts', import.meta.url);
const PAGE = new URL('../docs/reference/forklift-rules.md', import.meta.url);

describe("the page of Forklift's rules", () => {
  it('is as rules and cases are, each covering rule failing, passing and open (else run scripts/write-forklift-doc.ts)', async () => {
    // In a process of its own: it loads the tables of cases without running them, which a test runner cannot.
    const { stdout } = await promisify(execFile)(process.execPath, [SCRIPT.pathname, '--print'], {
      maxBuffer: 4 * 1024 ** 2,
    });
    expect((await readFile(PAGE, 'utf8')).replaceAll('\r\n', '\n')).toBe(stdout);
  }, 60_000);

  it('counts every rule that Forklift publishes, once', () => {
    expect([VSPHERE, HYPERV, OVA, OPENSTACK, OVIRT].map((rules) => rules.length)).toEqual([29, 12, 6, 16, 39]);
    const all = [...VSPHERE, ...HYPERV, ...OVA, ...OPENSTACK, ...OVIRT].map(({ id }) => id);
    expect(new Set(all).size).toBe(102);
  });

  it('counts every unreachable rule and every condition once', () => {
    expect(new Set(UNREACHABLE.map(([id]) => id)).size).toBe(14);
    expect(new Set(CONDITIONS.map(({ name }) => name)).size).toBe(CONDITIONS.length);
  });
});
