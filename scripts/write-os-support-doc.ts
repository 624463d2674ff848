/**
 * Writes docs/reference/os-support.md from the catalogue: for every system and target what each published list says,
 * with lists that disagree set out. `npm exec -c "node scripts/write-os-support-doc.ts"`. A test tells when.
 */

import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import { osSupport } from '../src/core/assess/os-tables.ts';
import type { OsSupport } from '../src/core/assess/os-tables.ts';
import { TARGETS } from '../src/core/assess/targets/registry.ts';
import type { TargetId } from '../src/core/assess/verdict.ts';
import type { Catalog } from '../src/core/catalog/catalog.ts';
import { loadCatalog } from '../src/services/catalog.ts';

export const OS_SUPPORT_DOC = new URL('../docs/reference/os-support.md', import.meta.url);

/** One word per cell; where lists disagree, each list's. */
function cell({ statements, agreed }: OsSupport): string {
  if (statements.length === 0) return '–';
  if (agreed) return [...new Set(statements.map(({ supported }) => supported))].join(', ');
  return `**disagree**: ${statements.map(({ table, supported }) => `${table} ${supported}`).join(', ')}`;
}

function familyOf(family: string): 'windows' | 'linux' | 'other' {
  if (family.startsWith('windows')) return 'windows';
  return family === 'freebsd' ? 'other' : 'linux';
}

/** Text of docs/reference/os-support.md. */
export async function osSupportDocText(catalog: Catalog): Promise<string> {
  const { osTables, sources } = catalog['guest-support'];
  const speakingOn = new Set<TargetId>(osTables.flatMap(({ targets }) => targets));
  const targets = TARGETS.filter(({ id }) => speakingOn.has(id));
  const { os } = catalog['os-lifecycle'];
  const lines = [
    '# Guest systems per target',
    '',
    'Written by `scripts/write-os-support-doc.ts` from `catalog/guest-support.yaml` and `catalog/os-lifecycle.yaml`; edit those.',
    '',
    'Yes: supported. Partly: it runs or moves, without full support. No: not supported, or not in a list that names all it',
    'supports. Unknown: it depends on a finer release. –: no list that was read speaks of it. Lists that **disagree** are all',
    'shown; the rules `openshift.os.lists-disagree`, `azure.os.lists-disagree` and `kvm.os.lists-disagree` say so of each machine,',
    'with sources.',
    '',
    '## Lists',
    '',
    '| list | who says it | targets | as of | published at |',
    '|---|---|---|---|---|',
    ...osTables.map(
      ({ id, title, targets: on, source, asOf }) =>
        `| ${id} | ${title} | ${on.join(', ')} | ${asOf} | ${[source]
          .flat()
          .map((key) => sources[key]?.ref ?? key)
          .join('; ')} |`,
    ),
    '',
    '## Systems',
    '',
    `| system | fixes until | ${targets.map(({ title }) => title).join(' | ')} |`,
    `|---|---|${targets.map(() => '---|').join('')}`,
    ...os.map(({ id, name, family, supportEnd }) => {
      const cells = targets.map((target) => cell(osSupport(catalog, { id, family: familyOf(family) }, target.id)));
      return `| ${name} | ${supportEnd ?? '?'} | ${cells.join(' | ')} |`;
    }),
  ];
  const options = await prettier.resolveConfig(OS_SUPPORT_DOC);
  return prettier.format(`${lines.join('\n')}\n`, { ...options, parser: 'markdown' });
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  await writeFile(OS_SUPPORT_DOC, await osSupportDocText(await loadCatalog()));
}
