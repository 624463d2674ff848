/** What `paths` of sites.yaml must keep beyond its shape: places that exist, said once, about ways that exist. */

import type { Catalog } from '../../catalog/catalog.ts';
import { suggestion } from '../did-you-mean.ts';
import { siteAttributesSchema } from '../site-attributes.ts';
import type { SitesFile } from '../site.ts';
import type { Report } from '../yaml-issues.ts';
import type { HopStatement, PathSettings } from './settings.ts';

const PLACES = ['at', 'countries', 'geography'] as const;

export function checkPaths(
  { sites, paths }: Pick<SitesFile, 'sites' | 'paths'>,
  report: Report,
  catalog: Catalog | undefined,
): void {
  const ids = sites.map(({ id }) => id);
  paths?.hops.forEach((hop, index) => {
    const at = ['paths', 'hops', index];
    const known = (name: string, names: readonly string[], path: readonly PropertyKey[], what: string): void => {
      if (names.includes(name)) return;
      report(
        [...at, ...path],
        `there is no ${what} "${name}".${suggestion(name, names)} There are: ${names.join(', ')}`,
      );
    };
    if (hop.at !== undefined) known(hop.at, ids, ['at'], 'site');
    for (const key of ['from', 'to'] as const)
      hop[key]?.forEach((id, position) => known(id, ids, [key, position], 'site'));
    for (const name of Object.keys(hop.attributes ?? {}))
      known(name, Object.keys(siteAttributesSchema.shape), ['attributes', name], 'attribute');
    if (hop.attributes?.country !== undefined)
      report([...at, 'attributes', 'country'], 'where the hop is goes under "countries" of the hop');
    checkPlace(hop, (message) => report(at, message));
    if (catalog === undefined) return;
    const { geographies, methods } = catalog['migration-hops'];
    if (hop.geography !== undefined)
      known(
        hop.geography,
        geographies.map(({ id }) => id),
        ['geography'],
        'geography',
      );
    hop.methods?.forEach((method, position) =>
      known(
        method,
        methods.map((each) => each.method),
        ['methods', position],
        'way of moving',
      ),
    );
  });
}

function checkPlace(hop: HopStatement, report: (message: string) => void): void {
  const said = PLACES.filter((key) => hop[key] !== undefined);
  if (said.length > 1) report(`says ${said.join(' and ')}: one place is enough`);
  if (hop.used === false) {
    if (said.length > 0) report('is said not to be used, and where it is');
    if (hop.reason === undefined) report('is said not to be used: give a "reason"');
    if (hop.role === 'disks') report('is said not to be used: a move always has target disks');
  } else if (said.length === 0 && hop.attributes === undefined) {
    report(
      `says nothing of the place: give one of ${PLACES.join(', ')}, "attributes", or "used: false" with a "reason"`,
    );
  }
}

/** Without what is said of sites that are gone: those places are as the catalogue has them again. */
export function pathsWithout(paths: PathSettings | undefined, gone: ReadonlySet<string>): PathSettings | undefined {
  if (paths === undefined || gone.size === 0) return paths;
  const left = (ids: readonly string[] | undefined): string[] | undefined => ids?.filter((id) => !gone.has(id));
  return {
    hops: paths.hops.flatMap((hop) => {
      const [from, to] = [left(hop.from), left(hop.to)];
      if ((hop.at !== undefined && gone.has(hop.at)) || from?.length === 0 || to?.length === 0) return [];
      return [{ ...hop, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }];
    }),
  };
}
