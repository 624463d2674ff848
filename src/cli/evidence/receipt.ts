/** The receipt of evidence that was imported, as people read it. */

import type { EvidenceImportDocument } from '../../api/controls.ts';
import { countText, plural } from '../output/format.ts';

const SHOWN = 5;

export function receiptText(found: EvidenceImportDocument): string {
  const { receipt } = found;
  const { targets } = receipt;
  const retired =
    found.retiredAt === null ? '' : `, deleted by ${found.retiredBy ?? 'somebody'} on ${found.retiredAt.slice(0, 10)}`;
  return [
    found.already === true
      ? `✓ ${found.fileName} is there already as ${found.id}; nothing was changed`
      : `✓ ${found.fileName}  ${plural(receipt.kept, 'result')} kept of ${countText(receipt.records)} (${found.id}${retired})`,
    ...Object.entries(receipt.states).map(
      ([feed, states]) =>
        `  ${feed}: ${Object.entries(states)
          .map(([state, count]) => `${countText(count)} ${state}`)
          .join(', ')}`,
    ),
    ...receipt.rounds.slice(0, SHOWN).map(({ name, target, benchmark, profile, scanner, endedAt }) => {
      const said = [benchmark, profile, scanner, endedAt?.slice(0, 16).replace('T', ' ')].filter(
        (text) => text !== undefined,
      );
      return `  ${name} of ${target}${said.length === 0 ? '' : `: ${said.join(', ')}`}`;
    }),
    ...more(receipt.roundCount, 'round'),
    `  about ${plural(targets.workloads, 'workload')}${targets.sites > 0 ? ` and ${countText(targets.sites)} at a site as such` : ''}`,
    ...targets.several
      .slice(0, SHOWN)
      .map(({ label, by, workloadIds }) => `! ${label} may be ${workloadIds.join(' or ')} by ${by}: none was taken`),
    ...more(targets.severalCount, 'such target'),
    ...targets.none.slice(0, SHOWN).map((label) => `! ${label} is no known workload: its results count nowhere`),
    ...more(targets.noneCount, 'such target'),
    ...(targets.none.includes('the cluster') && found.siteId === null
      ? ['  Say which site the cluster is: isthmus evidence import … --site ID']
      : []),
    ...(receipt.withoutControlCount === 0
      ? []
      : [
          `! ${plural(receipt.withoutControlCount, 'rule')} of ${countText(receipt.rules)} speak to no control we know: ${receipt.withoutControl.slice(0, SHOWN).join(', ')}${receipt.withoutControlCount > SHOWN ? ' …' : ''}`,
        ]),
    ...receipt.doubts.map(
      ({ what, count, examples }) => `! ${what}: ${countText(count)} times (${examples.join(', ')})`,
    ),
    '',
  ].join('\n');
}

const more = (count: number, what: string): string[] =>
  count > SHOWN ? [`  and ${plural(count - SHOWN, `more ${what}`)}`] : [];
