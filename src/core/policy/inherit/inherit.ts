/**
 * Data classes along dependencies: a report server that reads the patient database holds patient data too (S3). What is
 * inherited adds to what is said of a workload and never takes away; where it is not sure whether a workload reads, its
 * list is left open, so that no rule takes it for whole.
 */

import type { ServiceNames } from '../../applications/service-names.ts';
import type { Dependency } from '../../model/estate.ts';
import { compileFilter, parseFilter } from '../../model/filter/filter.ts';
import type { ObservationRef, Workload } from '../../model/workload.ts';
import { carriages } from './carries.ts';
import type { Carriage } from './carries.ts';
import type { InheritanceSettings } from './settings.ts';
import { spread } from './spread.ts';
import type { Step } from './spread.ts';

/** The source that inherited classes are observed by. */
export const INHERITANCE_SOURCE = 'dependencies';

export interface InheritedClass {
  readonly dataClass: string;
  /** False: it may hold it; a dependency on the way is not sure, or its direction is not known. */
  readonly certain: boolean;
  /** From the workload itself to the one the class is said of. */
  readonly path: readonly PathStep[];
}

export interface PathStep {
  /** The workload that is read from. */
  readonly workloadId: string;
  readonly service?: string;
  readonly port?: number;
  readonly confidencePct: number;
  readonly evidence: string;
}

export interface Inheritance {
  /** Sorted by class. Empty: nothing is inherited. */
  of(workloadId: string): readonly InheritedClass[];
  /** The workload with what it inherits; itself when that is nothing. Doing it twice changes nothing. */
  apply(workload: Workload): Workload;
  /** Workloads that inherit at least one class for certain. */
  readonly workloads: number;
}

export interface InheritanceInput {
  readonly workloads: readonly Workload[];
  readonly dependencies: readonly Dependency[];
  readonly settings: InheritanceSettings;
  readonly services: ServiceNames;
  /** ISO time the dependencies are taken to be observed at. */
  readonly asOf: string;
}

/** Throws IST-2001 … for a bad filter under `stops`. */
export function inheritance(input: InheritanceInput): Inheritance {
  const { settings, workloads, asOf } = input;
  const certain = new Map<string, ReadonlyMap<string, Step>>();
  const possible = new Map<string, ReadonlyMap<string, Step>>();
  if (settings.enabled && input.dependencies.length > 0) {
    const holders = holdersByClass(workloads);
    const readers = holders.size === 0 ? new Map<string, readonly Carriage[]>() : readersOf(input);
    const stopped = stopper(input);
    for (const [dataClass, ids] of holders) {
      const common = {
        holders: ids,
        readers,
        atMostCalls: settings.atMostCalls ?? Infinity,
        stops: (id: string) => stopped(id, dataClass),
      };
      certain.set(dataClass, spread({ ...common, uncertainToo: false }));
      possible.set(dataClass, spread({ ...common, uncertainToo: true }));
    }
  }
  const classes = [...certain.keys()].sort();
  const of = (id: string): readonly InheritedClass[] =>
    classes.flatMap((dataClass) => {
      const sure = certain.get(dataClass)?.has(id) === true;
      const steps = (sure ? certain : possible).get(dataClass);
      return steps?.has(id) === true ? [{ dataClass, certain: sure, path: wayOf(id, steps) }] : [];
    });
  return {
    of,
    apply: (workload) => withInherited(workload, of(workload.id), asOf),
    workloads: new Set([...certain.values()].flatMap((steps) => [...steps.keys()])).size,
  };
}

/** A class that a workload has by inheritance already is not said of it. */
function holdersByClass(workloads: readonly Workload[]): ReadonlyMap<string, readonly string[]> {
  const holders = new Map<string, string[]>();
  for (const { id, facts, observations } of workloads) {
    if (observations.some(({ sourceId }) => sourceId === INHERITANCE_SOURCE)) continue;
    for (const dataClass of facts.dataClasses ?? []) {
      const known = holders.get(dataClass);
      if (known === undefined) holders.set(dataClass, [id]);
      else known.push(id);
    }
  }
  return holders;
}

function readersOf({ workloads, dependencies, settings, services }: InheritanceInput): Map<string, Carriage[]> {
  const roles = new Map(workloads.flatMap(({ id, facts }) => (facts.roles === undefined ? [] : [[id, facts.roles]])));
  const rules = {
    services,
    atLeastConfidencePct: settings.atLeastConfidencePct,
    rolesOf: (id: string) => roles.get(id),
  };
  const readers = new Map<string, Carriage[]>();
  for (const dependency of dependencies) {
    for (const carriage of carriages(dependency, rules)) {
      const known = readers.get(carriage.from);
      if (known === undefined) readers.set(carriage.from, [carriage]);
      else known.push(carriage);
    }
  }
  for (const list of readers.values()) list.sort(bySureness);
  return readers;
}

/** Of several dependencies between two workloads the surest is shown. */
const bySureness = (a: Carriage, b: Carriage): number =>
  (a.to < b.to ? -1 : Number(a.to > b.to)) ||
  Number(b.certain) - Number(a.certain) ||
  b.dependency.confidencePct - a.dependency.confidencePct ||
  (a.dependency.port ?? 0) - (b.dependency.port ?? 0);

function stopper({ settings, workloads }: InheritanceInput): (id: string, dataClass: string) => boolean {
  if (settings.stops.length === 0) return () => false;
  const stops = settings.stops.map(({ match, dataClasses }) => {
    const test = compileFilter(parseFilter(match));
    // Where it is unknown whether a stop is meant, it does not stop: a class too many is seen, one too few is not.
    return { ids: new Set(workloads.filter((each) => test(each) === true).map(({ id }) => id)), dataClasses };
  });
  return (id, dataClass) =>
    stops.some(({ ids, dataClasses }) => ids.has(id) && (dataClasses?.includes(dataClass) ?? true));
}

function wayOf(id: string, steps: ReadonlyMap<string, Step>): readonly PathStep[] {
  const path: PathStep[] = [];
  for (let step = steps.get(id); step !== undefined; step = steps.get(step.from)) {
    const { service, port, confidencePct, evidence } = step.dependency;
    path.push({
      workloadId: step.from,
      ...(service !== undefined && { service }),
      ...(port !== undefined && { port }),
      confidencePct,
      evidence,
    });
  }
  return path;
}

function withInherited(workload: Workload, inherited: readonly InheritedClass[], asOf: string): Workload {
  const stated = workload.facts.dataClasses;
  const news = inherited.filter(({ dataClass }) => stated?.includes(dataClass) !== true);
  if (news.length === 0) return workload;
  const added = news.filter(({ certain }) => certain);
  const unsure = added.length < news.length;
  const dataClasses = [...new Set([...(stated ?? []), ...added.map(({ dataClass }) => dataClass)])].sort();
  // Of a workload that nobody classified, what it reads is known in part only.
  const open = [...(workload.open?.dataClasses ?? []), ...(unsure ? ['dependencies'] : [])];
  const listed = added.length > 0 || stated !== undefined;
  const whole = stated !== undefined && open.length === 0;
  const reference: ObservationRef = {
    sourceId: INHERITANCE_SOURCE,
    nativeId: news.map(wordsOf).join('; '),
    observedAt: asOf,
  };
  return {
    ...workload,
    ...(added.length > 0 && {
      facts: { ...workload.facts, dataClasses },
      observations: [...workload.observations, reference],
      provenance: { ...workload.provenance, dataClasses: workload.observations.length },
    }),
    ...(listed && !whole && { open: { ...workload.open, dataClasses: [...new Set(open)].sort() } }),
  };
}

const wordsOf = ({ dataClass, certain, path }: InheritedClass): string =>
  `${dataClass}: ${certain ? 'reads' : 'may read'} ${path.map(({ workloadId }) => workloadId).join(' from ')}`;
