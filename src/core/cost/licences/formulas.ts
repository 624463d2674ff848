/** Every rule of catalog/licensing.yaml by its id: what it asks for by name, and what it answers. */

import * as benefit from './azure-benefit.ts';
import * as openshift from './openshift.ts';
import * as other from './others.ts';
import * as rhel from './rhel.ts';
import * as updates from './security-updates.ts';
import * as sql from './sql-server.ts';
import type { LicenceTerms } from './terms.ts';
import * as windows from './windows-server.ts';

/** What a formula may be asked about. Absent: not known. `sockets` is a list of cores, or a number where a rule needs no more. */
export type Given = Readonly<Record<string, unknown>>;
export type FormulaAnswer = Readonly<Record<string, number | string | boolean | null | readonly string[]>>;

interface Formula {
  /** Names that must be given. */
  readonly needs: readonly string[];
  readonly answer: (given: Reader, terms: LicenceTerms) => FormulaAnswer;
}

/** Reads inputs as the kind a formula wants; what was given as another kind is refused. */
interface Reader {
  has(name: string): boolean;
  number(name: string): number;
  list(name: string): readonly number[];
  text(name: string): string;
  flag(name: string): boolean;
}

const formula = (needs: string, answer: Formula['answer']): Formula => ({
  needs: needs === '' ? [] : needs.split(' '),
  answer,
});

const editionOf = (given: Reader): windows.WindowsEdition =>
  given.text('edition') === 'standard' ? 'standard' : 'datacenter';

export const FORMULAS: Readonly<Record<string, Formula>> = {
  'ws-core-count': formula('sockets', (x, t) => ({ licCores: windows.licensableCores(x.list('sockets'), t) })),
  'ws-standard-vms': formula('sockets winVms', (x, t) => ({
    cores: windows.standardCores(x.list('sockets'), x.number('winVms'), t),
  })),
  'ws-datacenter-vms': formula('sockets winVms', (x, t) => ({
    cores: windows.datacenterCores(x.list('sockets'), x.number('winVms'), t),
  })),
  'ws-breakeven': formula('winVms', (x, t) => {
    const ratio = x.has('priceRatio') ? x.number('priceRatio') : t.windows.datacenterPerStandard;
    return {
      choose: windows.cheaperEdition(x.number('winVms'), ratio, t),
      fromMachines: windows.breakEvenMachines(ratio, t),
    };
  }),
  'ws-mobility': formula('hosts sockets maxVmsOnHost edition', (x, t) => ({
    clusterCores: windows.clusterCores(
      editionOf(x),
      Array.from({ length: x.number('hosts') }, () => ({
        sockets: x.list('sockets'),
        mostMachines: x.number('maxVmsOnHost'),
      })),
      t,
    ),
    mayMoveNow: windows.mayReassign(
      x.has('softwareAssurance') && x.flag('softwareAssurance'),
      x.has('daysSinceLast') ? x.number('daysSinceLast') : 0,
      t,
    ),
  })),
  'ws-per-vm': formula('vcpus', (x, t) => ({
    perVmCores: windows.perMachineCores(x.number('vcpus'), t),
    customerCores: windows.perMachineCoresOfAll([x.number('vcpus')], t),
  })),
  'ws-containers': formula('edition winVms hyperVContainers', (x) => ({
    counted: windows.countedMachines(editionOf(x), x.number('winVms'), x.number('hyperVContainers')),
  })),
  'ws-cal': formula('usedAs', (x) => ({
    accessLicences: windows.accessLicences(x.text('usedAs') as windows.WindowsRental, {
      users: x.has('users') ? x.number('users') : undefined,
      devices: x.has('devices') ? x.number('devices') : undefined,
    }),
  })),
  'ws-arc-payg': formula('cores hours', (x) => ({
    paygHours: windows.rentedCoreHours(x.number('cores'), x.number('hours')),
  })),
  'ws-third-party-cloud': formula('provider boughtOn', (x) => ({
    allowed: windows.mayBringOwn(x.text('provider'), x.text('boughtOn')),
  })),
  'ahb-vm': formula('vcpus', (x, t) => ({ cores: benefit.benefitCores(x.number('vcpus'), t) })),
  'ahb-dual-use': formula('edition', (x, t) => ({
    overlapDays: benefit.overlapDays(editionOf(x), 'vm', t),
    overlapDaysDedicatedHost: benefit.overlapDays(editionOf(x), 'dedicated-host', t),
  })),
  'ahb-dedicated-host': formula('edition', (x) => ({ unlimited: benefit.coversDedicatedHost(editionOf(x)) })),
  'ahb-azure-local': formula('cores', (x) => ({ ahbLocalCores: benefit.azureLocalBenefitCores(x.list('cores')) })),
  'ahb-aks': formula('vcpus', (x) => ({ cores: benefit.aksBenefitCores(x.number('vcpus')) })),
  'ahb-regions': formula('region', (x) => ({ allowed: benefit.benefitHoldsIn(x.text('region')) })),
  'azlocal-fee': formula('physicalCores pricePerCoreMonth', (x) => ({
    azureLocalFee: benefit.azureLocalFeeUsd(x.number('physicalCores'), x.number('pricePerCoreMonth'), false),
  })),
  'esu-azure': formula('target', (x) => ({ free: updates.updatesAreFree(x.text('target') as 'azure-vm') })),
  'esu-length': formula('supportEnd day', (x, t) => ({
    year: updates.updateYear(x.text('supportEnd'), x.text('day'), t),
  })),
  'esu-price': formula('year licencePrice', (x, t) => ({
    esuYear: updates.updateYearUsd(x.number('year'), x.number('licencePrice'), t),
  })),
  'esu-arc': formula('yearPrice', (x) => ({ month: updates.updateMonthThroughArcUsd(x.number('yearPrice')) })),
  'win-client-vm': formula('', (x) => ({ users: other.clientRights(x.has('users') ? x.number('users') : undefined) })),
  'ocp-core-pair': formula('', (x, t) => ({
    corePairs: openshift.corePairs(
      x.has('workerVcpu') ? { vcpus: x.number('workerVcpu') } : { physicalCores: x.number('physicalCores') },
      t,
    ),
  })),
  'ocp-bare-metal': formula('sockets', (x, t) => ({ subs: openshift.socketPairs(socketList(x), t) })),
  'ocp-editions': formula('edition', (x) => ({
    machines: openshift.editionRuns(x.text('edition') as openshift.OpenShiftEdition, 'machines'),
    applicationContainers: openshift.editionRuns(
      x.text('edition') as openshift.OpenShiftEdition,
      'application-containers',
    ),
    onArm: openshift.editionFitsArchitecture(x.text('edition') as openshift.OpenShiftEdition, 'arm64'),
  })),
  'ocp-virt-requires-bm': formula('metric', (x) => ({
    allowed: openshift.metricFitsMachines(x.text('metric') as 'core-pair'),
  })),
  'ocp-infra-nodes': formula('role', (x) => ({
    subscriptionNeeded: openshift.subscribedNodes([{ roles: [x.text('role')] }]).length > 0,
  })),
  'ocp-rhel-guests': formula('edition', (x) => ({
    included: openshift.includesRhelGuests(x.text('edition') as openshift.OpenShiftEdition),
  })),
  'ocp-ai-accelerator': formula('devices', (x) => ({ units: openshift.acceleratorUnits(x.number('devices')) })),
  'ocp-windows': formula('windowsNodeVcpus', (x, t) => ({
    corePairs: openshift.windowsContainerPairs(x.number('windowsNodeVcpus'), t),
  })),
  'rhel-server': formula('', (x, t) => ({
    subs: rhel.rhelServerSubscriptions(
      x.has('vms') ? { machines: x.number('vms') } : { sockets: x.number('sockets') },
      t,
    ),
  })),
  'rhel-vdc': formula('sockets', (x, t) => ({ vdcSubs: rhel.rhelVdcSubscriptions(x.list('sockets'), t) })),
  'rhel-vdc-breakeven': formula('rhelVms socketPairs', (x, t) => ({
    choose: rhel.cheaperRhel(x.number('rhelVms'), x.number('socketPairs'), t),
  })),
  'rhel-els': formula('release', (x) => ({ needed: rhel.needsLifeCycleSupport(x.text('release')) })),
  'rhel-cloud': formula('', () => ({ ways: rhel.rhelCloudWays() })),
  'sql-core': formula('', (x, t) => ({
    cores: x.has('vcpus') ? sql.sqlMachineCores(x.number('vcpus'), t) : sql.sqlHostCores(x.list('sockets'), t),
  })),
  'sql-ent-unlimited': formula('edition softwareAssurance', (x) => ({
    unlimited: sql.unlimitedOnHost(x.text('edition') as sql.SqlEdition, x.flag('softwareAssurance')),
  })),
  'sql-vm-needs-sa': formula('release', (x) => ({ needed: sql.machineNeedsAssurance(x.text('release')) })),
  'sql-cluster': formula('hosts mobilityRights', (x) => ({
    hosts: sql.hostsToLicense(x.number('hosts'), x.flag('mobilityRights')),
  })),
  'sql-ahb': formula('edition cores service', (x, t) => ({
    vcores: sql.sqlBenefitVcores(
      x.text('edition') === 'enterprise' ? 'enterprise' : 'standard',
      x.number('cores'),
      x.text('service') === 'general-purpose' ? 'general-purpose' : 'machine',
      t,
    ),
  })),
  'sql-ha': formula('vcpus softwareAssurance', (x, t) => ({
    cores: sql.passiveReplicaCores(x.number('vcpus'), x.flag('softwareAssurance'), t),
  })),
  'sql-standard-caps': formula('cores', (x, t) => ({ allowed: sql.standardTakes(x.number('cores'), t) })),
  'vmware-core-min': formula('sockets', (x, t) => ({
    vcfCores: other.subscribedVmwareCores([x.list('sockets')], t),
  })),
};

/** Sockets and cores may be given as two numbers: cores are then spread evenly. */
function socketList(given: Reader): readonly number[] {
  if (!given.has('cores')) return given.list('sockets');
  const sockets = given.number('sockets');
  return Array.from({ length: sockets }, () => given.number('cores') / sockets);
}

/**
 * The answer of a rule, or what it needs to know for one. Null: no formula has this id.
 * Inputs of another kind than the rule wants count as missing.
 */
export function answerRule(
  id: string,
  given: Given,
  terms: LicenceTerms,
): { readonly answer: FormulaAnswer } | { readonly needs: readonly string[] } | null {
  const found = Object.hasOwn(FORMULAS, id) ? FORMULAS[id] : undefined;
  if (found === undefined) return null;
  const missing = found.needs.filter((name) => given[name] === undefined);
  if (missing.length > 0) return { needs: missing };
  const wrong = new Set<string>();
  const read = <T>(name: string, test: (value: unknown) => value is T, other: T): T => {
    const value = given[name];
    if (test(value)) return value;
    wrong.add(name);
    return other;
  };
  const answer = found.answer(
    {
      has: (name) => given[name] !== undefined,
      number: (name) => read(name, isFiniteNumber, 0),
      list: (name) => read(name, isNumbers, []),
      text: (name) => read(name, (value) => typeof value === 'string', ''),
      flag: (name) => read(name, (value) => typeof value === 'boolean', false),
    },
    terms,
  );
  return wrong.size > 0 ? { needs: [...wrong] } : { answer };
}

const isNumbers = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'number' && Number.isFinite(each));

const isFiniteNumber = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);
