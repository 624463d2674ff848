/** Names and words that nothing checks by shape: what is said of the organisation and declared of workloads. */

import type { Catalog } from '../catalog/catalog.ts';
import { leafPaths } from './attribute-path.ts';
import { didYouMean } from './did-you-mean.ts';
import type { Pack } from './packs/pack.ts';
import type { DeclaredEstate } from './declared/estate-schema.ts';
import type { SitesFile } from './site.ts';
import { policyNames } from './vocabulary.ts';
import type { Report } from './yaml-issues.ts';

/** Of the organisation, beside what rules read. */
const FREE = new Set(['name']);
/** NIS2; then operators of critical infrastructure (China) and significant data fiduciaries (India). */
const CLASSES = ['essential', 'important', 'none', 'ciio', 'sdf'];

type Subject = 'organisation' | 'workload';

interface Strange {
  readonly path: readonly PropertyKey[];
  /** "organisation.clas" */
  readonly name: string;
  readonly near: string | undefined;
}

/** Names below `organisation`, `declarations` and `attributes` of workloads that no rule and no list knows. */
function strangers(file: SitesFile | DeclaredEstate, catalog: Catalog, own: readonly string[]): readonly Strange[] {
  const names = policyNames(catalog, own);
  const look = (
    subject: Subject,
    attributes: Readonly<Record<string, unknown>>,
    at: readonly PropertyKey[],
  ): readonly Strange[] => {
    const prefix = `${subject}.`;
    const known = [...names.listed].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
    return leafPaths(attributes).flatMap((leaf) => {
      const bare = leaf.replace(new RegExp(`^${subject}\\.`), '');
      const isFree = subject === 'organisation' && FREE.has(bare);
      if (isFree || names.knows(`${prefix}${bare}`) || known.some((name) => name.startsWith(`${bare}.`))) return [];
      return [{ path: [...at, ...leaf.split('.')], name: `${prefix}${bare}`, near: didYouMean(bare, known) }];
    });
  };
  return [
    ...look('organisation', file.organisation, ['organisation']),
    ...file.declarations.flatMap(({ attributes }, index) =>
      look('workload', attributes, ['declarations', index, 'attributes']),
    ),
    ...('workloads' in file
      ? file.workloads.flatMap(({ attributes }, index) =>
          attributes === undefined ? [] : look('workload', attributes, ['workloads', index, 'attributes']),
        )
      : []),
  ];
}

/** Reports names that nearly are known ones: a rule that needs them would stay unknown, or the regime switch itself off. */
export function checkNames(file: SitesFile | DeclaredEstate, catalog: Catalog, report: Report): void {
  for (const { path, name, near } of strangers(file, catalog, []))
    if (near !== undefined)
      report(path, `no rule knows "${name}". Did you mean "${near}"? Your own attributes go under "custom".`);
  checkWords(file, catalog, report);
}

/** Sentences on names that neither a rule nor a pack of one's own knows. */
export function strangeNames(
  file: SitesFile | DeclaredEstate,
  catalog: Catalog,
  packs: readonly Pack[],
): readonly string[] {
  const own = packs.flatMap(({ definition }) => Object.keys(definition.attributes ?? {}));
  const names = new Set(strangers(file, catalog, own).map(({ name }) => name));
  return [...names].sort().map((name) => `no rule knows "${name}"; attributes of your own go under "custom"`);
}

/** A sector or class that is nearly one that rules ask for would switch their regimes off without a word. */
function checkWords(file: SitesFile | DeclaredEstate, catalog: Catalog, report: Report): void {
  const sectors = (catalog.sovereignty.attributes['workload.owner.sector'] ?? '').match(/[a-z][a-z-]+/g) ?? [];
  const look = (path: readonly PropertyKey[], value: unknown, known: readonly string[], closed: boolean): void => {
    if (typeof value !== 'string' || known.includes(value)) return;
    const near = didYouMean(value.toLowerCase(), known);
    if (near === undefined && !closed) return;
    const words = near === undefined ? `It is one of: ${known.join(', ')}.` : `Did you mean "${near}"?`;
    report(path, `"${value}" is nothing that rules ask for. ${words}`);
  };
  const { sector, class: kind } = file.organisation;
  look(['organisation', 'sector'], sector, sectors, false);
  look(['organisation', 'class'], kind, CLASSES, true);
  file.declarations.forEach(({ attributes }, index) => {
    const { owner } = attributes;
    if (!(owner instanceof Object)) return;
    const at = ['declarations', index, 'attributes', 'owner'];
    look([...at, 'sector'], 'sector' in owner ? owner.sector : undefined, sectors, false);
    look([...at, 'class'], 'class' in owner ? owner.class : undefined, CLASSES, true);
  });
}
