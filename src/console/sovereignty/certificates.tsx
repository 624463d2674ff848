/** Certificates of a site with what is left of them. */

import { Label, LabelGroup } from '@patternfly/react-core';
import type { SiteSovereigntyDocument } from '../../api/sovereignty.ts';

type Certificate = SiteSovereigntyDocument['certificates'][number];

const STATUS = { valid: 'success', 'expires-soon': 'warning', expired: 'danger', undated: undefined } as const;

export function Certificates({ certificates }: { readonly certificates: readonly Certificate[] }) {
  if (certificates.length === 0) return <>none known</>;
  return (
    <LabelGroup numLabels={20} aria-label="Certificates">
      {certificates.map((certificate) => (
        <Label key={`${certificate.id} ${certificate.validTo}`} isCompact status={STATUS[certificate.state]}>
          {certificateText(certificate)}
        </Label>
      ))}
    </LabelGroup>
  );
}

export function certificateText({ id, scope, validTo, state, daysLeft }: Certificate): string {
  const name = scope === null ? id : `${id} (${scope})`;
  if (validTo === null) return `${name}, end not known`;
  if (state === 'expired') return `${name} expired on ${validTo}`;
  return state === 'expires-soon' ? `${name} ends in ${daysLeft} days` : `${name} until ${validTo}`;
}
