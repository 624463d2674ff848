/** Pins of sites.yaml: which of them hold for a workload, and of which that is not known. */

import { failure } from '../errors/registry.ts';
import type { FilterAst } from '../model/filter/filter.ts';
import { compileFilter, parseFilter } from '../model/filter/filter.ts';
import { findField } from '../model/fields.ts';
import type { Workload } from '../model/workload.ts';
import type { Site } from '../policy/site.ts';
import type { PinMatch, PlacementInput } from './input.ts';

/** A pin that would keep the workload off a site, if it applied to it. */
export interface UnknownPin {
  /** Position in sites.yaml. */
  readonly index: number;
  readonly reason: string;
  /** Facts that would settle it. */
  readonly needs: readonly string[];
}

export interface PinAnswer {
  /** Why the first pin that is known to apply keeps the workload off the site; absent: none does. */
  readonly blockedBy?: string;
  readonly unknown: readonly UnknownPin[];
}

export interface Pins {
  /** Pins of one workload, by position of the site. */
  of(workload: Workload): (column: number) => PinAnswer;
  /** Workloads with one signature have the same answers at every site. */
  signature(workload: Workload): string;
}

/** Compiles the filter of a pin, in three values: what no source stated makes the answer unknown, not "no". */
export function pinMatcher(filter: string): (workload: Workload) => PinMatch {
  const ast = parseFilter(filter);
  const test = compileFilter(ast);
  const fields = [...new Set(comparedFields(ast))].sort();
  return (workload) => {
    const answer = test(workload);
    if (answer !== undefined) return answer;
    const missing = fields.filter((path) => findField(path)?.read(workload) === undefined);
    return { needs: missing.length === 0 ? fields : missing };
  };
}

/** Fields whose value decides; asking whether one is known never leaves the answer open. */
function comparedFields(ast: FilterAst): readonly string[] {
  switch (ast.type) {
    case 'all':
    case 'known':
      return [];
    case 'and':
    case 'or':
      return ast.terms.flatMap(comparedFields);
    case 'not':
      return comparedFields(ast.term);
    default:
      return [ast.field];
  }
}

/** Throws IST-5004 for a pin that names a site which is not there. */
export function compilePins(input: Pick<PlacementInput, 'sites' | 'matcher'>, sites: readonly Site[]): Pins {
  const known = new Set(sites.map((site) => site.id));
  const pins = input.sites.pins.map((pin, index) => {
    for (const id of [...(pin.sites ?? []), ...(pin.notSites ?? [])]) {
      if (!known.has(id)) {
        throw failure('IST-5004', `pins[${index}] names site "${id}", which sites.yaml does not have`, {
          causes: [{ where: `pins[${index}]`, message: `unknown site "${id}"` }],
        });
      }
    }
    const blocked = sites.map(
      (site) => (pin.sites !== undefined && !pin.sites.includes(site.id)) || (pin.notSites?.includes(site.id) ?? false),
    );
    return { index, matches: input.matcher(pin.match), blocked, reason: pin.reason };
  });
  return {
    signature(workload) {
      let text = '';
      for (const { matches } of pins) {
        const match = matches(workload);
        text += match === true ? '1' : match === false ? '0' : `(${match.needs.join()})`;
      }
      return text;
    },
    of(workload) {
      const active = pins.flatMap(({ index, matches, blocked, reason }) => {
        const match = matches(workload);
        return match === false ? [] : [{ index, blocked, reason, match }];
      });
      return (column) => {
        const here = active.filter(({ blocked }) => blocked[column] === true);
        return {
          blockedBy: here.find(({ match }) => match === true)?.reason,
          unknown: here.flatMap(({ index, reason, match }) =>
            match === true ? [] : [{ index, reason, needs: match.needs }],
          ),
        };
      };
    },
  };
}
