/**
 * Writes docs/reference/sources.md: which kind of source offers what. Run it after changing a provider:
 * `npm exec -c "node scripts/write-providers-doc.ts"`. A test tells when.
 */

import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { FACETS } from '../src/providers/connection.ts';
import type { Facet } from '../src/providers/connection.ts';
import type { Provider } from '../src/providers/provider.ts';
import { PROVIDERS } from '../src/providers/registry.ts';

export const SOURCES_PAGE = new URL('../docs/reference/sources.md', import.meta.url);

const MEANINGS: Readonly<Record<Facet, string>> = {
  file: 'reads what the platform’s own tools export',
  inventory: 'is connected live and lists what runs there',
  changes: 'is asked for what changed since the last read, instead of everything again',
  metrics: 'says how much of CPU, memory and disk is used',
  power: 'switches machines on and off',
  console: 'leads to a machine’s screen',
  source: 'disks are read out of it for a move',
  target: 'disks are written to it by a move',
};

const offers = (provider: Provider, facet: Facet): boolean =>
  facet === 'file' ? provider.file !== undefined : (provider.live?.facets.includes(facet) ?? false);

export function sourcesPage(): string {
  const kinds = [...PROVIDERS].sort((a, b) => (a.kind < b.kind ? -1 : 1));
  const used = FACETS.filter((facet) => kinds.some((kind) => offers(kind, facet)));
  const nobody = FACETS.filter((facet) => !used.includes(facet));
  return [
    '# Sources',
    '',
    'Kinds of sources and what each offers. An empty cell is an answer: what a kind does not offer is not asked of it, and',
    'whoever depends on it is told so. Every kind passes one suite, `src/providers/conformance.ts`. `isthmus get source-kinds`',
    'lists them with those of installed packages; `isthmus explain source.<kind>` names settings and secrets.',
    '',
    `| kind | title | ${used.join(' | ')} | precedence |`,
    `| --- | --- | ${used.map(() => '---').join(' | ')} | --- |`,
    ...kinds.map(
      (kind) =>
        `| ${guideOf(kind)} | ${kind.title} | ${used.map((facet) => (offers(kind, facet) ? 'yes' : '')).join(' | ')} | ${kind.precedence} |`,
    ),
    '',
    ...used.map((facet) => `- **${facet}**: ${MEANINGS[facet]}`),
    ...(nobody.length === 0 ? [] : ['', `No kind offers yet: ${nobody.join(', ')}.`]),
    '',
    '## What each reads from a file',
    '',
    ...kinds.flatMap(({ kind, file }) => (file === undefined ? [] : [`- \`isthmus import ${kind}\`: ${file.accepts}`])),
    '',
    '## What each supplies',
    '',
    'Where a fact comes from, in the platform’s own words. Of two paths that cover a fact the longer one counts.',
    '',
    ...kinds.filter(({ invented }) => invented !== true).flatMap(suppliedBy),
  ].join('\n');
}

const guideOf = ({ kind, live }: Provider): string =>
  live === undefined || live.guide === '' ? `\`${kind}\`` : `[\`${kind}\`](../guide/sources/${live.guide})`;

function suppliedBy({ kind, title, supplies, neverSupplies = [] }: Provider): string[] {
  const rows = Object.entries(supplies).sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    `### ${title} (\`${kind}\`)`,
    '',
    '| fact | from |',
    '| --- | --- |',
    ...rows.map(([fact, from]) => `| \`${fact}\` | ${from.replaceAll('|', '\\|')} |`),
    '',
    ...(neverSupplies.length === 0 ? [] : [`Never: ${neverSupplies.map((fact) => `\`${fact}\``).join(', ')}.`, '']),
  ];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await writeFile(SOURCES_PAGE, sourcesPage());
