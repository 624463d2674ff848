/** What our own rules and the inventory say of the estate: once for all workloads of which they say the same. */

import type { Catalog } from '../../catalog/catalog.ts';
import type { FactKey, Workload } from '../../model/workload.ts';
import type { AlikeFindings } from '../engine/check-estate.ts';
import type { Rule } from '../engine/rules.ts';
import type { Finding } from '../finding.ts';
import type { EvidenceBasis } from './basis.ts';
import type { ControlEvidence, SaidEvidence } from './evidence.ts';
import { factEvidence } from './facts.ts';
import { evidenceOfFinding } from './finding-evidence.ts';
import type { AlikeEvidence } from './subjects.ts';
import { factsBasis, ruleBasis } from './whose-word.ts';

export interface OwnEvidence {
  /** About sites and the organisation. */
  readonly evidence: readonly ControlEvidence[];
  readonly alike: readonly AlikeEvidence[];
}

export interface CheckedRules {
  readonly rules: readonly Rule[];
  /** Of the estate as it is now, with what is satisfied. */
  readonly findings: Iterable<AlikeFindings>;
  /** Paths, without "workload.", that declarations give. */
  readonly declared: ReadonlySet<string>;
}

/** `asOf` is the ISO time of looking. */
export function ownEvidence(
  workloads: readonly Workload[],
  checked: CheckedRules | undefined,
  catalog: Catalog,
  asOf: string,
): OwnEvidence {
  const evidence: ControlEvidence[] = [];
  const alike: AlikeEvidence[] = [];
  if (checked !== undefined) {
    const basisOf = basisByRule(checked);
    for (const { findings, workloads: about } of checked.findings) {
      const said = findings.map((finding) => evidenceOfFinding(finding, basisOf(finding, about), asOf));
      if (about.length > 0) alike.push({ said, workloadIds: about.map(({ id }) => id) });
      else {
        for (const [at, each] of said.entries()) {
          evidence.push({ ...each, id: `policy/${at}`, siteId: findings[at]?.siteId ?? '*' });
        }
      }
    }
  }
  return { evidence, alike: [...alike, ...inventoryEvidence(workloads, catalog, asOf)] };
}

/** Where a rule looks at facts of the inventory, one workload with a fact that is only stated makes it stated for all. */
function basisByRule({
  rules,
  declared,
}: CheckedRules): (finding: Finding, about: readonly Workload[]) => EvidenceBasis {
  const observed = new Map(
    rules
      .filter((rule) => ruleBasis(rule, declared) === 'observed')
      .map(({ requirement }) => [
        requirement.ruleId,
        requirement.test.paths.map((path) => (path.split('.')[1] ?? '') as FactKey),
      ]),
  );
  return ({ ruleId }, about) => {
    const facts = observed.get(ruleId);
    if (facts === undefined) return 'stated';
    return about.every((workload) => factsBasis(workload, facts) === 'observed') ? 'observed' : 'stated';
  };
}

function inventoryEvidence(workloads: readonly Workload[], catalog: Catalog, asOf: string): readonly AlikeEvidence[] {
  const groups = new Map<string, { readonly said: readonly SaidEvidence[]; readonly workloadIds: string[] }>();
  for (const workload of workloads) {
    const said = factEvidence(workload, catalog, asOf);
    if (said.length === 0) continue;
    const key = said.map(({ rule, state, basis, detail }) => [rule, state, basis, detail].join('\n')).join('\n\n');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { said, workloadIds: [workload.id] });
    else group.workloadIds.push(workload.id);
  }
  return [...groups.values()];
}
