import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { loadPacks } from '../../../services/packs.ts';
import { IsthmusError } from '../../errors/errors.ts';
import { checkDeclared } from './check-declared.ts';
import type { DeclaredCheck } from './check-declared.ts';
import { choosePacks } from './choose-packs.ts';
import { junitOf } from './junit.ts';
import { isDeclaredEstate, parseEstate } from './parse-estate.ts';
import { sarifOf } from './sarif.ts';

const packs = await loadPacks();
const DAY = '2026-11-23';

const ESTATE = `apiVersion: isthmus/v1
kind: Estate
organisation: {country: DE, sector: health}
sites:
  - id: munich
    platform: vsphere
    target: stay
    attributes:
      country: DE
      operator: {country: DE, parentCountry: DE, own: true}
      controlPlane: {operatorParentCountry: DE}
      backup: {countries: [DE]}
      dr: {countries: [DE]}
      admin: {countries: [DE]}
      support: {countries: [DE]}
      telemetry: {countries: []}
      subprocessors: {countries: []}
      encryption: {atRest: true}
  - id: singapore
    platform: kvm
    target: kvm
    matches: {clusters: [SIN-*]}
    attributes: {country: SG}
workloads:
  - {name: patients, site: munich, dataClasses: [personal]}
  - {name: reports, cluster: SIN-1, platform: kvm, attributes: {transfer: {tool: none}}, dataClasses: []}
  - {name: unsaid, site: singapore}
dependencies:
  - {from: reports, to: patients, port: 5432}
`;

const check = (text: string, only: readonly string[] = ['gdpr-ch5']): DeclaredCheck =>
  checkDeclared(parseEstate(text, 'estate.yaml', catalog, DAY), {
    name: 'estate.yaml',
    packs,
    only,
    catalog,
    asOf: DAY,
  });
const shown = ({ findings }: DeclaredCheck): readonly string[] =>
  findings.map(
    ({ state, line, workloadName, siteId, ruleId }) => `${line} ${workloadName ?? siteId} ${ruleId} ${state}`,
  );

function causes(text: string): readonly string[] {
  try {
    parseEstate(text, 'estate.yaml', catalog, DAY);
  } catch (error) {
    if (error instanceof IsthmusError)
      return [error.code, ...error.causes.map((one) => `${one.where}: ${one.message}`)];
  }
  return [];
}

describe('an estate that is written down', () => {
  it('is checked with what workloads inherit, each finding with its line', () => {
    const result = check(ESTATE);
    expect(shown(result)).toContain('26 reports gdpr-ch5/g-44 violated');
    expect(shown(result).filter((line) => line.includes('patients'))).toEqual([]);
    expect(shown(result)).toContain('27 unsaid gdpr-ch5/applies unknown');
    const broken = result.findings.find(({ ruleId, state }) => ruleId === 'gdpr-ch5/g-44' && state === 'violated');
    expect(broken).toMatchObject({
      siteId: 'singapore',
      inherited: ['personal: reads patients'],
      evidence: { 'workload.dataClasses': ['personal'], 'workload.transfer.tool': 'none' },
    });
    expect(result.violations).toBe(1);
  });

  it('doubts data classes that escape every rule by their spelling, with their line', () => {
    const text = ESTATE.replace('dataClasses: [personal]', 'dataClasses: [Personal]').replace(
      'workloads:',
      'classify:\n  - {match: name = reports, set: {dataClasses: [personel, crown-jewels]}}\nworkloads:',
    );
    const { doubtfulClasses, violations } = check(text);
    expect(violations).toBe(0);
    expect(doubtfulClasses).toMatchObject([
      { dataClass: 'personel', line: 25, message: expect.stringContaining('Did you mean "personal"?') },
      { dataClass: 'Personal', line: 27, workloadName: 'patients' },
    ]);
    expect(check(ESTATE).doubtfulClasses).toEqual([]);
  });

  it('names the file in what to do', () => {
    const { findings } = check(ESTATE);
    const open = findings.find(({ workloadName }) => workloadName === 'unsaid');
    expect(open?.remedy).toMatch(/^In this file, classify the workload/);
  });

  it('is told from a sites file by its workloads', () => {
    expect(isDeclaredEstate(ESTATE)).toBe(true);
    expect(isDeclaredEstate('sites: []')).toBe(false);
    expect(isDeclaredEstate('sites: [')).toBe(false);
  });

  it('names every place to correct', () => {
    expect(causes(ESTATE.replace('name: unsaid, site: singapore', 'name: patients, site: munch'))).toEqual([
      'IST-4032',
      'workloads[2].name (line 27): "patients" is already the name of the workload at line 25; names must be unique',
      'workloads[2].site (line 27): there is no site "munch". Did you mean "munich"? Sites: munich, singapore',
    ]);
    expect(causes(ESTATE.replace('to: patients', 'to: patient'))).toEqual([
      'IST-4032',
      'dependencies[0].to (line 29): there is no workload "patient". Did you mean "patients"?',
    ]);
    expect(causes(ESTATE.replace('dataClasses: []', 'dataClases: []'))).toEqual([
      'IST-4031',
      'workloads[1].dataClases (line 26): "dataClases" is not known here. Did you mean "dataClasses"?',
    ]);
    expect(causes('sites: [').at(0)).toBe('IST-4030');
  });
});

describe('packs by name', () => {
  const ids = packs.map(({ id }) => id);

  it('an id, or the beginning of one, each once', () => {
    expect(choosePacks(['gdpr', 'dora', 'GDPR-ch5'], ids)).toEqual(['gdpr-ch5', 'dora']);
    expect(choosePacks(['pci'], ids)).toEqual(['pci-dss-4.0.1']);
  });

  it('refuses what means several or none', () => {
    expect(() => choosePacks(['dod'], ids)).toThrow('dod-il2, dod-il4, dod-il5, dod-il6');
    expect(() => choosePacks(['gpdr'], ids)).toThrow('there is no pack "gpdr"');
  });
});

describe('reports for machines', () => {
  const result = check(ESTATE);

  it('SARIF names file, line and level', () => {
    const sarif = sarifOf(result, 'infra/estate.yaml', '0.1.0') as { runs: { results: Record<string, unknown>[] }[] };
    const broken = sarif.runs[0]?.results.find(({ ruleId, kind }) => ruleId === 'gdpr-ch5/g-44' && kind === 'fail');
    expect(broken).toMatchObject({
      level: 'error',
      locations: [{ physicalLocation: { artifactLocation: { uri: 'infra/estate.yaml' }, region: { startLine: 26 } } }],
    });
    expect(sarif.runs[0]?.results.filter(({ kind }) => kind === 'open').every(({ level }) => level === 'note')).toBe(
      true,
    );
  });

  it('JUnit counts what breaks a rule, and escapes what it shows', () => {
    const text = junitOf(check(ESTATE.replaceAll('reports', '"<reports> & co"')), 'estate.yaml');
    expect(text).toContain('failures="1" skipped="3"');
    expect(text).toContain('<skipped message="unknown: ');
    expect(text).toContain('estate.yaml:26: &lt;reports&gt; &amp; co:');
    expect(text).not.toContain('<reports>');
  });
});
