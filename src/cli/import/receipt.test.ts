import { expect, it } from 'vitest';
import { receiptText } from './receipt.ts';

const result = {
  importId: 'imp-1',
  source: 'fra',
  generation: 2,
  changed: true,
  issues: [],
  receipt: {
    providerKind: 'rvtools',
    fileName: 'estate.jsonl',
    sha256: 'aa',
    sizeBytes: 10,
    observedAt: '2026-11-22T08:00:00.000Z',
    parts: [{ name: 'hosts', rows: 1, handling: 'read' as const }],
    counts: { workloads: 2, hosts: 1, dependencies: 1 },
    missing: [],
    issueCounts: { error: 0, warning: 0, info: 0 },
    skippedRows: 0,
    bytesSent: 0 as const,
  },
};

it('a receipt counts in good English, names its import, and every source of an estate file', () => {
  const text = receiptText({ ...result, more: [{ importId: 'imp-2', source: 'kvm', counts: { workloads: 1 } }] });
  expect(text).toContain('1 part read  2 workloads  1 host  1 dependency\n');
  expect(text).toContain('  source fra  import imp-1\n');
  expect(text).toContain('  also source kvm  1 workload  import imp-2\n');
  expect(receiptText({ ...result, receipt: { ...result.receipt, fileName: 'a.xlsx' } })).toContain('1 sheet read');
});
