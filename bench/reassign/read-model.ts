/** Machine reassignment model files: numbers in a fixed order, read straight into the arrays the search works on. */

import type { Balance, HostsProblem } from '../../src/core/placement/hosts/problem.ts';
import { sharedFloat64, sharedInt32, sharedUint32, sharedUint8 } from '../../src/threads/shared.ts';
import { IntegerFile } from './integers.ts';
import { readAssignment } from './read-assignment.ts';

/** Neighbourhoods and locations are labels: 7, 3, 7 becomes 0, 1, 0. */
function dense(labels: Map<number, number>, label: number): number {
  const known = labels.get(label);
  if (known !== undefined) return known;
  labels.set(label, labels.size);
  return labels.size - 1;
}

function readServices(file: IntegerFile, services: number) {
  const spreadMin = sharedInt32(services);
  const dependencyStart = sharedInt32(services + 1);
  const found: number[] = [];
  for (let s = 0; s < services; s += 1) {
    spreadMin[s] = file.next(`the least spread of service ${s}`);
    const count = file.next(`how many services service ${s} depends on`);
    file.mustHold(count, `the dependencies of service ${s}`);
    const own = new Set<number>();
    for (let k = 0; k < count; k += 1) own.add(file.index(services, `a service that service ${s} depends on`));
    // A service is always where it is itself.
    own.delete(s);
    for (const other of own) found.push(other);
    dependencyStart[s + 1] = found.length;
  }
  const dependency = sharedInt32(found.length);
  dependency.set(found);
  return { spreadMin, dependencyStart, dependency };
}

/** Throws InputFault with the position and what was expected there. */
export function readModel(modelPath: string, initialPath: string): HostsProblem {
  using file = new IntegerFile(modelPath);
  const resources = file.next('the number of resources');
  file.mustHold(resources * 2, 'the resources');
  const transient = sharedUint8(resources);
  const loadWeight = sharedFloat64(resources);
  for (let r = 0; r < resources; r += 1) {
    transient[r] = file.flag(`whether resource ${r} is transient`);
    loadWeight[r] = file.next(`the load weight of resource ${r}`);
  }

  const hosts = file.next('the number of machines');
  file.mustHold(hosts * (hosts + 2 + 2 * resources), `the figures of ${hosts} machines`);
  const zones = new Map<number, number>();
  const neighbourhoods = new Map<number, number>();
  const zone = sharedInt32(hosts);
  const neighbourhood = sharedInt32(hosts);
  const capacity = sharedFloat64(hosts * resources);
  const safety = sharedFloat64(hosts * resources);
  const hostMoveCost = sharedUint32(hosts * hosts);
  for (let m = 0; m < hosts; m += 1) {
    neighbourhood[m] = dense(neighbourhoods, file.next(`the neighbourhood of machine ${m}`));
    zone[m] = dense(zones, file.next(`the location of machine ${m}`));
    file.fill(capacity, m * resources, resources, `a capacity of machine ${m}`);
    file.fill(safety, m * resources, resources, `a safety capacity of machine ${m}`);
    file.fill(hostMoveCost, m * hosts, hosts, `a move cost from machine ${m}`);
  }

  const services = file.next('the number of services');
  file.mustHold(services * 2, `the figures of ${services} services`);
  const { spreadMin, dependencyStart, dependency } = readServices(file, services);

  const workloads = file.next('the number of processes');
  file.mustHold(workloads * (resources + 2), `the figures of ${workloads} processes`);
  const service = sharedInt32(workloads);
  const need = sharedFloat64(workloads * resources);
  const moveCost = sharedFloat64(workloads);
  for (let p = 0; p < workloads; p += 1) {
    service[p] = file.index(services, `the service of process ${p}`);
    file.fill(need, p * resources, resources, `a requirement of process ${p}`);
    moveCost[p] = file.next(`the move cost of process ${p}`);
  }

  const balances: Balance[] = [];
  const objectives = file.next('the number of balance objectives');
  file.mustHold(objectives * 4, `${objectives} balance objectives`);
  for (let b = 0; b < objectives; b += 1) {
    balances.push({
      first: file.index(resources, `the first resource of balance objective ${b}`),
      second: file.index(resources, `the second resource of balance objective ${b}`),
      target: file.next(`the target of balance objective ${b}`),
      weight: file.next(`the weight of balance objective ${b}`),
    });
  }
  const workloadMoveWeight = file.next('the weight of process moves');
  const serviceMoveWeight = file.next('the weight of service moves');
  const hostMoveWeight = file.next('the weight of machine moves');
  file.end('the weight of machine moves');

  return {
    workloads,
    hosts,
    resources,
    services,
    zones: zones.size,
    neighbourhoods: neighbourhoods.size,
    transient,
    loadWeight,
    zone,
    neighbourhood,
    capacity,
    safety,
    hostMoveCost,
    spreadMin,
    dependencyStart,
    dependency,
    service,
    need,
    moveCost,
    balances,
    workloadMoveWeight,
    serviceMoveWeight,
    hostMoveWeight,
    initial: readAssignment(initialPath, workloads, hosts),
    allowed: null,
  };
}
