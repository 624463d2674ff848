/** A small estate about which everything is said that can be: each state, waivers, feeds, a part of a site. */

import type { ControlMappings } from '../../catalog/control-mappings.ts';
import { openControlBook } from '../../policy/controls/book.ts';
import type { ControlEvidence } from '../../policy/controls/evidence.ts';
import { controlMatrix } from '../../policy/controls/matrix.ts';
import type { Finding } from '../../policy/finding.ts';
import type { OscalInput } from './input.ts';

const AT = '2026-11-22T08:00:00.000Z';

/** Names and values as an attacker would choose them, if they could. */
export const NASTY = '<script>alert(1)</script> [x](http://evil.example) *b*\n`c`';

const finding = (given: Partial<Finding>): Finding => ({
  ruleId: 'gdpr-ch5/g-32',
  packId: 'gdpr-ch5',
  packVersion: '1.0.0',
  reference: 'Art. 32',
  title: 'Stored data is encrypted',
  level: 'must',
  state: 'violated',
  siteId: 'fra',
  evidence: { 'workload.encryption.atRest': false },
  evidenceFrom: { 'workload.encryption.atRest': 'declared' },
  missing: [],
  remedy: 'Encrypt it.',
  confidence: 'own',
  ...given,
});

export const FINDINGS: readonly Finding[] = [
  finding({ workloadId: 'w1' }),
  finding({ workloadId: 'w2' }),
  finding({ workloadId: 'w3', waiver: { id: 'wvr-1', expiresOn: '2027-03-31' } }),
  finding({ workloadId: 'w4', siteId: 'ams', state: 'satisfied' }),
  finding({ workloadId: 'w5', siteId: 'ams', state: 'unknown', missing: ['workload.encryption.atRest'], evidence: {} }),
  finding({ workloadId: 'w6', siteId: '*', state: 'not-applicable' }),
];

const USUAL = {
  feed: 'openscap' as const,
  rule: 'encrypt_partitions',
  title: `Encrypt partitions ${NASTY}`,
  state: 'fail' as const,
  basis: 'observed' as const,
  observedAt: '2026-11-22T09:30:00+02:00',
  cites: [{ framework: 'nist80053r5', control: 'SC-28', cited: 'SC-28' }],
  importId: 'evi-1',
};

/** A word of a scanner, as it is given otherwise. */
export const evidence = (given: Partial<ControlEvidence>): ControlEvidence => ({
  ...USUAL,
  id: `${given.feed ?? 'openscap'}-${given.rule ?? ''}-${given.workloadId ?? given.part ?? ''}`,
  ...given,
});

const STATES = { satisfied: 'pass', violated: 'fail', unknown: 'unknown', 'not-applicable': 'informational' } as const;

/** A finding as the book of controls has it. */
function ofFinding({ ruleId, title, state, workloadId, siteId, waiver }: Finding): ControlEvidence {
  const { importId: _, ...usual } = USUAL;
  return {
    ...usual,
    id: `${ruleId} ${siteId} ${workloadId ?? ''}`,
    feed: 'policy',
    rule: ruleId,
    title,
    state: waiver === undefined ? STATES[state] : 'waived',
    observedAt: AT,
    cites: [],
    ...(workloadId === undefined ? { siteId } : { workloadId }),
  };
}

export const EVIDENCE: readonly ControlEvidence[] = [
  evidence({ workloadId: 'w1' }),
  evidence({ workloadId: 'w4', state: 'pass' }),
  evidence({ workloadId: 'w2', state: 'notchecked', observedAt: null }),
  evidence({ feed: 'azure-policy', rule: 'storage-tls', siteId: 'ams', part: 'account/a', state: 'pass' }),
  evidence({
    feed: 'compliance-operator',
    rule: 'ac-6',
    siteId: 'fra',
    state: 'pass',
    cites: [{ framework: 'nist80053r5', control: 'AC-6(10)', cited: 'AC-6(10)' }],
  }),
];

export function oscalInput(
  mappings: ControlMappings,
  framework = 'nist80053r5',
  said: { readonly findings?: readonly Finding[]; readonly evidence?: readonly ControlEvidence[] } = {},
): OscalInput {
  const found = mappings.frameworks.find(({ id }) => id === framework);
  if (found === undefined) throw new Error(`no framework ${framework}`);
  const { findings = FINDINGS, evidence: pieces = EVIDENCE } = said;
  const given = {
    mappings,
    findings: [],
    foundAt: AT,
    alike: [],
    evidence: [...findings.map(ofFinding), ...pieces],
    workloads: new Map(
      ['w1', 'w2', 'w3', 'w4', 'w5', 'w6'].map((id, at) => [
        id,
        { name: at === 0 ? NASTY : id, siteId: at < 3 ? 'fra' : at < 5 ? 'ams' : null, application: null },
      ]),
    ),
    siteIds: ['fra', 'ams'],
    asOf: AT,
    staleAfterDays: 90,
  };
  const book = openControlBook(given);
  const digest = `sha256:${'ab'.repeat(32)}`;
  return {
    framework: found,
    matrix: controlMatrix(book, framework, 'site'),
    book,
    findings,
    why: {
      id: 'why-1',
      decision: 'check',
      createdAt: AT,
      actor: 'ada',
      generation: 7,
      estateDigest: digest,
      catalogVersion: digest,
      packs: { 'gdpr-ch5': { version: '1.0.0', digest } },
      settings: { sites: digest },
      inputsDigest: digest,
      resultDigest: digest,
      productVersion: '0.1.0',
    },
    actor: 'ada',
    sites: [
      { id: 'fra', name: NASTY, platform: 'vsphere', country: 'DE' },
      { id: 'ams', name: null, platform: 'azure', country: null },
    ],
    waivers: [
      {
        id: 'wvr-1',
        owner: 'Grace',
        reason: `Moves in March ${NASTY}`,
        expiresOn: '2027-03-31',
        requestedBy: 'grace',
        requestedAt: '2026-10-01T10:00:00.000Z',
        approvedBy: 'alan',
        approvedAt: '2026-10-02T10:00:00.000Z',
      },
    ],
    imports: [{ id: 'evi-1', fileName: 'arf of fra.xml', sha256: 'cd'.repeat(32), createdAt: AT }],
  };
}
