/** Whose laws reach a site and why, and what softens that. */

import { Content, Label, List, ListItem } from '@patternfly/react-core';
import type { SiteSovereigntyDocument } from '../../api/sovereignty.ts';

const STATES = {
  'in-place': { title: 'in place', status: 'success' },
  possible: { title: 'possible here', status: 'info' },
  'not-in-place': { title: 'not in place', status: 'danger' },
  unknown: { title: 'not known', status: 'warning' },
} as const;

export const sureText = (confidence: string): string => (confidence === 'own' ? 'unverified' : confidence);

export function Exposure({ site }: { readonly site: Pick<SiteSovereigntyDocument, 'exposure' | 'mitigations'> }) {
  const { exposure, mitigations } = site;
  return (
    <>
      {exposure.laws.length === 0 && (
        <Content component="p">
          {exposure.missing.length === 0
            ? 'No law of the catalogue reaches who runs it.'
            : 'No law is known to reach it.'}
        </Content>
      )}
      <List isPlain>
        {exposure.laws.map(({ id, law, kind, reach, note, because, confidence }) => (
          <ListItem key={id}>
            <strong>{id}</strong> {law} ({kind}, {sureText(confidence)})
            <div className="isthmus-muted isthmus-small">
              {reach}.{' '}
              {exposure.stated
                ? 'Stated in sites.yaml.'
                : `Because ${because.map(({ path, country }) => `${path} is ${country}`).join(' and ')}.`}
              {note === null ? '' : ` ${note}.`}
            </div>
          </ListItem>
        ))}
      </List>
      {exposure.missing.length > 0 && (
        <Content component="p">More may reach it: state {exposure.missing.join(', ')}.</Content>
      )}
      <Content component="h3">What softens that</Content>
      <List isPlain>
        {mitigations.map(({ id, control, effect, state, missing }) => (
          <ListItem key={id}>
            <Label isCompact status={STATES[state].status}>
              {STATES[state].title}
            </Label>{' '}
            {control}
            <div className="isthmus-muted isthmus-small">
              {effect}
              {state === 'unknown' && missing.length > 0 ? `; depends on ${missing.join(', ')}` : ''}
            </div>
          </ListItem>
        ))}
      </List>
    </>
  );
}
