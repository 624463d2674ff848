import { describe, expect, it } from 'vitest';
import { buildTco } from './build.ts';
import { computeTco } from './compute.ts';
import { groupOf, rulesText } from './licence-lines.ts';
import { caseOf, DEBIAN, exit, STAY } from './tco.fixture.ts';

const RHEL = { ...DEBIAN, os: { family: 'linux' as const, name: 'Red Hat Enterprise Linux 9' } };
const weu = (cost: Readonly<Record<string, unknown>>) => ({
  id: 'weu',
  platform: 'azure',
  target: 'azure-vm',
  region: 'westeurope',
  cost,
});
function lineOf(id: string, cost: Readonly<Record<string, unknown>>) {
  const model = buildTco(caseOf([RHEL, RHEL, DEBIAN], [STAY, exit(3, 3, 'weu')], { sites: [weu(cost)] }));
  return computeTco(model).lines.find((line) => line.id === `exit.weu.${id}`);
}

describe('Linux subscriptions at a provider', () => {
  it('by machine at the price of the site; asked for without one; by pairs where they are brought along', () => {
    expect(lineOf('rhel-cloud', { linuxSubscriptionUsdPerVmMonth: 30 })?.perMonth[0]).toBe(60);
    expect(lineOf('rhel-cloud', {})).toMatchObject({
      usd: null,
      asks: ['sites.yaml licences.prices: {product: rhel-cloud, usd: …} per machine and month'],
    });
    const brought = { linuxSubscription: 'hybrid-benefit', linuxSubscriptionUsdPerVmMonth: 30 };
    expect(lineOf('rhel-cloud', brought)).toBeUndefined();
    expect(lineOf('rhel-server', brought)?.usd).toBeNull();
  });
});

it.each([
  ['sql-server-standard', 'database-licence'],
  ['openshift-platform-plus', 'platform-licence'],
  ['vmware-vcf', 'platform-licence'],
  ['azure-local', 'platform-licence'],
  ['windows-server-azure-local', 'guest-licence'],
  ['rhel-server', 'guest-licence'],
] as const)('%s is a %s', (product, group) => {
  expect(groupOf(product)).toBe(group);
});

it('cites the rules it has', () => {
  expect(rulesText([])).toBe('');
  expect(rulesText(['ahb-vm', 'ws-cal'])).toBe('licensing.yaml ahb-vm, ws-cal');
});
