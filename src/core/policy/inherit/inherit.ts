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
  /** null: nobody classified, or not wholly, what is read at the end of the path. */
  readonly dataClass: string | null;
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
  /** Sorted by class, what is not classified last. Empty: nothing is inherited. */
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
  /** Data classes that sites.yaml declares of a workload: they are its whole list, whatever it reads. */
  readonly declared: (workload: Workload) => DeclaredClasses;
  /** ISO time the dependencies are taken to be observed at. */
  readonly asOf: string;
}

export interface DeclaredClasses {
  /** Undefined: nothing is declared. */
  readonly classes: readonly string[] | undefined;
  /** It is not known whether a declaration is meant. */
  readonly open: boolean;
}

/** Throws IST-2001 … for a bad filter under `stops`. */
export function inheritance(input: InheritanceInput): Inheritance {
  const { settings, asOf } = input;
  const certain = new Map<string, ReadonlyMap<string, Step>>();
  const possible = new Map<string, ReadonlyMap<string, Step>>();
  let unsaid: ReadonlyMap<string, Step> = new Map();
  if (settings.enabled && input.dependencies.length > 0) {
    const { holders, declared, open } = saidOf(input);
    const readers = holders.size + open.length === 0 ? new Map<string, readonly Carriage[]>() : readersOf(input);
    const stopped = stopper(input);
    const common = { readers, atMostCalls: settings.atMostCalls ?? Infinity };
    for (const [dataClass, ids] of holders) {
      const stops = (id: string): boolean => declared.has(id) || stopped(id, dataClass);
      certain.set(dataClass, spread({ ...common, holders: ids, stops, uncertainToo: false }));
      possible.set(dataClass, spread({ ...common, holders: ids, stops, uncertainToo: true }));
    }
    const stops = (id: string): boolean => declared.has(id) || stopped(id, undefined);
    unsaid = spread({ ...common, holders: open, stops, uncertainToo: true });
  }
  const classes = [...certain.keys()].sort();
  const of = (id: string): readonly InheritedClass[] => {
    const known = classes.flatMap((dataClass) => {
      const sure = certain.get(dataClass)?.has(id) === true;
      const steps = (sure ? certain : possible).get(dataClass);
      return steps?.has(id) === true ? [{ dataClass, certain: sure, path: wayOf(id, steps) }] : [];
    });
    return unsaid.has(id) ? [...known, { dataClass: null, certain: false, path: wayOf(id, unsaid) }] : known;
  };
  return {
    of,
    apply: (workload) => withInherited(workload, of(workload.id), asOf),
    workloads: new Set([...certain.values()].flatMap((steps) => [...steps.keys()])).size,
  };
}

interface Said {
  /** By class, the workloads it is said of. */
  readonly holders: ReadonlyMap<string, readonly string[]>;
  /** Workloads whose whole list is declared. */
  readonly declared: ReadonlySet<string>;
  /** Workloads of which not all classes are known. */
  readonly open: readonly string[];
}

function saidOf({ workloads, declared: declaredOf, settings }: InheritanceInput): Said {
  const holders = new Map<string, string[]>();
  const declared = new Set<string>();
  const open: string[] = [];
  for (const workload of workloads) {
    const { id, facts, observations } = workload;
    const stated = declaredOf(workload);
    if (stated.classes !== undefined) declared.add(id);
    // What a workload has by inheritance already is not said of it.
    else if (observations.some(({ sourceId }) => sourceId === INHERITANCE_SOURCE)) continue;
    const classes = stated.classes ?? facts.dataClasses;
    for (const dataClass of classes ?? []) {
      const known = holders.get(dataClass);
      if (known === undefined) holders.set(dataClass, [id]);
      else known.push(id);
    }
    const unsaid = classes === undefined && settings.unclassified === 'open';
    const inPart = stated.open || (stated.classes === undefined && workload.open?.dataClasses !== undefined);
    if (unsaid || inPart) open.push(id);
  }
  return { holders, declared, open };
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

/** A stop of some classes does not stop what is not classified: it may be another one. */
function stopper({ settings, workloads }: InheritanceInput): (id: string, dataClass: string | undefined) => boolean {
  if (settings.stops.length === 0) return () => false;
  const stops = settings.stops.map(({ match, dataClasses }) => {
    const test = compileFilter(parseFilter(match));
    // Where it is unknown whether a stop is meant, it does not stop: a class too many is seen, one too few is not.
    return { ids: new Set(workloads.filter((each) => test(each) === true).map(({ id }) => id)), dataClasses };
  });
  return (id, dataClass) =>
    stops.some(
      ({ ids, dataClasses }) =>
        ids.has(id) && (dataClasses === undefined || (dataClass !== undefined && dataClasses.includes(dataClass))),
    );
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
  const news = inherited.filter(({ dataClass }) => dataClass === null || stated?.includes(dataClass) !== true);
  if (news.length === 0) return workload;
  const added = news.flatMap(({ dataClass, certain }) => (certain && dataClass !== null ? [dataClass] : []));
  const unsure = news.some(({ certain }) => !certain);
  // Of a workload that nobody classified, what it reads is known in part only.
  const open = [...(workload.open?.dataClasses ?? []), ...(unsure ? ['dependencies'] : [])];
  const listed = added.length > 0 || stated !== undefined;
  const whole = stated !== undefined && open.length === 0;
  const reference: ObservationRef = {
    sourceId: INHERITANCE_SOURCE,
    nativeId: news
      .filter(({ certain }) => certain)
      .map(wordsOf)
      .join('; '),
    observedAt: asOf,
  };
  return {
    ...workload,
    ...(added.length > 0 && {
      facts: { ...workload.facts, dataClasses: [...new Set([...(stated ?? []), ...added])].sort() },
      observations: [...workload.observations, reference],
      provenance: { ...workload.provenance, dataClasses: workload.observations.length },
    }),
    ...(listed && !whole && { open: { ...workload.open, dataClasses: [...new Set(open)].sort() } }),
  };
}

const wordsOf = ({ dataClass, path }: InheritedClass): string =>
  `${dataClass ?? 'not classified'}: reads ${path.map(({ workloadId }) => workloadId).join(' from ')}`;
