/**
 * Writes docs/reference/concerns.md from catalog/migration-concerns.yaml and the rules: for every known concern, every
 * readiness reason of Azure Migrate and every condition no other tool ships, the rules that find it, or what answers it.
 * `npm exec -c "node scripts/write-concerns-doc.ts"`. A test tells when.
 */

import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { RULES } from '../src/core/assess/rules/registry.ts';
import type { Severity, TargetId } from '../src/core/assess/verdict.ts';
import type { Catalog } from '../src/core/catalog/catalog.ts';
import { loadCatalog } from '../src/services/catalog.ts';

export const CONCERNS_DOC = new URL('../docs/reference/concerns.md', import.meta.url);

type Concerns = Catalog['migration-concerns'];
type Answered = Pick<Concerns['beyond'][number], 'rules' | 'elsewhere'>;

const byId = new Map(RULES.map((rule) => [rule.id, rule]));
const WEIGHTS: readonly Severity[] = ['blocker', 'warning', 'info'];

const link = (id: string): string => `\`${id}\``;
const cell = (text: string): string => text.replaceAll('|', '\\|');

/** Rules that speak on a target, the gravest first; "–" when none does. */
function rulesOn(target: TargetId, { rules }: Answered): string {
  const speaking = rules.flatMap((id) => {
    const severity = byId.get(id)?.severity[target];
    return severity === undefined ? [] : [{ id, severity }];
  });
  if (speaking.length === 0) return '–';
  const ordered = WEIGHTS.flatMap((weight) => speaking.filter(({ severity }) => severity === weight));
  return ordered.map(({ id, severity }) => `${link(id)} ${severity}`).join('<br>');
}

function answer({ rules, elsewhere }: Answered): string {
  return [...rules.map(link), ...(elsewhere === undefined ? [] : [elsewhere])].join('<br>');
}

/** Text of docs/reference/concerns.md. */
export async function concernsDocText(catalog: Catalog): Promise<string> {
  const { concerns, azureReadiness, beyond } = catalog['migration-concerns'];
  const found = concerns.filter(({ rules }) => rules.length > 0).length;
  const lines = [
    '# Known concerns and the rules that find them',
    '',
    'Written by `scripts/write-concerns-doc.ts` from `catalog/migration-concerns.yaml` and the rules; edit those.',
    '',
    'Rules answer pass, fail or unknown, and are described in [rules.md](rules.md). Where no rule is named, the last column',
    'says what answers the question, or which source would make it answerable.',
    '',
    `## ${concerns.length} concerns`,
    '',
    `${found} are found by rules; ${concerns.length - found} are answered elsewhere, or by no source yet.`,
    'In brackets: how the catalogue weighs the concern on that way.',
    '',
    '| concern | OpenShift Virtualization | Azure VM | elsewhere, or what would tell |',
    '|---|---|---|---|',
    ...concerns.map(
      (concern) =>
        `| ${cell(concern.title)} | (${concern.kubevirt}) ${rulesOn('openshift-virtualization', concern)} | (${concern.azure}) ${rulesOn('azure-vm', concern)} | ${cell(concern.elsewhere ?? '')} |`,
    ),
    '',
    `## Readiness reasons of Azure Migrate (${azureReadiness.length})`,
    '',
    '| reason | answered by |',
    '|---|---|',
    ...azureReadiness.map((reason) => `| ${cell(reason.title)} | ${cell(answer(reason))} |`),
    '',
    `## Conditions no other tool ships (${beyond.length})`,
    '',
    '| condition | answered by |',
    '|---|---|',
    ...beyond.map((condition) => `| ${cell(condition.title)} | ${cell(answer(condition))} |`),
  ];
  const options = await prettier.resolveConfig(CONCERNS_DOC);
  return prettier.format(`${lines.join('\n')}\n`, { ...options, parser: 'markdown' });
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  await writeFile(CONCERNS_DOC, await concernsDocText(await loadCatalog()));
}
