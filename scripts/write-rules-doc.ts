/**
 * Writes docs/reference/rules.md and src/core/assess/rules/source-digest.ts from the rules themselves.
 * Run it after any change below src/core/assess, and to what the rules call in src/core/model and src/core/catalog:
 * `npm exec -c "node scripts/write-rules-doc.ts"`. A test tells when.
 */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { digestText } from '../src/core/evidence/digest.ts';
import type { Rule } from '../src/core/assess/rule.ts';
import { RULES } from '../src/core/assess/rules/registry.ts';
import { TARGETS } from '../src/core/assess/targets/registry.ts';

const CORE = new URL('../src/core/', import.meta.url);
export const DIGEST_FILE = new URL('assess/rules/source-digest.ts', CORE);
export const RULES_DOC = new URL('../docs/reference/rules.md', import.meta.url);

const isSource = (path: string): boolean =>
  path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('source-digest.ts');

/** Rooms whose code can change an answer: reading a system's name, units, the words of a citation. */
const CALLED = /^(assess|catalog|model)\//;

/** Files of those rooms that a file takes values from; types change no answer. */
function calledFrom(path: string, text: string): string[] {
  const imports = text.matchAll(/^import (?!type\b)[^;]*?from '(\.[^']+)';/gm);
  return [...imports]
    .map(([, target = '']) => new URL(target, new URL(path, CORE)).href.slice(CORE.href.length))
    .filter((target) => CALLED.test(target) && isSource(target));
}

/** The source files of the rules and every one they call, by path below src/core, line ends made equal. */
export async function ruleSources(): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(new URL('assess/', CORE), { recursive: true });
  const waiting = entries.map((path) => `assess/${path.replaceAll('\\', '/')}`).filter(isSource);
  const texts = new Map<string, string>();
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (texts.has(path)) continue;
    const text = (await readFile(new URL(path, CORE), 'utf8')).replaceAll('\r\n', '\n');
    texts.set(path, text);
    waiting.push(...calledFrom(path, text));
  }
  return texts;
}

/** Text of the generated digest file. */
export async function digestFileText(): Promise<string> {
  const texts = [...(await ruleSources())].map(([path, text]) => `${path}\n${text}`).sort();
  return [
    '/** Written by scripts/write-rules-doc.ts: digest of the source files of the rules and of what they call. */',
    `export const SOURCE_DIGEST = '${digestText(texts.join('\n'))}';`,
    '',
  ].join('\n');
}

const HEADINGS: Readonly<Record<string, string>> = {
  common: 'Any platform',
  vsphere: 'Machines on vSphere',
  hyperv: 'Machines on Hyper-V',
  libvirt: 'Machines that QEMU runs: KVM, oVirt, OpenStack',
  ova: 'Machines from packages (OVF, OVA)',
  'azure-source': 'Machines on Azure',
  openshift: 'Towards OpenShift Virtualization',
  azure: 'Towards Azure VMs',
  kvm: 'Towards KVM',
  'hyperv-host': 'Towards Hyper-V and Azure Local',
};

const DOUBT: Readonly<Record<string, string>> = {
  own: ' **Unverified**: not checked against a published text.',
  secondary: ' Second-hand: read in a copy, not at the vendor.',
  partly: ' Partly verified.',
  derived: ' Derived.',
};

const code = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ');

function describe(rule: Rule): string {
  const severities = TARGETS.flatMap(({ id, title }) => {
    const severity = rule.severity[id];
    return severity === undefined ? [] : [`${title}: **${severity}**`];
  });
  const doubt = DOUBT[rule.source.confidence ?? 'verified'] ?? '';
  const facts = rule.asksFor ?? rule.needs;
  const lines = [
    `### \`${rule.id}\` ${rule.label}`,
    '',
    rule.description,
    '',
    `- Weighs: ${severities.join(' · ')}`,
    `- Needs: ${facts.length === 0 ? 'one of the facts below' : code(facts)}`,
  ];
  if (rule.openWeighs === 'info')
    lines.push('- While unknown: listed with the fact it asks for; readiness stays as it is');
  if (rule.settledOn !== undefined) lines.push(`- Not asked of machines on: ${code(rule.settledOn)}`);
  if (rule.settledAtHome === true) lines.push('- Does not weigh on the target whose platform the workload is on.');
  if (rule.mayUse !== undefined) lines.push(`- Uses where known: ${code(rule.mayUse)}`);
  lines.push(
    `- What to do: ${rule.remedy} (about ${rule.fixHours} h)`,
    `- Source: ${rule.source.ref}, ${rule.source.date}.${doubt}`,
  );
  if (rule.covers !== undefined) lines.push(`- Covers: ${code(rule.covers)}`);
  return lines.join('\n');
}

/** Text of docs/reference/rules.md. */
export async function rulesDocText(): Promise<string> {
  const parts = [
    '# Readiness rules',
    '',
    'Written by `scripts/write-rules-doc.ts` from the rules; edit those.',
    '',
    'Every rule answers pass, fail or **unknown**; unknown names the facts that no source stated. A rule weighs per',
    'target: a *blocker* that fails makes a workload not ready there, one that is unknown makes its readiness unknown; a',
    '*warning* that fails or is unknown makes it conditional; *info* never changes readiness. What few sources tell, most of',
    'it inside the guest, changes readiness only when it fails; such rules say so.',
    '',
    `${RULES.length} rules, ${TARGETS.length} targets: ${TARGETS.map(({ title }) => title).join(', ')}.`,
  ];
  for (const [group, heading] of Object.entries(HEADINGS)) {
    parts.push('', `## ${heading}`);
    for (const rule of RULES) if (rule.id.startsWith(`${group}.`)) parts.push('', describe(rule));
  }
  const options = await prettier.resolveConfig(RULES_DOC);
  return prettier.format(`${parts.join('\n')}\n`, { ...options, parser: 'markdown' });
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  await writeFile(DIGEST_FILE, await digestFileText());
  await writeFile(RULES_DOC, await rulesDocText());
}
