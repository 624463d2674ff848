/** What workloads hold: said by hand, inherited along dependencies, and what a check makes of it. On a real database. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { flowsProvider } from '../providers/flows/provider.ts';
import type { Provider } from '../providers/provider.ts';
import { putApplication } from './applications.ts';
import { classifyByHand } from './classify-by-hand.ts';
import { checkEstate } from './check-estate.ts';
import type { OwnedContext } from './context.ts';
import { getWorkload } from './get-workload.ts';
import { importFile } from './import-file.ts';
import { inventory } from './machines.fixture.ts';
import { eachResultRow } from './results.ts';
import type { StoredFinding } from './check-rows.ts';
import { putSites } from './sites-document.ts';

const NAMES = ['patients', 'reports', 'portal', 'mail', 'vault'];
const FLOWS = [
  'time,source,destination,port,protocol',
  ...Array.from({ length: 9 }, (_, day) => `2026-11-1${day}T08:00:00Z,10.0.0.2,10.0.0.1,5432,tcp`),
  ...Array.from({ length: 9 }, (_, day) => `2026-11-1${day}T08:00:00Z,10.0.0.3,10.0.0.2,443,tcp`),
  ...Array.from({ length: 9 }, (_, day) => `2026-11-1${day}T08:00:00Z,10.0.0.1,10.0.0.4,25,tcp`),
  ...Array.from({ length: 9 }, (_, day) => `2026-11-1${day}T08:00:00Z,10.0.0.1,10.0.0.5,9399,tcp`),
].join('\n');

const SITES = `
organisation: {country: US, sector: health}
regimes: [hipaa]
sites:
  - id: here
    platform: vsphere
    target: stay
    matches: {sources: ['*']}
    attributes: {country: US, operator: {country: US, parentCountry: US}}
`;

describe('what workloads hold', () => {
  let context: OwnedContext;
  let folder: string;
  const bring = async (provider: Provider, name: string, text = ''): Promise<void> => {
    const path = join(folder, name);
    await writeFile(path, text);
    await importFile(context, { providerKind: provider.kind, path, fileName: name }, [provider]);
  };
  const phiFindings = async (): Promise<readonly string[]> => {
    const { id } = await checkEstate(context, {});
    const names = new Set<string>();
    for await (const { doc } of eachResultRow<StoredFinding>(context, id)) {
      const { packId, workloadName, reference } = doc;
      // Of a workload that nobody classified it is asked whether the regime applies: that says nothing of what it holds.
      if (packId === 'hipaa' && workloadName !== null && reference !== 'scope') names.add(workloadName);
    }
    return [...names].sort();
  };

  beforeAll(async () => {
    context = await testContext();
    folder = await mkdtemp(join(tmpdir(), 'isthmus-classify-'));
    await bring(
      inventory(
        NAMES.map((name, index) => ({
          name,
          address: `10.0.0.${index + 1}`,
          ...(name === 'vault' && { facts: { roles: ['backup'] as const } }),
        })),
      ),
      'vc.xlsx',
    );
    await bring(flowsProvider, 'flows.csv', FLOWS);
    await putSites(context, SITES);
  });
  afterAll(async () => {
    await rm(folder, { recursive: true });
    await context?.[Symbol.asyncDispose]();
  });

  it('what is said of an application holds for its members, and for those that read from them', async () => {
    await putApplication(context, { name: 'Clinic', workloads: ['patients'] });
    const said = await classifyByHand(context, {
      application: 'Clinic',
      set: { dataClasses: ['phi'] },
      reason: 'medical records',
    });
    expect(said).toMatchObject({ changed: true, workloads: 1, warnings: [] });
    expect((await getWorkload(context, 'patients')).facts['dataClasses']).toEqual(['phi']);
    const { inherited } = await getWorkload(context, 'portal');
    expect(inherited).toMatchObject([
      {
        dataClass: 'phi',
        certain: true,
        path: [{ workloadName: 'reports' }, { workloadName: 'patients', service: 'postgresql', port: 5432 }],
      },
    ]);
    expect((await getWorkload(context, 'mail')).inherited).toEqual([]);
    // Who keeps backups holds what is sent there, over whatever port.
    expect((await getWorkload(context, 'vault')).inherited).toMatchObject([
      { dataClass: 'phi', certain: true, path: [{ workloadName: 'patients' }] },
    ]);
  });

  it('a check judges by it', async () => {
    expect(await phiFindings()).toEqual(['patients', 'portal', 'reports', 'vault']);
  });

  it('a stop ends it, and taking the word back ends all of it', async () => {
    await putSites(context, `${SITES}inheritance: {stops: [{match: name = reports, reason: only counts leave it}]}\n`);
    expect(await phiFindings()).toEqual(['patients', 'vault']);
    await classifyByHand(context, { application: 'Clinic', set: { dataClasses: null }, reason: 'a mistake' });
    expect((await getWorkload(context, 'patients')).facts['dataClasses']).toBeUndefined();
  });

  it('asks for what is missing, and names a class that no rule speaks of', async () => {
    const reason = 'asked';
    await expect(classifyByHand(context, { workloads: ['mail'], set: {}, reason })).rejects.toThrow('say what holds');
    await expect(classifyByHand(context, { set: { owner: 'ada' }, reason })).rejects.toThrow('name workloads');
    await expect(
      classifyByHand(context, { workloads: ['nobody'], set: { owner: 'ada' }, reason }),
    ).rejects.toMatchObject({ code: 'IST-2103' });
    const { warnings } = await classifyByHand(context, {
      workloads: ['mail'],
      set: { dataClasses: ['personel'] },
      reason,
    });
    expect(warnings).toEqual(['no rule speaks of the data class "personel". Did you mean "personal"?']);
  });
});
