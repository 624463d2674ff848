/** Per wired regime: a site that passes, one that fails, one that cannot be judged, and what the finding then says. */

import { describe, expect, it } from 'vitest';
import { workloadWith } from '../../src/core/model/workload.fixture.ts';
import type { WorkloadFacts } from '../../src/core/model/workload.ts';
import { createPolicyEngine } from '../../src/core/policy/engine/engine.ts';
import type { Finding } from '../../src/core/policy/finding.ts';
import { siteSchema } from '../../src/core/policy/site.ts';
import { loadCatalog } from '../../src/services/catalog.ts';
import { loadPacks } from '../../src/services/packs.ts';

const catalog = await loadCatalog();
const packs = await loadPacks();

/** Our own house in Frankfurt, about which everything is known. */
const HOME = {
  country: 'DE',
  operator: {
    name: 'We',
    country: 'DE',
    parentCountry: 'DE',
    own: true,
    thirdCountryShareSinglePct: 0,
    thirdCountryShareTotalPct: 0,
    thirdCountryVeto: false,
  },
  controlPlane: { country: 'DE', operatorParentCountry: 'DE', autonomous: true },
  admin: { countries: ['DE'] },
  support: { countries: ['DE'] },
  telemetry: { countries: ['DE'] },
  subprocessors: { countries: [] },
  backup: { countries: ['DE'] },
  dr: { countries: ['AT'] },
  certifications: ['iso27001', 'secnumcloud-3.2'],
  contract: {
    governingLaw: 'DE',
    auditRights: true,
    locationsStated: true,
    dataReturn: true,
    exitTransition: true,
    dpa: true,
  },
  changeNoticeDays: 30,
  outsideSupplierCanReachData: false,
  software: { originCountries: ['DE'], openSource: 'full' },
  hardware: { originCountries: ['DE'] },
  encryption: { atRest: true },
};
const HOSTED = { ...HOME, operator: { ...HOME.operator, name: 'Hoster', own: false } };

interface Case {
  readonly reason: string;
  readonly site?: Record<string, unknown>;
  readonly region?: string;
  readonly facts?: WorkloadFacts;
  readonly organisation?: Record<string, unknown>;
  readonly declared?: Record<string, unknown>;
  readonly rule: string;
  readonly state: Finding['state'];
  readonly missing?: readonly string[];
  readonly evidence?: Record<string, unknown>;
}

function judge(pack: string, each: Case): { findings: readonly Finding[]; finding: Finding | undefined } {
  const site = siteSchema.parse({
    id: 'here',
    platform: 'x',
    target: each.region === undefined ? 'kvm' : 'azure-vm',
    region: each.region,
    attributes: each.site ?? {},
  });
  const engine = createPolicyEngine({
    packs,
    catalog,
    sites: [site],
    regimes: [pack],
    asOf: '2026-11-22',
    organisation: { country: 'DE', sector: 'finance', class: 'essential', ...each.organisation },
    declarations: each.declared === undefined ? [] : [{ match: '', attributes: each.declared }],
  });
  const { findings } = engine.evaluate(
    workloadWith({ dataClasses: ['personal'], criticality: 'high', ...each.facts }),
    'here',
  );
  return { findings, finding: findings.find((finding) => finding.ruleId === `${pack}/${each.rule}`) };
}

function tells(pack: string, cases: readonly Case[]): void {
  it.each(cases)('$rule: $reason → $state', (each) => {
    const { finding } = judge(pack, each);
    expect(finding?.state).toBe(each.state);
    if (each.missing !== undefined) expect(finding?.missing).toEqual(each.missing);
    if (each.evidence !== undefined) expect(finding?.evidence).toMatchObject(each.evidence);
    expect(finding?.remedy.length, 'every finding says what to do').toBeGreaterThan(10);
  });
}

describe('GDPR chapter V', () => {
  tells('gdpr-ch5', [
    { reason: 'everything in the EU', site: HOME, rule: 'g-44', state: 'satisfied' },
    {
      reason: 'support in Japan, which is adequate',
      site: { ...HOME, support: { countries: ['JP'] } },
      rule: 'g-44',
      state: 'satisfied',
    },
    {
      reason: 'support in India and no tool',
      site: { ...HOME, support: { countries: ['DE', 'IN'] } },
      declared: { transfer: { tool: 'none' } },
      rule: 'g-44',
      state: 'violated',
      evidence: { touchCountries: ['AT', 'DE', 'IN'] },
    },
    {
      reason: 'support in India under clauses',
      site: { ...HOME, support: { countries: ['IN'] } },
      declared: { transfer: { tool: 'scc' } },
      rule: 'g-44',
      state: 'satisfied',
    },
    {
      reason: 'support in India, tool not told',
      site: { ...HOME, support: { countries: ['IN'] } },
      rule: 'g-44',
      state: 'unknown',
      missing: ['workload.transfer.tool'],
    },
    {
      reason: 'one outside decides even while others are unknown',
      site: { country: 'DE', support: { countries: ['IN'] } },
      declared: { transfer: { tool: 'none' } },
      rule: 'g-44',
      state: 'violated',
    },
    {
      reason: 'a region of which only the catalogue tells',
      region: 'swedencentral',
      declared: { transfer: { tool: 'none' } },
      rule: 'g-44',
      state: 'unknown',
      missing: [
        'site.admin.countries',
        'site.backup.countries',
        'site.dr.countries',
        'site.subprocessors.countries',
        'site.support.countries',
        'site.telemetry.countries',
      ],
    },
    {
      reason: "a workload's own backup abroad counts, not the site's",
      site: HOME,
      declared: { 'backup.countries': ['IN'], 'transfer.tool': 'none' },
      rule: 'g-44',
      state: 'violated',
    },
    {
      reason: 'clauses without an assessment',
      site: { ...HOME, support: { countries: ['IN'] } },
      declared: { transfer: { tool: 'scc', tiaOnFile: false } },
      rule: 'g-tia',
      state: 'violated',
    },
    {
      reason: 'nothing leaves, so there is nothing to assess',
      site: HOME,
      declared: { transfer: { tool: 'scc' } },
      rule: 'g-tia',
      state: 'not-applicable',
    },
    {
      reason: 'a listed importer in the United States',
      site: { ...HOME, support: { countries: ['US'] }, importer: { dpfListed: true } },
      rule: 'g-dpf',
      state: 'satisfied',
    },
    {
      reason: 'an importer that is not listed, and no clauses',
      site: { ...HOME, support: { countries: ['US'] }, importer: { dpfListed: false } },
      declared: { transfer: { tool: 'none' } },
      rule: 'g-dpf',
      state: 'violated',
    },
    {
      reason: 'an importer nobody looked up',
      site: { ...HOME, support: { countries: ['US'] } },
      declared: { transfer: { tool: 'none' } },
      rule: 'g-dpf',
      state: 'unknown',
      missing: ['site.importer.dpfListed'],
    },
    {
      reason: 'our own house needs no processing agreement',
      site: { ...HOME, contract: {} },
      rule: 'g-28',
      state: 'satisfied',
    },
    {
      reason: 'a hoster without agreement',
      site: { ...HOSTED, contract: { dpa: false } },
      declared: { contract: { dpa: false } },
      rule: 'g-28',
      state: 'violated',
    },
    { reason: 'US parent from the catalogue', region: 'westeurope', rule: 'g-48', state: 'violated' },
    {
      reason: 'German operator, parent not told',
      site: { operator: { country: 'DE' } },
      rule: 'g-48',
      state: 'unknown',
      missing: ['site.controlPlane.operatorParentCountry', 'site.operator.parentCountry'],
    },
    {
      reason: 'no personal data',
      site: {},
      facts: { dataClasses: ['bank-secret'] },
      rule: 'g-44',
      state: 'not-applicable',
    },
  ]);

  it('asks once for a classification instead of answering for it', () => {
    const { findings } = judge('gdpr-ch5', {
      reason: '',
      site: {},
      facts: { dataClasses: undefined },
      rule: '',
      state: 'unknown',
    });
    const unclear = findings.filter((finding) => finding.ruleId === 'gdpr-ch5/applies');
    expect(unclear.length).toBeGreaterThan(0);
    expect(unclear[0]).toMatchObject({ state: 'unknown', missing: ['workload.dataClasses'] });
    expect(unclear[0]?.remedy).toContain('classify the workload (dataClasses)');
  });

  it('needs no classification where nothing could go wrong', () => {
    const { findings } = judge('gdpr-ch5', {
      reason: '',
      site: HOME,
      facts: { dataClasses: undefined },
      rule: '',
      state: 'unknown',
    });
    expect(findings.filter((finding) => finding.level === 'must' && finding.state === 'unknown')).toEqual([]);
  });

  it('says where evidence comes from that nobody wrote into the file', () => {
    const { finding } = judge('gdpr-ch5', { reason: '', region: 'westeurope', rule: 'g-48', state: 'violated' });
    expect(finding?.evidenceFrom?.['exposedLaws']).toContain('unverified');
  });
});

describe('DORA', () => {
  tells('dora', [
    { reason: 'our own house', site: HOME, rule: 'do-reg', state: 'satisfied' },
    {
      reason: 'a hoster that is not in the register',
      site: HOSTED,
      declared: { registerOfInformation: false },
      rule: 'do-reg',
      state: 'violated',
    },
    {
      reason: 'a hoster nobody looked up',
      site: HOSTED,
      rule: 'do-reg',
      state: 'unknown',
      missing: ['workload.registerOfInformation'],
    },
    {
      reason: 'a critical function without exit plan',
      site: HOME,
      declared: { exitPlan: { documented: false } },
      rule: 'do-exit',
      state: 'violated',
    },
    {
      reason: 'the same of low criticality: the duty is for critical functions',
      site: HOME,
      facts: { criticality: 'low' },
      declared: { exitPlan: { documented: false } },
      rule: 'do-exit',
      state: 'not-applicable',
    },
    {
      reason: 'of unknown criticality',
      site: HOME,
      facts: { criticality: undefined },
      declared: { exitPlan: { documented: false } },
      rule: 'do-exit',
      state: 'unknown',
      missing: ['workload.criticality'],
    },
    {
      reason: 'the house decides what is critical',
      site: HOME,
      organisation: { criticalFunctionCriticalities: ['mission-critical'] },
      declared: { exitPlan: { documented: false } },
      rule: 'do-exit',
      state: 'not-applicable',
    },
    {
      reason: 'exit tested this year',
      site: HOME,
      declared: { exitPlan: { testedOn: '2026-02-01' } },
      rule: 'do-exit2',
      state: 'satisfied',
    },
    {
      reason: 'exit tested long ago',
      site: HOME,
      declared: { exitPlan: { testedOn: '2024-02-01' } },
      rule: 'do-exit2',
      state: 'violated',
    },
    {
      reason: 'a third country touches it, nobody weighed that',
      site: { ...HOSTED, support: { countries: ['CH'] }, thirdCountryRisksAssessed: false },
      rule: 'do-tc',
      state: 'violated',
    },
    {
      reason: 'a third country touches it, weighed',
      site: { ...HOSTED, support: { countries: ['CH'] }, thirdCountryRisksAssessed: true },
      rule: 'do-tc',
      state: 'satisfied',
    },
    {
      reason: 'no places in the contract',
      site: { ...HOSTED, contract: { locationsStated: false } },
      rule: 'do-loc',
      state: 'violated',
    },
    {
      reason: 'a provider that is not critical',
      site: { ...HOSTED, criticalThirdParty: false },
      rule: 'do-ctpp',
      state: 'not-applicable',
    },
    {
      reason: 'a critical provider from outside without subsidiary',
      site: {
        ...HOSTED,
        criticalThirdParty: true,
        criticalThirdPartyHasEuSubsidiary: false,
        operator: { country: 'US' },
      },
      rule: 'do-ctpp',
      state: 'violated',
    },
    {
      reason: 'a hospital is no financial entity',
      site: {},
      organisation: { sector: 'health' },
      rule: 'do-loc',
      state: 'not-applicable',
    },
  ]);
});

describe('SecNumCloud 3.2', () => {
  tells('secnumcloud-3.2', [
    { reason: 'a qualified service', site: HOME, rule: 'sn-q', state: 'satisfied' },
    { reason: 'one that is not', site: { certifications: [] }, rule: 'sn-q', state: 'violated' },
    { reason: 'one nobody looked up', site: {}, rule: 'sn-q', state: 'unknown', missing: ['site.certifications'] },
    {
      reason: 'support outside the EU, documented',
      site: { ...HOME, support: { countries: ['IN'], documented: true } },
      rule: 'sn-sup',
      state: 'satisfied',
    },
    {
      reason: 'support outside the EU, not documented',
      site: { ...HOME, support: { countries: ['IN'], documented: false } },
      rule: 'sn-sup',
      state: 'violated',
    },
    {
      reason: 'an owner above the limit',
      site: { ...HOME, operator: { thirdCountryShareSinglePct: 25 } },
      rule: 'sn-24',
      state: 'violated',
    },
    {
      reason: 'an owner at the limit',
      site: { ...HOME, operator: { thirdCountryShareSinglePct: 24 } },
      rule: 'sn-24',
      state: 'satisfied',
    },
    {
      reason: 'telemetry abroad',
      site: { ...HOME, telemetry: { countries: ['US'] } },
      rule: 'sn-data',
      state: 'violated',
    },
    {
      reason: 'a public region',
      region: 'francecentral',
      rule: 'sn-seat',
      state: 'unknown',
      missing: ['site.operator.country'],
    },
  ]);
});

describe('NIS2', () => {
  const incidentReporting = { earlyWarningHours: 24, noticeHours: 72, finalReportDays: 30 };
  tells('nis2', [
    { reason: 'a policy in place', organisation: { riskAnalysisPolicy: true }, rule: 'n-a', state: 'satisfied' },
    { reason: 'no policy', organisation: { riskAnalysisPolicy: false }, rule: 'n-a', state: 'violated' },
    { reason: 'nobody said', rule: 'n-a', state: 'unknown', missing: ['organisation.riskAnalysisPolicy'] },
    { reason: 'all three clocks', organisation: { incidentReporting }, rule: 'n-b', state: 'satisfied' },
    {
      reason: 'a warning that comes late decides alone',
      organisation: { incidentReporting: { earlyWarningHours: 48 } },
      rule: 'n-b',
      state: 'violated',
    },
    {
      reason: 'one clock missing',
      organisation: { incidentReporting: { earlyWarningHours: 24, noticeHours: 72 } },
      rule: 'n-b',
      state: 'unknown',
      missing: ['organisation.incidentReporting.finalReportDays'],
    },
    {
      reason: 'the organisation answers for all workloads',
      organisation: { backupAndDr: true },
      rule: 'n-c',
      state: 'satisfied',
    },
    {
      reason: 'and a declaration for some goes before',
      organisation: { backupAndDr: true },
      declared: { backupAndDr: false },
      rule: 'n-c',
      state: 'violated',
    },
    { reason: 'every disk at the site is encrypted', site: HOME, rule: 'n-h', state: 'satisfied' },
    {
      reason: 'a value that is no answer is named',
      organisation: { riskAnalysisPolicy: 'soon' },
      rule: 'n-a',
      state: 'unknown',
      missing: [],
    },
    { reason: 'not under NIS2', organisation: { class: 'none' }, rule: 'n-a', state: 'not-applicable' },
  ]);
});

describe('EU Cloud Sovereignty Framework', () => {
  const ask = (SOV: string, level: number): Record<string, unknown> => ({ minimumSeal: { [SOV]: level } });
  tells('eu-csf', [
    { reason: 'nothing asked for', site: {}, rule: 'csf-sov1', state: 'not-applicable' },
    { reason: 'our own house', site: HOME, organisation: ask('SOV1', 4), rule: 'csf-sov1', state: 'satisfied' },
    {
      reason: 'a public region, which has a US parent',
      region: 'westeurope',
      organisation: ask('SOV1', 2),
      rule: 'csf-sov1',
      state: 'violated',
    },
    {
      reason: 'a site of which nothing is known',
      site: {},
      organisation: ask('SOV1', 1),
      rule: 'csf-sov1',
      state: 'unknown',
    },
    {
      reason: 'level 0 asks for nothing',
      site: {},
      organisation: ask('SOV1', 0),
      rule: 'csf-sov1',
      state: 'satisfied',
    },
    {
      reason: "an assessor's level counts instead",
      site: { csf: { SOV1: 3 } },
      organisation: ask('SOV1', 3),
      rule: 'csf-sov1',
      state: 'satisfied',
    },
    {
      reason: 'also when it is lower',
      site: { ...HOME, csf: { SOV1: 1 } },
      organisation: ask('SOV1', 3),
      rule: 'csf-sov1',
      state: 'violated',
    },
    {
      reason: 'keys held outside lift a foreign provider',
      region: 'westeurope',
      declared: { keyCustody: 'externalKms' },
      organisation: ask('SOV2', 2),
      rule: 'csf-sov2',
      state: 'satisfied',
    },
    {
      reason: 'keys with the provider do not',
      region: 'westeurope',
      site: { confidentialCompute: 'none' },
      declared: { keyCustody: 'providerManaged', encryption: { endToEnd: false } },
      organisation: ask('SOV2', 2),
      rule: 'csf-sov2',
      state: 'violated',
    },
  ]);

  it('marks the reading as its own', () => {
    const { finding } = judge('eu-csf', {
      reason: '',
      site: HOME,
      organisation: ask('SOV1', 4),
      rule: 'csf-sov1',
      state: 'satisfied',
    });
    expect(finding?.confidence).toBe('own');
  });

  it('shows levels as a range while something is unknown', () => {
    const base = { packs, catalog, asOf: '2026-11-22', organisation: {}, declarations: [] };
    const sites = [
      siteSchema.parse({ id: 'region', platform: 'azure', target: 'azure-vm', region: 'westeurope' }),
      siteSchema.parse({
        id: 'assessed',
        platform: 'x',
        target: 'kvm',
        attributes: { csf: { SOV1: 3, SOV2: 3, SOV3: 3, SOV4: 3, SOV5: 2, SOV6: 3, SOV7: 3, SOV8: 4 } },
      }),
    ];
    const engine = createPolicyEngine({ ...base, sites });
    const [region] = engine.describeSite('region').frameworks;
    expect(region?.levels.find((level) => level.id === 'SOV1')).toMatchObject({
      low: 0,
      high: 1,
      missing: ['site.operator.country'],
      basis: 'heuristic',
    });
    expect(region?.reading).toContain('unverified');
    const [assessed] = engine.describeSite('assessed').frameworks;
    expect(assessed?.lowest).toEqual({ low: 2, high: 2 });
    expect(assessed?.scorePct, '15·¾+10·¾+10·¾+15·¾+20·½+15·¾+10·¾+5').toEqual({ low: 71.3, high: 71.3 });
    expect(assessed?.reading).toContain('assessed');
  });
});
