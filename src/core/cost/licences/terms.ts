/** The figures of catalog/licensing.yaml that licence formulas use, looked up once, and how a rule is cited. */

import { licenceParam, licenceParamList } from '../../catalog/licensing.ts';
import type { Licensing } from '../../catalog/licensing.ts';
import { cite } from '../../catalog/provenance.ts';

export interface LicenceTerms {
  readonly windows: {
    readonly minCoresPerSocket: number;
    readonly minCoresPerServer: number;
    readonly machinesPerSet: number;
    /** Without Software Assurance a licence moves to another server this seldom. */
    readonly reassignDays: number;
    readonly minVcoresPerMachine: number;
    readonly minVcoresPerCustomer: number;
    readonly datacenterPerStandard: number;
  };
  readonly benefit: {
    readonly minCoresPerMachine: number;
    readonly standardOverlapDays: number;
    readonly dedicatedHostOverlapDays: number;
  };
  readonly updates: { readonly years: number; readonly pctByYear: readonly number[] };
  readonly openshift: {
    readonly coresPerPair: number;
    readonly vcpuPerPair: number;
    readonly socketsPerPair: number;
    readonly coresPerSocketPair: number;
  };
  readonly rhel: {
    readonly socketsPerSubscription: number;
    readonly machinesPerSubscription: number;
    readonly socketsPerVdc: number;
    readonly vdcPerServer: number;
  };
  readonly sql: {
    readonly minCoresPerProcessor: number;
    readonly minCoresPerMachine: number;
    readonly pack: number;
    readonly generalPurposeVcoresPerEnterpriseCore: number;
    readonly standardMaxCores: number;
    readonly standardMaxCoresElsewhere: number;
  };
  readonly vmware: { readonly minCoresPerSocket: number; readonly minOrderCores: number };
}

/** Throws IST-3001 when the catalogue no longer holds a figure. */
export function licenceTerms(licensing: Licensing): LicenceTerms {
  const of = (rule: string, name: string): number => licenceParam(licensing, rule, name);
  return {
    windows: {
      minCoresPerSocket: of('ws-core-count', 'minCoresPerProcessor'),
      minCoresPerServer: of('ws-core-count', 'minCoresPerServer'),
      machinesPerSet: of('ws-standard-vms', 'vmsPerSet'),
      reassignDays: of('ws-mobility', 'reassignDays'),
      minVcoresPerMachine: of('ws-per-vm', 'minVcoresPerVm'),
      minVcoresPerCustomer: of('ws-per-vm', 'minPerCustomer'),
      datacenterPerStandard: of('ws-breakeven', 'priceRatio'),
    },
    benefit: {
      minCoresPerMachine: of('ahb-vm', 'minCoresPerVm'),
      standardOverlapDays: of('ahb-dual-use', 'standardOverlapDays'),
      dedicatedHostOverlapDays: of('ahb-dual-use', 'datacenterHostOverlapDays'),
    },
    updates: { years: of('esu-length', 'years'), pctByYear: licenceParamList(licensing, 'esu-price', 'pctByYear') },
    openshift: {
      coresPerPair: of('ocp-core-pair', 'coresPerPair'),
      vcpuPerPair: of('ocp-core-pair', 'vcpuPerPair'),
      socketsPerPair: of('ocp-bare-metal', 'sockets'),
      coresPerSocketPair: of('ocp-bare-metal', 'maxCores'),
    },
    rhel: {
      socketsPerSubscription: of('rhel-server', 'socketsPerSub'),
      machinesPerSubscription: of('rhel-server', 'vmsPerSub'),
      socketsPerVdc: of('rhel-vdc', 'socketsPerSub'),
      vdcPerServer: of('rhel-vdc-breakeven', 'priceRatio'),
    },
    sql: {
      minCoresPerProcessor: of('sql-core', 'minCoresPerProcessor'),
      minCoresPerMachine: of('sql-core', 'minCoresPerVm'),
      pack: of('sql-core', 'pack'),
      generalPurposeVcoresPerEnterpriseCore: of('sql-ahb', 'entCoreToGpVcores'),
      standardMaxCores: of('sql-standard-caps', 'maxCores'),
      standardMaxCoresElsewhere: of('sql-standard-caps', 'maxCoresElsewhere'),
    },
    vmware: {
      minCoresPerSocket: of('vmware-core-min', 'minCoresPerCpu'),
      minOrderCores: of('vmware-core-min', 'minOrderCores'),
    },
  };
}

export interface RuleCitation {
  readonly id: string;
  readonly rule: string;
  /** "licensing.yaml ahb-vm: ahb-vm + ahb-overview, 2025-09-03". */
  readonly source: string;
  readonly asOf: string;
  /** True when no published source vouches for the rule. */
  readonly unverified: boolean;
}

/** How each of these rules is cited, in the order given, once each. Ids the catalogue does not have are left out. */
export function citeRules(licensing: Licensing, ids: Iterable<string>): readonly RuleCitation[] {
  return [...new Set(ids)].flatMap((id) => {
    const record = licensing.rules.find((rule) => rule.id === id);
    if (record === undefined) return [];
    const unverified = record.conf === 'own';
    return [{ id, rule: record.rule, source: `licensing.yaml ${id}: ${cite(record)}`, asOf: record.asOf, unverified }];
  });
}
