import { expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { loadPacks } from '../../services/packs.ts';
import { IsthmusError } from '../errors/errors.ts';
import { strangeNames } from './check-names.ts';
import { parseSites } from './parse-sites.ts';

const packs = await loadPacks();
const SITES = 'sites: [{id: a, platform: kvm, target: kvm}]\n';

function causes(text: string): readonly string[] {
  try {
    parseSites(`${SITES}${text}`, catalog);
  } catch (error) {
    if (error instanceof IsthmusError) return error.causes.map(({ message }) => message);
    throw error;
  }
  return [];
}

it.each([
  ['organisation: {clas: essential}', 'no rule knows "organisation.clas". Did you mean "class"?'],
  ['organisation: {class: essentiall}', '"essentiall" is nothing that rules ask for. Did you mean "essential"?'],
  ['organisation: {class: big}', 'It is one of: essential, important, none, ciio, sdf.'],
  ['organisation: {sector: finanse}', '"finanse" is nothing that rules ask for. Did you mean "finance"?'],
  ['declarations: [{match: "", attributes: {transfer: {tol: none}}}]', 'Did you mean "transfer.tool"?'],
  ['declarations: [{match: "", attributes: {transfr.tool: none}}]', 'Did you mean "transfer.tool"?'],
  ['declarations: [{match: "", attributes: {keyCustdy: externalKms}}]', 'Did you mean "keyCustody"?'],
  ['declarations: [{match: "", attributes: {owner: {class: esential}}}]', 'Did you mean "essential"?'],
])('%s is refused with the nearest name', (text, message) => {
  expect(causes(text).join(' ')).toContain(message);
});

it.each([
  'organisation: {name: Nordwerk, sector: retail, class: none, incidentReporting: {noticeHours: 72}, minimumSeal: {SOV1: 2}}',
  'organisation: {custom: {anything: 1}}',
  'declarations: [{match: "", attributes: {workload.transfer.tool: scc, custom: {mine: true}, cpuCount: 4}}]',
])('%s is taken', (text) => {
  expect(causes(text)).toEqual([]);
});

it('what is near nothing is said, unless a pack of one’s own declares it', () => {
  const file = parseSites(`${SITES}declarations: [{match: "", attributes: {wholeNewThing: 3}}]`, catalog);
  expect(strangeNames(file, catalog, packs)).toEqual([
    'no rule knows "workload.wholeNewThing"; attributes of your own go under "custom"',
  ]);
  const [first] = packs;
  if (first === undefined) throw new Error('no packs');
  const own = { ...first, definition: { ...first.definition, attributes: { 'workload.wholeNewThing': 'mine' } } };
  expect(strangeNames(file, catalog, [own])).toEqual([]);
});
