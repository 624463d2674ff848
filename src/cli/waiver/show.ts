/** `isthmus waiver show`: what was waived, and what happened to it. */

import type { WaiverDetailsDocument } from '../../api/waivers.ts';
import { ROUTES } from '../../api/routes.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { scopeText } from './scope-text.ts';

const PINS_SHOWN = 20;

export async function showWaiver(cli: Cli, id: string): Promise<void> {
  const waiver = await (await cli.client()).call(ROUTES.getWaiver, { params: { id } });
  await printDocument(cli, waiver, () => waiverText(waiver), 'waiver');
}

function waiverText(waiver: WaiverDetailsDocument): string {
  const { pins, events } = waiver;
  const left = waiver.daysLeft < 0 ? 'over' : `${plural(waiver.daysLeft, 'day')} left`;
  return [
    `waiver/${waiver.id}${waiver.name === null ? '' : ` (${waiver.name})`}  ${waiver.state}`,
    `scope    ${scopeText(waiver.scope)}${waiver.acceptUnknown ? ', also what cannot be told' : ''}`,
    `until    ${waiver.expiresOn} (${left})`,
    `owner    ${waiver.owner}`,
    `reason   ${waiver.reason}`,
    `asked    ${waiver.requestedBy}, ${waiver.requestedAt}`,
    `approved ${waiver.approvedBy === null ? 'by nobody yet' : `${waiver.approvedBy}, ${waiver.approvedAt ?? ''}`}`,
    '',
    `What was waived: ${plural(waiver.findings, 'finding')}`,
    ...pins.slice(0, PINS_SHOWN).map((pin) => {
      const values = Object.entries(pin.evidence).map(([path, value]) => `${path} = ${JSON.stringify(value)}`);
      const missing = pin.missing.length === 0 ? [] : [`not known: ${pin.missing.join(', ')}`];
      return `  ${pin.ruleId} at ${pin.siteId}, ${pin.state}, ${plural(pin.findings, 'finding')}: ${[...values, ...missing].join('; ')}`;
    }),
    ...(pins.length > PINS_SHOWN ? [`  and ${pins.length - PINS_SHOWN} more: -o json`] : []),
    '',
    'What happened',
    ...events.map(({ state, at, actor, note }) => `  ${at}  ${state} by ${actor}${note === '' ? '' : `: ${note}`}`),
    '',
  ].join('\n');
}
