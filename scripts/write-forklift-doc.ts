/**
 * Writes docs/reference/forklift-rules.md: Forklift's rule ids, which rules of ours cover them, and the cases of our
 * tests that show each of these failing, passing and staying open. Fails when a covering rule lacks one of the three.
 * `npm exec -c "node scripts/write-forklift-doc.ts"`; with --print it writes to standard output instead.
 */

import { readdir, writeFile } from 'node:fs/promises';
import { registerHooks } from 'node:module';
import prettier from 'prettier';
import type { RuleCase } from '../test/support/rule-cases.ts';
import type { Rule } from '../src/core/assess/rule.ts';
import { RULES } from '../src/core/assess/rules/registry.ts';
import { answeredBy } from '../src/providers/registry.ts';
import { CONDITIONS, HYPERV, OPENSTACK, OVA, OVIRT, UNREACHABLE, VSPHERE } from './forklift-rules.ts';
import type { ForeignRule } from './forklift-rules.ts';

const RULE_FOLDERS = new URL('../src/core/assess/rules/', import.meta.url);
const FORKLIFT_DOC = new URL('../docs/reference/forklift-rules.md', import.meta.url);

/** Outside the test runner its words do nothing: loading a table of cases then only records it. */
const SILENT = `export const describe = Object.assign(() => {}, { each: () => () => {} });
export const it = describe; export const test = describe; export const expect = {};`;

registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vitest'
      ? { url: `data:text/javascript,${encodeURIComponent(SILENT)}`, shortCircuit: true }
      : next(specifier, context),
});

async function loadCases(): Promise<ReadonlyMap<string, readonly RuleCase[]>> {
  const { recordedCases } = await import('../test/support/rule-cases.ts');
  const files = (await readdir(RULE_FOLDERS, { recursive: true })).filter((path) => /[\\/].*\.test\.ts$/.test(path));
  for (const file of files.sort()) await import(new URL(file.replaceAll('\\', '/'), RULE_FOLDERS).href);
  return recordedCases;
}

type Kind = 'fails' | 'passes' | 'is open';

const isOf = (kind: Kind, { says }: RuleCase): boolean =>
  typeof says === 'string' ? kind === 'passes' && says === 'pass' : kind === ('fails' in says ? 'fails' : 'is open');

/** Every rule that covers a foreign one has to be shown all three ways. */
function shownIn(rule: Rule, kind: Kind, cases: ReadonlyMap<string, readonly RuleCase[]>): string {
  const found = cases.get(rule.id)?.find((one) => isOf(kind, one));
  if (found === undefined) throw new Error(`no case of ${rule.id} shows that it ${kind}`);
  return found.reason;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

/** By the first words of their titles. Clouds and clusters tell of their own machines only. */
const SEEN_BY: Readonly<Record<string, readonly string[]>> = {
  vsphere: ['VMware', 'RVTools', 'OVF', 'Azure Migrate', 'Ansible'],
  hyperv: ['Hyper-V', 'Azure Migrate', 'Ansible'],
  kvm: ['KVM', 'OVF', 'Ansible'],
  ovirt: ['OVF', 'Ansible'],
  openshift: ['Kubernetes'],
};

/** Sources that tell every fact the rule asks for, or one of those it can be settled by. */
function toldBy(rule: Rule): string {
  const paths = rule.needs.length > 0 ? (rule.asksFor ?? rule.needs) : (rule.mayUse ?? []);
  const platforms = rule.platforms ?? Object.keys(SEEN_BY);
  const titles = [...new Set(platforms.flatMap((platform) => SEEN_BY[platform] ?? []))];
  const answers = answeredBy(paths).map(({ from }) => from);
  const tells = (title: string, from: readonly string[]): boolean => from.some((text) => text.startsWith(title));
  const every = titles.filter((title) => answers.every((from) => tells(title, from)));
  return (every.length > 0 ? every : titles.filter((title) => answers.some((from) => tells(title, from)))).join(', ');
}

function table(foreign: readonly ForeignRule[], cases: ReadonlyMap<string, readonly RuleCase[]>): string[] {
  const lines = [
    '| Forklift | weighs | ours | fails | passes | is open | told by |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const { id, weight, nobody } of foreign) {
    const ours = RULES.filter(({ covers }) => covers?.includes(id) === true);
    if (ours.length === 0 && nobody === undefined) throw new Error(`no rule covers ${id}, and nothing says why`);
    if (ours.length > 0 && nobody !== undefined) throw new Error(`${id} is covered, and is said not to be`);
    if (nobody !== undefined) lines.push(row(`\`${id}\``, weight, `none: ${nobody}`, '', '', '', ''));
    for (const rule of ours) {
      const shown = (['fails', 'passes', 'is open'] as const).map((kind) => shownIn(rule, kind, cases));
      lines.push(row(`\`${id}\``, weight, `\`${rule.id}\``, ...shown, toldBy(rule)));
    }
  }
  return lines;
}

const HOW = {
  rule: 'rule',
  'plan check': 'check of the plan',
  artefact: 'when files are written',
  live: 'only at the target',
} as const;

async function forkliftDocText(): Promise<string> {
  const cases = await loadCases();
  const all = [...VSPHERE, ...HYPERV, ...OVA, ...OPENSTACK, ...OVIRT];
  const none = all.filter(({ nobody }) => nobody !== undefined).length;
  const covering = RULES.filter(({ covers }) => covers?.some((id) => all.some((rule) => rule.id === id)) === true);
  for (const rule of RULES.filter(({ covers }) => covers !== undefined)) {
    for (const kind of ['fails', 'passes', 'is open'] as const) shownIn(rule, kind, cases);
  }
  const upgrade = RULES.find(({ covers }) => covers?.includes('vmware.os.upgrade.recommendation') === true);
  if (upgrade === undefined) throw new Error('no rule covers vmware.os.upgrade.recommendation');
  const section = (title: string, rules: readonly ForeignRule[]): string[] => [
    '',
    `## ${title} (${rules.length})`,
    '',
    ...table(rules, cases),
  ];
  const parts = [
    "# Forklift's rules and ours",
    '',
    'Written by `scripts/write-forklift-doc.ts` from the rules and from the tables of cases in their tests; edit those.',
    '',
    `Forklift (commit d42511b) has ${all.length} rules on machines. ${all.length - none} of them are covered here, by`,
    `${covering.length} rules; ${none} are not, since no source of ours can tell, and the table says who could. For each`,
    'covering rule the table names the case of its test in which it fails, passes, and stays open because a fact is',
    'missing: Forklift itself has two answers, and a missing fact is one or the other.',
    '',
    'C critical, W warning, I information: what a failure weighs in Forklift. What it weighs here, by target:',
    '[rules.md](rules.md). What these rules weigh towards Hyper-V and Azure Local was judged here, from the rows of Azure',
    'Migrate for vSphere and from what those platforms have in place of a feature; no list of the vendor says it. Take',
    'these weights as unverified.',
    ...section('Machines on vSphere', VSPHERE),
    ...section('Machines on Hyper-V', HYPERV),
    ...section('Packages (OVA)', OVA),
    '',
    'What a package holds is judged by the rules of the platform that wrote it; one of an unknown writer gets no failure,',
    'but the answer that its platform is unknown.',
    ...section('Machines on OpenStack', OPENSTACK),
    ...section('Machines on oVirt', OVIRT),
    '',
    'There is no source for the APIs of OpenStack and oVirt. Their machines are seen through libvirt on their hosts, with',
    'what the agents of oVirt note there, and through packages that oVirt exports. The state of volumes is told by KubeVirt',
    'only, so that `libvirt.disk.condition` speaks on its machines.',
    '',
    `## What migration-planner cannot reach (${UNREACHABLE.length})`,
    '',
    'It evaluates the rules for vSphere over a structure that lacks these fields, for RVTools and for its own agent. Each',
    'is reachable here, and open where the sheet is missing.',
    '',
    '| rule | ours | known by |',
    '| --- | --- | --- |',
    ...UNREACHABLE.map(([id, sheet]) => {
      const ours = RULES.find(({ covers }) => covers?.includes(`vmware.${id}`) === true);
      if (ours === undefined) throw new Error(`no rule covers vmware.${id}`);
      return row(`\`vmware.${id}\``, `\`${ours.id}\``, sheet);
    }),
    '',
    `Its own rule \`vmware.os.upgrade.recommendation\` is \`${upgrade.id}\` here: it fails where "${shownIn(upgrade, 'fails', cases)}",`,
    `passes where "${shownIn(upgrade, 'passes', cases)}" and is open where "${shownIn(upgrade, 'is open', cases)}".`,
    '',
    `## Conditions of a plan (${CONDITIONS.length})`,
    '',
    'Forklift judges these when a Plan is applied. What can be told before there is one, is.',
    '',
    '| condition | told | by |',
    '| --- | --- | --- |',
    ...CONDITIONS.map(({ name, how, by }) => row(`\`${name}\``, HOW[how], by)),
  ];
  const known = new Set(RULES.map(({ id }) => id));
  const astray = CONDITIONS.flatMap(({ by, how }) => (how === 'live' ? [] : [...by.matchAll(/`([a-z.-]+)`/g)]))
    .map(([, id = '']) => id)
    .filter((id) => !known.has(id));
  if (astray.length > 0) throw new Error(`conditions name rules that are not there: ${astray.join(', ')}`);
  const options = await prettier.resolveConfig(FORKLIFT_DOC);
  return prettier.format(`${parts.join('\n')}\n`, { ...options, parser: 'markdown' });
}

const text = await forkliftDocText();
if (process.argv.includes('--print')) process.stdout.write(text);
else await writeFile(FORKLIFT_DOC, text);
