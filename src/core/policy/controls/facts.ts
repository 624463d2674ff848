/**
 * Facts of the inventory that answer a technical check by themselves. Each looks at one workload and says pass, fail or
 * unknown; catalog/control-mappings.yaml says which check it answers.
 */

import { judgeSupport } from '../../assess/os-support.ts';
import { fail, pass, unknown } from '../../assess/verdict.ts';
import type { Verdict } from '../../assess/verdict.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { Disk, FactKey, Workload } from '../../model/workload.ts';
import type { SaidEvidence } from './evidence.ts';
import { factsBasis } from './whose-word.ts';

interface FactCheck {
  readonly id: string;
  readonly title: string;
  /** What it looks at: whoever gave these facts is who looked. */
  readonly facts: readonly FactKey[];
  /** Null: it has no bearing on such a workload. */
  judge(workload: Workload, catalog: Catalog, asOf: string): Verdict | null;
}

/** Told of the disks by the platform: encryption inside of the guest is seen by scanners only. */
function everyDisk(workload: Workload, good: (encryption: NonNullable<Disk['encryption']>) => boolean): Verdict | null {
  const { disks } = workload.facts;
  if (workload.kind !== 'vm') return null;
  if (disks === undefined) return unknown(['disks']);
  const bare = disks.filter(({ encryption }) => encryption !== undefined && !good(encryption));
  if (bare.length > 0) return fail(bare.map(({ label, encryption }) => `${label}: ${encryption}`).join(', '));
  return disks.length === 0 || disks.some(({ encryption }) => encryption === undefined)
    ? unknown(['disks[].encryption'])
    : pass;
}

const CHECKS: readonly FactCheck[] = [
  {
    id: 'facts.os-support',
    title: 'The operating system still gets fixes',
    facts: ['os'],
    judge: ({ facts: { os } }, catalog, asOf) =>
      os === undefined ? unknown(['os']) : judgeSupport(catalog, os, 'stay', asOf.slice(0, 10)),
  },
  {
    id: 'facts.disk-encryption',
    title: 'Every disk is encrypted by the platform',
    facts: ['disks'],
    judge: (workload) => everyDisk(workload, (encryption) => encryption !== 'none'),
  },
  {
    id: 'facts.disk-customer-key',
    title: "Every disk is encrypted with the customer's key",
    facts: ['disks'],
    judge: (workload) =>
      everyDisk(workload, (encryption) => encryption === 'customer-key' || encryption === 'both-keys'),
  },
  {
    id: 'facts.data-classes',
    title: 'The classes of its data are known',
    facts: ['dataClasses'],
    judge: ({ facts: { dataClasses }, open }) =>
      dataClasses === undefined || open?.dataClasses !== undefined ? unknown(['dataClasses']) : pass,
  },
  {
    id: 'facts.owner',
    title: 'Somebody owns it, and it is part of an application',
    facts: ['owner', 'application'],
    judge: ({ facts: { owner, application } }) =>
      owner !== undefined && application !== undefined
        ? pass
        : unknown([
            ...(owner === undefined ? ['owner' as const] : []),
            ...(application === undefined ? ['application' as const] : []),
          ]),
  },
];

export const FACT_CHECKS: readonly { readonly id: string; readonly title: string }[] = CHECKS;

/**
 * What the inventory says of one workload. A fact that no source states says nothing: it is no evidence, and must not
 * stand against somebody else's. `asOf` is the ISO time of judging.
 */
export function factEvidence(workload: Workload, catalog: Catalog, asOf: string): readonly SaidEvidence[] {
  return CHECKS.flatMap((check) => {
    const verdict = check.judge(workload, catalog, asOf);
    if (verdict === null || verdict.outcome === 'unknown') return [];
    return [
      {
        feed: 'readiness' as const,
        rule: check.id,
        title: check.title,
        state: verdict.outcome,
        basis: factsBasis(workload, check.facts),
        observedAt: asOf,
        cites: [],
        ...(verdict.outcome === 'fail' && { detail: verdict.evidence }),
      },
    ];
  });
}
