import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { signatureOf, lockText, parseLock } from '../core/policy/packs/lock.ts';
import { auditKeys } from './audit-key.ts';
import type { OwnedContext } from './context.ts';
import { getPack, listPacks, signPacks } from './list-packs.ts';
import { readPacks } from './packs.ts';
import { getSovereignty, listSovereignty } from './site-sovereignty.ts';
import { putSites } from './sites-document.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext({});
});
afterAll(() => context?.[Symbol.asyncDispose]());

const sites = (reading: string): string => `organisation: {country: DE, csfReading: ${reading}}
sites:
  - {id: home, platform: kvm, target: kvm, attributes: {country: DE, operator: {name: We, country: DE, parentCountry: DE, own: true}}}
  - {id: cloud, platform: azure, target: azure-vm, region: germanywestcentral}
`;

describe('sites compared', () => {
  it('need a sites file', async () => {
    await expect(listSovereignty(context)).rejects.toMatchObject({ code: 'IST-4004' });
  });

  it('are described with what the catalogue knows, unknown levels as ranges', async () => {
    await putSites(context, sites('lowest'));
    const { items, total } = await listSovereignty(context);
    expect(total).toBe(2);
    const [home, cloud] = items;
    expect(cloud).toMatchObject({ country: 'DE', operator: { name: 'Microsoft', parentCountry: 'US', own: false } });
    expect(cloud?.exposure.laws.find(({ id }) => id === 'us-cloud-act')?.because).toContainEqual({
      path: 'site.operator.parentCountry',
      country: 'US',
    });
    expect(cloud?.asked).toBe(home?.asked);
    expect(home?.exposure.missing).toEqual(['site.controlPlane.operatorParentCountry']);
    expect(home?.frameworks[0]).toMatchObject({ counts: 'lowest', result: 'SEAL-0 to SEAL-4' });
  });

  it('count by the score when the organisation says so', async () => {
    await putSites(context, sites('weighted'));
    const [home] = (await listSovereignty(context)).items;
    expect(home?.frameworks[0]).toMatchObject({ counts: 'weighted', result: expect.stringMatching(/ % to .* %$/) });
    expect(home?.frameworks[0]?.reading).toContain('The weighted score counts');
  });

  it('show one in full, with the source of each attribute', async () => {
    const cloud = await getSovereignty(context, 'cloud');
    const facts = cloud.facts.flatMap((group) => group.facts);
    expect(facts.find(({ path }) => path === 'country')).toMatchObject({ value: 'DE', confidence: 'verified' });
    expect(facts.find(({ path }) => path === 'support.countries')).toMatchObject({ value: null, from: null });
    await expect(getSovereignty(context, 'nowhere')).rejects.toMatchObject({ code: 'IST-4005' });
  });
});

describe('packs in force', () => {
  it('are listed with version and digest, and shown with their rules', async () => {
    const { items } = await listPacks(context);
    expect(items.find(({ id }) => id === 'gdpr-ch5')).toMatchObject({ origin: 'shipped', lock: 'none', rules: 6 });
    const pack = await getPack(context, 'gdpr-ch5');
    expect(pack.requirements[0]).toMatchObject({ ruleId: 'gdpr-ch5/g-44', covers: ['g-44', 'g-46'], level: 'must' });
    expect(pack.testNames.length).toBeGreaterThan(3);
    await expect(getPack(context, 'gdpr')).rejects.toMatchObject({ code: 'IST-4017' });
  });

  it('are listed also when a lock keeps them from being used', async () => {
    const file = join(context.home, 'packs.lock.yaml');
    const packs = await readPacks(context.home);
    await writeFile(file, lockText(packs.filter(({ id }) => id !== 'dora')));
    try {
      const { items } = await listPacks(context);
      expect(items.filter(({ lock }) => lock !== 'same').map(({ id, lock }) => [id, lock])).toEqual([
        ['dora', 'unlocked'],
      ]);
      await expect(listSovereignty(context)).rejects.toMatchObject({ code: 'IST-4015' });
    } finally {
      await rm(file);
    }
  });

  it('are signed by the key of the installation, and that is written down', async () => {
    const { text } = await signPacks(context);
    const lock = parseLock(text, 'packs.lock.yaml');
    const [key] = await auditKeys(context);
    expect(signatureOf(lock, key?.pem ?? '')).toBe('valid');
    const { rows } = await context.store.query<{ action: string }>(
      "select action from audit_pending where action = 'packs.sign' union all select action from audit_records where action = 'packs.sign'",
    );
    expect(rows.length).toBeGreaterThan(0);
  });
});
