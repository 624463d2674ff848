import { afterAll, beforeAll, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import { checkEstate } from './check-estate.ts';
import type { OwnedContext } from './context.ts';
import { importDemo } from './import-demo.ts';
import { putSites } from './sites-document.ts';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
  await importDemo(context, { seed: 3, workloads: 20 });
});
afterAll(async () => context?.[Symbol.asyncDispose]());

const sites = (more: string): string => `
regimes: [gdpr-ch5]
sites:
  - {id: here, platform: vsphere, target: stay, matches: {sources: ['*']}, attributes: {country: DE}}
${more}`;

it('a check warns of data classes that escape every rule by their spelling', async () => {
  await putSites(
    context,
    sites(`classify: [{match: 'kind = vm', set: {dataClasses: [Personal, crown-jewels]}}]
declarations: [{match: 'kind = vm', attributes: {dataClasses: [pii]}}]`),
  );
  const { warnings } = await checkEstate(context, {});
  expect(warnings).toEqual([
    expect.stringMatching(/^\d+ workloads: no rule speaks of the data class "Personal"\. Did you mean "personal"\?$/),
    expect.stringMatching(/^(under declarations|\d+ workloads?): .* "pii"\. Did you mean "personal"\?$/),
  ]);
  await putSites(context, sites(`declarations: [{match: 'kind = vm', attributes: {dataClasses: [personal]}}]`));
  expect((await checkEstate(context, {})).warnings).toEqual([]);
});
