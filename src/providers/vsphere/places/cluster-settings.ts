/** What a cluster does with its machines: HA, DRS, DPM, and the rules on where they may run. */

import type { ClusterRule } from '../../../core/model/estate.ts';
import type { XmlNode } from '../../../formats/xml/trees.ts';
import type { MoRef } from '../nodes.ts';
import { amountAt, child, childrenOf, flagAt, refAt, refOf, textAt, typeOf } from '../nodes.ts';

export interface ClusterSettings {
  readonly haEnabled?: boolean;
  readonly drsEnabled?: boolean;
  readonly dpmEnabled?: boolean;
  readonly failoverLevel?: number;
  readonly admissionControlEnabled?: boolean;
  readonly rules: readonly ClusterRule[];
  /** Names of the enabled rules of a machine. */
  readonly rulesOf: ReadonlyMap<string, readonly string[]>;
  /** Machines that an enabled rule keeps on, or off, certain hosts. */
  readonly hostBound: ReadonlySet<string>;
  restartPriority(vm: MoRef): string | undefined;
}

/** Reads property configurationEx of a ClusterComputeResource. */
export function clusterSettings(configuration: XmlNode): ClusterSettings {
  const das = child(configuration, 'dasConfig');
  const haEnabled = flagAt(das, 'enabled');
  const policy = child(das, 'admissionControlPolicy');
  const groups = groupsOf(configuration);
  const rules = childrenOf(configuration, 'rule')
    .map((rule) => ruleOf(rule, groups))
    .filter((rule) => rule !== undefined);
  const rulesOf = new Map<string, string[]>();
  const hostBound = new Set<string>();
  for (const rule of rules.filter(({ enabled }) => enabled)) {
    for (const vm of rule.workloads) {
      rulesOf.set(vm, [...(rulesOf.get(vm) ?? []), rule.name]);
      if (rule.hosts !== undefined) hostBound.add(vm);
    }
  }
  const common = textAt(das, 'defaultVmSettings', 'restartPriority');
  const own = new Map(
    childrenOf(configuration, 'dasVmConfig').map((each) => [
      refAt(each, 'key')?.value,
      textAt(each, 'dasSettings', 'restartPriority') ?? textAt(each, 'restartPriority'),
    ]),
  );
  return {
    haEnabled,
    drsEnabled: flagAt(configuration, 'drsConfig', 'enabled'),
    dpmEnabled: flagAt(configuration, 'dpmConfigInfo', 'enabled'),
    failoverLevel: amountAt(policy, 'failoverLevel') ?? amountAt(das, 'failoverLevel'),
    admissionControlEnabled: flagAt(das, 'admissionControlEnabled'),
    rules,
    rulesOf,
    hostBound,
    restartPriority(vm) {
      if (haEnabled !== true) return undefined;
      const priority = own.get(vm.value);
      return priority === undefined || priority === 'clusterRestartPriority' ? common : priority;
    },
  };
}

/** Machines and hosts of the cluster's groups, by name. */
function groupsOf(configuration: XmlNode): ReadonlyMap<string, readonly string[]> {
  return new Map(
    childrenOf(configuration, 'group').map((group) => {
      const members = [...childrenOf(group, 'vm'), ...childrenOf(group, 'host')];
      return [textAt(group, 'name') ?? '', idsOf(members)];
    }),
  );
}

const idsOf = (nodes: readonly XmlNode[]): string[] =>
  nodes.flatMap((node) => refOf(node)?.value.toLowerCase() ?? []).sort();

function ruleOf(rule: XmlNode, groups: ReadonlyMap<string, readonly string[]>): ClusterRule | undefined {
  const type = typeOf(rule);
  const base = {
    name: textAt(rule, 'name') ?? `rule ${textAt(rule, 'key') ?? ''}`,
    enabled: flagAt(rule, 'enabled') === true,
  };
  const workloads = idsOf(childrenOf(rule, 'vm'));
  if (type === 'ClusterAffinityRuleSpec') return { ...base, kind: 'keep-together', workloads };
  if (type === 'ClusterAntiAffinityRuleSpec') return { ...base, kind: 'keep-apart', workloads };
  if (type !== 'ClusterVmHostRuleInfo') return undefined;
  const against = textAt(rule, 'antiAffineHostGroupName');
  const must = flagAt(rule, 'mandatory') === true;
  const kinds =
    against === undefined
      ? (['vm-host-must', 'vm-host-should'] as const)
      : (['vm-host-must-not', 'vm-host-should-not'] as const);
  return {
    ...base,
    kind: must ? kinds[0] : kinds[1],
    workloads: groups.get(textAt(rule, 'vmGroupName') ?? '') ?? [],
    hosts: groups.get(against ?? textAt(rule, 'affineHostGroupName') ?? '') ?? [],
  };
}
