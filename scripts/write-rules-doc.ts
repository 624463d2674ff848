/**
 * Writes docs/reference/rules.md and src/core/assess/rules/source-digest.ts from the rules themselves.
 * Run it after any change below src/core/assess: `npm exec -c "node scripts/write-rules-doc.ts"`. A test tells when.
 */

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { digestText } from '../src/core/evidence/digest.ts';
import type { Rule } from '../src/core/assess/rule.ts';
import { RULES } from '../src/core/assess/rules/registry.ts';
import { TARGETS } from '../src/core/assess/targets/registry.ts';

const ROOM = new URL('../src/core/assess/', import.meta.url);
export const DIGEST_FILE = new URL('rules/source-digest.ts', ROOM);
export const RULES_DOC = new URL('../docs/reference/rules.md', import.meta.url);

const isSource = (path: string): boolean =>
  path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.endsWith('source-digest.ts');

/** Text of the generated digest file: over every source file of the room, in order of path, line ends made equal. */
export async function digestFileText(): Promise<string> {
  const entries = await readdir(ROOM, { recursive: true });
  const paths = entries.map((path) => path.replaceAll('\\', '/')).filter(isSource);
  const texts: string[] = [];
  for (const path of paths.sort()) {
    const text = await readFile(new URL(path, ROOM), 'utf8');
    texts.push(`${path}\n${text.replaceAll('\r\n', '\n')}`);
  }
  return [
    '/** Written by scripts/write-rules-doc.ts: digest of the source files of src/core/assess. */',
    `export const SOURCE_DIGEST = '${digestText(texts.join('\n'))}';`,
    '',
  ].join('\n');
}

const HEADINGS: Readonly<Record<string, string>> = {
  common: 'Any platform',
  vsphere: 'Machines on vSphere',
  openshift: 'Towards OpenShift Virtualization',
  azure: 'Towards Azure VMs',
  kvm: 'Towards KVM',
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
    '*warning* that fails or is unknown makes it conditional; *info* never changes readiness.',
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
