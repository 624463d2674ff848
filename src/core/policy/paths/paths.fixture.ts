/** Two European sites, one cloud region, and packs of a rule each: what tests of paths are about. */

import { catalog } from '../../../../test/support/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import { createPolicyEngine } from '../engine/engine.ts';
import { parsePack } from '../packs/pack.ts';
import type { Pack } from '../packs/pack.ts';
import { sitesFileSchema } from '../site.ts';
import type { SitesFile } from '../site.ts';
import { createPathJudge } from './judge-path.ts';
import type { PathJudge } from './judge-path.ts';

export function packOf(test: string, more: Readonly<Record<string, string>> = {}): Pack {
  const requirement = { id: 'r', ref: 'Art. 1', title: 'Stays in Europe', remedy: 'Keep it in Europe.', test, ...more };
  const text = JSON.stringify({
    id: 'p',
    version: '1.0.0',
    name: 'House rule',
    source: 'own',
    asOf: '2026-11-22',
    appliesWhen: 'true',
    requirements: [requirement],
  });
  return parsePack(text, 'p.yaml', catalog);
}

/** Everything that reaches the data at a site, in one country. */
export const closed = (country: string): Record<string, unknown> => ({
  country,
  operator: { country, parentCountry: country, own: true },
  controlPlane: { country, operatorParentCountry: country },
  ...Object.fromEntries(
    ['admin', 'support', 'telemetry', 'subprocessors', 'backup', 'dr'].map((name) => [name, { countries: [country] }]),
  ),
});

export function fileOf(more: Readonly<Record<string, unknown>> = {}): SitesFile {
  return sitesFileSchema.parse({
    sites: [
      { id: 'home', platform: 'vsphere', target: 'stay', attributes: closed('US'), matches: { clusters: ['home'] } },
      { id: 'cloud', platform: 'azure', target: 'azure-vm', attributes: closed('DE') },
      { id: 'farm', platform: 'kvm', target: 'kvm', attributes: closed('DE') },
      { id: 'third', platform: 'kvm', target: 'kvm', attributes: closed('FR') },
    ],
    ...more,
  });
}

export function judgeOf(file: SitesFile, packs: readonly Pack[]): PathJudge {
  const engine = createPolicyEngine({
    packs,
    sites: file.sites,
    catalog,
    organisation: file.organisation,
    declarations: file.declarations,
    asOf: '2026-11-23',
  });
  return createPathJudge({ engine, catalog, sites: file });
}

export const machine = (facts: WorkloadFacts = {}, id = 'wl-1'): Workload =>
  workloadWith({ platform: 'vsphere', cluster: 'home', ...facts }, { id });
