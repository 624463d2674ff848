/** Joins a site, a workload's attributes and the constants into what an expression reads. */

import { getPath } from '../attribute-path.ts';
import { BudgetSpent } from '../cel/scope.ts';
import type { Scope } from '../cel/scope.ts';
import { unknownFor } from '../cel/truth.ts';
import type { Truth } from '../cel/truth.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import { TOUCH_COUNTRIES } from '../vocabulary.ts';

/** The attributes of the workload at hand, by path without "workload.". */
export interface WorkloadAttributes {
  /** Undefined when nobody said. */
  read(path: string): unknown;
  openBecause(path: string): readonly string[] | undefined;
}

/** Of no workload: what is asked of a site alone. */
export const NO_WORKLOAD: WorkloadAttributes = { read: () => undefined, openBecause: () => undefined };

export interface Constants {
  readonly asOf: string;
  readonly eu27: readonly string[];
  readonly eea: readonly string[];
  readonly adequate: readonly string[];
  readonly organisation: Readonly<Record<string, unknown>>;
}

/** Countries known to touch the data, and the attributes that would complete the list. */
export interface TouchCountries {
  readonly countries: readonly string[];
  readonly open: readonly string[];
}

/** Values that one rule may look at for one workload and site. Rules about lists of countries look at some hundreds. */
const BUDGET = 200_000;

/** One instance serves one evaluation; `site` is undefined for what holds at every site. */
export class PolicyScope implements Scope {
  readonly #constants: Constants;
  readonly #site: EnrichedSite | undefined;
  readonly #workload: WorkloadAttributes;
  readonly #selected: boolean;
  #touch: TouchCountries | undefined;
  #left = BUDGET;

  constructor(constants: Constants, site: EnrichedSite | undefined, workload: WorkloadAttributes, selected: boolean) {
    this.#constants = constants;
    this.#site = site;
    this.#workload = workload;
    this.#selected = selected;
  }

  read(path: string): unknown {
    if (path.startsWith('site.'))
      return this.#site === undefined ? undefined : getPath(this.#site.attributes, path.slice(5));
    if (path.startsWith('workload.')) return this.#workload.read(path.slice(9));
    if (path.startsWith('organisation.')) return getPath(this.#constants.organisation, path.slice(13));
    switch (path) {
      case 'touchCountries':
        return this.#touchCountries().countries;
      case 'exposedLaws':
        return this.read('site.exposedLaws');
      case 'selected':
        return this.#selected;
      case 'asOf':
      case 'eu27':
      case 'eea':
      case 'adequate':
        return this.#constants[path];
      default:
        return undefined;
    }
  }

  openBecause(path: string): readonly string[] | undefined {
    if (path === 'touchCountries') {
      const { open } = this.#touchCountries();
      return open.length === 0 ? undefined : open;
    }
    if (path.startsWith('workload.')) return this.#workload.openBecause(path.slice(9));
    const plain = path === 'exposedLaws' ? path : path.startsWith('site.') ? path.slice(5) : undefined;
    return plain === undefined ? undefined : this.#site?.partial[plain];
  }

  /** What may yet be said is not known to be unsaid. */
  holds(path: string): Truth {
    if (this.read(path) !== undefined) return true;
    const open = this.openBecause(path);
    return open === undefined ? false : unknownFor(open);
  }

  spend(units: number): void {
    this.#left -= units;
    if (this.#left < 0) throw new BudgetSpent(`it would look at more than ${BUDGET} values`);
  }

  #touchCountries(): TouchCountries {
    this.#touch ??= touchCountries(
      (path) => this.read(path),
      (path) => this.openBecause(path),
    );
    return this.#touch;
  }
}

/**
 * The union of everything that is known to touch the data. A path that is unknown leaves the list open, and so does one
 * that may yet go before the others of its entry.
 */
export function touchCountries(
  read: (path: string) => unknown,
  openBecause: (path: string) => readonly string[] | undefined = () => undefined,
): TouchCountries {
  const countries = new Set<string>();
  const open: string[] = [];
  for (const alternatives of TOUCH_COUNTRIES) {
    const decisive = alternatives.find((path) => read(path) !== undefined || openBecause(path) !== undefined);
    const value = decisive === undefined ? undefined : read(decisive);
    if (value === undefined) open.push(...((decisive && openBecause(decisive)) ?? [alternatives.at(-1) ?? '']));
    for (const country of Array.isArray(value) ? value : [value])
      if (typeof country === 'string') countries.add(country);
  }
  return { countries: [...countries].sort(), open: open.sort() };
}
