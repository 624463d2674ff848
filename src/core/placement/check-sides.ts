/** What is wrong with the caps, links and preferences of a problem, each fault with where it is. */

import type { Cap, Problem } from './problem.ts';

export interface Fault {
  readonly where: string;
  readonly message: string;
}

/** At most a few faults of each kind; empty when all is well. */
export function sideFaults(problem: Problem): readonly Fault[] {
  const faults: Fault[] = [];
  for (const [index, cap] of problem.caps.entries()) {
    if (faults.length >= 10) break;
    checkCap(problem, cap, `cap ${index} (${cap.rule})`, faults);
  }
  checkLinks(problem, faults);
  checkPreferences(problem, faults);
  return faults;
}

function isAmount(value: number | undefined): boolean {
  return value !== undefined && value >= 0;
}

function checkCap(problem: Problem, cap: Cap, where: string, faults: Fault[]): void {
  const say = (message: string): void => {
    faults.push({ where, message });
  };
  for (const value of cap.most) if (!isAmount(value)) return say(`at most ${value} is not a number of at least 0`);
  if (!isAmount(cap.excessUsdPerMonth)) return say(`${cap.excessUsdPerMonth} is not a price of at least 0`);
  if (cap.most.length !== cap.buckets.length) return say('buckets and their limits differ in number');
  if (cap.bucket.length !== problem.sites) return say('not every site has a bucket');
  for (const bucket of cap.bucket)
    if (bucket < -1 || bucket >= cap.most.length) return say(`there is no bucket ${bucket}`);
  if (cap.weight !== null) {
    if (cap.weight.length !== cap.members.length) return say('members and weights differ in number');
    for (const weight of cap.weight)
      if (!(weight >= 0 && weight < Infinity)) return say(`${weight} is not a finite weight of at least 0`);
  }
  let last = -1;
  for (const member of cap.members) {
    if (member <= last || member >= problem.workloads)
      return say(`member ${member} is not a row, or not in ascending order`);
    last = member;
  }
}

function checkLinks(problem: Problem, faults: Fault[]): void {
  for (const [index, near] of problem.near.entries()) {
    if (near.length !== problem.sites ** 2)
      faults.push({ where: `link class ${index}`, message: 'does not say of every pair of sites whether it is near' });
  }
  for (const [index, { a, b, class: kind, breakUsdPerMonth }] of problem.links.entries()) {
    if (faults.length >= 10) return;
    const isRow = (row: number): boolean => Number.isInteger(row) && row >= 0 && row < problem.workloads;
    if (!isRow(a) || !isRow(b) || a === b) faults.push({ where: `link ${index}`, message: `joins rows ${a} and ${b}` });
    else if (problem.near[kind] === undefined)
      faults.push({ where: `link ${index}`, message: `there is no class ${kind}` });
    else if (!isAmount(breakUsdPerMonth))
      faults.push({ where: `link ${index}`, message: `${breakUsdPerMonth} is not a price of at least 0` });
  }
}

function checkPreferences(problem: Problem, faults: Fault[]): void {
  const { preference, preferenceUsdPerMonth, sites } = problem;
  for (const [at, value] of preferenceUsdPerMonth.entries()) {
    if (value >= 0 && value < Infinity) continue;
    faults.push({
      where: `preference of class ${Math.floor(at / Math.max(1, sites))}, site ${problem.siteIds[at % Math.max(1, sites)]}`,
      message: `${value} is not a finite number of at least 0`,
    });
    return;
  }
  const classes = sites === 0 ? Infinity : preferenceUsdPerMonth.length / sites;
  const wrong = preference.findIndex((kind) => kind < -1 || kind >= classes);
  if (wrong >= 0 || preference.length !== problem.workloads)
    faults.push({ where: `preference of row ${Math.max(0, wrong)}`, message: 'there is no such class' });
}
