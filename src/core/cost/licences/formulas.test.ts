import { describe, expect, it, test } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { answerRule, FORMULAS } from './formulas.ts';
import type { FormulaAnswer, Given } from './formulas.ts';
import { citeRules, licenceTerms } from './terms.ts';

const terms = licenceTerms(catalog.licensing);

function answer(id: string, given: Given): FormulaAnswer {
  const found = answerRule(id, given, terms);
  if (found === null || !('answer' in found)) throw new Error(`${id}: ${JSON.stringify(found)}`);
  return found.answer;
}

describe('the rules of licensing.yaml and their formulas', () => {
  it('are the same set', () => {
    expect(Object.keys(FORMULAS).sort()).toEqual(catalog.licensing.rules.map(({ id }) => id).sort());
    expect(Object.keys(FORMULAS)).toHaveLength(43);
  });

  const examples = catalog.licensing.rules.flatMap(({ id, examples }) =>
    (examples ?? []).map((given) => ({ id, given })),
  );
  test.each(examples)('$id: $given as the catalogue says', ({ id, given }) => {
    const got = answer(id, given);
    const stated = Object.keys(got).filter((name) => given[name] !== undefined);
    expect(stated.length).toBeGreaterThan(0);
    for (const name of stated) expect(got[name]).toEqual(given[name]);
  });
  it('has examples to stand on', () => expect(examples.length).toBeGreaterThanOrEqual(17));

  it('says what it needs to know, and that it does not know a rule', () => {
    expect(answerRule('ws-standard-vms', { winVms: 5 }, terms)).toEqual({ needs: ['sockets'] });
    expect(answerRule('ws-standard-vms', { winVms: 'five', sockets: [16] }, terms)).toEqual({ needs: ['winVms'] });
    expect(answerRule('constructor', {}, terms)).toBeNull();
  });

  it('cites the source of a rule, and says when it has none', () => {
    const [ahb, mobility] = citeRules(catalog.licensing, ['ahb-vm', 'ws-mobility', 'ahb-vm', 'no-such']);
    expect(ahb).toMatchObject({ id: 'ahb-vm', unverified: false, asOf: '2025-09-03' });
    expect(mobility).toMatchObject({ id: 'ws-mobility', unverified: true });
  });
});

/** What the catalogue has no example for, by hand. */
const CASES: readonly (readonly [string, Given, FormulaAnswer])[] = [
  ['ws-datacenter-vms', { sockets: [16, 16], winVms: 300 }, { cores: 32 }],
  ['ws-datacenter-vms', { sockets: [16, 16], winVms: 0 }, { cores: 0 }],
  ['ws-breakeven', { winVms: 10 }, { choose: 'standard', fromMachines: 11 }],
  ['ws-breakeven', { winVms: 11 }, { choose: 'datacenter', fromMachines: 11 }],
  ['ws-breakeven', { winVms: 9, priceRatio: 4.5 }, { choose: 'datacenter', fromMachines: 9 }],
  [
    'ws-mobility',
    { hosts: 3, sockets: [12, 12], maxVmsOnHost: 5, edition: 'standard', daysSinceLast: 89 },
    { clusterCores: 216, mayMoveNow: false },
  ],
  [
    'ws-mobility',
    { hosts: 3, sockets: [12, 12], maxVmsOnHost: 5, edition: 'datacenter', softwareAssurance: true },
    { clusterCores: 72, mayMoveNow: true },
  ],
  ['ws-per-vm', { vcpus: 2 }, { perVmCores: 8, customerCores: 16 }],
  ['ws-per-vm', { vcpus: 24 }, { perVmCores: 24, customerCores: 24 }],
  ['ws-containers', { edition: 'standard', winVms: 2, hyperVContainers: 3 }, { counted: 5 }],
  ['ws-containers', { edition: 'datacenter', winVms: 2, hyperVContainers: 3 }, { counted: 2 }],
  ['ws-cal', { usedAs: 'owned', users: 400, devices: 250 }, { accessLicences: 250 }],
  ['ws-cal', { usedAs: 'owned' }, { accessLicences: null }],
  ['ws-cal', { usedAs: 'azure-pay-as-you-go' }, { accessLicences: 0 }],
  ['ws-arc-payg', { cores: 4, hours: 100 }, { paygHours: 400 }],
  ['ws-third-party-cloud', { provider: 'AWS', boughtOn: '2020-01-01' }, { allowed: false }],
  ['ws-third-party-cloud', { provider: 'AWS', boughtOn: '2019-09-30' }, { allowed: true }],
  ['ws-third-party-cloud', { provider: 'Hoster GmbH', boughtOn: '2024-01-01' }, { allowed: true }],
  ['ahb-dual-use', { edition: 'standard' }, { overlapDays: 180, overlapDaysDedicatedHost: 180 }],
  ['ahb-dual-use', { edition: 'datacenter' }, { overlapDays: null, overlapDaysDedicatedHost: 180 }],
  ['ahb-dedicated-host', { edition: 'standard' }, { unlimited: false }],
  ['ahb-azure-local', { cores: [32, 32, 64] }, { ahbLocalCores: 128 }],
  ['ahb-aks', { vcpus: 12 }, { cores: 12 }],
  ['ahb-regions', { region: 'germanywestcentral' }, { allowed: true }],
  ['azlocal-fee', { physicalCores: 64, pricePerCoreMonth: 10 }, { azureLocalFee: 640 }],
  ['esu-azure', { target: 'azure-local' }, { free: true }],
  ['esu-azure', { target: 'openshift-virtualization' }, { free: false }],
  ['esu-length', { supportEnd: '2023-10-10', day: '2023-10-10' }, { year: 0 }],
  ['esu-length', { supportEnd: '2023-10-10', day: '2023-10-11' }, { year: 1 }],
  ['esu-length', { supportEnd: '2023-10-10', day: '2024-10-10' }, { year: 1 }],
  ['esu-length', { supportEnd: '2023-10-10', day: '2024-10-11' }, { year: 2 }],
  ['esu-length', { supportEnd: '2023-10-10', day: '2026-10-10' }, { year: 3 }],
  ['esu-length', { supportEnd: '2023-10-10', day: '2026-10-11' }, { year: null }],
  ['esu-price', { year: 3, licencePrice: 1000 }, { esuYear: 1250 }],
  ['esu-arc', { yearPrice: 1200 }, { month: 100 }],
  ['win-client-vm', {}, { users: null }],
  ['win-client-vm', { users: 40 }, { users: 40 }],
  ['ocp-core-pair', { physicalCores: 33 }, { corePairs: 17 }],
  ['ocp-bare-metal', { sockets: [8] }, { subs: 1 }],
  ['ocp-editions', { edition: 'virtualization-engine' }, { machines: true, applicationContainers: false, onArm: true }],
  ['ocp-editions', { edition: 'platform-plus' }, { machines: true, applicationContainers: true, onArm: false }],
  ['ocp-virt-requires-bm', { metric: 'core-pair' }, { allowed: false }],
  ['ocp-infra-nodes', { role: 'infra' }, { subscriptionNeeded: false }],
  ['ocp-infra-nodes', { role: 'worker' }, { subscriptionNeeded: true }],
  ['ocp-rhel-guests', { edition: 'virtualization-engine' }, { included: false }],
  ['ocp-rhel-guests', { edition: 'kubernetes-engine' }, { included: true }],
  ['ocp-ai-accelerator', { devices: 8 }, { units: 8 }],
  ['ocp-windows', { windowsNodeVcpus: 10 }, { corePairs: 3 }],
  ['rhel-vdc', { sockets: [2, 2, 4] }, { vdcSubs: 4 }],
  ['rhel-els', { release: '7.9' }, { needed: true }],
  ['rhel-els', { release: '8.10' }, { needed: false }],
  ['rhel-cloud', {}, { ways: ['rented', 'cloud-access'] }],
  ['sql-core', { vcpus: 5 }, { cores: 6 }],
  ['sql-core', { sockets: [2, 12] }, { cores: 16 }],
  ['sql-ent-unlimited', { edition: 'enterprise', softwareAssurance: false }, { unlimited: false }],
  ['sql-vm-needs-sa', { release: '2019' }, { needed: false }],
  ['sql-vm-needs-sa', { release: '2022' }, { needed: true }],
  ['sql-cluster', { hosts: 6, mobilityRights: false }, { hosts: 6 }],
  ['sql-cluster', { hosts: 6, mobilityRights: true }, { hosts: 1 }],
  ['sql-ahb', { edition: 'enterprise', cores: 8, service: 'general-purpose' }, { vcores: 32 }],
  ['sql-ahb', { edition: 'standard', cores: 8, service: 'general-purpose' }, { vcores: 8 }],
  ['sql-ha', { vcpus: 8, softwareAssurance: true }, { cores: 0 }],
  ['sql-ha', { vcpus: 2, softwareAssurance: false }, { cores: 4 }],
  ['sql-standard-caps', { cores: 24 }, { allowed: true }],
  ['sql-standard-caps', { cores: 28 }, { allowed: null }],
  ['sql-standard-caps', { cores: 40 }, { allowed: false }],
  ['vmware-core-min', { sockets: [8, 8] }, { vcfCores: 72 }],
  ['vmware-core-min', { sockets: [24, 24, 24, 24] }, { vcfCores: 96 }],
];

describe('a formula without an example in the catalogue', () => {
  test.each(CASES)('%s %j', (id, given, wanted) => expect(answer(id, given)).toEqual(wanted));

  it('is never left without any case', () => {
    const covered = new Set([
      ...CASES.map(([id]) => id),
      ...catalog.licensing.rules.filter((r) => r.examples).map((r) => r.id),
    ]);
    expect(Object.keys(FORMULAS).filter((id) => !covered.has(id))).toEqual([]);
  });
});
