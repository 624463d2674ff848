/** Waivers: who answers for what is not satisfied and accepted, why, until when, and who agreed. */

import { html } from '../html.ts';
import type { Html } from '../html.ts';
import { table, text } from '../table.ts';
import type { EvidencePackData } from './pack-data.ts';

export function waiversSection({ waivers }: EvidencePackData): Html {
  if (waivers.length === 0) return html`<p>No waiver covers anything of this regime.</p>`;
  return html`<p>
      What is waived is not satisfied. It counts as waived until the last day, or until what was waived changes.
    </p>
    ${table(
      'Waivers',
      [text('Waiver'), text('Owner'), text('Reason'), text('Last day'), text('Asked for by'), text('Approved by')],
      waivers.map((waiver) => [
        html`${waiver.name ?? waiver.id}<span class="from"
            >${waiver.name === null ? '' : `${waiver.id}, `}${waiver.state}</span
          >`,
        waiver.owner,
        waiver.reason,
        waiver.expiresOn,
        `${waiver.requestedBy}, ${waiver.requestedAt.slice(0, 10)}`,
        waiver.approvedBy === null ? 'nobody' : `${waiver.approvedBy}, ${waiver.approvedAt?.slice(0, 10) ?? ''}`,
      ]),
    )}`;
}
