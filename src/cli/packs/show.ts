/** What people read of a pack. */

import type { PackDetailsDocument } from '../../api/packs.ts';
import { plural } from '../output/format.ts';

const LOCKS: Readonly<Record<PackDetailsDocument['lock'], string>> = {
  none: '',
  same: ', as it was locked',
  changed: ', NOT as it was locked: changed under the same version',
  version: ', NOT as it was locked: another version',
  unlocked: ', NOT in the lock file',
  missing: '',
};

export function packLines(pack: PackDetailsDocument): string[] {
  const { confidence, sources, tests, ladders } = pack;
  const sure = (conf: string): string => (conf === 'own' ? 'unverified' : conf);
  const optional = (label: string, value: string | null): string[] => (value === null ? [] : [`  ${label}: ${value}`]);
  const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ');
  return [
    `${pack.id} ${pack.version}  ${pack.name}`,
    ...optional('jurisdiction', pack.jurisdiction),
    ...optional('status', pack.status),
    `  rests on: ${sources.join(', ')} (as of ${pack.asOf}, ${sure(confidence)})`,
    `  digest: ${pack.digest}${LOCKS[pack.lock]}`,
    `  applies when: ${oneLine(pack.appliesWhen)}${pack.whenUnclear === 'ask' ? '; asks when that is unclear' : ''}`,
    ...optional('note', pack.note === null ? null : oneLine(pack.note)),
    `  ${plural(tests, 'test')}${pack.origin === 'own' ? ', your own pack' : ''}`,
    ...pack.problems.map((problem) => `  ! ${problem}`),
    ...ladders.map(
      ({ id, name, weightPct, confidence: conf }) => `  ladder ${id} ${name}, ${weightPct} % (${sure(conf)})`,
    ),
    ...pack.requirements.flatMap((rule) => [
      '',
      `${rule.ruleId}  ${rule.level}  ${rule.reference}`,
      `  ${rule.title}`,
      ...(rule.when === null ? [] : [`  when: ${oneLine(rule.when)}`]),
      `  test: ${oneLine(rule.test)}`,
      `  remedy: ${oneLine(rule.remedy)}`,
      ...(rule.note === null ? [] : [`  note: ${oneLine(rule.note)}`]),
      ...(rule.confidence === confidence ? [] : [`  confidence: ${sure(rule.confidence)}`]),
    ]),
  ];
}
