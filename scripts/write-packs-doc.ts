/**
 * Writes docs/reference/packs-coverage.md from catalog/sovereignty.yaml and packs/: for every requirement of every regime
 * the rule that stands for it, how grave it is, how sure its source is, and the tests that show it hold, fail and stay
 * open. `npm exec -c "node scripts/write-packs-doc.ts"`. A test tells when.
 */

import { readFile, writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import prettier from 'prettier';
import type { Catalog } from '../src/core/catalog/catalog.ts';
import type { Requirement } from '../src/core/policy/packs/pack.ts';
import { testPack } from '../src/core/policy/packs/test-pack.ts';
import type { TestedPack } from '../src/core/policy/packs/test-pack.ts';
import { loadCatalog } from '../src/services/catalog.ts';
import { loadPacks } from '../src/services/packs.ts';

export const PACKS_DOC = new URL('../docs/reference/packs-coverage.md', import.meta.url);

const STATES = ['satisfied', 'violated', 'unknown'] as const;
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s+/g, ' ').trim();

/** Names of the tests that show a rule in each state: "holds: our own house; fails: …". */
function testsOf({ tests }: TestedPack, id: string): string {
  const words = { satisfied: 'holds', violated: 'fails', unknown: 'open' };
  return STATES.flatMap((state) => {
    const names = tests.filter(({ answered }) => answered[id] === state).map(({ name }) => name);
    const [first] = names;
    return first === undefined ? [] : [`${words[state]}: ${first}${names.length > 1 ? ` (+${names.length - 1})` : ''}`];
  }).join('<br>');
}

const idOf = ({ ruleId }: Requirement): string => ruleId.slice(ruleId.indexOf('/') + 1);

function rowOf(tested: TestedPack, rule: Requirement, asked: string, reference: string): string {
  const id = idOf(rule);
  const when = rule.when === undefined ? '' : `<br>when \`${rule.when.text.trim()}\``;
  const cells = [
    asked,
    reference,
    `\`${id}\` ${rule.title}${when}`,
    rule.level,
    rule.confidence === 'own' ? 'own (unverified)' : rule.confidence,
    testsOf(tested, id),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

const HEAD = ['| requirement | reference | rule | level | confidence | tests |', '|---|---|---|---|---|---|'];

/** Text of docs/reference/packs-coverage.md. */
export async function packsDocText(catalog: Catalog): Promise<string> {
  const packs = await loadPacks();
  const tested = new Map<string, TestedPack>();
  for (const pack of packs) tested.set(pack.id, testPack(await readFile(pack.file, 'utf8'), pack.file, catalog));
  const { regimes } = catalog.sovereignty;
  const asked = regimes.reduce((sum, regime) => sum + regime.requirements.length, 0);
  const rules = [...tested.values()].flatMap(({ pack }) => pack.requirements);
  const tests = [...tested.values()].flatMap((each) => each.tests);
  const sections = regimes.flatMap((regime) => {
    const found = tested.get(regime.id);
    if (found === undefined) throw new Error(`no pack for the regime ${regime.id}`);
    const { definition, requirements } = found.pack;
    const rows = regime.requirements.flatMap(({ id, ref, level }) => {
      const standing = requirements.filter(({ covers }) => covers.includes(id));
      if (standing.length === 0) throw new Error(`no rule stands for ${regime.id}/${id}`);
      return standing.map((rule) => rowOf(found, rule, `${id} (${level})`, ref));
    });
    return [
      `## ${regime.name}`,
      '',
      `\`${regime.id}\` ${definition.version}, ${regime.status}. Applies when \`${definition.appliesWhen.replaceAll(/\s+/g, ' ').trim()}\`.`,
      '',
      ...HEAD,
      ...rows,
      '',
    ];
  });
  const csf = tested.get('eu-csf');
  const framework =
    csf === undefined
      ? []
      : csf.pack.requirements.map((rule) => rowOf(csf, rule, rule.reference, catalog.sovereignty.euCsf.version));
  const lines = [
    '# Regimes and the rules that stand for them',
    '',
    'Written by `scripts/write-packs-doc.ts` from `catalog/sovereignty.yaml` and `packs/`; edit those.',
    '',
    `${regimes.length} regimes with ${asked} requirements, and the eight objectives of the EU Cloud Sovereignty Framework: ${rules.length} rules in ${packs.length} packs, shown by ${tests.length} tests (\`isthmus rules test packs\`). The level in brackets is the catalogue's, the other one the rule's. A rule that stands for several requirements is listed with each: an alternative, such as a transfer tool for data that leaves, is part of the test it is an alternative to. Every rule has a test in which it holds, one in which it fails and one in which something is missing. Confidence is that of the source: \`own\` was never checked against a text. None of this is legal advice.`,
    '',
    ...sections,
    `## ${catalog.sovereignty.euCsf.name}`,
    '',
    "How a level is read off the attributes of a site is a heuristic of this product; an assessor's level (`csf`) goes before it.",
    '',
    ...HEAD,
    ...framework,
  ];
  const options = await prettier.resolveConfig(PACKS_DOC);
  return prettier.format(`${lines.join('\n')}\n`, { ...options, parser: 'markdown' });
}

if (process.argv[1] !== undefined && pathToFileURL(process.argv[1]).href === import.meta.url) {
  await writeFile(PACKS_DOC, await packsDocText(await loadCatalog()));
}
