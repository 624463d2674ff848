import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { summarizeEstate } from './estate-overview.ts';
import { assessedAs, assignment, placement, planningInput, workload } from '../plan/plan.fixture.ts';
import { planWaves } from '../plan/waves.ts';
import type { Finding } from '../policy/finding.ts';
import { buildReport } from './build-report.ts';
import { escapeHtml, html } from './html.ts';
import type { ReportData } from './report-data.ts';

const BARE: ReportData = { title: 'Exit', generatedAt: '2026-11-22T10:00:00Z', productVersion: '0.1.0' };
const EVIL = `<script>alert("x")</script>' onload='y & \u202e`;

const finding = (over: Partial<Finding> = {}): Finding => ({
  ruleId: 'gdpr-ch5/g-44',
  packId: 'gdpr-ch5',
  packVersion: '1.0.0',
  reference: 'Art. 44',
  title: 'Transfer needs a basis',
  level: 'must',
  state: 'violated',
  workloadId: 'a',
  siteId: 'us-1',
  evidence: { 'site.country': 'US' },
  missing: [],
  remedy: 'Keep it in the EU',
  confidence: 'verified',
  ...over,
});

const workloads = [workload('a', { cpuCount: 4, memoryMiB: 8192 }), workload('b', { os: { name: EVIL } })];
const assignments = [
  assignment('a', { workloadName: EVIL }),
  assignment('b', { moves: false, siteId: 'fra-vmware', target: 'stay' }),
  assignment('c', { siteId: null, target: null, moves: false, cost: null, why: 'no site has room' }),
];

const FULL: ReportData = {
  ...BARE,
  title: EVIL,
  generation: {
    number: 4,
    digest: 'sha256:estate',
    createdAt: '2026-11-22T09:00:00Z',
    reason: 'import rvtools fra.xlsx',
  },
  sources: [
    {
      name: 'fra',
      providerKind: 'rvtools',
      observedAt: '2026-11-20T00:00:00Z',
      fileName: 'fra.xlsx',
      sha256: 'f00d',
      producer: 'RVTools 4.7',
      parts: [{ name: 'vInfo', rows: 2, handling: 'read' }],
      missing: [{ part: 'vDisk', cost: 'disks stay unknown', facts: ['disks'] }],
      issueCounts: { error: 1, warning: 2, info: 3 },
      skippedRows: 7,
    },
  ],
  estate: summarizeEstate({
    generation: 4,
    digest: 'd',
    workloads,
    hosts: [],
    clusters: [],
    networks: [],
    datastores: [],
    applications: [],
    dependencies: [],
  }),
  assessment: {
    workloads: 2,
    assessed: 2,
    templates: 0,
    placeholders: 0,
    verdicts: { pass: 10, fail: 2, unknown: 5 },
    targets: { 'azure-vm': { ready: 1, conditional: 0, 'not-ready': 0, unknown: 1, best: 1 } },
    nowhere: 1,
    rules: [{ ruleId: 'disk-shared', failed: 2, unknown: 1 }],
    unknownAnswers: [{ fact: 'disks', verdicts: 5, workloads: 1 }],
    obstacles: [],
  },
  fixes: [
    {
      ruleId: 'disk-shared',
      target: 'azure-vm',
      severity: 'blocker',
      label: 'Shared disk',
      remedy: 'Rebuild the cluster',
      workloadsAffected: 2,
      workloadsUnblocked: 2,
      workloadsCleared: 1,
      hours: 32,
    },
  ],
  findings: [
    finding(),
    finding({ workloadId: 'b' }),
    finding({ state: 'unknown', missing: ['site.operator.country'], confidence: 'own' }),
    finding({ state: 'satisfied', ruleId: 'x/y' }),
  ],
  placement: placement(assignments, { warnings: ['two workloads found no room'], unplaced: 1 }),
  plan: planWaves(
    planningInput({ workloads, assignments, assess: () => assessedAs('conditional', 5, ['disk-shared']) }),
  ),
  catalogVersion: 'sha256:catalogue',
  packs: [{ id: 'gdpr-ch5', version: '1.0.0', digest: 'sha256:pack' }],
  priceLists: [{ name: 'public list', asOf: '2026-10-01', source: 'price API' }],
  assumptions: ['one-off cost over 36 months'],
  facts: [{ what: 'power draw', source: 'own', asOf: '2026-10', confidence: 'own' }],
  whyRecords: [],
  workloadName: (id) => `name of ${id}`,
};

const SECTIONS = ['estate', 'data-quality', 'readiness', 'compliance', 'placement', 'plan', 'provenance'];

describe('buildReport', () => {
  it.each([['isthmus import rvtools'], ['isthmus assess'], ['isthmus check'], ['isthmus place'], ['isthmus plan -o']])(
    'says how to get what is not there: %s',
    (command) => {
      expect(buildReport(BARE)).toContain(`<code>${command}`);
    },
  );

  it('has every section, reachable from the list at its head', () => {
    for (const data of [BARE, FULL]) {
      const page = buildReport(data);
      for (const id of SECTIONS) {
        expect(page).toContain(`<h2 id="${id}"`);
        expect(page).toContain(`href="#${id}"`);
      }
    }
  });

  it('loads nothing, runs nothing and tells the browser so', () => {
    const page = buildReport(FULL);
    expect(page).toContain(`http-equiv="Content-Security-Policy" content="default-src 'none'`);
    expect(page).not.toMatch(/<(script|link|img|iframe|object|embed|form)\b/i);
    expect(page).not.toMatch(/\b(src|srcset|action|@import)\s*=/i);
    expect([...page.matchAll(/url\(([^)]*)\)/g)].filter(([, target]) => !target?.startsWith('#'))).toEqual([]);
    expect([...page.matchAll(/href="([^"]*)"/g)].filter(([, target]) => !target?.startsWith('#'))).toEqual([]);
  });

  it('escapes everything that came from the estate', () => {
    const page = buildReport(FULL);
    expect(page).not.toContain('<script');
    expect(page).not.toContain("onload='y");
    expect(page).not.toContain('\u202e');
    expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; onload=&#39;y &amp;');
  });

  it('shows costs, bound and gap, and calls unknown what is', () => {
    const page = buildReport({ ...FULL, placement: placement(assignments, { currentUsdPerMonth: null }) });
    expect(page).toContain('$895');
    expect(page).toContain('0.6 %');
    expect(page).toMatch(/Cost today<\/dt> <dd>unknown/);
    expect(page).toContain('no site has room');
  });

  it('marks unverified facts and names what a missing part costs', () => {
    const page = buildReport(FULL);
    expect(page).toContain('<span class="mark">unverified</span>');
    expect(page).toContain('<span class="mark">unverified fact</span>');
    expect(page).toContain('disks stay unknown');
    expect(page).toContain('<code>f00d</code>');
  });

  it('groups findings by rule and site, and gives a table to every chart', () => {
    const page = buildReport(FULL);
    expect(page).toContain('name of a, name of b');
    expect((page.match(/Art\. 44/g) ?? []).length).toBe(2);
    const charts = page.match(/<svg class="chart"/g) ?? [];
    expect(charts.length).toBeGreaterThan(6);
    expect(charts.length).toBeLessThanOrEqual((page.match(/<table>/g) ?? []).length);
    expect((page.match(/role="img" aria-label="[^"]+"/g) ?? []).length).toBe(charts.length);
  });

  it('leaves a state out that never occurs, because it may not have been asked for', () => {
    const page = buildReport({ ...FULL, findings: [finding()] });
    expect(buildReport(FULL)).toMatch(/<th [^>]*>satisfied<\/th>/);
    expect(page).not.toMatch(/<th [^>]*>satisfied<\/th>/);
  });

  it('is the same for the same data', () => {
    expect(buildReport(FULL)).toBe(buildReport(FULL));
  });

  it('counts rows that it leaves out', () => {
    const list = Array.from({ length: 5003 }, (_, i) => assignment(`w${i}`));
    expect(buildReport({ ...BARE, placement: placement(list) })).toContain('3 more rows are left out');
  });
});

describe('html', () => {
  it('lets no text become markup', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(html`<p title="${value}">${value}</p>`.text.replaceAll(/^<p title="|">|<\/p>$/g, '')).not.toMatch(
          /[<>"']/,
        );
        expect(escapeHtml(value)).not.toMatch(/[<>"'\u0000-\u001f]/);
      }),
    );
  });

  it('keeps what is HTML already, and writes nothing for nothing', () => {
    expect(html`${[html`<b>x</b>`, undefined, 3]}`.text).toBe('<b>x</b>3');
  });
});

describe('summarizeEstate', () => {
  it('counts what no source said as unknown, never as none', () => {
    const overview = summarizeEstate({
      generation: 1,
      digest: 'd',
      hosts: [],
      clusters: [],
      networks: [],
      datastores: [],
      applications: [],
      dependencies: [],
      workloads: [workload('a', { cpuCount: 4, disks: [] }), workload('b'), workload('t', { template: true })],
    });
    expect(overview).toMatchObject({
      workloads: 2,
      templates: 1,
      vcpus: { total: 4, unknown: 1 },
      memoryGiB: { total: 0, unknown: 2 },
      provisionedGiB: { total: 200, unknown: 0 },
    });
    expect(overview.unknownFacts).toContainEqual({ fact: 'disks', unknown: 1 });
    expect(overview.byPowerState).toEqual([{ name: 'unknown', workloads: 2 }]);
  });

  it('folds many names into one line with their number', () => {
    const names = Array.from({ length: 30 }, (_, i) => workload(`w${i}`, { os: { name: `os ${i}` } }));
    const { byOs } = summarizeEstate({
      generation: 1,
      digest: 'd',
      hosts: [],
      clusters: [],
      networks: [],
      datastores: [],
      applications: [],
      dependencies: [],
      workloads: names,
    });
    expect(byOs).toHaveLength(14);
    expect(byOs.at(-1)).toEqual({ name: '17 others', workloads: 17 });
  });
});
