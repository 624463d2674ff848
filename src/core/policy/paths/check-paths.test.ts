import { describe, expect, it } from 'vitest';
import { parseSites } from '../parse-sites.ts';
import { pathsWithout } from './check-paths.ts';
import { catalog } from '../../../../test/support/catalog.ts';

const head = `sites:
  - {id: home, platform: vsphere, target: stay}
  - {id: farm, platform: kvm, target: kvm}
`;
function causesOf(hop: string): string[] {
  try {
    parseSites(`${head}paths:\n  hops:\n    - ${hop}\n`, catalog);
  } catch (error) {
    return (error as { causes: readonly { message: string; where?: string }[] }).causes.map(
      ({ where, message }) => `${where ?? ''}: ${message}`,
    );
  }
  return [];
}

describe('paths of sites.yaml', () => {
  it.each([
    ['{role: staging, countries: [DE]}', []],
    ['{role: metadata, geography: europe, methods: [azure-migrate-agentless], to: [farm]}', []],
    ['{role: conversion, used: false, reason: raw disks}', []],
    ['{role: conversion, at: frm}', ['there is no site "frm". Did you mean "farm"?']],
    ['{role: conversion, at: farm, countries: [DE]}', ['one place is enough']],
    ['{role: conversion, used: false}', ['give a "reason"']],
    ['{role: disks, used: false, reason: none}', ['always has target disks']],
    ['{role: conversion}', ['says nothing of the place']],
    ['{role: conversion, at: farm, methods: [virt-v2w]}', ['Did you mean "virt-v2v"?']],
    ['{role: metadata, geography: eurpe}', ['Did you mean "europe"?']],
    ['{role: stagin, countries: [DE]}', ['']],
    ['{role: staging, countries: [DE], attributes: {operater: {country: DE}}}', ['Did you mean "operator"?']],
    ['{role: staging, attributes: {country: DE}}', ['goes under "countries" of the hop']],
  ])('%s', (hop, parts) => {
    const causes = causesOf(hop);
    expect(causes).toHaveLength(parts.length);
    parts.forEach((part, index) => {
      expect(causes[index]).toContain('paths.hops[0]');
      expect(causes[index]).toContain(part);
    });
  });

  it('lose what is said of sites that a scenario removes', () => {
    const hops = [
      { role: 'staging' as const, at: 'farm' },
      { role: 'staging' as const, countries: ['DE'], to: ['farm', 'home'] },
      { role: 'staging' as const, countries: ['DE'], to: ['farm'] },
    ];
    expect(pathsWithout({ hops }, new Set(['farm']))?.hops).toEqual([
      { role: 'staging', countries: ['DE'], to: ['home'] },
    ]);
  });
});
